"""Rows of a compiled pack, each decoded when it is asked for: 50,000 cost no more than one."""

import itertools
import json
from array import array
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, overload

from chatbot.errors import StoreError


class Rows(Sequence[Any]):
    """A list of JSON values.

    Layout: how many (64 bits); where each begins, and where the last one ends; then the values.

    >>> rows = Rows(memoryview(Rows.build([["a", 1], []])))
    >>> len(rows), rows[0], list(rows)
    (2, ['a', 1], [['a', 1], []])
    """

    def __init__(self, data: memoryview) -> None:
        self._count = int.from_bytes(data[:8], "little")
        first = 8 * (self._count + 2)
        self._starts = data[8:first].cast("Q")
        self._values = data[first:]

    @staticmethod
    def build(rows: Iterable[Any]) -> bytes:
        """The block for some values."""
        values = [json.dumps(row, separators=(",", ":")).encode() for row in rows]
        starts = array("Q", itertools.accumulate(map(len, values), initial=0))
        return b"".join([len(values).to_bytes(8, "little"), starts.tobytes(), *values])

    def __len__(self) -> int:
        """How many rows there are."""
        return self._count

    @overload
    def __getitem__(self, place: int) -> Any: ...  # noqa: ANN401 - who asks knows the shape
    @overload
    def __getitem__(self, place: slice) -> list[Any]: ...
    def __getitem__(self, place: int | slice) -> Any:
        """One row, or several. Raises StoreError for one that cannot be read."""
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(self._count))]
        if place < 0:
            place += self._count
        if not 0 <= place < self._count:
            raise IndexError(place)
        try:
            # From text: of bytes the decoder first guesses the encoding.
            return json.loads(str(self._lying(place), "utf-8"))
        except (ValueError, RecursionError) as error:
            raise StoreError("a row of the compiled pack is damaged") from error

    def raw(self, place: int) -> bytes:
        """A row as it lies in the pack: to look for a value takes less than to decode it."""
        return bytes(self._lying(place))

    @staticmethod
    def written(text: str) -> bytes:
        """A text without quotes as it lies in the rows that hold it as a value, at any depth.

        >>> rows = Rows(memoryview(Rows.build([["a", ["bc"]], ["b"]])))
        >>> rows.written("bc") in rows.raw(0), rows.written("b") in rows.raw(0)
        (True, False)
        """
        return json.dumps(text).encode()

    def holding(self, text: str, places: Iterable[int]) -> list[int]:
        """Those of some places whose rows hold a text without quotes, at any depth, as a value.

        >>> Rows(memoryview(Rows.build([["a", ["bc"]], ["b"], []]))).holding("bc", range(3))
        [0]
        """
        value = self.written(text)
        return [place for place in places if value in self.raw(place)]

    def _lying(self, place: int) -> memoryview:
        return self._values[self._starts[place] : self._starts[place + 1]]

    def __iter__(self) -> Iterator[Any]:
        """All rows, in order."""
        return (self[place] for place in range(self._count))
