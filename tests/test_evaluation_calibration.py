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


def test_nobody_is_turned_away_for_more_silence_than_is_wanted() -> None:
    """Where 98 of 100 are silent below all answers but one, that one alone is turned away."""
    bad = [sample(n / 300, good=False) for n in range(100)]
    good = [sample(0.3, good=True), *(sample(0.5 + n / 200, good=True) for n in range(99))]
    fitted = fit([*good, *bad])
    assert (fitted.turned_away, fitted.abstained) == (0.01, 0.98)


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
