"""An export as JSON: the answers as `ask --json` writes them, and the list with its quotes."""

from collections.abc import Sequence

from chatbot.encoding import Json, dump, encode_answer, encode_quote
from chatbot.exports.doctor_list import Listed
from chatbot.exports.record import Export, Pack
from chatbot.version import __version__

SCHEMA = "chatbot.conversation/1"
_INDENT = 2


def to_json(export: Export, pack: Pack) -> str:
    """The whole file."""
    value: Json = {
        "schema": SCHEMA,
        "version": __version__,
        "pack": {"name": pack.name, "sha256": pack.sha256},
        "saved": export.day,
        "about": list(export.about(pack)),
        "answers": [
            {**encode_answer(turn.answer, pack, name=number), "question": turn.question}
            for number, turn in enumerate(export.turns, 1)
        ],
        "list": _listed(export.listed),
        "suggested": _listed(export.suggested),
    }
    return dump(value, indent=_INDENT) + "\n"


def _listed(items: Sequence[Listed]) -> list[Json]:
    return [
        {
            "question": item.question,
            "quote": {**encode_quote(item.quote), "citation": item.quote.citation},
            "disclaimer": item.disclaimer,
        }
        for item in items
    ]
