"""Learns a linear model: multinomial logistic regression over sparse features."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chatbot.retrieval.linear import STEP, Row, model_sections

_ROUNDS = 6
_RATE = 3.0
_STEADY = 0.1
"""Keeps the first steps of a feature within bounds."""
_BATCH = 32
_DROPPED = 0.3
"""The part of an example's features that is left out each time, another part every time."""
_LEAST_SEEN = 2
_SEED = 1

_Floats = npt.NDArray[np.float32]
_Places = npt.NDArray[np.intp]


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
    descent by small batches, with a rate a feature that shrinks by the root of its squared
    gradients so far (AdaGrad: Duchi, Hazan and Singer, 2011). Each time round some features of an
    example are left out, so that none leans on its neighbours alone (dropout: Srivastava and
    others, 2014). The examples are sorted and then shuffled from a fixed seed, so equal packs
    give equal models, whatever order they are in.
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
    return Learned(features, _descend(rows, share.astype(np.float32), len(features), least))


class _Batch(NamedTuple):
    """Some examples, their features one after another: which, whose, with what value.

    An example's features stand together, its bias last; `begins` is where each example begins.
    """

    features: _Places
    owners: _Places
    values: _Floats
    begins: _Places


def _batch(rows: Sequence[list[int]], bias: int, least: int, chance: np.random.Generator) -> _Batch:
    """A batch of examples without the features that are dropped this time."""
    features = np.fromiter(chain.from_iterable((*row, bias) for row in rows), np.intp)
    owners = np.repeat(np.arange(len(rows)), [len(row) + 1 for row in rows])
    kept = chance.random(len(features), np.float32) >= _DROPPED
    kept |= features == bias
    features, owners = features[kept], owners[kept]
    sizes = np.bincount(owners)
    values = (np.maximum(sizes - 1, least) ** -0.5).astype(np.float32)[owners]
    values[features == bias] = 1.0
    return _Batch(features, owners, values, np.cumsum(sizes) - sizes)


def _descend(
    rows: Sequence[tuple[list[int], int]], share: _Floats, bias: int, least: int
) -> _Floats:
    """Weights by feature, the bias last, and class.

    Sums over neighbours instead of products of matrices: for so little, threads cost more than
    they bring.
    """
    weights: _Floats = np.zeros((bias + 1, len(share)), dtype=np.float32)
    squares: _Floats = np.full(bias + 1, _STEADY, dtype=np.float32)
    truths = np.array([truth for _, truth in rows])
    chance = np.random.default_rng(_SEED)
    for _ in range(_ROUNDS):
        order = chance.permutation(len(rows))
        for start in range(0, len(rows), _BATCH):
            picked = order[start : start + _BATCH]
            batch = _batch([rows[number][0] for number in picked], bias, least, chance)
            _step(weights, squares, batch, _errors(weights, batch, truths[picked], share))
    return weights


def _errors(weights: _Floats, batch: _Batch, truths: _Places, share: _Floats) -> _Floats:
    """How far each example's probabilities are off, by example and class, times its share."""
    found = weights.take(batch.features, 0)
    found *= batch.values[:, None]
    odds: _Floats = np.add.reduceat(found, batch.begins, 0)
    odds -= odds.max(1, keepdims=True)
    np.exp(odds, odds)
    odds /= odds.sum(1, keepdims=True)
    odds[np.arange(len(truths)), truths] -= 1.0
    odds *= share[truths, None]
    return odds


def _step(weights: _Floats, squares: _Floats, batch: _Batch, errors: _Floats) -> None:
    """Take the step down from the errors, each feature's gradients added up."""
    order = np.argsort(batch.features, kind="stable")
    features, owners, values = batch.features[order], batch.owners[order], batch.values[order]
    firsts = np.flatnonzero(np.diff(features, prepend=-1))
    touched = features[firsts]
    gradients = errors.take(owners, 0)
    gradients *= values[:, None]
    lengths = np.square(errors).sum(1)[owners] * np.square(values)
    squares[touched] += np.add.reduceat(lengths, firsts)
    rates = _RATE / np.sqrt(squares[touched])
    weights[touched] -= np.add.reduceat(gradients, firsts, 0) * rates[:, None]
