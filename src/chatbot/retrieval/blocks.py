"""Rows of whole numbers by name, stored as arrays of bytes and read in place."""

from array import array
from collections.abc import Mapping, Sequence
from typing import Protocol
from zlib import crc32

from chatbot.pack.tables import Marks

PARTS = ("marks", "starts", "cells")
"""What the arrays of a block are called."""


class Rows(Protocol):
    """A table from text to a row of whole numbers; an unknown text has an empty row."""

    def row(self, name: str) -> Sequence[int]:
        """The row of a name."""


class Block:
    """Rows stored as three arrays (sorted marks of names, where rows begin, cells): read in place.

    >>> rows = Block(*map(memoryview, Block.build({"leg": [3, 1], "arm": [2]})))
    >>> list(rows.row("leg")), list(rows.row("toe"))
    ([3, 1], [])
    """

    def __init__(self, marks: memoryview, starts: memoryview, cells: memoryview) -> None:
        self._starts, self._cells = starts.cast("I"), cells.cast("I")
        self._marks = Marks(marks)

    @staticmethod
    def build(rows: Mapping[str, Sequence[int]]) -> tuple[bytes, bytes, bytes]:
        """The arrays as bytes; of two names with the same mark the first in the alphabet stays."""
        marked: dict[int, Sequence[int]] = {}
        for name in sorted(rows):
            marked.setdefault(mark_of(name), rows[name])
        starts, cells = array("I", [0]), array("I")
        for mark in sorted(marked):
            cells.extend(marked[mark])
            starts.append(len(cells))
        return array("I", sorted(marked)).tobytes(), starts.tobytes(), cells.tobytes()

    def row(self, name: str) -> memoryview:
        """The row of a name; empty if it has none."""
        return self.marked(mark_of(name))

    def marked(self, mark: int) -> memoryview:
        """The row of a name that has this mark; empty if there is none."""
        place = self._marks.place(mark)
        if place is None:
            return self._cells[:0]
        return self._cells[self._starts[place] : self._starts[place + 1]]


def mark_of(name: str) -> int:
    """The mark of a name: all that a block keeps of it, and no text."""
    return crc32(name.encode())
