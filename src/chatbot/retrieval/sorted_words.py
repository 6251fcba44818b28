"""Sorted lines of bytes as a set or a dictionary: looked up in place, nothing is parsed."""

from collections.abc import Iterable


class SortedWords:
    """A sorted block of lines "word" or "word<TAB>value", searched by halving.

    >>> words = SortedWords(SortedWords.build(["bone", "age"]))
    >>> "bone" in words, "bon" in words
    (True, False)
    """

    def __init__(self, data: memoryview | bytes) -> None:
        self._data = bytes(data) if isinstance(data, memoryview) else data

    @staticmethod
    def build(words: Iterable[str]) -> bytes:
        """The block for a set of words."""
        return SortedWords.build_map((word, "") for word in words)

    @staticmethod
    def build_map(pairs: Iterable[tuple[str, str]]) -> bytes:
        """The block for a dictionary; words and values hold no tabs and no line ends."""
        lines = sorted(f"{word}\t{value}".encode() for word, value in pairs)
        return b"\n" + b"".join(line + b"\n" for line in lines)

    def get(self, word: str) -> str | None:
        """The word's value, or None if it is not there."""
        data, wanted = self._data, word.encode() + b"\t"
        low, high = 0, len(data) - 1
        # `low` is always a line end, and the wanted line, if any, begins in low+1..high.
        while low < high:
            middle = data.rfind(b"\n", low, (low + high) // 2 + 1)
            start = middle + 1
            end = data.find(b"\n", start)
            line = data[start:end]
            if line.startswith(wanted):
                return line[len(wanted) :].decode()
            if line < wanted:
                low = end
            else:
                high = middle
        return None

    def __contains__(self, word: str) -> bool:
        """Whether the word is in the block."""
        return self.get(word) is not None
