"""Fits the gate to the development questions: a logistic model over its signals, and thresholds."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import cast

from chatbot.answer import Confidence
from chatbot.bot import Chatbot
from chatbot.conversation.gating import Gate, Signals
from chatbot.errors import InputError
from chatbot.evaluation.matching import Matcher, shown_differences, shown_quotes
from chatbot.evaluation.questions import Question
from chatbot.evaluation.running import converse
from chatbot.evaluation.statistics import auroc

SIGNALS = tuple(item.name for item in fields(Signals))
TURNED_AWAY = 0.02
_SPARED = 0.01
"""So many of the answerable questions may be turned away to be silent on more than ABSTAINED.

Strangers' questions lie nearer to the border than these: of 2,599 by an author whom nothing had
learned from, this turned away 1.4 %, and was silent on 98 of 100 of those that are not answered.
"""
ABSTAINED = 0.98
SURE = 0.95
_ABSTAIN_SHARE = 0.6
_RIDGE = 1.0
_STEPS = 50
_FOLDS = 5
_CLOSE = 1e-9


@dataclass(frozen=True, slots=True)
class Sample:
    """A question with the signals of each of its parts that the gate was asked about.

    `right` says whether the answer, were it let through, would hold all the wanted facts.
    """

    answerable: bool
    right: bool
    parts: tuple[Signals, ...]


@dataclass(frozen=True, slots=True)
class Fit:
    """A fitted gate, with how well it tells questions apart: on its own data, and held out."""

    gate: Gate
    auroc: float
    held_out: float
    turned_away: float
    abstained: float
    questions: int


class _Recorder:
    """A judge that lets everything through and keeps what it was asked about."""

    def __init__(self) -> None:
        self.seen: list[Signals] = []

    def judge(self, signals: Signals) -> Confidence:
        """Medium confidence, whatever it is."""
        self.seen.append(signals)
        return Confidence("medium", 0.5)


def samples_of(bot: Chatbot, questions: Sequence[Question]) -> list[Sample]:
    """The signals of every question that is to be answered or abstained from.

    Left out: questions that a score alone decides, whatever the gate says.
    """
    matcher = Matcher(bot.documents)
    matcher.check(questions)
    own, samples = bot.steps.gate, []
    for question in questions:
        if question.kind not in ("answer", "abstain"):
            continue
        turns = converse(bot, question.turns)
        recorder = _Recorder()
        bot.steps.gate = cast("Gate", recorder)
        try:
            answer = bot.reply(question.text, turns)
        finally:
            bot.steps.gate = own
        if answer.scores and answer.confidence == Confidence("high", 1.0):
            continue
        found = matcher.judge(question.gold, shown_quotes(answer), shown_differences(answer))
        right = bool(question.gold) and found.anywhere
        samples.append(Sample(question.kind == "answer", right, tuple(recorder.seen)))
    return samples


def fit(samples: Sequence[Sample]) -> Fit:
    """Fit weights and choose thresholds; the same samples give the same gate, to the last digit.

    `answer_above` abstains from 98 % of what is not to be answered, and from more as long as that
    turns away no more than 1 % of the answerable questions; where 98 % would turn away more than
    2 % of them, from as much as may be. `high_above` is the least one above which 95 % of the
    answers hold all the wanted facts. Raises InputError for one-sided samples.
    """
    if len({sample.answerable for sample in samples}) < 2:  # noqa: PLR2004 - both sides
        raise InputError("Calibrating needs questions to answer and questions to abstain from")
    gate = _gate(_calibrated(*_rows(samples)))
    scored = [(score(gate, sample), sample) for sample in samples]
    good = [value for value, sample in scored if sample.answerable]
    bad = [value for value, sample in scored if not sample.answerable]
    lowest = _answer_above(good, bad)
    high = _high_above([(value, sample.right) for value, sample in scored if value >= lowest])
    gate = Gate(gate.weights, gate.bias, lowest, max(lowest, high))
    held = [(_held_out(samples, fold), samples[fold::_FOLDS]) for fold in range(_FOLDS)]
    outside = [(score(g, sample), sample) for g, group in held for sample in group]
    return Fit(
        gate=gate,
        auroc=auroc(good, bad) or 0.0,
        held_out=auroc(
            [value for value, sample in outside if sample.answerable],
            [value for value, sample in outside if not sample.answerable],
        )
        or 0.0,
        turned_away=sum(value < lowest for value in good) / max(len(good), 1),
        abstained=sum(value < lowest for value in bad) / max(len(bad), 1),
        questions=len(samples),
    )


def score(gate: Gate, sample: Sample) -> float:
    """The confidence of a question's surest part; -1 if the gate was not asked, so it abstains."""
    return max((gate.judge(signals).value for signals in sample.parts), default=-1.0)


def _calibrated(rows: Sequence[Sequence[float]], labels: Sequence[bool]) -> list[float]:
    """Weights that tell both sides apart, scaled so that the value is a share again.

    Questions to abstain from are few; fitted as they come they would hardly count. So both sides
    are balanced first, and then scale and bias are fitted to the true shares (Platt 1999).
    """
    if not rows:
        return logistic(rows, labels)
    wrong = labels.count(False)
    balance = _ABSTAIN_SHARE * (len(labels) - wrong) / max(wrong, 1)
    weights = logistic(rows, labels, [1.0 if label else balance for label in labels])
    sums = [sum(w * x for w, x in zip(weights, row, strict=False)) + weights[-1] for row in rows]
    scale, shift = logistic([[value] for value in sums], labels)
    return [*(scale * weight for weight in weights[:-1]), scale * weights[-1] + shift]


def logistic(
    rows: Sequence[Sequence[float]],
    labels: Sequence[bool],
    counts: Sequence[float] | None = None,
) -> list[float]:
    """Weights, the bias last, by Newton's method with a ridge on all weights but the bias.

    `counts` says how often each row counts; once where it is left out.
    """
    counts = counts or [1.0] * len(rows)
    size = len(rows[0] if rows else SIGNALS) + 1
    full = [[*row, 1.0] for row in rows]
    weights = [0.0] * size
    for _ in range(_STEPS):
        slope = [-_RIDGE * weight for weight in weights[:-1]] + [0.0]
        bend = [[_RIDGE * (i == j < size - 1) for j in range(size)] for i in range(size)]
        bend[-1][-1] += _CLOSE  # so that no data at all still has a solution
        for row, label, count in zip(full, labels, counts, strict=True):
            total = sum(weight * x for weight, x in zip(weights, row, strict=True))
            share = 1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0)))
            for i, x in enumerate(row):
                slope[i] += count * (label - share) * x
                for j, y in enumerate(row):
                    bend[i][j] += count * share * (1.0 - share) * x * y
        step = solve(bend, slope)
        weights = [weight + change for weight, change in zip(weights, step, strict=True)]
        if max(map(abs, step)) < _CLOSE:
            break
    return weights


def solve(matrix: Sequence[Sequence[float]], vector: Sequence[float]) -> list[float]:
    """The solution of a small system of equations, by elimination with pivots.

    >>> solve([[2.0, 0.0], [1.0, 1.0]], [4.0, 5.0])
    [2.0, 3.0]
    """
    rows = [[*row, value] for row, value in zip(matrix, vector, strict=True)]
    size = len(rows)
    for i in range(size):
        pivot = max(range(i, size), key=lambda j: abs(rows[j][i]))
        rows[i], rows[pivot] = rows[pivot], rows[i]
        for j in range(size):
            if j != i and rows[j][i]:
                factor = rows[j][i] / rows[i][i]
                rows[j] = [a - factor * b for a, b in zip(rows[j], rows[i], strict=True)]
    return [rows[i][-1] / rows[i][i] for i in range(size)]


def calibration_toml(fitted: Fit, index: str, made: str) -> str:
    """The file `calibration.toml` of a pack."""
    gate = fitted.gate
    return "\n".join(
        [
            "# Written by `chatbot eval --calibrate`; serves only the index that it was made for.",
            f'index = "{index}"',
            f'made = "{made}"',
            f"questions = {fitted.questions}",
            f"auroc = {fitted.auroc:.4f}",
            f"auroc_held_out = {fitted.held_out:.4f}  # {_FOLDS} folds",
            f"turned_away = {fitted.turned_away:.4f}",
            f"abstained = {fitted.abstained:.4f}",
            f"bias = {gate.bias:.4f}",
            f"answer_above = {gate.answer_above:.4f}",
            f"high_above = {gate.high_above:.4f}",
            "",
            "[weights]",
            *(f"{name} = {value:.4f}" for name, value in gate.weights.items()),
        ]
    )


def _rows(samples: Sequence[Sample]) -> tuple[list[list[float]], list[bool]]:
    pairs = [(part, sample.answerable) for sample in samples for part in sample.parts]
    rows = [[float(getattr(part, name)) for name in SIGNALS] for part, _ in pairs]
    return rows, [label for _, label in pairs]


def _gate(weights: Sequence[float]) -> Gate:
    """Rounded as it will be written, so that the thresholds are chosen on what will run."""
    rounded = [round(weight, 4) for weight in weights]
    return Gate(dict(zip(SIGNALS, rounded[:-1], strict=True)), rounded[-1], 0.0, 0.0)


def _held_out(samples: Sequence[Sample], fold: int) -> Gate:
    return _gate(_calibrated(*_rows([s for i, s in enumerate(samples) if i % _FOLDS != fold])))


def _answer_above(good: Sequence[float], bad: Sequence[float]) -> float:
    """Half-way between the first question that is let in and the next below it.

    That is the first above what must be abstained from, or that is not spared for silence's sake;
    but none that may not be turned away.
    """
    everything = sorted([*good, *bad])
    spared, may_not = (sorted(good)[int(share * len(good))] for share in (_SPARED, TURNED_AWAY))
    must = sorted(bad)[math.ceil(ABSTAINED * len(bad)) - 1]
    first = next((value for value in everything if value > must), may_not)
    first = min(may_not, max(first, spared))
    below = max((value for value in everything if 0.0 <= value < first), default=0.0)
    return math.ceil((below + max(first, 0.0)) / 2 * 1e4) / 1e4


def _high_above(let_in: Sequence[tuple[float, bool]]) -> float:
    ranked = sorted(let_in, key=lambda item: -item[0])
    best, right = 1.0, 0
    for place, (value, good) in enumerate(ranked, 1):
        right += good
        last = place == len(ranked) or ranked[place][0] != value
        if last and right >= SURE * place:
            best = value
    return best
