"""What the learned models see of a question."""

import itertools
from collections.abc import Iterator, Mapping, Sequence

from chatbot.retrieval.query import CARRIED_WEIGHT, Query
from chatbot.retrieval.terms import CONCEPT, bigram

_SCORE = "!score"
_PIECE = 4
"""Letters of a word that are a feature: what is misspelt or inflected shares most of them."""


def features(
    query: Query, kinds: Mapping[str, str], broader: Mapping[str, tuple[str, ...]], *, scored: bool
) -> dict[str, float]:
    """A question's features with their weights: 1, or less for what a follow-up carries over.

    Stems, pairs of neighbouring stems, pieces of words, concepts with what covers them and their
    kinds, cues, each cue with each concept and kind, and whether the question holds a score.
    """
    found: dict[str, float] = {}

    def add(name: str, weight: float = 1.0) -> None:
        found[name] = max(found.get(name, 0.0), weight)

    def worth(stems: Sequence[str]) -> float:
        return CARRIED_WEIGHT if query.carried.issuperset(stems) else 1.0

    for word, stem in zip(query.words, query.stems, strict=True):
        weight = worth([stem])
        add(stem, weight)
        for piece in _pieces(word.text):
            add(piece, weight)
    for left, right in itertools.pairwise(query.stems):
        add(bigram(left, right), worth([left, right]))
    for cue in query.cues:
        add("?" + cue)
    for item in query.concepts:
        weight = worth(query.stems[item.start : item.end])
        named = (CONCEPT + item.concept, "@" + kinds.get(item.concept, ""))
        wider = ("^" + other for other in broader.get(item.concept, ()))
        for name in (*named, *wider, *(f"?{cue}|{n}" for cue in query.cues for n in named)):
            add(name, weight)
    if scored:
        add(_SCORE)
    return {name: found[name] for name in sorted(found)}


def _pieces(word: str) -> Iterator[str]:
    """The pieces of a word, with its ends, if it is longer than one piece or as long.

    >>> list(_pieces("jaws")), list(_pieces("jaw"))
    (['~<jaw', '~jaws', '~aws>'], [])
    """
    if len(word) >= _PIECE:
        marked = f"<{word}>"
        for place in range(len(marked) - _PIECE + 1):
            yield "~" + marked[place : place + _PIECE]
