"""What the learned models see of a question."""

from collections.abc import Mapping

from chatbot.retrieval.query import Query
from chatbot.retrieval.terms import CONCEPT, bigrams

_SCORE = "!score"


def features(
    query: Query, kinds: Mapping[str, str], broader: Mapping[str, tuple[str, ...]], *, scored: bool
) -> dict[str, float]:
    """A question's features with their weights, 1 each.

    Stems, pairs of neighbouring stems, concepts with what covers them and their kinds, cues,
    each cue with each concept and kind, and whether the question holds a score.
    """
    found = {*query.stems, *bigrams(query.stems)}
    found |= {"?" + cue for cue in query.cues}
    for concept in query.concept_ids:
        named = {CONCEPT + concept, "@" + kinds.get(concept, "")}
        found |= named | {"^" + wider for wider in broader.get(concept, ())}
        found |= {f"?{cue}|{name}" for cue in query.cues for name in named}
    if scored:
        found.add(_SCORE)
    return dict.fromkeys(sorted(found), 1.0)
