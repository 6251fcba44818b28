"""Tables of a compiled pack: looked things up in where they lie."""

from array import array
from bisect import bisect_left

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.pack.tables import Lists, Marks, SortedWords
from counting import steps

NUMBERS = st.lists(st.lists(st.integers(-(2**31), 2**31 - 1)))


@given(NUMBERS)
def test_lists_come_back(lists: list[list[int]]) -> None:
    """Every list is read as it was written; beyond the last there is none."""
    table = Lists(Lists.build(lists))
    assert [list(numbers) for numbers in table] == lists
    assert list(table.get(len(lists))) == list(table.get(-1)) == []
    with pytest.raises(IndexError):
        table[len(lists)]


def test_a_dictionary_from_numbers() -> None:
    """A number that has no list has an empty one."""
    table = Lists(Lists.build_map({3: [1, 2], 0: [7]}))
    assert [list(numbers) for numbers in table] == [[7], [], [], [1, 2]]
    assert len(Lists(Lists.build_map({}))) == 0


def test_words_in_order() -> None:
    """A block gives its words in the order of their bytes, each with its value."""
    words = SortedWords(SortedWords.build_map([("é", "2"), ("b", ""), ("a", "x\ty")]))
    assert [(word, words.get(word)) for word in words] == [("a", "x\ty"), ("b", ""), ("é", "2")]
    assert list(SortedWords(SortedWords.build([]))) == []
    assert "\ud800" not in words


def test_a_lookup_halves() -> None:
    """Looking a word up takes steps by the logarithm of the size: nothing is parsed ahead."""

    def cost(size: int) -> int:
        block = SortedWords.build(f"word{n}" for n in range(size))
        return steps(lambda: SortedWords(block).get("word77"), "tables.py")

    assert cost(64_000) < 2 * cost(1_000)


SPREAD = st.lists(st.integers(0, 2**32 - 1), max_size=300)
CROWDED = st.lists(st.integers(2**31, 2**31 + 60), max_size=300)


@given(SPREAD | CROWDED, st.integers(0, 2**32 - 1) | st.integers(2**31 - 2, 2**31 + 62))
def test_a_mark_is_found_wherever_it_lies(marks: list[int], other: int) -> None:
    """The first of equal marks is found, spread out or crowded; of one that is missing, none."""
    ordered = array("I", sorted(marks))
    table = Marks(memoryview(ordered))
    for mark in {*marks, other}:
        assert table.place(mark) == (bisect_left(ordered, mark) if mark in marks else None)


class _Read(list[int]):
    """A list that counts how often it is read."""

    count = 0

    def __getitem__(self, place: int) -> int:  # type: ignore[override]
        self.count += 1
        return super().__getitem__(place)


def test_a_mark_is_looked_for_where_it_is_to_be_expected() -> None:
    """Among 65,536 evenly spread marks ten are read where halving reads sixteen."""
    marks = Marks(memoryview(array("I", range(0, 2**32, 2**16))))
    read = marks._marks = _Read(marks._marks)  # type: ignore[assignment]
    assert marks.place(40_000 << 16) == 40_000
    assert read.count <= 12
