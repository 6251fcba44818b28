"""What the learned models see of a question."""

import itertools
from collections.abc import Mapping, Sequence

from chatbot.retrieval.query import CARRIED_WEIGHT, Query
from chatbot.retrieval.terms import CONCEPT, bigram

_SCORE = "!score"


def features(
    query: Query, kinds: Mapping[str, str], broader: Mapping[str, tuple[str, ...]], *, scored: bool
) -> dict[str, float]:
    """A question's features with their weights: 1, or less for what a follow-up carries over.

    Stems, pairs of neighbouring stems, concepts with what covers them and their kinds, cues,
    each cue with each concept and kind, and whether the question holds a score.
    """
    found: dict[str, float] = {}

    def add(name: str, weight: float = 1.0) -> None:
        found[name] = max(found.get(name, 0.0), weight)

    def worth(stems: Sequence[str]) -> float:
        return CARRIED_WEIGHT if query.carried.issuperset(stems) else 1.0

    for stem in query.stems:
        add(stem, worth([stem]))
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
