"""Tables of a compiled pack that are looked things up in where they lie: nothing is parsed."""

import itertools
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from math import isqrt
from zlib import crc32

Data = memoryview | bytes


class Marks:
    """Sorted marks (CRC-32 of texts): the place of one is found near where it is to be expected.

    Marks lie evenly, so few are further off than the root of how many there are; to look there
    first takes half of the steps of looking through all, and stays in one stretch of memory.

    >>> marks = Marks(memoryview(array("I", [7, 2**31, 2**32 - 1])))
    >>> [marks.place(mark) for mark in (7, 8, 2**32 - 1)], marks.place(2**31)
    ([0, None, 2], 1)
    """

    def __init__(self, data: memoryview) -> None:
        # Copied: to halve what lies in the pack takes twice as long.
        self._marks = array("I")
        self._marks.frombytes(data.cast("B"))
        self._count = len(self._marks)
        self._near = 2 * isqrt(self._count) + 1

    def place(self, mark: int) -> int | None:
        """The first place of a mark; None if it is not there."""
        marks, count = self._marks, self._count
        likely = mark * count >> 32
        low, high = max(likely - self._near, 0), min(likely + self._near, count)
        place = bisect_left(marks, mark, low, high)
        if (place == low and low) or (place == high and high < count):
            place = bisect_left(marks, mark)  # further off
        return place if place < count and marks[place] == mark else None

    def has(self, place: int, mark: int) -> bool:
        """Whether a mark is at a place."""
        return place < self._count and self._marks[place] == mark


class _Lines:
    """Byte strings by number: how many; where each begins, and where the last one ends; all."""

    def __init__(self, data: Data) -> None:
        view = memoryview(data)
        self.count = int.from_bytes(view[:4], "little")
        first = 4 * (self.count + 2)
        self._starts = view[4:first].cast("I")
        self._lines = view[first:]

    def line(self, number: int) -> bytes:
        """One of the byte strings."""
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
        return self.count

    def __getitem__(self, number: int) -> str:
        """One text; of a number beyond the last, an IndexError."""
        if not 0 <= number < self.count:
            raise IndexError(number)
        return self.line(number).decode()


class SortedWords:
    """A set of words, or a dictionary of texts: found by halving their sorted marks (CRC-32).

    Layout: how many (32 bits); the marks (32 bits each), sorted; then, as of Texts and in the
    order of the marks, the lines "word<TAB>value".

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
        marked = sorted(
            (crc32(word.encode()), f"{word}\t{value}".encode()) for word, value in pairs
        )
        marks = array("I", (mark for mark, _ in marked))
        return (
            len(marks).to_bytes(4, "little")
            + marks.tobytes()
            + _block([line for _, line in marked])
        )

    def __init__(self, data: Data) -> None:
        view = memoryview(data)
        self._count = int.from_bytes(view[:4], "little")
        first = 4 * (self._count + 1)
        self._marks = Marks(view[4:first])
        self._lines = _Lines(view[first:])

    def get(self, word: str) -> str | None:
        """The word's value, or None if it is not there."""
        wanted = word.encode("utf-8", "surrogatepass")
        mark = crc32(wanted)
        place = self._marks.place(mark)
        while place is not None:
            known, _, value = self._lines.line(place).partition(b"\t")
            if known == wanted:
                return value.decode()
            place = place + 1 if self._marks.has(place + 1, mark) else None
        return None

    def __contains__(self, word: str) -> bool:
        """Whether the word is in the block."""
        return self.get(word) is not None

    def __iter__(self) -> Iterator[str]:
        """All words, in the order of their bytes."""
        lines = sorted(map(self._lines.line, range(self._count)))
        return (line.partition(b"\t")[0].decode() for line in lines)


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
