"""Which kind of question is it? A linear model whose weights were learned when compiling."""

import math
from collections.abc import Mapping

from chatbot.answer import Intent
from chatbot.retrieval.query import Query
from chatbot.retrieval.terms import CONCEPT, bigrams

ASIDE = "-"
"""What the router calls a question that the documents do not answer; no intent of a pack."""
_SCORE = "!score"


def features(query: Query, kinds: Mapping[str, str], *, scored: bool = False) -> frozenset[str]:
    """What the router sees: stems, pairs of stems, concepts, their kinds, cues, a score."""
    found = {*query.stems, *bigrams(query.stems)}
    found |= {"?" + cue for cue in query.cues}
    for concept in query.concept_ids:
        found |= {CONCEPT + concept, "@" + kinds.get(concept, "")}
    if scored:
        found.add(_SCORE)
    return frozenset(found)


class Router:
    """Weights by intent and feature; the feature "" is the bias."""

    def __init__(self, weights: Mapping[str, Mapping[str, float]], known: set[str]) -> None:
        self._weights = weights
        self._known = known

    @classmethod
    def of(cls, weights: Mapping[str, Mapping[str, float]]) -> "Router":
        """A router from its stored weights."""
        return cls(weights, {name for table in weights.values() for name in table})

    def route(self, seen: frozenset[str]) -> tuple[Intent, ...]:
        """Intents, best first, with confidences that add up to 1."""
        odds = self._odds(seen)
        odds.pop(ASIDE, None)
        total = sum(odds.values())
        ranked = sorted(odds, key=lambda intent: (-odds[intent], intent))
        return tuple(Intent(name, round(odds[name] / total, 4)) for name in ranked)

    def aside(self, seen: frozenset[str]) -> float:
        """How likely the question is one that the documents do not answer, 0 to 1."""
        odds = self._odds(seen)
        return round(odds.get(ASIDE, 0.0) / sum(odds.values()), 4) if odds else 0.0

    def _odds(self, seen: frozenset[str]) -> dict[str, float]:
        known = seen & self._known
        scale = 1.0 / max(len(known), 1) ** 0.5
        logits = {
            intent: table.get("", 0.0) + scale * sum(table.get(name, 0.0) for name in known)
            for intent, table in self._weights.items()
        }
        top = max(logits.values(), default=0.0)
        return {intent: math.exp(value - top) for intent, value in logits.items()}
