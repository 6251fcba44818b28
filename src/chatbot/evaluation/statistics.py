"""Intervals and tests: seeded, so that the same answers give the same figures."""

import random
from collections.abc import Sequence
from math import sqrt
from statistics import NormalDist, pstdev

SEED = 20_240_517
RESAMPLES = 2000
_Z = NormalDist().inv_cdf(0.975)
_POWER = NormalDist().inv_cdf(0.8)


def bootstrap(values: Sequence[float], resamples: int = RESAMPLES) -> tuple[float, float]:
    """The 95 % interval of the mean, by the percentiles of resampled means."""
    if not values:
        return 0.0, 0.0
    if min(values) == max(values):
        return values[0], values[0]
    draw = random.Random(SEED)  # noqa: S311 - statistics, not secrets
    size = len(values)
    means = sorted(sum(draw.choices(values, k=size)) / size for _ in range(resamples))
    return means[round(0.025 * (resamples - 1))], means[round(0.975 * (resamples - 1))]


def wilson(hits: int, count: int) -> tuple[float, float]:
    """Wilson's 95 % interval of a share (1927); nothing counted gives 0 to 1.

    >>> [round(end, 3) for end in wilson(10, 10)]
    [0.722, 1.0]
    """
    if not count:
        return 0.0, 1.0
    share, z2 = hits / count, _Z * _Z
    middle = (share + z2 / (2 * count)) / (1 + z2 / count)
    half = _Z / (1 + z2 / count) * sqrt(share * (1 - share) / count + z2 / (4 * count * count))
    return max(middle - half, 0.0), min(middle + half, 1.0)


def randomisation(differences: Sequence[float], rounds: int = 10_000) -> float:
    """The two-sided p-value of a paired randomisation test: signs flipped at random.

    Up to 12 questions that differ are worked out exactly, more by `rounds` seeded flips (Fisher).
    """
    changed = [value for value in differences if value]
    if not changed:
        return 1.0
    seen = abs(sum(changed)) - 1e-12
    if len(changed) <= 12:  # noqa: PLR2004 - 4096 ways
        ways = 1 << len(changed)
        sums = (
            sum(-v if way >> bit & 1 else v for bit, v in enumerate(changed)) for way in range(ways)
        )
        return sum(abs(total) >= seen for total in sums) / ways
    draw = random.Random(SEED)  # noqa: S311
    extreme = 0
    for _ in range(rounds):
        flips = draw.getrandbits(len(changed))
        total = sum(-v if flips >> bit & 1 else v for bit, v in enumerate(changed))
        extreme += abs(total) >= seen
    return (extreme + 1) / (rounds + 1)


def detectable(differences: Sequence[float]) -> float:
    """The smallest true change that such a comparison finds in 80 % of the cases at p < 0.05.

    It follows from the spread of the differences; without any, from that of a single one.
    """
    count = len(differences)
    if not count:
        return 1.0
    spread = pstdev(differences) or sqrt(1 / count)
    return min((_Z + _POWER) * spread / sqrt(count), 1.0)


def auroc(positive: Sequence[float], negative: Sequence[float]) -> float | None:
    """The share of pairs in which the positive one scores higher; a tie counts half."""
    if not positive or not negative:
        return None
    wins = sum((p > n) + (p == n) / 2 for p in positive for n in negative)
    return wins / (len(positive) * len(negative))


def fpr_at_tpr(positive: Sequence[float], negative: Sequence[float], share: float) -> float | None:
    """The share of negatives let through by the strictest threshold that lets `share` in."""
    if not positive or not negative:
        return None
    ranked = sorted(positive, reverse=True)
    needed = next(n for n in range(1, len(ranked) + 1) if n >= share * len(ranked) - 1e-9)
    threshold = ranked[needed - 1]
    return sum(value >= threshold for value in negative) / len(negative)


def risk_coverage(scored: Sequence[tuple[float, bool]], total: int) -> list[tuple[float, float]]:
    """(coverage, risk) at every threshold: of the surest that are answered, how many are wrong.

    `scored` holds (confidence, right) of the answered ones, `total` counts all that were asked;
    equal confidences are let in together.
    """
    ranked = sorted(scored, key=lambda item: -item[0])
    points, wrong = [], 0
    for place, (value, right) in enumerate(ranked, 1):
        wrong += not right
        if place == len(ranked) or ranked[place][0] != value:
            points.append((place / total, wrong / place))
    return points


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie (nearest rank)."""
    ranked = sorted(values)
    return ranked[min(int(share * len(ranked)), len(ranked) - 1)] if ranked else 0.0
