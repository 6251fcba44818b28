"""Trains the router: multinomial logistic regression over words, pairs of words and concepts."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

_ROUNDS = 160
_RATE = 4.0
_MOMENTUM = 0.9
_DECAY = 2e-4
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
    data = np.zeros((len(examples), len(features) + 1), dtype=np.float32)
    data[:, -1] = 1.0
    for row, (names, _) in enumerate(examples):
        known = [place[name] for name in names if name in place]
        data[row, known] = 1.0 / max(len(known), 1) ** 0.5
    target = np.array([intents.index(intent) for _, intent in examples])
    share = 1.0 / np.bincount(target)[target]
    share = (share / share.sum()).astype(np.float32)[:, None]
    truth = np.eye(len(intents), dtype=np.float32)[target]
    weights = _descend(data, truth, share)
    return {
        intent: {
            name: round(float(weights[index, column]), 2)
            for index, name in enumerate([*features, ""])
            if abs(weights[index, column]) >= _LEAST_WEIGHT
        }
        for column, intent in enumerate(intents)
    }


def _descend(data: np.ndarray, truth: np.ndarray, share: np.ndarray) -> np.ndarray:
    weights = np.zeros((data.shape[1], truth.shape[1]), dtype=np.float32)
    speed = np.zeros_like(weights)
    for _ in range(_ROUNDS):
        ahead = weights + _MOMENTUM * speed
        logits = data @ ahead
        logits -= logits.max(axis=1, keepdims=True)
        odds = np.exp(logits)
        odds /= odds.sum(axis=1, keepdims=True)
        slope = data.T @ ((odds - truth) * share) + _DECAY * ahead
        speed = _MOMENTUM * speed - _RATE * slope
        weights = weights + speed
    return weights
