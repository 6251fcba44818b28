"""Which of the ranked passages are quoted: as many as it takes to be rather sure."""

import math
from collections.abc import Sequence

from chatbot.retrieval.search import Hit

MOST = 3
_SURE = 0.97
"""Passages are added until one of them answers with this probability."""
_LEAST = 0.01
_SECOND_VOICE = 0.2
"""The odds against the top passage from which another document is worth hearing anyway."""
_SAME_THING = 0.55
"""The share of the top score from which it is, if it speaks of a thing that was asked about."""
_NAMED = 1.0
"""The log odds that a passage gains for speaking of all things that were asked about."""
_NAMED_AMOUNT = 4.0
_FOR_A_THING = 0.01
"""The odds against the top passage from which one is taken because it speaks of a thing asked."""


def naming(hits: Sequence[Hit], things: Sequence[frozenset[str]], *, amount: bool) -> list[Hit]:
    """The hits with those first that, as good as others, speak of the very things asked about.

    With `amount`, where a number is asked for, more so: asked how much magnesium, a passage on
    magnesium without a number is nearer than the amount of calcium.
    """
    if not things:
        return list(hits)
    gain = _NAMED_AMOUNT if amount else _NAMED
    lifted = [
        Hit(hit.passage, hit.score + gain * named / len(things), *hit[2:]) if named else hit
        for hit in hits
        for named in [sum(hit.passage.id in thing for thing in things)]
    ]
    return sorted(lifted, key=lambda hit: -hit.score)


def choose(hits: Sequence[Hit], things: Sequence[frozenset[str]], most: int = MOST) -> list[Hit]:
    """The top passage, then others that may answer as well or that add something.

    `things` holds, for each thing that was asked about, the passages (ids) that speak of it: a
    passage that speaks of a thing that none before it does comes first. Scores are log odds.
    """
    if not hits:
        return []
    odds = [math.exp(hit.score - hits[0].score) for hit in hits]
    total = sum(odds)
    chosen = [hits[0]]
    for thing in things:
        if any(hit.passage.id in thing for hit in chosen):
            continue
        fitting = (
            hit
            for hit, odd in zip(hits, odds, strict=True)
            if hit.passage.id in thing and odd >= _FOR_A_THING
        )
        chosen += [hit for hit in [next(fitting, None)] if hit is not None]
    # By their ids: to compare whole passages field by field takes longer than to rank them.
    taken = {hit.passage.id for hit in chosen}
    voices = {hit.passage.document for hit in chosen}
    sure = sum(odd for hit, odd in zip(hits, odds, strict=True) if hit.passage.id in taken) / total
    for hit, odd in zip(hits, odds, strict=True):
        alike = hit.score >= _SAME_THING * hits[0].score
        if len(chosen) >= most or not (odd / total >= _LEAST or odd >= _SECOND_VOICE or alike):
            break  # nor would any that scores less be chosen
        known = hit.passage.document in voices
        needed = sure < _SURE and odd / total >= _LEAST
        named = any(hit.passage.id in thing for thing in things)
        voice = odd >= _SECOND_VOICE or (named and alike)
        # Asked about magnesium, nobody wants the amount of calcium beside it.
        apart = things and not named
        if hit.passage.id in taken or apart or not (needed or (voice and not known)):
            continue
        chosen.append(hit)
        voices.add(hit.passage.document)
        sure += odd / total
    return chosen[:most]
