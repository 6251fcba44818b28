"""The keys of the screen: what each does by default, and how a key is written.

The screen binds actions by the names that stand here; a configuration gives them other keys.
"""

import unicodedata
from collections.abc import Mapping, Sequence
from typing import Literal, NamedTuple

Where = Literal["everywhere", "answer", "source", "look-up"]


class Action(NamedTuple):
    """Something that a key does: its name, its keys by default, where they act, what for.

    `also` is a second place where the same keys do what is like it there.
    """

    name: str
    keys: tuple[str, ...]
    where: Where
    does: str
    also: Where | None = None


ACTIONS = (
    Action("help", ("f1", "question_mark"), "everywhere", "show every key"),
    Action("look_up", ("f2",), "everywhere", "look up passages, and back"),
    Action("sources", ("f3",), "everywhere", "the sources, and back"),
    Action("start_over", ("f4",), "everywhere", "start over: ask, then forget the conversation"),
    Action("doctor_list", ("ctrl+l",), "everywhere", "the list for your doctor"),
    Action("save", ("f8",), "everywhere", "save the conversation as a file"),
    Action("prompt", ("slash",), "everywhere", "go to the prompt"),
    Action("page_up", ("pageup",), "everywhere", "scroll up"),
    Action("page_down", ("pagedown",), "everywhere", "scroll down"),
    Action("commands", ("ctrl+p",), "everywhere", "all commands, colors among them"),
    Action("quit", ("ctrl+q",), "everywhere", "quit"),
    Action("copy", ("f7",), "answer", "copy the marked quote with its source", "look-up"),
    Action("plain", ("ctrl+t",), "answer", "show it as plain text, to mark or save it", "look-up"),
    Action("add", ("f9",), "answer", "put the marked quote on the list for your doctor"),
    Action("next_quote", ("f9",), "source", "next quote; while finding, next place"),
    Action("previous_quote", ("f7",), "source", "previous quote"),
    Action("find", ("slash",), "source", "find words in the text"),
    Action("previous_found", ("ctrl+r",), "source", "while finding, previous place"),
    Action("outline", ("ctrl+e",), "source", "headings of this document"),
    Action("documents", ("ctrl+g",), "source", "all documents", "look-up"),
    Action("kinds", ("ctrl+r",), "look-up", "only one kind of question"),
    Action("why", ("f9",), "look-up", "why this passage"),
)
DEFAULTS: Mapping[str, tuple[str, ...]] = {action.name: action.keys for action in ACTIONS}
BEFORE_TYPING = ("commands", "quit")
"""Actions that act even while one types: no letter, digit or sign may call them."""

_INSTEAD = {("prompt", "find")}
"""Where the second acts, it may have the first one's key, which means the like everywhere else."""

_NAMED = {
    "esc": "escape",
    "return": "enter",
    "page_up": "pageup",
    "pgup": "pageup",
    "page_down": "pagedown",
    "pgdn": "pagedown",
    "pgdown": "pagedown",
    "del": "delete",
    "ins": "insert",
}
_PLAIN = frozenset(("pageup", "pagedown", "home", "end", "insert", "delete", "space"))
_LABELS = {"pageup": "Page Up", "pagedown": "Page Down", "escape": "Esc"}
_TAKEN = frozenset(("enter", "tab", "escape", "backspace", "up", "down", "left", "right"))
"""Keys by which everything is reached; they keep their meaning."""
_SAME = {"i": "Tab", "m": "Enter", "j": "Enter", "h": "Backspace"}
"""Ctrl with these letters is another key in a terminal."""
_KEPT = {"c": "Ctrl+C copies and leaves", "z": "Ctrl+Z stops programs"}
_SIGNS = {
    "solidus": "slash",
    "reverse_solidus": "backslash",
    "commercial_at": "at",
    "hyphen_minus": "minus",
    "plus_sign": "plus",
    "low_line": "underscore",
}
_LAST_F = 12


class KeyFault(ValueError):  # noqa: N818 - told as a fault of the file
    """A key that cannot be used; its text says why and what to do."""


def key_name(written: str) -> str:
    """A key as the screen calls it. Raises KeyFault.

    >>> [key_name(key) for key in ("F2", "Page Up", "?", "ctrl+t", "N", "-")]
    ['f2', 'pageup', 'question_mark', 'ctrl+t', 'N', 'minus']
    """
    if len(written) == 1 and written.isprintable() and written != " ":
        return _sign(written)
    word = "_".join(written.strip().lower().replace("-", "+").split())
    word = _NAMED.get(word, word)
    if word in _TAKEN:
        raise KeyFault(f"{key_label(word)} cannot be given another meaning. Choose another key.")
    if word in _PLAIN or (word[:1] == "f" and word[1:] in _numbers()):
        return word
    return _with_ctrl(written, word)


def key_label(key: str) -> str:
    """A key as people read it.

    >>> [key_label(key) for key in ("f2", "question_mark", "ctrl+q", "pageup", "n")]
    ['F2', '?', 'Ctrl+Q', 'Page Up', 'N']
    """
    if key.startswith("ctrl+"):
        return f"Ctrl+{key.removeprefix('ctrl+').upper()}"
    sign = next((sign for sign in map(chr, range(33, 127)) if _sign(sign) == key), "")
    if sign.isalpha():
        return sign.upper() if sign.islower() else f"Shift+{sign}"
    return sign or _LABELS.get(key, key.replace("_", " ").title())


def labels_of(keys: Sequence[str]) -> str:
    """Several keys as people read them.

    >>> labels_of(("f1", "question_mark"))
    'F1 or ?'
    """
    return " or ".join(key_label(key) for key in keys)


def clash(keys: Mapping[str, tuple[str, ...]]) -> tuple[str, str, str] | None:
    """Two actions that would answer to one key in one place, and that key.

    >>> clash({**DEFAULTS, "sources": ("f1",)})
    ('help', 'sources', 'f1')
    """
    for index, one in enumerate(ACTIONS):
        for other in ACTIONS[index + 1 :]:
            shared = set(keys[one.name]) & set(keys[other.name])
            if shared and _meet(one, other) and (one.name, other.name) not in _INSTEAD:
                return one.name, other.name, min(shared)
    return None


def is_typed(key: str) -> bool:
    """Whether a key writes a letter, a digit or a sign into a text box."""
    return key == "space" or any(_sign(sign) == key for sign in map(chr, range(33, 127)))


def _meet(one: Action, other: Action) -> bool:
    """Whether two actions act in one place."""
    places, others = {one.where, one.also} - {None}, {other.where, other.also} - {None}
    return "everywhere" in places | others or bool(places & others)


def _with_ctrl(written: str, word: str) -> str:
    letter = word.removeprefix("ctrl+").removeprefix("^")
    if letter == word or len(letter) != 1 or not letter.isalpha() or not letter.isascii():
        raise KeyFault(
            f"“{written}” is not a key that every terminal sends. Use F1 to F12, Page Up, Home, "
            "a letter, a digit, a sign, or Ctrl and a letter."
        )
    if letter in _SAME:
        raise KeyFault(f"Ctrl+{letter.upper()} is {_SAME[letter]} in a terminal. Choose another.")
    if letter in _KEPT:
        raise KeyFault(f"{_KEPT[letter]}. Choose another.")
    return f"ctrl+{letter}"


def _sign(sign: str) -> str:
    if sign.isalnum():
        return sign
    name = unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")
    return _SIGNS.get(name, name)


def _numbers() -> tuple[str, ...]:
    return tuple(str(number) for number in range(1, _LAST_F + 1))
