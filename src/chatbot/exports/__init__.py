"""Conversations and lists as files: Markdown, HTML that prints well, JSON."""

from datetime import date, datetime
from pathlib import Path

from chatbot.errors import InputError
from chatbot.exports.doctor_list import DoctorList, Listed, listed_of, quotes_of
from chatbot.exports.files import checked, default_name, write_new
from chatbot.exports.record import Export, Pack, suggested_by

__all__ = [
    "DoctorList",
    "Export",
    "Listed",
    "Pack",
    "export_text",
    "listed_of",
    "proposed_name",
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


def proposed_name(pack: Pack, export: Export) -> str:
    """A name for the file that nothing in this folder has yet."""
    return default_name(pack.name, date.fromisoformat(export.day), Path())


def save(export: Export, pack: Pack, name: str = "") -> Path:
    """Write an export as a new file and return where; without a name one is found.

    Raises InputError, in the pack's words, where it cannot be written; nothing is written then.
    """
    if not (export.turns or export.listed or export.suggested):
        raise InputError(pack.say("save_nothing"))
    path = checked(name or proposed_name(pack, export))
    try:
        write_new(path, export_text(export, pack, path.suffix.lower()))
    except FileExistsError as error:
        raise InputError(pack.say("save_exists")) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise InputError(pack.say("save_failed").replace("{reason}", reason)) from error
    return path.absolute()
