"""Sparse rows added up as great numbers."""

import sys

from hypothesis import given
from hypothesis import strategies as st

from chatbot.retrieval.lanes import Lanes

CLASSES = 5
ROWS = st.lists(st.dictionaries(st.integers(0, CLASSES - 1), st.integers(-(2**20), 2**20)))


@given(ROWS)
def test_rows_add_up_class_by_class(rows: list[dict[int, int]]) -> None:
    """The sum of packed rows holds each class's sum, whatever the signs of its neighbours."""
    lanes = Lanes(CLASSES)
    total = sum(lanes.pack(row.items()) for row in rows)
    assert lanes.read(total) == [sum(row.get(n, 0) for row in rows) for n in range(CLASSES)]


def test_what_is_kept_is_bounded() -> None:
    """The more classes there are, the fewer rows are kept; no classes are no error."""
    assert Lanes(1000).kept < Lanes(10).kept
    assert Lanes(0).read(Lanes(0).pack([])) == []


def test_a_row_that_is_kept_counts_whole() -> None:
    """Few classes or many: what is kept, with the room that each number takes, is 4 MiB at most."""
    for classes in (1, 40, 134):
        lanes = Lanes(classes)
        row = sys.getsizeof(lanes.pack([(classes - 1, 7)])) + sys.getsizeof(2**32)
        assert lanes.kept * row <= 4 << 20


@given(st.lists(st.lists(st.integers(-128, 127), min_size=CLASSES, max_size=CLASSES)))
def test_a_row_of_bytes_is_the_same_row(rows: list[list[int]]) -> None:
    """A byte a class, with its sign, is the row of these values, and adds up with others."""
    lanes = Lanes(CLASSES)
    spread = [lanes.spread(bytes(value & 0xFF for value in row)) for row in rows]
    assert spread == [lanes.pack(enumerate(row)) for row in rows]
    assert lanes.read(sum(spread)) == [sum(row[n] for row in rows) for n in range(CLASSES)]
