"""Answers and search results as JSON of a fixed, published shape (see `schemas/`)."""

import json
from typing import Any, Protocol

from chatbot.answer import Answer, Difference, Quote, Score
from chatbot.frozen import asdict
from chatbot.searching import LookUp
from chatbot.version import __version__

ANSWER_SCHEMA = "chatbot.answer/1"
SEARCH_SCHEMA = "chatbot.search/1"

_HIT = (
    "rank",
    "passage",
    "document",
    "title",
    "section",
    "snippet",
    "start",
    "end",
    "score",
    "why",
    "intent",
    "citation",
)
"""What chatbot.search/1 holds of a hit."""

Json = dict[str, Any]
"""A JSON object."""


class NamedPack(Protocol):
    """What identifies the pack that answered."""

    @property
    def name(self) -> str:
        """The pack's name."""

    @property
    def sha256(self) -> str:
        """The hash of its content."""


def encode_answer(
    answer: Answer, pack: NamedPack, *, name: str | int | None = None, explain: bool = False
) -> Json:
    """An answer as schema chatbot.answer/1; `name` is the id that the question came with."""
    encoded = {
        **_head(ANSWER_SCHEMA, pack),
        "id": name,
        "question": answer.question,
        "resolved": list(answer.resolved),
        "corrections": [{"from": c.typed, "to": c.searched} for c in answer.corrections],
        "kind": answer.kind,
        "care": asdict(answer.care) if answer.care else None,
        "intents": [asdict(intent) for intent in answer.intents],
        "scores": [_score(score) for score in answer.scores],
        "confidence": asdict(answer.confidence),
        "message": answer.message,
        "missing": list(answer.missing),
        "quotes": [encode_quote(quote) for quote in answer.quotes],
        "differences": [_difference(item) for item in answer.differences],
        "disclaimer": answer.disclaimer,
        "suggestions": list(answer.suggestions),
    }
    if explain:
        encoded["explanation"] = [asdict(step) for step in answer.explanation]
    return encoded


def encode_search(words: str, found: LookUp, pack: NamedPack) -> Json:
    """Search results as schema chatbot.search/1."""
    return {
        **_head(SEARCH_SCHEMA, pack),
        "query": words,
        "care": asdict(found.care) if found.care else None,
        "missing": list(found.missing),
        "hits": [{key: getattr(hit, key) for key in _HIT} for hit in found.hits],
    }


def dump(value: Json, *, indent: int | None = None) -> str:
    """JSON text in ASCII, so that no terminal and no code page can spoil it."""
    return json.dumps(value, ensure_ascii=True, allow_nan=False, indent=indent)


def _head(schema: str, pack: NamedPack) -> Json:
    identity = {"name": pack.name, "sha256": pack.sha256}
    return {"schema": schema, "version": __version__, "pack": identity}


def _score(score: Score) -> Json:
    return {
        "kind": score.kind,
        "value": score.value,
        "site": score.site,
        "band": asdict(score.band) if score.band else None,
    }


def encode_quote(quote: Quote) -> Json:
    """A quote as it stands in chatbot.answer/1."""
    return {
        "part": quote.part,
        "text": quote.text,
        "document": quote.document,
        "title": quote.title,
        "section": quote.section,
        "passage": quote.passage,
        "source": quote.source,
        "reviewed": quote.reviewed,
        "start": quote.start,
        "end": quote.end,
        "sha256": quote.sha256,
        "highlights": [list(span) for span in quote.highlights],
        "context": [asdict(item) for item in quote.context],
    }


def _difference(difference: Difference) -> Json:
    return {
        "topic": difference.topic,
        "relation": difference.relation,
        "text": difference.text,
        "quotes": [encode_quote(quote) for quote in difference.quotes],
    }
