"""`chatbot search` and `chatbot show`: what staff look up."""

import difflib
from collections.abc import Iterable

from chatbot.cli import streams
from chatbot.cli.opening import EarlyCard, open_bot
from chatbot.cli.options import Options
from chatbot.encoding import dump, encode_search
from chatbot.errors import InputError
from chatbot.listing import listed
from chatbot.rendering import one_line, render_care, wrapped
from chatbot.searching import Filters, SearchHit, names

_INDENT = 2


def search(options: Options) -> int:
    """Print ranked passages, a care card first; 4 for an urgent card, 3 for nothing found."""
    words = " ".join(options.words) if options.words else streams.read_question()
    early = EarlyCard(options, words)
    bot = open_bot(options, early.note)
    _known("intent", options.intent, bot.library.intents)
    _known("document", options.document, bot.documents)
    found = bot.look_up(words, Filters(options.intent, options.document, options.limit))
    care, hits = found.care, found.hits
    if care and care != early.shown and not options.json:
        streams.write_now(wrapped(render_care(care)) + "\n")
    if found.missing and not options.json:
        streams.note(bot.say("also_missing", missing=listed(found.missing, "or")))
    if options.json:
        streams.write(dump(encode_search(words, found, bot), indent=_INDENT))
    elif hits:
        if found.searched:
            streams.note(f"Searched for: {found.searched}")
        streams.write("\n\n".join(_hit_text(hit) for hit in hits))
    else:
        streams.note("Nothing found.")
    if care and care.level != "prompt":
        return 4
    return 0 if hits else 3


def show(options: Options) -> int:
    """Print a document, a section or a passage with its citation and offsets."""
    bot = open_bot(options)
    place = bot.lookup(options.id)
    if place is None:
        raise InputError(f"there is no “{options.id}”", _nearest(options.id, names(bot.library)))
    document = place.document
    section = "" if place.heading == document.title else f", {place.heading}"
    whose = "Restated from " if bot.library.restated else ""
    age = f"reviewed {document.reviewed}" if document.reviewed else "no review date given"
    head = [
        options.id,
        f"{whose}{document.title}{section}; {age}",
        f"Source: {document.source}",
        f"{document.file}, characters {place.start} to {place.end}, SHA-256 {document.sha256}",
        *([f"Note: {document.note}"] if document.note else []),
    ]
    text = document.text[place.start : place.end].strip("\n")
    streams.write("\n".join(one_line(line) for line in head) + "\n\n" + text)
    return 0


def _hit_text(hit: SearchHit) -> str:
    lines = [
        f"{hit.rank}. {hit.passage}",
        wrapped(hit.citation),
        wrapped(one_line(hit.snippet)),
        wrapped(f"Why: {', '.join(hit.why) or 'no reason given'}; score {hit.score:.3f}"),
    ]
    return "\n".join(lines)


def _known(key: str, value: str | None, known: Iterable[str]) -> None:
    """Raise InputError for an --intent or --document that the pack does not have."""
    if value is not None and value not in known:
        raise InputError(f"there is no {key} “{value}”", f"Known: {', '.join(known) or 'none'}")


def _nearest(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name, known, n=3, cutoff=0.4)
    return f"Nearest: {', '.join(near)}" if near else "chatbot search WORDS finds ids"
