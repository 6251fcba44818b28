"""Fitting the gate: the model, the thresholds, the file."""

import math
import tomllib
from dataclasses import fields

import pytest

from chatbot.conversation.gating import Gate, Signals, gate_of
from chatbot.evaluation.calibration import Sample, calibration_toml, fit, logistic, score, solve


def signals(value: float) -> Signals:
    """Signals that all have one value."""
    return Signals(**{item.name: value for item in fields(Signals)})


def sample(value: float, *, good: bool) -> Sample:
    """A question of one part."""
    return Sample(good, good, (signals(value),))


SAMPLES = [sample(0.5 + n / 200, good=True) for n in range(100)] + [
    sample(n / 20, good=False) for n in range(12)
]


def test_solves_equations() -> None:
    """Two unknowns, with a zero where the pivot would be."""
    assert solve([[0.0, 1.0], [2.0, 1.0]], [3.0, 5.0]) == [1.0, 3.0]


def test_a_bias_alone_is_the_logit_of_the_share() -> None:
    """With nothing to tell apart by, three of four give log(3)."""
    weights = logistic([[0.0]] * 4, [True, True, True, False])
    assert weights == [pytest.approx(0.0), pytest.approx(math.log(3), abs=1e-6)]


def test_at_most_two_of_a_hundred_are_turned_away() -> None:
    """The threshold is as strict as that allows, and the fit is the same every time."""
    fitted = fit(SAMPLES)
    away = [s for s in SAMPLES if s.answerable and score(fitted.gate, s) < fitted.gate.answer_above]
    assert len(away) == 2
    assert fitted.turned_away == 0.02
    assert fitted.abstained == pytest.approx(11 / 12)  # 0.55 lies above the third answerable
    assert fitted.gate.answer_above <= fitted.gate.high_above <= 1.0
    assert fit(SAMPLES) == fitted


@pytest.mark.parametrize(
    ("low", "turned_away", "abstained"),
    [
        ([0.30], 0.01, 1.0),  # one may be turned away for the last two's silence …
        ([0.30, 0.325, 0.325], 0.01, 0.98),  # … but no three
        ([0.30, 0.31, 0.32, 0.325], 0.02, 0.96),  # nor more than two for that of 98
    ],
)
def test_how_many_are_turned_away_for_silence(
    low: list[float], turned_away: float, abstained: float
) -> None:
    """For 98 of 100 to be silent up to 2 of 100 answers are given up, for more only 1."""
    bad = [sample(n / 300, good=False) for n in range(100)]
    high = (0.5 + n / 400 for n in range(100 - len(low)))
    fitted = fit([*bad, *(sample(value, good=True) for value in (*low, *high))])
    assert (fitted.turned_away, fitted.abstained) == (turned_away, abstained)


def test_the_surest_part_decides() -> None:
    """A question is let through if one of its parts is; without signals it never is."""
    gate = Gate({fields(Signals)[0].name: 1.0}, 0.0, 0.5, 0.9)
    both = Sample(answerable=True, right=True, parts=(signals(0.0), signals(1.0)))
    assert score(gate, both) == round(1 / (1 + math.exp(-1)), 4)
    assert score(gate, Sample(answerable=True, right=False, parts=())) == -1.0


def test_the_file_is_read_back() -> None:
    """What is written is the gate that the bot then runs, for this index and no other."""
    fitted = fit(SAMPLES)
    data = tomllib.loads(calibration_toml(fitted, "abc", "by hand"))
    gate, _ = gate_of(data, "abc")
    assert (gate.bias, gate.answer_above, dict(gate.weights)) == (
        fitted.gate.bias,
        fitted.gate.answer_above,
        dict(fitted.gate.weights),
    )
    assert gate_of(data, "other")[0] != gate
