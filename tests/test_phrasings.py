"""Likeness to known questions: the cosine as it is defined, whatever is skipped on the way."""

from collections import Counter
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.compiling.index import lucene_idf
from chatbot.retrieval.phrasings import Phrasings, phrasing_sections
from chatbot.store import Store, pack_store
from counting import steps

Known = list[tuple[int, list[str]]]
FEATURES = st.lists(st.sampled_from([*"abcdefghijkl", "?why", "?not"]), unique=True, max_size=12)
KNOWN = st.lists(st.tuples(st.integers(0, 4), FEATURES), max_size=60)


def phrasings(known: Known) -> Phrasings:
    """Known questions, each called by its passage and its features."""
    rows = [(owner, f"{owner}: {' '.join(found)}", found) for owner, found in sorted(known)]
    sections = phrasing_sections(rows, lucene_idf)
    return Phrasings(Store(memoryview(pack_store({}, sections))))


def cosines(known: Known, asked: Sequence[str]) -> tuple[list[tuple[int, float]], list[list[str]]]:
    """Of every known question that shares a feature: passage and cosine; and its features."""
    items = [(owner, found) for owner, found in sorted(known) if found]
    counts = Counter(feature for _, found in items for feature in found)

    def square(feature: str) -> float:
        cue = feature.startswith("?") and feature in counts
        return (1.5 if cue else lucene_idf(len(items), counts[feature])) ** 2

    own = sum(map(square, asked))
    sharing = [(owner, found) for owner, found in items if set(asked) & set(found)]
    values = [
        (owner, sum(square(name) for name in asked if name in found) / (own * norm) ** 0.5)
        for owner, found in sharing
        for norm in [sum(map(square, found))]
    ]
    return values, [found for _, found in sharing]


@given(KNOWN, FEATURES)
def test_a_passage_is_as_alike_as_its_best_question(known: Known, asked: list[str]) -> None:
    """The likeness is the highest cosine of the passage's questions, to the last bit."""
    expected: dict[int, float] = {}
    for owner, cosine in cosines(known, asked)[0]:
        expected[owner] = max(expected.get(owner, 0.0), cosine)
    assert phrasings(known).likeness(asked) == expected


@given(KNOWN, FEATURES)
def test_the_nearest_question_is_one_with_that_likeness(known: Known, asked: list[str]) -> None:
    """What is shown as the nearest question has the passage's likeness itself."""
    table = phrasings(known)
    for owner, text in table.nearest(asked, range(5)).items():
        named = text.partition(": ")[2].split()
        own = [
            cosine
            for (number, cosine), found in zip(*cosines(known, asked), strict=True)
            if number == owner and found == named
        ]
        assert table.likeness(asked)[owner] in own


def test_nothing_is_like_nothing() -> None:
    """Without a known question, or without a word in common, there is no likeness."""
    assert phrasings([]).likeness(["a"]) == {}
    assert phrasings([(0, ["a"])]).likeness(["b"]) == {}
    assert phrasings([(0, ["a"])]).likeness([]) == {}
    assert phrasings([(0, ["a"]), (1, ["b"])]).nearest(["a"], [1]) == {}


@pytest.mark.parametrize("common", [["bone"], ["bone", "what"]])
def test_a_common_word_is_not_looked_up_question_by_question(common: list[str]) -> None:
    """Ten times as many questions that hold a common word take less than twice the steps."""

    def cost(size: int) -> int:
        rare = [(n % 8, ["bone", "what", f"word{n}", f"more{n}"]) for n in range(size)]
        table = phrasings([*rare, *((n, ["bone", "what"]) for n in range(8))])
        table.likeness(common)
        return steps(lambda: table.likeness(common), "phrasings.py")

    assert cost(4_000) < 2 * cost(400)
