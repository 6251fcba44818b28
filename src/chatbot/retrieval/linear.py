"""A learned linear model as bytes: only the rows of the features seen are looked up."""

import math
from array import array
from collections.abc import Mapping, Sequence
from functools import lru_cache

from chatbot.frozen import dataclass
from chatbot.pack.tables import SortedWords
from chatbot.remembering import for_a_turn
from chatbot.store import Store

STEP = 0.125
"""Weights are stored as whole multiples of this."""
MOST = 127
"""The greatest weight that is stored, in steps."""
_CELLS = ("starts", "classes", "values")
_KEPT = 2048


@dataclass(frozen=True, slots=True)
class Row:
    """The weights of one feature that are not zero, by class."""

    feature: str
    weights: Mapping[int, float]


def model_sections(name: str, rows: Sequence[Row], bias: Sequence[float]) -> dict[str, bytes]:
    """The sections that a LinearModel of this name reads."""
    starts, classes, values = array("I", [0]), array("H"), array("b")
    for row in rows:
        for number, weight in sorted(row.weights.items()):
            steps = round(max(-MOST, min(MOST, weight / STEP)))
            if steps:
                classes.append(number)
                values.append(steps)
        starts.append(len(values))
    cells = [part.tobytes() for part in (starts, classes, values)]
    return stored_sections(name, [row.feature for row in rows], cells, bias)


def stored_sections(
    name: str, features: Sequence[str], cells: Sequence[bytes], bias: Sequence[float]
) -> dict[str, bytes]:
    """The same from arrays: where each feature's row starts (32 bits), and where the last one ends.

    Then the classes (16 bits) and the weights (8 bits) that are not zero, in whole STEPs.
    """
    return {
        f"{name}_features": SortedWords.build_map(
            (feature, str(place)) for place, feature in enumerate(features)
        ),
        **{f"{name}_{part}": data for part, data in zip(_CELLS, cells, strict=True)},
        f"{name}_bias": b"".join(
            round(weight / STEP).to_bytes(4, "little", signed=True) for weight in bias
        ),
    }


class LinearModel:
    """Scores classes, counted from 0, by the features of a text."""

    def __init__(self, store: Store, name: str) -> None:
        self._features = SortedWords(store.section(f"{name}_features"))
        self._starts = store.section(f"{name}_starts").cast("I")
        self._classes = store.section(f"{name}_classes").cast("H")
        self._values = store.section(f"{name}_values").cast("b")
        self._bias = [steps * STEP for steps in store.section(f"{name}_bias").cast("i")]
        self._row = lru_cache(maxsize=_KEPT)(self._read_row)
        self._odds = for_a_turn(8)(self._work_out)

    def odds(self, seen: Mapping[str, float]) -> tuple[float, ...]:
        """A probability a class, from features with their weights; they add up to 1.

        The features' sum is divided by the root of how many are known, as in training.
        """
        # A turn asks more than once for the same question's odds.
        return self._odds(tuple(seen.items()))

    def _work_out(self, seen: tuple[tuple[str, float], ...]) -> tuple[float, ...]:
        known = [(row, weight) for name, weight in seen if (row := self._features.get(name))]
        length = sum(weight * weight for _, weight in known)
        scale = STEP / max(length, 1.0) ** 0.5
        logits = list(self._bias)
        for row, weight in known:
            classes, values = self._row(row)
            factor = weight * scale
            for number, steps in zip(classes, values, strict=True):
                logits[number] += steps * factor
        top = max(logits, default=0.0)
        raised = [math.exp(value - top) for value in logits]
        total = sum(raised)
        return tuple(value / total for value in raised)

    def _read_row(self, row: str) -> tuple[list[int], list[int]]:
        """The classes for which a feature has a weight, and its weights."""
        start, end = self._starts[int(row)], self._starts[int(row) + 1]
        return self._classes[start:end].tolist(), self._values[start:end].tolist()
