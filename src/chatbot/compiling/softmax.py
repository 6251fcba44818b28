"""Learns a linear model: multinomial logistic regression over sparse features."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, pairwise, repeat
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from chatbot.retrieval.linear import MOST, STEP, model_sections, stored_sections

_STEADY = 0.1
"""Keeps the first steps of a feature within bounds."""
_BATCH = 32
_DROPPED = 0.3
"""The part of an example's features that is left out each time, another part every time."""
_LEAST_SEEN = 2
_SEED = 1
_TWICE = 2
_SLAB = 64 * _BATCH
"""So many examples are made ready at once: enough that the preparation is no loop of small ones."""

_Floats = npt.NDArray[np.float32]
_Places = npt.NDArray[np.intp]


@dataclass(frozen=True, slots=True)
class Course:
    """How it is learned: in so many rounds over all examples, with steps of this rate.

    A lower rate gives nearly the same model whatever the examples' order, a higher one goes
    further in few rounds. An example with fewer than `least` features is shorter than the others.
    """

    rounds: int = 6
    rate: float = 3.0
    least: int = 1


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
    steps = np.rint(np.clip(model.weights[:-1] / STEP, -MOST, MOST)).astype(np.int8)
    table = (row.tobytes() for row in steps)
    bias = [float(weight) for weight in model.weights[-1]]
    return stored_sections(name, model.features, table, bias)


def learn(
    examples: Sequence[tuple[Collection[str], int]],
    classes: int,
    *,
    evenness: float,
    shares: Mapping[int, float] | None = None,
    course: Course = Course(),
) -> Learned:
    """Learn from (features, class) pairs, classes counted from 0.

    `evenness` 1 gives every class the same total weight, however many examples it has; 0 gives
    every example the same; `shares` gives a class a share of the whole instead, 0 to 1. An
    example has length 1, or less if it has few features. Stochastic gradient descent by small
    batches, with a rate a feature that shrinks by the root of its squared gradients so far
    (AdaGrad: Duchi, Hazan and Singer, 2011). Each time round some features of an example are left
    out, so that none leans on its neighbours alone (dropout: Srivastava and others, 2014). The
    examples are sorted and then shuffled from a fixed seed, so equal packs
    give equal models, whatever order they are in.
    """
    seen = Counter(chain.from_iterable(features for features, _ in examples))
    features = tuple(sorted(name for name, count in seen.items() if count >= _LEAST_SEEN))
    table = _table(examples, features)
    sizes = np.bincount(table.truths, minlength=classes)
    share = (sizes[sizes > 0].mean() / np.maximum(sizes, 1)) ** evenness
    for number, part in (shares or {}).items():
        others = share @ sizes - share[number] * sizes[number]
        share[number] = others * part / (1.0 - part) / max(sizes[number], 1)
    weights: _Floats = np.zeros((len(features) + 1, classes), dtype=np.float32)
    _descend(weights, table, share.astype(np.float32), course)
    return Learned(features, weights)


class _Table(NamedTuple):
    """Examples, sorted: the features of all, one example's after another's, and their classes.

    An example's features begin at its number in `starts`, in ascending order, its bias last.
    """

    features: _Places
    starts: _Places
    truths: _Places

    def of(self, picked: _Places) -> tuple[_Places, _Places]:
        """The features of some examples, one after another, and whose they are, from 0."""
        sizes = self.starts[picked + 1] - self.starts[picked]
        ends = np.cumsum(sizes)
        owners = np.repeat(np.arange(len(picked)), sizes)
        gaps = self.starts[picked] - (ends - sizes)
        return self.features[np.arange(ends[-1]) + gaps[owners]], owners


def _table(examples: Sequence[tuple[Collection[str], int]], features: Sequence[str]) -> _Table:
    """The examples with their features' numbers; those that are not among `features` left out."""
    bias = len(features)
    number = {name: place for place, name in enumerate(features)}
    names = chain.from_iterable(found for found, _ in examples)
    sizes = np.fromiter((len(found) for found, _ in examples), np.intp, len(examples))
    places = np.fromiter(map(number.get, names, repeat(-1)), np.intp, sizes.sum())
    owners = np.repeat(np.arange(len(sizes)), sizes)[places >= 0]
    places = places[places >= 0]
    # One sort of whole numbers instead of one of each example; the bias comes behind the others.
    keys = np.concatenate([owners, np.arange(len(sizes))]) * (bias + 1)
    keys += np.concatenate([places, np.full(len(sizes), bias)])
    keys.sort()
    owners, places = np.divmod(keys, bias + 1)
    starts = np.searchsorted(owners, np.arange(len(sizes) + 1))
    truths = np.array([truth for _, truth in examples])
    # Big-endian bytes compare as the numbers do.
    data, ends = places.astype(">u4").tobytes(), (4 * starts).tolist()
    lines = [data[start : end - 4] for start, end in pairwise(ends)]
    order = np.array(sorted(range(len(lines)), key=lambda at: (lines[at], truths[at])))
    unsorted = _Table(places, starts, truths)
    lengths = np.diff(starts)[order]
    return _Table(unsorted.of(order)[0], np.append(0, np.cumsum(lengths)), truths[order])


class _Batch(NamedTuple):
    """Some examples, their features one after another: which, and with what value.

    An example's features stand together, its bias last; `begins` is where each example begins.
    `touched` are the features in ascending order, each once; `firsts` is where each begins among
    the `owners` and `shares`, the examples that hold it and its values there. `twice` and `often`
    are those of `touched` that two examples hold, and more.
    """

    features: _Places
    values: _Floats
    begins: _Places
    touched: _Places
    firsts: _Places
    owners: _Places
    shares: _Floats
    twice: _Places
    often: _Places


def _batches(
    table: _Table, order: _Places, least: int, chance: np.random.Generator
) -> Iterator[_Batch]:
    """The examples in an order, in batches, without the features that are dropped this time."""
    for start in range(0, len(order), _SLAB):
        yield from _slab(table, order[start : start + _SLAB], least, chance)


def _slab(
    table: _Table, picked: _Places, least: int, chance: np.random.Generator
) -> Iterator[_Batch]:
    bias = table.features[-1]
    features, owners = table.of(picked)
    kept = chance.random(len(features), np.float32) >= _DROPPED
    kept |= features == bias
    features, owners = features[kept], owners[kept]
    sizes = np.bincount(owners)
    lengths = (np.maximum(sizes - 1, least) ** -0.5).astype(np.float32)
    values = lengths[owners]
    values[features == bias] = 1.0
    begins = np.cumsum(sizes) - sizes
    # By batch, feature and example, all in one number.
    keys = (owners // _BATCH * (bias + 1) + features) * _BATCH + owners % _BATCH
    keys.sort()
    groups, held = np.divmod(keys, _BATCH)
    numbers, sorted_features = np.divmod(groups, bias + 1)
    shares = lengths[numbers * _BATCH + held]
    shares[sorted_features == bias] = 1.0
    firsts = np.flatnonzero(np.diff(groups, prepend=-1))
    times = np.diff(firsts, append=len(groups))
    touched = sorted_features[firsts]
    bounds = np.append(begins[::_BATCH], len(features)).tolist()
    edges = np.searchsorted(firsts, bounds).tolist()
    for number, ((start, end), (low, high)) in enumerate(
        zip(pairwise(bounds), pairwise(edges), strict=True)
    ):
        yield _Batch(
            features[start:end],
            values[start:end],
            begins[number * _BATCH : (number + 1) * _BATCH] - start,
            touched[low:high],
            firsts[low:high] - start,
            held[start:end],
            shares[start:end],
            np.flatnonzero(times[low:high] == _TWICE),
            np.flatnonzero(times[low:high] > _TWICE),
        )


def _descend(weights: _Floats, table: _Table, share: _Floats, course: Course) -> None:
    """Learn the weights by feature, the bias last, and class.

    Sums over neighbours instead of products of matrices: for so little, threads cost more than
    they bring, and the sums are the same on every processor.
    """
    squares: _Floats = np.full(len(weights), _STEADY, dtype=np.float32)
    chance = np.random.default_rng(_SEED)
    for _ in range(course.rounds):
        order = chance.permutation(len(table.truths))
        truths = table.truths[order]
        for number, batch in enumerate(_batches(table, order, course.least, chance)):
            known = truths[number * _BATCH : (number + 1) * _BATCH]
            _step(weights, squares, batch, _errors(weights, batch, known, share), course.rate)


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


def _step(weights: _Floats, squares: _Floats, batch: _Batch, errors: _Floats, rate: float) -> None:
    """Take the step down from the errors, each feature's gradients added up."""
    touched, firsts = batch.touched, batch.firsts
    lengths = np.square(errors).sum(1).take(batch.owners)
    lengths *= np.square(batch.shares)
    seen = squares.take(touched)
    seen += np.add.reduceat(lengths, firsts)
    squares[touched] = seen
    gradients = _gradients(batch, errors, firsts)
    # Most features are held by one example alone: a sum of many parts is worked out where it is.
    gradients[batch.twice] += _gradients(batch, errors, firsts.take(batch.twice) + 1)
    gradients[batch.often] = _added_up(batch, errors)
    gradients *= (rate / np.sqrt(seen))[:, None]
    rows = weights.take(touched, 0)
    rows -= gradients
    weights[touched] = rows


def _gradients(batch: _Batch, errors: _Floats, places: _Places) -> _Floats:
    """What some of a batch's examples say of features: the errors times the feature's value."""
    found = errors.take(batch.owners.take(places), 0)
    found *= batch.shares.take(places)[:, None]
    return found


def _added_up(batch: _Batch, errors: _Floats) -> _Floats:
    """The gradients of the features that more than two examples hold."""
    ends = np.append(batch.firsts, len(batch.owners))
    sizes = np.diff(ends)[batch.often]
    begins = np.cumsum(sizes) - sizes
    places = np.arange(sizes.sum()) + np.repeat(batch.firsts[batch.often] - begins, sizes)
    return np.add.reduceat(_gradients(batch, errors, places), begins, 0)
