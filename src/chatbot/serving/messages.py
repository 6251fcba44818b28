"""What our pages may say: short lists as JSON, each checked before anything is done with it."""

import json
from dataclasses import dataclass

from chatbot.config.keys import DEFAULTS
from chatbot.errors import InputError
from chatbot.tui.browser import MOUSE

LONGEST = 1 << 20
"""Bytes of one message; our page cuts what is pasted long before."""
COLUMNS = (10, 400)
ROWS = (4, 200)

_NAMED = (
    *("enter", "tab", "backspace", "escape", "insert", "delete", "home", "end"),
    *("up", "down", "left", "right", "pageup", "pagedown", "space"),
    *(f"f{number}" for number in range(1, 13)),
)
KEYS = frozenset(
    (
        *_NAMED,
        *(f"{held}+{key}" for held in ("shift", "ctrl", "ctrl+shift") for key in _NAMED),
        *(f"ctrl+{letter}" for letter in "abcdefghijklmnopqrstuvwxyz"),
    )
)
"""The keys that a page may press, by Textual's names."""


@dataclass(frozen=True, slots=True)
class Opened:
    """The page stands and is this large; `light` is what the person's system prefers."""

    columns: int
    rows: int
    light: bool


@dataclass(frozen=True, slots=True)
class Entered:
    """The page for reading stands."""


@dataclass(frozen=True, slots=True)
class Resumed:
    """The page had lost its connection and goes on with its conversation."""

    talk: str


@dataclass(frozen=True, slots=True)
class Left:
    """The page is being closed."""


@dataclass(frozen=True, slots=True)
class Resized:
    """The page has another size."""

    columns: int
    rows: int


@dataclass(frozen=True, slots=True)
class Typed:
    """Text was typed, in one go where it was `pasted`."""

    text: str
    pasted: bool = False


@dataclass(frozen=True, slots=True)
class Said:
    """A whole line was sent from the page for reading."""

    line: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key that types no text was pressed."""

    key: str


@dataclass(frozen=True, slots=True)
class Called:
    """Something that a key does was asked for by a button, whatever key that is."""

    action: str


@dataclass(frozen=True, slots=True)
class Pointed:
    """The mouse or a finger did something at a cell."""

    does: str
    x: int
    y: int


Heard = Opened | Entered | Resumed | Left | Resized | Typed | Said | Pressed | Called | Pointed


def read_message(data: str) -> Heard:
    """A page's message. Raises InputError for anything that our pages do not say.

    >>> read_message('["key", "enter"]')
    Pressed(key='enter')
    """
    try:
        said = json.loads(data)
        heard = _of_the_page(said) or _of_the_person(said)
    except (ValueError, RecursionError):
        heard = None  # no JSON: as foreign as JSON of another shape
    if heard is None:
        raise InputError("The page sent something that it does not say")
    return heard


def _of_the_page(said: object) -> Heard | None:
    match said:
        case ["open", int(columns), int(rows), bool(light)]:
            return Opened(_within(columns, COLUMNS), _within(rows, ROWS), light)
        case ["enter"]:
            return Entered()
        case ["resume", str(talk)]:
            return Resumed(talk)
        case ["leave"]:
            return Left()
        case ["size", int(columns), int(rows)]:
            return Resized(_within(columns, COLUMNS), _within(rows, ROWS))
        case _:
            return None


def _of_the_person(said: object) -> Heard | None:
    match said:
        case ["text" | "paste" as how, str(text)]:
            return Typed(text, pasted=how == "paste")
        case ["say", str(line)]:
            return Said(line)
        case ["key", str(key)] if key in KEYS:
            return Pressed(key)
        case ["do", str(action)] if action in DEFAULTS:
            return Called(action)
        case ["mouse", str(does), int(x), int(y)] if does in MOUSE:
            return Pointed(does, _within(x, (0, COLUMNS[1])), _within(y, (0, ROWS[1])))
        case _:
            return None


def _within(number: int, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(number, bounds[1]))
