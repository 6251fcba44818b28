"""What the screen writes for a terminal, kept as rows of cells that a page can show.

It knows what Textual writes and no more: text, moves of the cursor, colours and weights, and the
sequence that hands text to the clipboard. Everything else is dropped.
"""

import base64
import binascii
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from rich.cells import get_character_cell_size
from rich.color import Color

from chatbot.patterns import pattern

_PIECES = pattern(
    r"\x1b\[(?P<args>[0-9;:]*)(?P<final>[A-Za-z])"
    r"|\x1b\[[<=>?][0-9;:$]*[@-~]"  # modes of a terminal
    r"|\x1b\]52;[a-z]*;(?P<copy>[A-Za-z0-9+/=]*)(?:\x07|\x1b\\)"
    r"|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)"  # titles, pointer shapes, links
    r"|\x1b[@-Z\\^_=>]?"
    r"|(?P<text>[^\x00-\x1f\x1b\x7f]+)"
    r"|(?P<control>[\x00-\x1f\x7f])"
)
_FLAGS = {"1": "b", "2": "d", "3": "i", "4": "u", "7": "r", "9": "s"}
_CLEARED = {"22": "bd", "23": "i", "24": "u", "27": "r", "29": "s"}


class Style(NamedTuple):
    """Colours as "#rrggbb", or "" for the page's own.

    `flags` are letters: bold, dim, italic, underlined, struck, reverse.
    """

    front: str = ""
    back: str = ""
    flags: str = ""


class Run(NamedTuple):
    """A stretch of a row in one style; `width` counts its cells."""

    text: str
    style: Style
    width: int


PLAIN = Style()
_BLANK = (" ", PLAIN)


class Cells:
    r"""A screen of `columns` by `rows` cells; `cursor` is its column and row, counted from 0.

    >>> cells = Cells(8, 2)
    >>> cells.write("\x1b[2;3H\x1b[1mbone")
    >>> cells.text()
    ['', '  bone']
    >>> sorted(cells.changed()), sorted(cells.changed())
    ([0, 1], [])
    """

    def __init__(self, columns: int, rows: int) -> None:
        self.cursor = (0, 0)
        self.copied: list[str] = []
        self._style = PLAIN
        self.resize(columns, rows)

    def resize(self, columns: int, rows: int) -> None:
        """Start again with blank cells: what is shown is written anew after a change of size."""
        self.columns, self.rows = columns, rows
        self.cursor = (0, 0)
        self._cells = [[_BLANK] * columns for _ in range(rows)]
        self._changed = set(range(rows))

    def changed(self) -> set[int]:
        """The rows written since this was last asked."""
        changed, self._changed = self._changed, set()
        return changed

    def all_changed(self) -> None:
        """Take every row for written, for a page that has none of them."""
        self._changed = set(range(self.rows))

    def row(self, number: int) -> Iterator[Run]:
        """A row's stretches of one style, from left to right."""
        text, style, width = "", PLAIN, 0
        for sign, worn in self._cells[number]:
            if worn != style and width:
                yield Run(text, style, width)
                text, width = "", 0
            text, style, width = text + sign, worn, width + 1
        yield Run(text, style, width)

    def text(self) -> list[str]:
        """The rows as plain text, without spaces at their ends."""
        return ["".join(sign for sign, _ in row).rstrip() for row in self._cells]

    def write(self, data: str) -> None:
        """Take what would go to a terminal."""
        for piece in _PIECES.finditer(data):
            if piece["text"]:
                self._put(piece["text"])
            elif piece["final"]:
                self._do(piece["final"], piece["args"])
            elif piece["copy"]:
                self._copy(piece["copy"])
            elif piece["control"]:
                self._step(piece["control"])

    def _put(self, text: str) -> None:
        x, y = self.cursor
        row = self._cells[y]
        for sign in text:
            size = get_character_cell_size(sign)
            if size and x + size <= self.columns:
                row[x : x + size] = [(sign, self._style), ("", self._style)][:size]
            elif not size and x:  # an accent belongs to the sign before it
                row[x - 1] = (row[x - 1][0] + sign, row[x - 1][1])
            x += size
        self.cursor = min(x, self.columns), y
        self._changed.add(y)

    def _do(self, final: str, args: str) -> None:
        if final == "m":
            self._style = _worn(self._style, args)
            return
        numbers = [int(arg) if arg.isdigit() else 0 for arg in args.split(";")]
        x, y = self.cursor
        if final == "H":
            y, x = numbers[0] - 1, (numbers[1] if len(numbers) > 1 else 1) - 1
        elif final in "ABCD":
            steps = max(1, numbers[0])
            x += {"C": steps, "D": -steps}.get(final, 0)
            y += {"A": -steps, "B": steps}.get(final, 0)
        elif final == "J":
            self.resize(self.columns, self.rows)
        self._move(x, y)

    def _step(self, control: str) -> None:
        row = self.cursor[1]
        if control in "\r\n":
            self._move(0, row + (control == "\n"))

    def _move(self, x: int, y: int) -> None:
        self.cursor = max(0, min(x, self.columns - 1)), max(0, min(y, self.rows - 1))

    def _copy(self, encoded: str) -> None:
        try:
            self.copied.append(base64.b64decode(encoded, validate=True).decode())
        except (binascii.Error, UnicodeDecodeError):
            return  # nothing that a clipboard could hold


@lru_cache(maxsize=4096)
def _worn(style: Style, args: str) -> Style:
    """The style after a sequence of colours and weights.

    >>> _worn(PLAIN, "1;38;2;255;0;16")
    Style(front='#ff0010', back='', flags='b')
    >>> _worn(Style("#ff0010", "", "b"), "0")
    Style(front='', back='', flags='')
    """
    front, back, flags = style
    codes = iter(args.replace(":", ";").split(";"))
    for code in codes:
        if code in ("", "0"):
            front, back, flags = PLAIN
        elif code in _FLAGS:
            flags = flags.replace(_FLAGS[code], "") + _FLAGS[code]
        elif code in _CLEARED:
            flags = "".join(flag for flag in flags if flag not in _CLEARED[code])
        elif code in ("38", "48"):
            color = _color(next(codes, ""), codes)
            front, back = (color, back) if code == "38" else (front, color)
        elif code in ("39", "49"):
            front, back = ("", back) if code == "39" else (front, "")
        elif code.isdigit():
            front, back = _sixteen(int(code), front, back)
    return Style(front, back, flags)


def _color(kind: str, codes: Iterator[str]) -> str:
    if kind == "5":
        return Color.from_ansi(_byte(next(codes, ""))).get_truecolor().hex
    red, green, blue = (_byte(next(codes, "")) for _ in range(3))
    return f"#{red:02x}{green:02x}{blue:02x}"


def _byte(code: str) -> int:
    return min(255, int(code)) if code.isdigit() else 0


def _sixteen(code: int, front: str, back: str) -> tuple[str, str]:
    """The terminal's own sixteen colours: 30 to 37, 40 to 47, and 60 more for the bright ones."""
    tens, color = divmod(code, 10)
    bright = 8 if tens in (9, 10) else 0
    if color < 8 and tens in (3, 4, 9, 10):  # noqa: PLR2004 - eight colours
        named = Color.from_ansi(color + bright).get_truecolor().hex
        return (named, back) if tens in (3, 9) else (front, named)
    return front, back
