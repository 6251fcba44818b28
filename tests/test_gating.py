"""A score is no evidence: the calibrated gate, and whose thresholds serve."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.conversation.gating import GENERAL, Gate, Signals, gate_of

NOTHING = Signals(0.0, 0.0, 0.0, 0.0, 0.0)
ALL = Signals(1.0, 1.0, 1.0, 1.0, 1.0)
GATE = Gate({"coverage": 2.0, "known": 1.0}, -1.0, 0.5, 0.8)
CALIBRATION = {
    "index": "abc",
    "bias": -1,
    "answer_above": 0.5,
    "high_above": 0.8,
    "weights": {"coverage": 2, "known": 1.0},
}


@pytest.mark.parametrize(
    ("coverage", "known", "level"),
    [
        (0.0, 0.0, "low"),
        (0.4, 0.1, "low"),
        (0.5, 0.0, "medium"),
        (0.5, 1.0, "medium"),
        (1.0, 0.4, "high"),
        (1.0, 1.0, "high"),
    ],
)
def test_levels(coverage: float, known: float, level: str) -> None:
    """Below the first threshold the bot abstains; from it on it answers, from the second surely."""
    signals = Signals(coverage, 0.0, known, 0.0, 0.0)
    confidence = GATE.judge(signals)
    assert confidence.level == level
    assert confidence.value == round(1 / (1 + math.exp(1 - 2 * coverage - known)), 4)


def test_general_thresholds() -> None:
    """Without calibration nothing known is no answer, and everything known is a sure one."""
    assert GENERAL.judge(NOTHING).level == "low"
    assert GENERAL.judge(ALL).level == "high"


def test_a_calibration_for_this_index_serves() -> None:
    """The pack's own numbers are taken, whole numbers too."""
    gate, note = gate_of(CALIBRATION, "abc")
    assert (gate, note) == (GATE, "calibrated on this pack")


@pytest.mark.parametrize(
    ("changes", "note"),
    [
        ({"index": "another"}, "the calibration is for another state of the pack"),
        ({"index": None}, "the calibration is for another state of the pack"),
        ({"weights": 5}, "the calibration cannot be read"),
        ({"bias": "low"}, "the calibration cannot be read"),
        ({"high_above": None}, "the calibration cannot be read"),
        ({"weights": {"charm": 1.0}}, "the calibration cannot be read"),
        ({"bias": True}, "the calibration cannot be read"),
        ({"weights": {"known": "x"}}, "the calibration cannot be read"),
        ({"weights": {"known": True}}, "the calibration cannot be read"),
    ],
)
def test_a_calibration_that_cannot_serve(changes: dict[str, object], note: str) -> None:
    """Stale, broken and foreign numbers are never used, and the explanation says why."""
    assert gate_of(CALIBRATION | changes, "abc") == (GENERAL, f"general thresholds: {note}")


def test_no_calibration() -> None:
    """A pack without calibration is judged by the general thresholds."""
    assert gate_of({}, "abc")[0] is GENERAL


PART = st.floats(0, 1)
WEIGHTS = st.dictionaries(
    st.sampled_from(sorted(Signals.__dataclass_fields__)), st.floats(-1e6, 1e6, allow_nan=False)
)


@given(WEIGHTS, st.builds(Signals, PART, PART, PART, PART, PART))
def test_a_confidence_lies_between_nought_and_one(
    weights: dict[str, float], signals: Signals
) -> None:
    """Whatever the weights, the confidence is a number from 0 to 1 and its level fits it."""
    confidence = Gate(weights, 0.0, 0.5, 0.8).judge(signals)
    assert 0.0 <= confidence.value <= 1.0
    assert (confidence.level == "low") == (confidence.value < 0.5)


@given(st.builds(Signals, PART, PART, PART, PART, PART), st.sampled_from(["coverage", "phrasing"]))
def test_more_evidence_never_means_less_confidence(signals: Signals, name: str) -> None:
    """The general gate rises with each of its signals."""
    more = Signals(**{n: 1.0 if n == name else getattr(signals, n) for n in Signals.__slots__})
    assert GENERAL.judge(more).value >= GENERAL.judge(signals).value
