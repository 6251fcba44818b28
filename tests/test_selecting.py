"""Which ranked passages are quoted: worked by hand, with scores as log odds."""

from collections.abc import Mapping, Sequence
from math import log

import pytest

from chatbot.answer import Quote
from chatbot.conversation.selecting import beside, choose, held_of, naming
from chatbot.pack.records import Passage, Unit
from chatbot.retrieval.index import Term
from chatbot.retrieval.query import Query
from chatbot.retrieval.search import Hit

ALL: Mapping[str, float] = {"bone": 1.0}


def hit(name: str, score: float) -> Hit:
    """A ranked passage: its document's name and its own ("a1" is of "a")."""
    units = (Unit("sentence", 0, 1),)
    return Hit(Passage(name, name[0], name, name, 0, 1, units), score, 0, 0, 0, 0)


def chosen(
    hits: Sequence[tuple[str, float]],
    *things: str,
    held: Mapping[str, Mapping[str, float]] | None = None,
    amount: bool = False,
) -> str:
    """The ids of what is chosen; things are ids apart by blanks; all hold the same if not told."""
    named = [frozenset(thing.split()) for thing in things]
    ranked = [hit(name, score) for name, score in hits]
    found = choose(ranked, named, lambda name: (held or {}).get(name, ALL), amount=amount)
    return " ".join(item.passage.id for item in found)


@pytest.mark.parametrize(
    ("hits", "expected"),
    [
        ([], ""),
        ([("a1", 9.0)], "a1"),
        # Sure enough: no other is heard, of whatever document.
        ([("a1", 9.0), ("a2", 4.0), ("b1", 4.0)], "a1"),
        # Nearly tied: they are heard, though of one document.
        ([("a1", 9.0), ("a2", 8.5)], "a1 a2"),
        # Five nearly tied: four while it is open which of them answers.
        ([("a1", 9.0), ("a2", 8.9), ("a3", 8.8), ("a4", 8.7), ("a5", 8.6)], "a1 a2 a3 a4"),
        # The first three answer by 9 of 10: three.
        ([("a1", 9.0), ("a2", 8.9), ("a3", 8.8), ("a4", 5.5), ("a5", 5.4)], "a1 a2 a3"),
    ],
)
def test_as_many_as_it_takes(hits: list[tuple[str, float]], expected: str) -> None:
    """The top passage, and more as long as it is open which of them answers."""
    assert chosen(hits) == expected


def test_a_second_voice_on_a_thing_named_is_heard_if_it_is_near() -> None:
    """Another document that speaks of the thing, at three quarters of the score; no fainter one."""
    hits = [("a1", 30.0), ("a2", 23.5), ("b1", 22.5), ("c1", 22.4)]
    assert chosen(hits, "a1 a2 b1 c1") == "a1 b1"
    assert chosen(hits) == "a1"


def test_the_only_other_passage_on_a_thing_is_heard() -> None:
    """At half the score: nobody else has more to say on it. Of three, the near ones are."""
    hits = [("a1", 30.0), ("b1", 15.0), ("c1", 14.9)]
    assert chosen(hits, "a1 b1") == "a1 b1"
    assert chosen(hits, "a1 c1") == "a1"
    assert chosen(hits, "a1 b1 c1") == "a1"


def test_each_thing_named_has_its_passage() -> None:
    """Asked for the difference of two things, both are quoted, the nearer passage first."""
    hits = [("a1", 20.0), ("b1", 14.0), ("c1", 13.5)]
    assert chosen(hits, "a1", "b1 c1 d1") == "a1 b1"
    assert chosen([("a1", 20.0), ("b1", 12.0)], "a1", "b1") == "a1"


def test_what_speaks_of_no_thing_named_is_heard_only_if_it_is_likely() -> None:
    """And never where a number is asked: it would be taken for that of the thing."""
    assert chosen([("a1", 9.0), ("b1", 9 + log(0.04))], "a1") == "a1"
    assert chosen([("a1", 9.0), ("b1", 9 + log(0.06))], "a1") == "a1 b1"
    assert chosen([("a1", 9.0), ("b1", 9 + log(0.9))], "a1", amount=True) == "a1"


def test_what_adds_something_is_heard() -> None:
    """A passage that holds a tenth of what is asked, and nobody else does, unless far behind."""
    held = {"a1": {"coke": 0.5}, "a2": {"coffee": 0.1}}
    assert chosen([("a1", 20.0), ("a2", 15.0)], held=held) == "a1 a2"
    assert chosen([("a1", 20.0), ("a2", 15.0)], held=held | {"a2": {"coffee": 0.09}}) == "a1"
    assert chosen([("a1", 20.0), ("a2", 15.0)], held=held | {"a1": {"coffee": 0.1}}) == "a1"
    assert chosen([("a1", 20.0), ("a2", 13.0)], held=held) == "a1"


def test_shares_of_what_is_asked() -> None:
    """Each term asked that a passage holds, by weight times IDF; what is told besides is none."""
    terms = (Term("coke", 1.0, "asked"), Term("tea", 0.5, "asked"), Term("dog", 1.0, "background"))
    query = Query("", (), (), (), terms, frozenset())
    held = held_of(
        query, {"coke": 3.0, "tea": 2.0, "dog": 9.0}.__getitem__, {"p": [["tea"], ["dog"]]}
    )
    assert held("p") == {"tea": 0.25}


def test_beside_rows_the_top_passage_is_heard_if_it_is_likely() -> None:
    """And if none of the rows is its own."""
    quote = Quote(0, "", "b", "", "", "b1", "", None, 0, 0, "")
    top = [hit("a1", 9.0), hit("b1", 8.0)]
    assert [item.passage.id for item in beside(top, [quote])] == ["a1"]
    assert beside([hit("b1", 9.0), hit("a1", 8.0)], [quote]) == []
    assert beside([hit("a1", 9.0), hit("a2", 8.9), hit("a3", 8.9)], [quote]) == []
    assert beside([], [quote]) == []


def test_what_speaks_of_the_things_named_comes_first() -> None:
    """As good as another; and where an amount is asked, much rather."""
    hits = [hit("a1", 9.0), hit("b1", 7.5)]
    things = [frozenset({"b1"})]
    assert [item.passage.id for item in naming(hits, things, amount=False)] == ["a1", "b1"]
    assert [item.passage.id for item in naming(hits, things, amount=True)] == ["b1", "a1"]
    assert naming(hits, [], amount=True) == hits
