"""Documents, passages and their terms as a turn sees them: decoded one at a time when asked for."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from typing import Any, Generic, TypeVar, overload

from chatbot.pack.rows import Rows

_KEPT = 2048
_Item = TypeVar("_Item")


class LazySequence(Sequence[_Item], Generic[_Item]):
    """Rows as records."""

    def __init__(self, rows: Rows, decode: Callable[[Any], _Item], kept: int = _KEPT) -> None:
        self._count = len(rows)

        @lru_cache(maxsize=kept)
        def item(place: int) -> _Item:
            return decode(rows[place])

        self._item = item

    def __len__(self) -> int:
        """How many records there are."""
        return self._count

    @overload
    def __getitem__(self, place: int) -> _Item: ...
    @overload
    def __getitem__(self, place: slice) -> list[_Item]: ...
    def __getitem__(self, place: int | slice) -> _Item | list[_Item]:
        """One record, or several."""
        if isinstance(place, slice):
            return [self[number] for number in range(*place.indices(self._count))]
        return self._item(place)

    def __iter__(self) -> Iterator[_Item]:
        """All records, in order."""
        return (self._item(place) for place in range(self._count))


class LazyMapping(Mapping[str, _Item], Generic[_Item]):
    """Records by name; `places` tells where each name's record is, in the records' order."""

    def __init__(self, places: Mapping[str, int], records: Sequence[_Item]) -> None:
        self._places = places
        self._records = records

    def __getitem__(self, name: str) -> _Item:
        """A record by its name."""
        return self._records[self._places[name]]

    def __len__(self) -> int:
        """How many names there are."""
        return len(self._places)

    def __iter__(self) -> Iterator[str]:
        """All names, in the records' order."""
        return iter(self._places)

    def __contains__(self, name: object) -> bool:
        """Whether there is such a name; its record is not decoded."""
        return name in self._places
