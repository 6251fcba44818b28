"""What a metric is. To add one is to add a line to METRICS, MEASURES or WHOLES."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chatbot.errors import InputError
from chatbot.evaluation.running import Outcome
from chatbot.evaluation.statistics import auroc, fpr_at_tpr

Values = dict[str, float]
"""Question id to value; a question that the metric is not about is not in it."""


@dataclass(frozen=True, slots=True)
class Metric:
    """A figure a question: `value` is None where the metric is not about the question."""

    name: str
    value: Callable[[Outcome], float | None]
    better: str = "high"


def _gold(hit: Callable[[Outcome], bool]) -> Callable[[Outcome], float | None]:
    return lambda outcome: float(hit(outcome)) if outcome.question.gold else None


def _intent(outcome: Outcome) -> float | None:
    wanted, answer = outcome.question.intents, outcome.answer
    if not wanted or answer is None:
        return None
    return float(bool(answer.intents) and answer.intents[0].name in wanted)


def _kind(outcome: Outcome) -> float | None:
    """The kind that is expected; a card in front does no wrong where a careful reader says so."""
    if outcome.answer is None:
        return None
    question, kind = outcome.question, outcome.answer.kind
    return float(kind == question.kind or (kind == "urgent" and bool(question.care)))


def _got(expected: str, kind: str) -> Callable[[Outcome], float | None]:
    """Of the questions with an expected kind, those that got another one (or the same)."""

    def value(outcome: Outcome) -> float | None:
        if outcome.answer is None or outcome.question.kind != expected:
            return None
        return float(outcome.answer.kind == kind)

    return value


def _false_alarm(outcome: Outcome) -> float | None:
    """A card of any level where a careful reader shows none."""
    question = outcome.question
    if outcome.answer is None or question.kind == "urgent" or question.care:
        return None
    return float(outcome.answer.care is not None)


def _exact(outcome: Outcome) -> float | None:
    if outcome.answer is None or not (outcome.answer.quotes or outcome.answer.differences):
        return None
    return float(outcome.exact)


METRICS = (
    Metric("Success@1", _gold(lambda outcome: outcome.found.first)),
    Metric("Success@3", _gold(lambda outcome: outcome.found.three)),
    Metric("in the answer", _gold(lambda outcome: outcome.found.anywhere)),
    Metric("intent", _intent),
    Metric("kind", _kind),
    Metric("abstained", _got("abstain", "abstain")),
    Metric("turned away", _got("answer", "abstain"), "low"),
    Metric("care", _got("urgent", "urgent")),
    Metric("false alarm", _false_alarm, "low"),
    Metric("quotes exact", _exact),
)
MEASURES = ("nDCG@10", "RR", "R@10", "AP")
"""Figures over the ranking of passages, by ir_measures' names."""


@dataclass(frozen=True, slots=True)
class Whole:
    """A figure over all questions at once; None where there is nothing to tell apart."""

    name: str
    value: Callable[[Sequence[Outcome]], float | None]
    better: str = "high"


def confidences(outcomes: Sequence[Outcome]) -> tuple[list[float], list[float]]:
    """The confidences on answerable questions, and on those to abstain from."""
    answerable: list[float] = []
    foreign: list[float] = []
    for outcome in outcomes:
        if outcome.answer is not None and outcome.question.kind in ("answer", "abstain"):
            group = answerable if outcome.question.kind == "answer" else foreign
            group.append(outcome.answer.confidence.value)
    return answerable, foreign


WHOLES = (
    Whole("AUROC", lambda outcomes: auroc(*confidences(outcomes))),
    Whole("FPR@95%TPR", lambda outcomes: fpr_at_tpr(*confidences(outcomes), 0.95), "low"),
)

NAMES = (
    *(metric.name for metric in METRICS[:3]),
    *MEASURES,
    *(metric.name for metric in METRICS[3:]),
)
"""The figures a question, in the order of the tables."""
LOW = frozenset(item.name for item in (*METRICS, *WHOLES) if item.better == "low")
"""The figures of which less is better."""


def evaluate(outcomes: Sequence[Outcome]) -> dict[str, Values]:
    """Every figure for every question that it is about."""
    table: dict[str, Values] = {name: {} for name in NAMES}
    for metric in METRICS:
        for outcome in outcomes:
            value = metric.value(outcome)
            if value is not None:
                table[metric.name][outcome.question.id] = value
    rankings = {o.question.id: [name for name, _ in o.ranking] for o in outcomes}
    qrels = {o.question.id: dict.fromkeys(o.relevant, 1) for o in outcomes if o.relevant}
    return table | measure(MEASURES, qrels, rankings)


def measure(
    names: Sequence[str],
    qrels: Mapping[str, Mapping[str, int]],
    rankings: Mapping[str, Sequence[str]],
) -> dict[str, Values]:
    """Figures by ir_measures for every judged query; one that found nothing counts 0.

    Its providers break ties in different ways, so a rank becomes a score of its own.
    """
    try:
        import ir_measures
    except ImportError as error:
        raise InputError(
            "chatbot eval needs ir-measures", "pip install 'bone-health-chatbot[eval]'"
        ) from error
    run = {
        query: {name: float(len(order) - rank) for rank, name in enumerate(order)}
        for query, order in rankings.items()
        if query in qrels
    }
    wanted = [ir_measures.parse_measure(name) for name in names]
    table: dict[str, Values] = {name: dict.fromkeys(qrels, 0.0) for name in names}
    judged = {query: dict(items) for query, items in qrels.items()}
    for result in ir_measures.iter_calc(wanted, judged, run):
        table[str(result.measure)][result.query_id] = float(result.value)
    return table


def mean(values: Mapping[str, float]) -> float | None:
    """The average over the questions that the figure is about."""
    return sum(values.values()) / len(values) if values else None
