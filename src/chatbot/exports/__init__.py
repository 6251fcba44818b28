"""Conversations and lists as files: Markdown, HTML that prints well, JSON."""

import re
from datetime import datetime

from chatbot.errors import InputError
from chatbot.exports.doctor_list import DoctorList, Listed, listed_of, quotes_of
from chatbot.exports.files import Draft, NotSavedError, Saved, Say, plain_draft, save
from chatbot.exports.record import Export, Pack, suggested_by

ENDINGS = (".md", ".html", ".json")
"""The kinds of file; the first is proposed."""

__all__ = [
    "ENDINGS",
    "DoctorList",
    "Draft",
    "Export",
    "Listed",
    "NotSavedError",
    "Pack",
    "Saved",
    "Say",
    "draft_of",
    "export_text",
    "listed_of",
    "plain_draft",
    "quotes_of",
    "save",
    "suggested_by",
    "today",
]


def export_text(export: Export, pack: Pack, ending: str) -> str:
    """The file's text for an ending: ".md", ".html" or ".json"."""
    if ending == ".html":
        from chatbot.exports.html import to_html

        return to_html(export, pack)
    if ending == ".json":
        from chatbot.exports.encoded import to_json

        return to_json(export, pack)
    from chatbot.exports.markdown import to_markdown

    return to_markdown(export, pack)


def today() -> str:
    """The day where this runs, as an ISO date."""
    return datetime.now().astimezone().date().isoformat()


def draft_of(export: Export, pack: Pack) -> Draft:
    """An export as something to be saved. Raises InputError where there is nothing in it."""
    if not (export.turns or export.listed or export.suggested):
        raise InputError(pack.say("save_nothing"))
    words = re.sub(r"[^a-z0-9]+", "-", pack.name.casefold()).strip("-") or "conversation"
    name = f"{words}-{export.day}{ENDINGS[0]}"
    return Draft(name, lambda ending: export_text(export, pack, ending), ENDINGS)
