"""Figures on tables small enough to be worked out by hand."""

import math
from dataclasses import replace

import pytest

from chatbot.answer import Care, Kind, Level
from chatbot.evaluation.metrics import evaluate, mean, measure
from chatbot.evaluation.results import confusion, misses, risk_curve
from chatbot.evaluation.statistics import (
    auroc,
    bootstrap,
    detectable,
    fpr_at_tpr,
    percentile,
    randomisation,
    risk_coverage,
    wilson,
)
from evaluation_tables import answer, fact, outcome, question, result

GOLD = ((fact("x"),),)


def test_an_unanswered_question_counts_nothing() -> None:
    """A question that got no quotes stays in the average, as 0."""
    table = evaluate(
        [
            outcome(question("a", gold=GOLD), answer(), first=True),
            outcome(question("b", gold=GOLD), answer("abstain")),
        ]
    )
    assert table["Success@1"] == {"a": 1.0, "b": 0.0}
    assert mean(table["Success@1"]) == 0.5
    assert table["turned away"] == {"a": 0.0, "b": 1.0}


def test_a_figure_is_only_about_its_questions() -> None:
    """Abstention is asked of questions to abstain from, intents of those that have one."""
    table = evaluate(
        [
            outcome(question("a", "abstain"), answer("abstain")),
            outcome(question("b", "abstain"), answer("answer")),
            outcome(question("c", intents=("diet", "cost")), answer(intent="cost")),
            outcome(question("d", "urgent"), answer("urgent")),
        ]
    )
    assert table["abstained"] == {"a": 1.0, "b": 0.0}
    assert table["intent"] == {"c": 1.0}
    assert table["kind"] == {"a": 1.0, "b": 0.0, "c": 1.0, "d": 1.0}
    assert table["care"] == {"d": 1.0}
    assert table["false alarm"] == {"a": 0.0, "b": 0.0, "c": 0.0}
    assert mean(table["Success@1"]) is None


@pytest.mark.parametrize(
    ("expected", "care", "level", "alarm", "kind"),
    [
        ("answer", "", "prompt", 1.0, 1.0),
        ("answer", "", "emergency", 1.0, 0.0),
        ("answer", "", None, 0.0, 1.0),
        ("answer", "either", "emergency", None, 1.0),
        ("answer", "prompt", None, None, 1.0),
        ("urgent", "", "emergency", None, 1.0),
    ],
)
def test_a_card_is_an_alarm_where_a_careful_reader_shows_none(
    expected: Kind, care: str, level: Level | None, alarm: float | None, kind: float
) -> None:
    """Any level counts; where a reader would show a card, one in front of the answer is right."""
    card = Care(level, "rule", "", "", "") if level else None
    said = answer("urgent" if level in ("emergency", "urgent") else "answer", care=card)
    table = evaluate([outcome(replace(question("a", expected), care=care), said)])
    assert table["false alarm"].get("a") == alarm
    assert table["kind"]["a"] == kind


def test_ranking_figures_by_hand() -> None:
    """One of two relevant passages at rank 2; nothing found at all counts 0."""
    qrels = {"a": {"p": 1, "q": 1}, "b": {"p": 1}}
    table = measure(("nDCG@10", "RR", "R@10", "AP"), qrels, {"a": ["x", "p", "y"]})
    ideal = 1 + 1 / math.log2(3)
    assert table["nDCG@10"]["a"] == pytest.approx((1 / math.log2(3)) / ideal)
    assert (table["RR"]["a"], table["R@10"]["a"], table["AP"]["a"]) == (0.5, 0.5, 0.25)
    assert {name: values["b"] for name, values in table.items()} == dict.fromkeys(table, 0.0)


def test_ranks_beyond_ten_count_for_rr() -> None:
    """The order given is the order measured, whatever the names."""
    order = [f"z{n}" for n in range(11)] + ["a"]
    table = measure(("RR", "RR@10", "nDCG@10"), {"q": {"a": 1}}, {"q": order})
    assert table["RR"]["q"] == pytest.approx(1 / 12)
    assert (table["RR@10"]["q"], table["nDCG@10"]["q"]) == (0.0, 0.0)


def test_auroc_and_fpr() -> None:
    """Pairs in the right order, a tie as half; and what the 95 % threshold lets through."""
    assert auroc([0.9, 0.5], [0.5, 0.1]) == pytest.approx(3.5 / 4)
    assert auroc([], [0.1]) is None
    positive = [n / 20 for n in range(1, 21)]
    assert fpr_at_tpr(positive, [0.05, 0.1, 0.5, 0.0], 0.95) == 0.5  # the threshold is 0.1


def test_risk_coverage() -> None:
    """Equal confidences come in together; coverage is over all that were asked."""
    points = risk_coverage([(0.9, True), (0.5, False), (0.5, True)], total=4)
    assert points == [(0.25, 0.0), (0.75, pytest.approx(1 / 3))]


def test_risk_counts_answers_to_what_is_not_covered() -> None:
    """An answer to a question to abstain from is a wrong answer; an abstention is no risk."""
    table = result(
        outcome(question("a", gold=GOLD), answer(confidence=0.9), first=True),
        outcome(question("b", "abstain"), answer(confidence=0.8)),
        outcome(question("c", "abstain"), answer("abstain", confidence=0.1)),
    )
    assert risk_curve(table) == [(pytest.approx(1 / 3), 0.0), (pytest.approx(2 / 3), 0.5)]


def test_confusion_takes_any_acceptable_intent_for_right() -> None:
    """A second best intent stands on the diagonal, a wrong one in the row of the best."""
    table = result(
        outcome(question("a", intents=("diet", "cost")), answer(intent="cost")),
        outcome(question("b", intents=("diet", "cost")), answer(intent="causes")),
        outcome(question("c", intents=("diet",)), answer()),
    )
    assert confusion(table) == {"cost": {"cost": 1}, "diet": {"causes": 1, "(none)": 1}}


def test_misses_put_the_gravest_first() -> None:
    """A wrong intent with the right quote comes after a fact that is nowhere."""
    table = result(
        outcome(question("a", gold=GOLD, intents=("diet",)), answer(intent="cost"), first=True),
        outcome(question("b", gold=GOLD), answer(), anywhere=True),
        outcome(question("c", gold=GOLD), answer()),
        outcome(question("d", gold=GOLD), answer(), first=True),
    )
    assert [(miss.outcome.question.id, miss.wrong) for miss in misses(table)] == [
        ("c", ("not in the answer (0 of 1 facts)",)),
        ("b", ("not in the first quote",)),
        ("a", ("intent cost, expected diet",)),
    ]


def test_intervals() -> None:
    """Wilson's 8 of 10 as in the books; the bootstrap is the same every time."""
    assert wilson(8, 10) == (pytest.approx(0.490, abs=1e-3), pytest.approx(0.943, abs=1e-3))
    assert wilson(0, 0) == (0.0, 1.0)
    values = [1.0] * 80 + [0.0] * 20
    low, high = bootstrap(values)
    assert (low, high) == bootstrap(values)
    assert low == pytest.approx(0.72, abs=0.02)
    assert high == pytest.approx(0.88, abs=0.02)
    assert bootstrap([1.0, 1.0]) == (1.0, 1.0)


def test_randomisation() -> None:
    """Five changes in one direction: 2 of 32 ways are as extreme; what did not change is silent."""
    assert randomisation([1.0] * 5 + [0.0] * 95) == 2 / 32
    assert randomisation([1.0, -1.0]) == 1.0
    assert randomisation([0.0, 0.0]) == 1.0
    assert randomisation([1.0] * 20) == pytest.approx(1 / 10_001)


def test_the_detectable_effect() -> None:
    """(1.96 + 0.84) standard errors: 4 of 100 questions each way give 0.079."""
    differences = [1.0] * 4 + [-1.0] * 4 + [0.0] * 92
    assert detectable(differences) == pytest.approx(2.80 * math.sqrt(0.08) / 10, abs=1e-3)


def test_percentiles() -> None:
    """The nearest rank; the top one for the highest shares."""
    assert (percentile([3, 1, 2], 0.5), percentile([3, 1, 2], 0.99), percentile([], 0.5)) == (
        2,
        3,
        0.0,
    )
