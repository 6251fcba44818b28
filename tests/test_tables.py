"""Tables of a compiled pack: looked things up in where they lie."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.pack.tables import Lists, SortedWords
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
