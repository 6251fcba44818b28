"""Which of the ranked passages are quoted: as many as it takes to be rather sure."""

import math
from collections.abc import Callable, Mapping, Sequence

from chatbot.answer import Quote
from chatbot.retrieval.query import Query
from chatbot.retrieval.search import Hit, counted

_MOST = 3
_MOST_UNSURE = 4
"""So many while it is rather open which of them answers."""
_RATHER_SURE = 0.9
_SURE = 0.99
"""Passages are added until one of them answers with this probability.

Of what is to answer with .98 to .998, on the development questions 95 of 100 did.
"""
_LEAST = 0.01
_SECOND_VOICE = 0.2
"""The odds against the top passage from which another document is worth hearing anyway."""
_SAME_THING = 0.75
"""The share of the top score from which it is, if it speaks of a thing that was asked about."""
_ONLY_OTHER = 0.5
"""The same, if it is the only other passage that speaks of a thing."""
_PAIR = 2
_NEWS = 0.0025
"""The odds from which a passage is worth hearing for what it adds."""
_ADDS = 0.1
"""The share of what is asked that a passage must hold, and none before it, to add something."""
_NAMED = 1.0
"""The log odds that a passage gains for speaking of all things that were asked about."""
_NAMED_AMOUNT = 4.0
_FOR_A_THING = 0.001
"""The odds against the top passage from which one is taken because it speaks of a thing asked."""
_APART = 0.05
"""The odds from which a passage is heard that speaks of none of the things asked about."""

_BESIDE = 0.5
"""The probability from which a passage is heard beside the rows that hold a score."""

UnitTerms = Mapping[str, Sequence[Sequence[str]]]
Held = Callable[[str], Mapping[str, float]]
"""A passage's id to the terms asked that it holds, each with its share of what is asked."""


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


def choose(
    hits: Sequence[Hit], things: Sequence[frozenset[str]], held: Held, *, amount: bool
) -> list[Hit]:
    """The top passage, then others that may answer as well or that add something.

    `things` holds, for each thing that was asked about, the passages (ids) that speak of it: a
    passage that speaks of a thing that none before it does comes first. Scores are log odds.
    With `amount`, where a number is asked for, what speaks of no thing asked about is left out:
    asked how much magnesium, nobody is to take the amount of calcium for it.
    """
    if not hits:
        return []
    odds = {hit.passage.id: math.exp(hit.score - hits[0].score) for hit in hits}
    chosen = _Chosen(odds, held)
    chosen.add(hits[0])
    for thing in things:
        if thing.isdisjoint(chosen.told):
            fitting = (hit for hit in hits if hit.passage.id in thing)
            best = next(fitting, None)
            if best is not None and odds[best.passage.id] >= _FOR_A_THING:
                chosen.add(best)
    for hit in hits:
        odd = odds[hit.passage.id]
        likely = chosen.share(hit) >= _LEAST
        near = hit.score / hits[0].score if hits[0].score else 1.0
        if chosen.is_full or not (likely or odd >= _NEWS or near >= _ONLY_OTHER):
            break  # nor would any that scores less be chosen
        named = [thing for thing in things if hit.passage.id in thing]
        other = any(len(thing) == _PAIR for thing in named)
        alike = named and near >= (_ONLY_OTHER if other else _SAME_THING)
        voice = hit.passage.document not in chosen.voices
        apart = things and not named and (amount or odd < _APART)
        if apart or hit.passage.id in chosen.told:
            continue
        if (
            (likely and chosen.sure < _SURE)
            or (voice and (odd >= _SECOND_VOICE or alike))
            or (odd >= _NEWS and chosen.news(hit) >= _ADDS)
        ):
            chosen.add(hit)
    return chosen.hits[:_MOST_UNSURE]


def beside(hits: Sequence[Hit], quotes: Sequence[Quote]) -> list[Hit]:
    """What is heard beside quotes that were found otherwise: the top passage, if it is likely."""
    shown = {quote.passage for quote in quotes}
    total = sum(math.exp(hit.score - hits[0].score) for hit in hits)
    return [hit for hit in hits[:1] if 1 / total >= _BESIDE and hit.passage.id not in shown]


class _Chosen:
    """The passages chosen so far: who speaks, what of the question they hold, how surely."""

    def __init__(self, odds: Mapping[str, float], held: Held) -> None:
        self._odds, self._held = odds, held
        self._total = sum(odds.values())
        self._terms: set[str] = set()
        self.hits: list[Hit] = []
        # By their ids: to compare whole passages field by field takes longer than to rank them.
        self.told: set[str] = set()
        self.voices: set[str] = set()
        self.sure = 0.0
        """The probability that one of them answers."""

    def add(self, hit: Hit) -> None:
        self.hits.append(hit)
        self.told.add(hit.passage.id)
        self.voices.add(hit.passage.document)
        self.sure += self.share(hit)
        self._terms |= self._held(hit.passage.id).keys()

    @property
    def is_full(self) -> bool:
        return len(self.hits) >= (_MOST if self.sure >= _RATHER_SURE else _MOST_UNSURE)

    def share(self, hit: Hit) -> float:
        """The probability that a passage answers."""
        return self._odds[hit.passage.id] / self._total

    def news(self, hit: Hit) -> float:
        """The share of what is asked that a passage holds and none of those chosen does."""
        held = self._held(hit.passage.id)
        return sum(share for term, share in held.items() if term not in self._terms)


def held_of(query: Query, idf: Callable[[str], float], units: UnitTerms) -> Held:
    """What passages hold of the terms asked; `units` are the terms of each passage's units."""
    worth = {term.text: term.weight * idf(term.text) for term in counted(query)}
    whole = sum(worth.values())

    def held(passage: str) -> dict[str, float]:
        own = {term for unit in units[passage] for term in unit}
        return {term: value / whole for term, value in worth.items() if value and term in own}

    return held
