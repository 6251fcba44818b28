"""Which kind of question is it? A linear model, trained the same way every time."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.compiling.router import train
from chatbot.conversation.routing import Router, features

EXAMPLES = [
    (frozenset(("how_much", "cost")), "cost"),
    (frozenset(("price", "cost")), "cost"),
    (frozenset(("price", "how_much")), "cost"),
    (frozenset(("hurt", "back")), "symptoms"),
    (frozenset(("hurt", "leg")), "symptoms"),
    (frozenset(("back", "leg")), "symptoms"),
]


def test_confidences_worked_by_hand() -> None:
    """Logits are bias plus the mean-rooted sum of weights; confidences are their softmax."""
    router = Router.of({"cost": {"": 0.5, "price": 2.0, "scan": 1.0}, "diet": {"": 0.0}})
    top, other = router.route(frozenset(("price", "scan", "never_seen")))
    logit = 0.5 + 3.0 / math.sqrt(2)
    expected = math.exp(logit) / (math.exp(logit) + 1.0)
    assert (top.name, other.name) == ("cost", "diet")
    assert top.confidence == pytest.approx(expected, abs=1e-4)
    assert top.confidence + other.confidence == pytest.approx(1.0, abs=1e-4)


def test_equal_confidences_come_in_the_alphabet() -> None:
    """Where nothing decides, the order is still the same every time."""
    router = Router.of({"b": {"": 0.0}, "a": {"": 0.0}, "c": {"": 0.0}})
    assert [intent.name for intent in router.route(frozenset())] == ["a", "b", "c"]


def test_a_pack_without_intents_has_no_route() -> None:
    """Nothing to choose from is nothing chosen; one intent needs no learning."""
    assert Router.of(train([])).route(frozenset(("price",))) == ()
    (only,) = Router.of(train(EXAMPLES[:2])).route(frozenset())
    assert (only.name, only.confidence) == ("cost", 1.0)


def test_training_learns_its_examples() -> None:
    """Each example is routed to its own intent, and so is a question of one known word."""
    router = Router.of(train(EXAMPLES))
    assert all(router.route(seen)[0].name == intent for seen, intent in EXAMPLES)
    assert router.route(frozenset(("hurt", "unknown")))[0].name == "symptoms"


def test_training_holds_no_chance() -> None:
    """The same examples give the same weights, to the last digit and in any order."""
    assert train(EXAMPLES) == train(EXAMPLES)
    assert train(EXAMPLES) == train(EXAMPLES[::-1])


def test_an_intent_with_more_examples_is_not_favoured() -> None:
    """Every intent counts the same, however many examples it has."""
    many = EXAMPLES + EXAMPLES[:3] * 30
    ranked = Router.of(train(many)).route(frozenset(("unseen",)))
    assert abs(ranked[0].confidence - 0.5) < 0.1


def test_what_the_router_sees(bot: Chatbot) -> None:
    """Stems, pairs of stems, concepts with their kinds, cues, and whether a score is there."""
    query = bot.library.query("How much calcium?")
    seen = features(query, bot.library.kinds, scored=True)
    assert {"how", "much", "how_much", "#calcium", "?amount", "!score"} <= seen
    assert "@" + bot.library.kinds["calcium"] in seen
    assert "!score" not in features(query, bot.library.kinds)


@given(st.text(max_size=60))
def test_any_question_is_routed(bot: Chatbot, text: str) -> None:
    """Every question gets all intents, best first, with confidences that add up to one."""
    ranked = bot._router.route(features(bot.library.query(text), bot.library.kinds))
    values = [intent.confidence for intent in ranked]
    assert sorted(intent.name for intent in ranked) == sorted(bot.library.intents)
    assert values == sorted(values, reverse=True)
    assert sum(values) == pytest.approx(1.0, abs=0.01)
