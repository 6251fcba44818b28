"""A learned linear model as bytes: only the rows of the features seen are looked up."""

import itertools
import math
from array import array
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from chatbot.frozen import dataclass
from chatbot.pack.tables import SortedWords
from chatbot.remembering import for_a_turn
from chatbot.retrieval.lanes import Lanes
from chatbot.store import Store

STEP = 0.125
"""Weights are stored as whole multiples of this."""
MOST = 127
"""The greatest weight that is stored, in steps."""
_CELL = 3
"""Bytes of a weight that is stored with its class: two and one."""


@dataclass(frozen=True, slots=True)
class Row:
    """The weights of one feature that are not zero, by class."""

    feature: str
    weights: Mapping[int, float]


def model_sections(name: str, rows: Sequence[Row], bias: Sequence[float]) -> dict[str, bytes]:
    """The sections that a LinearModel of this name reads."""
    table = []
    for row in rows:
        steps = array("b", bytes(len(bias)))
        for number, weight in row.weights.items():
            steps[number] = round(max(-MOST, min(MOST, weight / STEP)))
        table.append(steps.tobytes())
    return stored_sections(name, [row.feature for row in rows], table, bias)


def stored_sections(
    name: str, features: Sequence[str], rows: Iterable[bytes], bias: Sequence[float]
) -> dict[str, bytes]:
    """The same from a byte a class for each feature: its weight in whole STEPs, with its sign.

    A row is stored as it is, or where that is shorter, as the classes (16 bits each) whose weight
    is not zero, and then these weights. Beside the rows stands where each begins, and where the
    last one ends (32 bits each).
    """
    cells = [_cells(row) for row in rows]
    starts = array("I", itertools.accumulate(map(len, cells), initial=0))
    return {
        f"{name}_features": SortedWords.build_map(
            (feature, str(place)) for place, feature in enumerate(features)
        ),
        f"{name}_starts": starts.tobytes(),
        f"{name}_cells": b"".join(cells),
        f"{name}_bias": b"".join(
            round(weight / STEP).to_bytes(4, "little", signed=True) for weight in bias
        ),
    }


def _cells(row: bytes) -> bytes:
    """A row as it is stored."""
    if _CELL * (len(row) - row.count(0)) >= len(row):
        return row
    classes = array("H", itertools.compress(range(len(row)), row))
    return classes.tobytes() + row.replace(b"\0", b"")


class LinearModel:
    """Scores classes, counted from 0, by the features of a text."""

    def __init__(self, store: Store, name: str) -> None:
        self._features = SortedWords(store.section(f"{name}_features"))
        self._starts = store.section(f"{name}_starts").cast("I")
        self._cells = store.section(f"{name}_cells")
        self._bias = [steps * STEP for steps in store.section(f"{name}_bias").cast("i")]
        self._lanes = Lanes(len(self._bias))
        self._row = lru_cache(maxsize=self._lanes.kept)(self._read_row)
        self._odds = for_a_turn(8)(self._work_out)

    def odds(self, seen: Mapping[str, float]) -> tuple[float, ...]:
        """A probability a class, from features with their weights; they add up to 1.

        The features' sum is divided by the root of how many are known, as in training.
        """
        # A turn asks more than once for the same question's odds.
        return self._odds(tuple(seen.items()))

    def _work_out(self, seen: tuple[tuple[str, float], ...]) -> tuple[float, ...]:
        # Rows are kept by their places: features hold neighbouring words of what was typed.
        found = ((self._features.get(name), weight) for name, weight in seen)
        known = [(self._row(int(place)), weight) for place, weight in found if place is not None]
        length = sum(weight * weight for _, weight in known)
        scale = STEP / max(length, 1.0) ** 0.5
        logits = self._bias
        for row, weight in _together(known):
            factor, steps = weight * scale, self._lanes.read(row)
            logits = [value + each * factor for value, each in zip(logits, steps, strict=True)]
        top = max(logits, default=0.0)
        raised = [math.exp(value - top) for value in logits]
        total = sum(raised)
        return tuple([value / total for value in raised])

    def _read_row(self, place: int) -> int:
        """The weights of a feature, in lanes."""
        cells = self._cells[self._starts[place] : self._starts[place + 1]]
        row = bytearray(cells)
        if len(row) != len(self._bias):
            size = 2 * len(row) // _CELL
            row = bytearray(len(self._bias))
            for number, step in zip(cells[:size].cast("H"), cells[size:], strict=True):
                row[number] = step
        return self._lanes.spread(row)


def _together(known: Iterable[tuple[int, float]]) -> Iterable[tuple[int, float]]:
    """Rows and their weights, with those of one weight added up."""
    sums: dict[float, int] = {}
    for row, weight in known:
        sums[weight] = sums.get(weight, 0) + row
    return ((row, weight) for weight, row in sums.items())
