"""Which kind of question is it? A linear model whose weights were learned when compiling."""

import math
from collections.abc import Mapping, Sequence
from functools import cached_property

from chatbot.answer import Intent
from chatbot.pack.tables import Data, Lists, SortedWords
from chatbot.retrieval.query import Query
from chatbot.retrieval.terms import CONCEPT, bigrams

ASIDE = "-"
"""What the router calls a question that the documents do not answer; no intent of a pack."""
PARTS = ("intents", "features", "weights")
"""The tables of a router; each is a section of a compiled pack."""
_SCORE = "!score"
_HUNDRED = 100


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
    """Weights by feature; the feature "" is the bias. A feature's row is read when it is seen."""

    def __init__(self, parts: Mapping[str, Data]) -> None:
        self._intents = bytes(parts["intents"]).decode().split("\n") if parts["intents"] else []
        self._features = SortedWords(parts["features"])
        self._weights = Lists(parts["weights"])

    @classmethod
    def of(cls, weights: Mapping[str, Mapping[str, float]]) -> "Router":
        """A router from weights by intent and feature."""
        return cls(router_parts(weights))

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
        rows = [row for name in seen if (row := self._row(name))]
        scale = 1.0 / max(len(rows), 1) ** 0.5
        # Hundredths are whole numbers, so that their sum is the same in any order.
        sums = map(sum, zip(*rows, strict=True)) if rows else [0] * len(self._intents)
        logits = {
            intent: (bias + scale * total) / _HUNDRED
            for intent, bias, total in zip(self._intents, self._bias, sums, strict=True)
        }
        top = max(logits.values(), default=0.0)
        return {intent: math.exp(value - top) for intent, value in logits.items()}

    @cached_property
    def _bias(self) -> Sequence[int]:
        return self._row("") or [0] * len(self._intents)

    def _row(self, feature: str) -> Sequence[int] | None:
        number = self._features.get(feature)
        return self._weights[int(number)] if number is not None else None


def router_parts(weights: Mapping[str, Mapping[str, float]]) -> dict[str, bytes]:
    """Weights by intent and feature, in hundredths, as the tables named in PARTS."""
    features = sorted({name for table in weights.values() for name in table})
    rows = [
        [round(table.get(name, 0.0) * _HUNDRED) for table in weights.values()] for name in features
    ]
    return {
        "intents": "\n".join(weights).encode(),
        "features": SortedWords.build_map((name, str(n)) for n, name in enumerate(features)),
        "weights": Lists.build(rows),
    }
