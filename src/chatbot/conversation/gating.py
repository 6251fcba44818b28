"""Is what was found an answer? A calibrated confidence from a few signals, and what is missing."""

import math
from collections.abc import Mapping

from chatbot.answer import Confidence
from chatbot.frozen import dataclass

_RARE = 1e-3


@dataclass(frozen=True, slots=True)
class Signals:
    """What the gate looks at, each 0 to 1 (roughly); probabilities as `evidence`, -1 to 1.

    `coverage`: the top passage's score over what a perfect passage would get, unseen words at
    the highest IDF. `phrasing`: likeness to the nearest question that the passage is known to
    answer. `known`: the share of the question's IDF in words that the documents have.
    `held`: the share of it that the top passage holds. `topical`: the share of it in
    names of things that the documents speak of. `aside`: how
    likely the router finds it that the documents do not answer; `beyond`: the same by what is
    learned about passages; `likely`: how likely the top passage answers, by the same. `absent`:
    the share of the IDF in names of things that the documents never mention.
    """

    coverage: float
    phrasing: float
    known: float
    held: float
    topical: float
    aside: float = 0.0
    beyond: float = 0.0
    likely: float = 0.0
    absent: float = 0.0


@dataclass(frozen=True, slots=True)
class Gate:
    """A logistic model over the signals; thresholds are on its 0..1 scale."""

    weights: Mapping[str, float]
    bias: float
    answer_above: float
    high_above: float

    def judge(self, signals: Signals) -> Confidence:
        """The calibrated confidence; `low` means: abstain."""
        total = self.bias + sum(
            weight * getattr(signals, name) for name, weight in self.weights.items()
        )
        value = round(1.0 / (1.0 + math.exp(-max(min(total, 30.0), -30.0))), 4)
        if value < self.answer_above:
            return Confidence("low", value)
        return Confidence("high" if value >= self.high_above else "medium", value)


def evidence(probability: float) -> float:
    """A probability as log odds, cut at 1 in 1,000 and brought to -1..1; an even chance is 0.

    On a scale from 0 to 1 the difference between .9 and .99 is lost to a linear model.
    """
    held = min(max(probability, _RARE), 1.0 - _RARE)
    return round(math.log(held / (1.0 - held)) / math.log((1.0 - _RARE) / _RARE), 4)


GENERAL = Gate(
    weights={"coverage": 3.0, "phrasing": 5.0, "known": 3.0, "held": 2.0},
    bias=-5.2,
    answer_above=0.5,
    high_above=0.8,
)
"""Serves any pack that has no calibration of its own, or whose calibration is out of date."""


def gate_of(calibration: Mapping[str, object], index_hash: str) -> tuple[Gate, str]:
    """The pack's own gate if its calibration is for this index, else the general one; and why."""
    if not calibration:
        return GENERAL, "general thresholds: the pack has no calibration"
    if calibration.get("index") != index_hash:
        return GENERAL, "general thresholds: the calibration is for another state of the pack"
    weights = calibration.get("weights")
    numbers = [_number(calibration.get(key)) for key in ("bias", "answer_above", "high_above")]
    table = {str(k): _number(v) for k, v in weights.items()} if isinstance(weights, Mapping) else {}
    known = set(table) <= set(Signals.__slots__)
    if not table or not known or None in numbers or None in table.values():
        return GENERAL, "general thresholds: the calibration cannot be read"
    bias, answer_above, high_above = (number or 0.0 for number in numbers)
    exact = {name: value or 0.0 for name, value in table.items()}
    return Gate(exact, bias, answer_above, high_above), "calibrated on this pack"


def _number(value: object) -> float | None:
    """A number as such; None for anything else, true and nan among it."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        return None
    return float(value)
