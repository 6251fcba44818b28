"""Gold against quotes: what counts as found."""

from dataclasses import replace

import pytest

from chatbot.answer import Difference, Quote
from chatbot.errors import InputError
from chatbot.evaluation.matching import Found, Matcher, exact, shown_differences, shown_quotes
from chatbot.evaluation.questions import Part
from evaluation_tables import DOCUMENTS, TEXT, answer, fact, passage, question, quote

CALCIUM, SUN, PROTEIN = fact("has calcium"), fact("vitamin D"), fact("has protein")
MILK, LIGHT, MEAT = (
    quote("Milk has calcium."),
    quote("Sun gives vitamin D."),
    quote("Milk has protein."),
)


def judged(gold: tuple[Part, ...], *quotes: Quote) -> Found:
    """How an answer of these quotes does."""
    return Matcher(DOCUMENTS).judge(gold, shown_quotes(answer(quotes=quotes)), ())


def test_an_anchor_must_lie_whole_in_the_quote() -> None:
    """Half of the wanted words is nothing."""
    assert judged(((CALCIUM,),), MILK).first
    assert not judged(((fact("calcium. Sun"),),), MILK, LIGHT).anywhere


def test_one_alternative_is_enough_but_all_facts_are_wanted() -> None:
    """A part is hit if its quote holds an alternative of every one of its facts."""
    assert judged(((fact("no such words", "has calcium"),),), MILK).first
    both = judged(((CALCIUM, SUN),), MILK, LIGHT)
    assert (both.first, both.three, both.anywhere, both.facts) == (False, True, True, 2)


def test_context_counts() -> None:
    """What travels with a quote is read with it."""
    assert judged(
        ((CALCIUM, SUN),), quote("Milk has calcium.", context="Sun gives vitamin D.")
    ).first


def test_the_first_quote_is_the_answers_first() -> None:
    """With one part only the answer's first quote is the first, however the bot split it."""
    found = judged(((SUN,),), MILK, replace(LIGHT, part=1))
    assert (found.first, found.three, found.anywhere) == (False, True, True)


def test_each_part_has_a_first_quote() -> None:
    """With as many parts as wanted, each is judged by its own quotes, in order."""
    gold = ((CALCIUM,), (SUN,))
    assert judged(gold, MILK, MEAT, replace(LIGHT, part=1)).first
    assert not judged(gold, LIGHT, replace(MILK, part=1)).first


def test_parts_split_otherwise() -> None:
    """If the bot split the question otherwise, the first quote of any part serves."""
    gold = ((CALCIUM,), (SUN,))
    assert not judged(gold, MILK, LIGHT).first
    assert judged(gold, MEAT, replace(MILK, part=1), replace(LIGHT, part=2)).first


def test_no_quotes_is_no_hit() -> None:
    """An unanswered question is missed."""
    assert judged(((CALCIUM,),)) == Matcher(DOCUMENTS).judge(((CALCIUM,),), (), ())
    assert not judged(((CALCIUM,),)).anywhere


def test_differences_are_in_the_answer_but_not_first() -> None:
    """A quote of a difference counts as in the answer."""
    said = replace(answer(quotes=(MILK,)), differences=(Difference("x", "differ", "", (LIGHT,)),))
    found = Matcher(DOCUMENTS).judge(((SUN,),), shown_quotes(said), shown_differences(said))
    assert (found.first, found.three, found.anywhere) == (False, False, True)


def test_repeated_words_count_wherever_they_stand() -> None:
    """An anchor that stands twice is found at either place."""
    matcher = Matcher(DOCUMENTS)
    assert matcher.places(fact("Milk has")[0]) == (
        (0, 8),
        (TEXT.rindex("Milk"), TEXT.rindex("Milk") + 8),
    )
    assert judged(((fact("Milk has"),),), MEAT).first


def test_relevant_passages_follow_from_the_gold() -> None:
    """A passage is relevant if it holds an alternative of any fact."""
    passages = [
        passage(1, "Milk has calcium."),
        passage(2, "Sun gives vitamin D."),
        passage(3, "Milk has protein."),
    ]
    asked = question(gold=((CALCIUM,), (PROTEIN,)))
    assert Matcher(DOCUMENTS).relevant(asked, passages) == ["food#s/1", "food#s/3"]


def test_gold_that_does_not_stand_there_is_named() -> None:
    """Gold is verbatim; the error names the question's file and line."""
    with pytest.raises(InputError, match=r'file:q1: "no such words" does not stand in food'):
        Matcher(DOCUMENTS).check([question(gold=((fact("no such words"),),))])


def test_a_quote_that_is_off_by_one_is_not_exact() -> None:
    """Every quote and every context is checked letter by letter."""
    good = quote("Milk has calcium.", context="Sun gives vitamin D.")
    assert exact(answer(quotes=(good,)), DOCUMENTS)
    assert not exact(answer(quotes=(good, replace(good, start=1, end=18))), DOCUMENTS)
    shifted = replace(good.context[0], start=0, end=20)
    assert not exact(answer(quotes=(replace(good, context=(shifted,)),)), DOCUMENTS)
