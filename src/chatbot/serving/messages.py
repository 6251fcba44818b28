"""What a page may say: short lists as JSON, each checked before anything is done with it."""

import json
from dataclasses import dataclass

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
    """Text was typed."""

    text: str


@dataclass(frozen=True, slots=True)
class Pasted:
    """Text was pasted."""

    text: str


@dataclass(frozen=True, slots=True)
class Pressed:
    """A key that types no text was pressed."""

    key: str


@dataclass(frozen=True, slots=True)
class Pointed:
    """The mouse or a finger did something at a cell."""

    does: str
    x: int
    y: int


Heard = Opened | Resumed | Left | Resized | Typed | Pasted | Pressed | Pointed


def read_message(data: str) -> Heard:  # noqa: PLR0911 - a line a message
    """A page's message. Raises InputError for anything that our page does not say.

    >>> read_message('["key", "enter"]')
    Pressed(key='enter')
    """
    try:
        match json.loads(data):
            case ["open", int(columns), int(rows), bool(light)]:
                return Opened(_within(columns, COLUMNS), _within(rows, ROWS), light)
            case ["resume", str(talk)]:
                return Resumed(talk)
            case ["leave"]:
                return Left()
            case ["size", int(columns), int(rows)]:
                return Resized(_within(columns, COLUMNS), _within(rows, ROWS))
            case ["text", str(text)]:
                return Typed(text)
            case ["paste", str(text)]:
                return Pasted(text)
            case ["key", str(key)] if key in KEYS:
                return Pressed(key)
            case ["mouse", str(does), int(x), int(y)] if does in MOUSE:
                return Pointed(does, _within(x, (0, COLUMNS[1])), _within(y, (0, ROWS[1])))
    except (ValueError, RecursionError):
        pass  # no JSON: as foreign as JSON of another shape
    raise InputError("The page sent something that it does not say")


def _within(number: int, bounds: tuple[int, int]) -> int:
    return max(bounds[0], min(number, bounds[1]))
