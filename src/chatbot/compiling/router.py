"""Trains the router: multinomial logistic regression over words, pairs of words and concepts."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

_ROUNDS = 150
_RATE = 16.0
_MOMENTUM = 0.9
_DECAY = 5e-5
_LEAST_SEEN = 2
_LEAST_WEIGHT = 0.05
_PIECE = 16

_Integers = npt.NDArray[np.intp]
_Floats = npt.NDArray[np.float32]


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
    rows = [sorted(place[name] for name in names if name in place) for names, _ in examples]
    column = {intent: index for index, intent in enumerate(intents)}
    target = np.array([column[intent] for _, intent in examples])
    weights = _descend(_Examples(rows, len(features)), target, len(intents))
    return {
        intent: {
            name: round(float(weights[index, column]), 2)
            for index, name in enumerate([*features, ""])
            if abs(weights[index, column]) >= _LEAST_WEIGHT
        }
        for column, intent in enumerate(intents)
    }


class _Sums:
    """Sums of rows of a table, by groups of row numbers.

    Groups are cut into pieces of up to `_PIECE` numbers. The first numbers of all pieces are added
    at once, then the second ones and so on: a few additions of long arrays, in an order that is the
    same on every machine.
    """

    def __init__(self, groups: Sequence[Sequence[int]]) -> None:
        lengths = [min(len(g) - i, _PIECE) for g in groups for i in range(0, len(g), _PIECE)]
        members = np.array([number for group in groups for number in group], dtype=np.intp)
        starts = np.cumsum([0, *lengths])[:-1]
        order = np.argsort([-length for length in lengths], kind="stable")
        sizes = np.array(lengths)[order]
        self._back = np.argsort(order)
        self._steps = [
            members[starts[order[: np.count_nonzero(sizes > step)]] + step]
            for step in range(max(lengths, default=0))
        ]
        pieces = np.array([-(-len(group) // _PIECE) for group in groups], dtype=np.intp)
        self._filled = np.flatnonzero(pieces)
        self._firsts = (np.cumsum(pieces) - pieces)[self._filled]
        self._size = len(groups)

    def of(self, table: _Floats) -> _Floats:
        """One row for each group; an empty group's is zero."""
        pieces = np.zeros((len(self._back), table.shape[1]), dtype=table.dtype)
        for numbers in self._steps:
            pieces[: len(numbers)] += table.take(numbers, axis=0)
        sums = np.zeros((self._size, table.shape[1]), dtype=table.dtype)
        if len(pieces):
            sums[self._filled] = np.add.reduceat(pieces[self._back], self._firsts, axis=0)
        return sums


class _Examples:
    """Examples by features, with a last feature for the bias; an example has length 1."""

    def __init__(self, rows: Sequence[Sequence[int]], features: int) -> None:
        holding: list[list[int]] = [[] for _ in range(features)]
        for row, columns in enumerate(rows):
            for number in columns:
                holding[number].append(row)
        self.size = features + 1
        self._by_row, self._by_column = _Sums(rows), _Sums(holding)
        self._scale = np.array(
            [[max(len(columns), 1) ** -0.5] for columns in rows], dtype=np.float32
        )

    def times(self, weights: _Floats) -> _Floats:
        """Examples by intents: the sums of the weights of each example's features."""
        sums: _Floats = self._by_row.of(weights[:-1]) * self._scale + weights[-1]
        return sums

    def transposed_times(self, errors: _Floats) -> _Floats:
        """Features by intents: the sums of the errors of each feature's examples."""
        return np.vstack([self._by_column.of(errors * self._scale), errors.sum(axis=0)])


def _descend(data: _Examples, target: _Integers, intents: int) -> _Floats:
    """Gradient descent with Nesterov momentum; every intent has the same total weight."""
    rarity = 1.0 / np.bincount(target)[target]
    share = (rarity / rarity.sum()).astype(np.float32)[:, None]
    truth = np.eye(intents, dtype=np.float32)[target]
    weights = np.zeros((data.size, intents), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _ in range(_ROUNDS):
        ahead = weights + _MOMENTUM * speed
        logits = data.times(ahead)
        odds = np.exp(logits - logits.max(axis=1, keepdims=True))
        odds /= odds.sum(axis=1, keepdims=True)
        slope = data.transposed_times((odds - truth) * share) + _DECAY * ahead
        speed *= _MOMENTUM
        speed -= _RATE * slope
        weights += speed
    return weights
