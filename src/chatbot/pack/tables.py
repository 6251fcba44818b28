"""Tables of a compiled pack that are looked things up in where they lie: nothing is parsed."""

import itertools
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence

Data = memoryview | bytes


class _Lines:
    """Byte strings by number: how many; where each begins, and where the last one ends; all."""

    def __init__(self, data: Data) -> None:
        view = memoryview(data)
        self._count = int.from_bytes(view[:4], "little")
        first = 4 * (self._count + 2)
        self._starts = view[4:first].cast("I")
        self._lines = view[first:]

    def _line(self, number: int) -> bytes:
        return bytes(self._lines[self._starts[number] : self._starts[number + 1]])


def _block(lines: Sequence[bytes]) -> bytes:
    starts = array("I", itertools.accumulate(map(len, lines), initial=0))
    return len(lines).to_bytes(4, "little") + starts.tobytes() + b"".join(lines)


class Texts(_Lines):
    """A list of texts, each read when it is asked for.

    Layout: how many; where each begins, and where the last one ends (32 bits each); then the
    texts in UTF-8.

    >>> texts = Texts(Texts.build(["bone", "", "age"]))
    >>> len(texts), texts[0], texts[2]
    (3, 'bone', 'age')
    """

    @staticmethod
    def build(texts: Iterable[str]) -> bytes:
        """The block for some texts."""
        return _block([text.encode() for text in texts])

    def __len__(self) -> int:
        """How many texts there are."""
        return self._count

    def __getitem__(self, number: int) -> str:
        """One text; of a number beyond the last, an IndexError."""
        if not 0 <= number < self._count:
            raise IndexError(number)
        return self._line(number).decode()


class SortedWords(_Lines):
    """A set of words, or a dictionary of texts: sorted lines, found by halving.

    Layout: as of Texts; the lines are "word<TAB>value".

    >>> words = SortedWords(SortedWords.build(["bone", "age"]))
    >>> "bone" in words, "bon" in words, list(words)
    (True, False, ['age', 'bone'])
    """

    @staticmethod
    def build(words: Iterable[str]) -> bytes:
        """The block for a set of words."""
        return SortedWords.build_map((word, "") for word in words)

    @staticmethod
    def build_map(pairs: Iterable[tuple[str, str]]) -> bytes:
        """The block for a dictionary; words hold no tabs."""
        return _block(sorted(f"{word}\t{value}".encode() for word, value in pairs))

    def get(self, word: str) -> str | None:
        """The word's value, or None if it is not there."""
        wanted = word.encode("utf-8", "surrogatepass") + b"\t"
        lines, size = self._lines, len(wanted)
        # As much of a line as may differ: no word holds the tab that ends the one wanted.
        place = bisect_left(
            self._starts, wanted, 0, self._count, key=lambda at: bytes(lines[at : at + size])
        )
        line = self._line(place) if place < self._count else b""
        return line[len(wanted) :].decode() if line.startswith(wanted) else None

    def __contains__(self, word: str) -> bool:
        """Whether the word is in the block."""
        return self.get(word) is not None

    def __iter__(self) -> Iterator[str]:
        """All words, in the order of their bytes."""
        return (self._line(n).partition(b"\t")[0].decode() for n in range(self._count))


class Lists:
    """A list of lists of whole numbers (32 bits), each read when it is asked for.

    Layout: how many lists; where each begins, and where the last one ends; then all numbers.

    >>> lists = Lists(Lists.build([[7], [], [1, -1]]))
    >>> len(lists), [list(numbers) for numbers in lists]
    (3, [[7], [], [1, -1]])
    """

    def __init__(self, data: Data) -> None:
        self._numbers = memoryview(data).cast("i")
        self._count = self._numbers[0]

    @staticmethod
    def build(lists: Iterable[Sequence[int]]) -> bytes:
        """The block for some lists."""
        starts, values = array("i"), array("i")
        for numbers in lists:
            starts.append(len(values))
            values.extend(numbers)
        head = len(starts) + 2
        places = array("i", [head + start for start in [*starts, len(values)]])
        return array("i", [len(starts)]).tobytes() + places.tobytes() + values.tobytes()

    @staticmethod
    def build_map(table: Mapping[int, Sequence[int]]) -> bytes:
        """The block for a dictionary from small whole numbers, 0 and more."""
        return Lists.build([table.get(n, ()) for n in range(max(table, default=-1) + 1)])

    def __len__(self) -> int:
        """How many lists there are."""
        return self._count

    def __getitem__(self, number: int) -> Sequence[int]:
        """One list; of a number beyond the last, an IndexError."""
        if not 0 <= number < self._count:
            raise IndexError(number)
        numbers = self._numbers
        return numbers[numbers[number + 1] : numbers[number + 2]]

    def __iter__(self) -> Iterator[Sequence[int]]:
        """All lists, in order."""
        return (self[number] for number in range(self._count))

    def get(self, number: int) -> Sequence[int]:
        """One list; of a number beyond the last, an empty one."""
        return self[number] if 0 <= number < self._count else ()
