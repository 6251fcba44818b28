"""Trains the router: multinomial logistic regression over words, pairs of words and concepts."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

_ROUNDS = 150
_RATE = 16.0
_MOMENTUM = 0.9
_DECAY = 5e-5
_LEAST_SEEN = 2
_LEAST_WEIGHT = 0.05


def train(examples: Sequence[tuple[frozenset[str], str]]) -> dict[str, dict[str, float]]:
    """Learn weights from (features, intent) pairs: intent to feature to weight, "" is the bias.

    Every intent counts the same, however many examples it has. Full-batch gradient descent with
    Nesterov momentum from zero: no chance is involved, so equal packs give equal routers.
    """
    intents = sorted({intent for _, intent in examples})
    if len(intents) < 2:  # noqa: PLR2004 - one intent needs no router
        return {intent: {"": 0.0} for intent in intents}
    seen = Counter(feature for features, _ in examples for feature in features)
    features = sorted(name for name, count in seen.items() if count >= _LEAST_SEEN)
    place = {name: index for index, name in enumerate(features)}
    bias = len(features)
    rows = [sorted(place[name] for name in names if name in place) for names, _ in examples]
    target = np.array([intents.index(intent) for _, intent in examples])
    weights = _descend(_Sparse(rows, bias), target, len(intents))
    return {
        intent: {
            name: round(float(weights[index, column]), 2)
            for index, name in enumerate([*features, ""])
            if abs(weights[index, column]) >= _LEAST_WEIGHT
        }
        for column, intent in enumerate(intents)
    }


class _Sparse:
    """Examples by features, with a last column of ones for the bias; an example has length 1.

    Sums run over the entries sorted by example, or by feature: a dense table would grow with the
    product of both.
    """

    def __init__(self, rows: Sequence[Sequence[int]], bias: int) -> None:
        entries = [
            (row, column, 1.0 / max(len(columns), 1) ** 0.5)
            for row, columns in enumerate(rows)
            for column in columns
        ]
        entries += [(row, bias, 1.0) for row in range(len(rows))]
        table = np.array(entries, dtype=np.float64)
        self.shape = (len(rows), bias + 1)
        self._by_row = self._sorted(table, 0)
        self._by_column = self._sorted(table, 1)

    @staticmethod
    def _sorted(table: np.ndarray, key: int) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """Where each group begins, the other index of each entry, and its value."""
        order = np.lexsort((table[:, 1 - key], table[:, key]))
        groups = table[order, key].astype(np.int64)
        starts = np.searchsorted(groups, np.arange(groups[-1] + 1))
        values = table[order, 2].astype(np.float32)[:, None]
        return starts, table[order, 1 - key].astype(np.int64), values

    def times(self, weights: np.ndarray) -> np.ndarray:
        """Examples by intents: the sums of the weights of each example's features."""
        starts, columns, values = self._by_row
        return np.add.reduceat(weights[columns] * values, starts, axis=0)

    def transposed_times(self, errors: np.ndarray) -> np.ndarray:
        """Features by intents: the sums of the errors of each feature's examples."""
        starts, rows, values = self._by_column
        return np.add.reduceat(errors[rows] * values, starts, axis=0)


def _descend(data: _Sparse, target: np.ndarray, intents: int) -> np.ndarray:
    """Gradient descent with Nesterov momentum; every intent has the same total weight."""
    rarity = 1.0 / np.bincount(target)[target]
    share = (rarity / rarity.sum()).astype(np.float32)[:, None]
    truth = np.eye(intents, dtype=np.float32)[target]
    weights: np.ndarray = np.zeros((data.shape[1], intents), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _ in range(_ROUNDS):
        ahead = weights + _MOMENTUM * speed
        logits = data.times(ahead)
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        odds /= odds.sum(axis=1, keepdims=True)
        slope = data.transposed_times((odds - truth) * share) + _DECAY * ahead
        speed = _MOMENTUM * speed - _RATE * slope
        weights = weights + speed
    return weights
