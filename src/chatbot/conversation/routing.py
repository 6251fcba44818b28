"""Which kind of question is it? A linear model whose weights were learned when compiling."""

from collections.abc import Mapping, Sequence

from chatbot.answer import Intent
from chatbot.retrieval.linear import LinearModel

ASIDE = "-"
"""What the router calls a question that the documents do not answer; no intent of a pack."""


class Router:
    """Ranks intents by the features of a question; `names` are the model's classes."""

    def __init__(self, model: LinearModel, names: Sequence[str]) -> None:
        self._model = model
        self._names = names

    def route(self, seen: Mapping[str, float]) -> tuple[Intent, ...]:
        """Intents, best first, with confidences that add up to 1."""
        odds = dict(zip(self._names, self._model.odds(seen), strict=True))
        odds.pop(ASIDE, None)
        total = sum(odds.values())
        ranked = sorted(odds, key=lambda intent: (-odds[intent], intent))
        return tuple(Intent(name, round(odds[name] / total, 4)) for name in ranked)

    def aside(self, seen: Mapping[str, float]) -> float:
        """How likely the question is one that the documents do not answer, 0 to 1."""
        odds = dict(zip(self._names, self._model.odds(seen), strict=True))
        return round(odds.get(ASIDE, 0.0), 4)
