"""The staff's look-up: ranked passages with a snippet and the reasons, and places by their ids."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from chatbot.pack.records import Document, Passage
from chatbot.pack.words import fold
from chatbot.retrieval.library import Library
from chatbot.retrieval.query import Query
from chatbot.retrieval.search import Hit

_SNIPPET = 160
_PHRASE = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage as staff see it; `why` names the query's terms that it holds, and its likeness.

    `start` and `end` are the passage's place in the document's text; `snippet` is the unit of it
    that holds most of the query, cut at a word.
    """

    rank: int
    passage: str
    document: str
    title: str
    section: str
    snippet: str
    start: int
    end: int
    score: float
    why: tuple[str, ...]
    intent: str
    citation: str


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document, found by its id."""

    document: Document
    start: int
    end: int
    heading: str


def search(
    library: Library,
    query: Query,
    hits: Sequence[Hit],
    *,
    intent: str | None,
    document: str | None,
    limit: int,
) -> tuple[SearchHit, ...]:
    """The ranked passages that pass the filters and hold every phrase in double quotes."""
    phrases = [fold(phrase) for phrase in _PHRASE.findall(query.text)]
    found: list[SearchHit] = []
    for hit in hits:
        passage = hit.passage
        text = library.documents[passage.document].text[passage.start : passage.end]
        if (intent and passage.intent != intent) or (document and passage.document != document):
            continue
        if hit.bm25 <= 0 or any(phrase not in fold(text) for phrase in phrases):
            continue
        found.append(_search_hit(library, query, hit, len(found) + 1))
        if len(found) == limit:
            break
    return tuple(found)


def lookup(library: Library, name: str) -> Place | None:
    """A document, `document#section` or `document#section/n`; None if there is no such thing."""
    identifier, _, rest = name.partition("#")
    document = library.documents.get(identifier)
    if document is None:
        return None
    if not rest:
        return Place(document, 0, len(document.text), document.title)
    if name in library.passages_by_id:
        passage = library.passages_by_id[name]
        return Place(document, passage.start, passage.end, passage.heading)
    for section in document.sections:
        if section.slug == rest:
            return Place(document, section.start, section.end, section.heading)
    return None


def names(library: Library) -> list[str]:
    """Every id that `lookup` knows."""
    sections = (name.rpartition("/")[0] for name in library.passages_by_id)
    return list(dict.fromkeys([*library.documents, *sections, *library.passages_by_id]))


def _search_hit(library: Library, query: Query, hit: Hit, rank: int) -> SearchHit:
    passage, document = hit.passage, library.documents[hit.passage.document]
    held = {term for unit in library.unit_terms[passage.id] for term in unit}
    why = [t.text.lstrip("#") for t in query.terms if t.text in held and t.origin != "background"]
    if hit.phrasing > 0:
        why.append(f"like a known question ({hit.phrasing:.2f})")
    whose = "Restated from " if library.restated else ""
    age = f"reviewed {document.reviewed}" if document.reviewed else "no review date given"
    return SearchHit(
        rank=rank,
        passage=passage.id,
        document=document.id,
        title=document.title,
        section=passage.heading,
        snippet=_snippet(library, query, passage),
        start=passage.start,
        end=passage.end,
        score=round(hit.score, 4),
        why=tuple(dict.fromkeys(why)),
        intent=passage.intent,
        citation=f"{whose}{document.title}, {passage.heading}; {age}",
    )


def _snippet(library: Library, query: Query, passage: Passage) -> str:
    wanted = {term.text for term in query.terms}
    units = library.unit_terms[passage.id]
    best = max(range(len(units)), key=lambda place: (len(wanted & set(units[place])), -place))
    unit = passage.units[best]
    text = library.documents[passage.document].text[unit.start : unit.end]
    return text if len(text) <= _SNIPPET else text[:_SNIPPET].rsplit(" ", 1)[0] + " …"
