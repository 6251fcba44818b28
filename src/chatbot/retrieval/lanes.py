"""Adds up sparse rows of whole numbers: a row is one great number, with 32 bits for each class.

Rows are then added as numbers are, all classes at once; a row that is kept need not be read again.
"""

from array import array
from collections.abc import Iterable

_BYTES = 4
_MIDDLE = 1 << 31
"""What is added to each lane while it is read, so that none is below 0."""
_BYTES_KEPT = 1 << 22
_BESIDE = 200
"""Bytes that a row takes that is kept, beside its classes: its mark, and to be found by it."""
_SIGN = 1 << 7
_ABOVE = bytes(byte ^ _SIGN for byte in range(1 << 8))
"""A byte with a sign as one that is greater by _SIGN, and so has none."""


class Lanes:
    """Rows over so many classes, as numbers; sums stay within 31 bits and a sign.

    >>> lanes = Lanes(3)
    >>> lanes.read(lanes.pack([(0, 5), (2, -1)]) + lanes.pack([(2, -7)]))
    [5, 0, -8]
    """

    def __init__(self, classes: int) -> None:
        self._size = _BYTES * classes
        self._empty = array("I", [_MIDDLE]) * classes
        self._middle = int.from_bytes(self._empty.tobytes(), "little")
        self._signs = [
            int.from_bytes((array("I", [_SIGN << 8 * more]) * classes).tobytes(), "little")
            for more in range(2)
        ]

    @property
    def kept(self) -> int:
        """How many rows may be kept in four megabytes."""
        return _BYTES_KEPT // (self._size + _BESIDE)

    def pack(self, cells: Iterable[tuple[int, int]]) -> int:
        """The row of these classes, each given once, and their values."""
        lanes = self._empty[:]
        for number, value in cells:
            lanes[number] = value + _MIDDLE
        return int.from_bytes(lanes, "little") - self._middle

    def spread(self, row: bytes | bytearray, width: int = 1) -> int:
        """The row of a whole number a class, each of one or two bytes with its sign.

        >>> lanes = Lanes(3)
        >>> lanes.read(lanes.spread(bytes([5, 0, 255])))
        [5, 0, -1]
        >>> lanes.read(lanes.spread(bytes([5, 1, 0, 0, 255, 255]), 2))
        [261, 0, -1]
        """
        lanes = bytearray(self._size)
        *below, last = range(width)
        for place in below:
            lanes[place::_BYTES] = row[place::width]
        lanes[last::_BYTES] = row[last::width].translate(_ABOVE)
        return int.from_bytes(lanes, "little") - self._signs[last]

    def read(self, row: int) -> list[int]:
        """The value of each class."""
        lanes = memoryview((row + self._middle).to_bytes(self._size, "little")).cast("I")
        return [value - _MIDDLE for value in lanes]
