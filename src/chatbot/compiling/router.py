"""Trains the router: multinomial logistic regression over words, pairs of words and concepts."""

from collections import Counter
from collections.abc import Mapping, Sequence

import numpy as np

_ROUNDS = 150
_RATE = 16.0
_MOMENTUM = 0.9
_DECAY = 5e-5
_LEAST_SEEN = 2
_LEAST_WEIGHT = 0.05


def train(
    examples: Sequence[tuple[frozenset[str], str]],
    *,
    rounds: int = _ROUNDS,
    least: int = 1,
    shares: Mapping[str, float] | None = None,
) -> dict[str, dict[str, float]]:
    """Learn weights from (features, intent) pairs: intent to feature to weight, "" is the bias.

    Every intent counts the same, however many examples it has, unless `shares` gives it a share
    of the whole, 0 to 1. An example has length 1, or less if it has fewer than `least` features.
    Full-batch gradient descent with Nesterov momentum from zero: no chance
    is involved, so equal packs give equal routers.
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
    fixed = shares or {}
    rest = (1.0 - sum(fixed.values())) / max(len(intents) - len(fixed), 1)
    worth = np.array([fixed.get(intent, rest) for intent in intents])
    weights = _descend(_Sparse(rows, bias, least), target, worth, rounds)
    return {
        intent: {
            name: round(float(weights[column, index]), 2)
            for index, name in enumerate([*features, ""])
            if abs(weights[column, index]) >= _LEAST_WEIGHT
        }
        for column, intent in enumerate(intents)
    }


class _Sparse:
    """Examples by features, with a last column of ones for the bias.

    Sums run over the entries sorted by example, or by feature: a dense table would grow with the
    product of both.
    """

    def __init__(self, rows: Sequence[Sequence[int]], bias: int, least: int) -> None:
        entries = [
            (row, column, 1.0 / max(len(columns), least) ** 0.5)
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
        values = table[order, 2].astype(np.float32)
        return starts, table[order, 1 - key].astype(np.int64), values

    def times(self, weights: np.ndarray) -> np.ndarray:
        """Intents by examples: the sums of the weights of each example's features."""
        return self._summed(weights, *self._by_row)

    def transposed_times(self, errors: np.ndarray) -> np.ndarray:
        """Intents by features: the sums of the errors of each feature's examples."""
        return self._summed(errors, *self._by_column)

    @staticmethod
    def _summed(
        table: np.ndarray, starts: np.ndarray, places: np.ndarray, values: np.ndarray
    ) -> np.ndarray:
        # Intent by intent: the entries of all at once would not fit into the processor's cache.
        return np.stack([np.add.reduceat(row.take(places) * values, starts) for row in table])


def _descend(data: _Sparse, target: np.ndarray, worth: np.ndarray, rounds: int) -> np.ndarray:
    """Gradient descent with Nesterov momentum; an intent's examples share its worth equally."""
    rarity = (worth / np.bincount(target, minlength=len(worth)))[target]
    share = (rarity / rarity.sum()).astype(np.float32)
    truth = np.eye(len(worth), dtype=np.float32)[:, target]
    weights: np.ndarray = np.zeros((len(worth), data.shape[1]), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _ in range(rounds):
        ahead = weights + _MOMENTUM * speed
        logits = data.times(ahead)
        logits -= logits.max(axis=0)
        odds = np.exp(logits)
        odds /= odds.sum(axis=0)
        slope = data.transposed_times((odds - truth) * share) + _DECAY * ahead
        speed = _MOMENTUM * speed - _RATE * slope
        weights = weights + speed
    return weights
