"""Learns a linear model: multinomial logistic regression over sparse features."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chatbot.retrieval.linear import STEP, Row, model_sections

_ROUNDS = 6
_RATE = 1.0
_STEADY = 0.1
"""Keeps the first steps of a feature within bounds."""
_LEARNED = 0.98
"""From this probability on an example has nothing left to teach, and takes no step."""
_LEAST_SEEN = 2
_SEED = 1

_Floats = npt.NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Learned:
    """Features, and their weights by class; the last row of `weights` is the bias."""

    features: tuple[str, ...]
    weights: _Floats


def learned_sections(
    name: str,
    examples: Sequence[tuple[Collection[str], int]],
    classes: int,
    *,
    evenness: float,
) -> dict[str, bytes]:
    """The sections of a LinearModel learned from examples; without any, all classes are equal."""
    if not examples:
        return model_sections(name, [], [0.0] * classes)
    model = learn(examples, classes, evenness=evenness)
    # Only what is stored as more than zero is handed on: most weights are not.
    kept = np.abs(model.weights) >= STEP / 2
    rows = [
        Row(feature, dict(zip(np.flatnonzero(held).tolist(), weights[held].tolist(), strict=True)))
        for feature, weights, held in zip(model.features, model.weights, kept, strict=False)
    ]
    return model_sections(name, rows, [float(weight) for weight in model.weights[-1]])


def learn(
    examples: Sequence[tuple[Collection[str], int]],
    classes: int,
    *,
    evenness: float,
    shares: Mapping[int, float] | None = None,
    least: int = 1,
) -> Learned:
    """Learn from (features, class) pairs, classes counted from 0.

    `evenness` 1 gives every class the same total weight, however many examples it has; 0 gives
    every example the same; `shares` gives a class a share of the whole instead, 0 to 1. An
    example has length 1, or less if it has fewer than `least` features. Stochastic gradient
    descent, one example a step, with a rate a feature that shrinks by the root of its squared
    gradients so far (AdaGrad: Duchi, Hazan and Singer, 2011). The examples are sorted and then
    shuffled from a fixed seed, so equal packs give equal models, whatever order they are in.
    """
    seen = Counter(chain.from_iterable(features for features, _ in examples))
    features = tuple(sorted(name for name, count in seen.items() if count >= _LEAST_SEEN))
    place = {name: index for index, name in enumerate(features)}
    rows = sorted(
        (sorted([place[name] for name in names if name in place]), number)
        for names, number in examples
    )
    sizes = np.bincount([number for _, number in rows], minlength=classes)
    share = (sizes[sizes > 0].mean() / np.maximum(sizes, 1)) ** evenness
    for number, part in (shares or {}).items():
        others = share @ sizes - share[number] * sizes[number]
        share[number] = others * part / (1.0 - part) / max(sizes[number], 1)
    return Learned(features, _descend(rows, share.tolist(), len(features), least))


class _Values(NamedTuple):
    """The values of an example's features, the bias last, and what its steps are made of.

    `rated` and `squared` are columns: the values times the rate, and their squares.
    """

    values: _Floats
    rated: _Floats
    squared: _Floats


@cache
def _values(count: int, least: int) -> _Values:
    """The values of so many features: all of them alike."""
    values = np.full(count + 1, max(count, least) ** -0.5, dtype=np.float32)
    values[-1] = 1.0
    column = values[:, None]
    return _Values(values, _RATE * column, column * column)


def _descend(
    rows: Sequence[tuple[list[int], int]], share: Sequence[float], bias: int, least: int
) -> _Floats:
    """Weights by feature, the bias last, and class.

    Half a million times round: what a step costs is the number of its array operations.
    """
    weights: _Floats = np.zeros((bias + 1, len(share)), dtype=np.float32)
    squares: _Floats = np.full((bias + 1, 1), _STEADY, dtype=np.float32)
    examples = [
        (np.array([*features, bias]), *_values(len(features), least), truth)
        for features, truth in rows
    ]
    highest, total, raised, root = np.maximum.reduce, np.add.reduce, np.exp, np.sqrt
    chance = np.random.default_rng(_SEED)
    for _ in range(_ROUNDS):
        for number in chance.permutation(len(rows)).tolist():
            features, values, rated, squared, truth = examples[number]
            now = weights.take(features, 0)
            odds = values.dot(now)
            odds -= highest(odds)
            raised(odds, odds)
            whole = float(total(odds))
            if odds[truth] > _LEARNED * whole:
                continue
            odds *= share[truth] / whole
            odds[truth] -= share[truth]
            gone = squares.take(features, 0)
            gone += squared * float(odds.dot(odds))
            squares[features] = gone
            now -= rated / root(gone) * odds
            weights[features] = now
    return weights
