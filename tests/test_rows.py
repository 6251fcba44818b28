"""Tables that are decoded row by row, and what is made of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.errors import StoreError
from chatbot.pack.rows import Rows
from chatbot.retrieval.lazily import LazyMapping, LazySequence


@given(st.lists(st.one_of(st.text(), st.integers(), st.lists(st.text(max_size=3)))))
def test_rows_are_a_list(values: list[object]) -> None:
    """What goes in comes out, one by one, by slices and from the end."""
    rows = Rows(memoryview(Rows.build(values)))
    assert list(rows) == values == rows[:]
    assert len(rows) == len(values)
    assert [rows[-n - 1] for n in range(len(values))] == values[::-1]


def test_no_such_row() -> None:
    """A place beyond the last is an IndexError, as with any list."""
    with pytest.raises(IndexError):
        Rows(memoryview(Rows.build(["a"])))[1]


def test_rows_that_hold_a_text() -> None:
    """A text is found where it is a whole value, at any depth; not as a part of one."""
    rows = Rows(memoryview(Rows.build([["bone"], [1, [["a", "bone"]]], ["bones"], ["é", "bo"]])))
    assert rows.holding("bone", range(4)) == [0, 1]
    assert rows.holding("bone", [3, 1]) == [1]
    assert rows.holding("é", range(4)) == [3]


def test_a_damaged_row() -> None:
    """What is no JSON is refused with an error of ours."""
    data = Rows.build(["abc"])
    with pytest.raises(StoreError, match="damaged"):
        Rows(memoryview(data.replace(b'"abc"', b'"abc\\')))[0]


def test_only_what_is_asked_for_is_decoded() -> None:
    """Length, names and `in` decode nothing; a record is decoded once."""
    decoded: list[int] = []

    def decode(row: int) -> int:
        decoded.append(row)
        return row * 10

    records = LazySequence(Rows(memoryview(Rows.build([1, 2, 3]))), decode)
    named = LazyMapping({"a": 0, "b": 1, "c": 2}, records)
    assert (len(named), list(named), "b" in named, "x" in named) == (
        3,
        ["a", "b", "c"],
        True,
        False,
    )
    assert decoded == []
    assert (named["b"], named["b"], records[1:]) == (20, 20, [20, 30])
    assert decoded == [2, 3]
