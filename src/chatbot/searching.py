"""The staff's look-up: ranked passages with a snippet and the reasons, and places by their ids."""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cached_property

from chatbot.answer import Care, Correction, Intent, Quote
from chatbot.frozen import dataclass
from chatbot.pack.records import Document, Passage
from chatbot.pack.words import fold, split_words
from chatbot.patterns import pattern
from chatbot.retrieval.index import Index
from chatbot.retrieval.library import Library
from chatbot.retrieval.query import Query
from chatbot.retrieval.search import Hit, Retriever
from chatbot.retrieval.terms import CONCEPT, STOPWORDS

_SNIPPET = 160
_SHORTEST_STUB = 2
_PHRASE = pattern(r"[\"“”]([^\"“”]+)[\"“”]")


@dataclass(frozen=True, slots=True)
class Reason:
    """A term of the query that the passage holds: how much it counts, and why it was looked for.

    `term` is the word that was typed, or the name of a concept.

    `weight` is the query's, `idf` the term's rarity; `origin` as in `retrieval.index.Term`.
    """

    term: str
    weight: float
    idf: float
    origin: str


@dataclass(frozen=True, slots=True)
class SearchHit:
    """A passage as staff see it; `why` names the query's terms that it holds, and its likeness.

    `start` and `end` are the passage's place in the document's text; `snippet` is the unit of it
    that holds most of the query, cut at a word. `reasons`, `question` (the known question that
    the query is most like, with the likeness 0 to 1) and `odds` (of the passage's intent, 0 to 1)
    are the explanation in full. `quotes` are what is handed to a caller, with `disclaimer`.
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
    reasons: tuple[Reason, ...] = ()
    question: str = ""
    likeness: float = 0.0
    odds: float = 0.0
    quotes: tuple[Quote, ...] = ()
    disclaimer: str = ""


@dataclass(frozen=True, slots=True)
class LookUp:
    """What staff get for their words: a care card first, how they were read, ranked passages.

    `searched` is what was searched where that is not what was typed, else empty; `intents` are
    the router's, best first. `missing` is what was asked about and the documents never mention;
    where no word is left beside it, there are no hits.
    """

    words: str
    searched: str
    corrections: tuple[Correction, ...]
    care: Care | None
    intents: tuple[Intent, ...]
    hits: tuple[SearchHit, ...]
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filters:
    """Which passages may be shown, and how many; None is any."""

    intent: str | None = None
    document: str | None = None
    limit: int = 10


EVERYWHERE = Filters()
"""Everything may be shown."""


@dataclass(frozen=True, slots=True)
class Place:
    """A stretch of a document, found by its id."""

    document: Document
    start: int
    end: int
    heading: str


class Explained:
    """Makes hits out of ranked passages: snippet, citation, reasons, quotes."""

    def __init__(
        self,
        library: Library,
        retriever: Retriever,
        query: Query,
        odds: Mapping[str, float],
        quote: Callable[[Hit], Sequence[Quote]],
    ) -> None:
        self._library, self._retriever, self._query = library, retriever, query
        self._odds, self._quote = odds, quote

    def hits(self, ranked: Iterable[Hit], filters: Filters) -> tuple[SearchHit, ...]:
        """The ranked passages that pass the filters and hold every phrase in double quotes."""
        phrases = [fold(phrase) for phrase in _PHRASE.findall(self._query.text)]
        kept: list[Hit] = []
        for hit in ranked:
            passage = hit.passage
            if hit.bm25 <= 0 or filters.intent not in (None, passage.intent):
                continue
            if filters.document not in (None, passage.document):
                continue
            if phrases and not self._holds(passage, phrases):
                continue
            kept.append(hit)
            if len(kept) == filters.limit:
                break
        alike = self._retriever.questions(self._query, [hit.passage for hit in kept])
        return tuple(self._hit(hit, rank, alike) for rank, hit in enumerate(kept, 1))

    def _holds(self, passage: Passage, phrases: Sequence[str]) -> bool:
        text = self._library.documents[passage.document].text[passage.start : passage.end]
        return all(phrase in fold(text) for phrase in phrases)

    def _hit(self, hit: Hit, rank: int, alike: Mapping[str, str]) -> SearchHit:
        library, passage = self._library, hit.passage
        document = library.documents[passage.document]
        reasons = tuple(self._reasons(passage))
        why = [item.term for item in reasons if item.origin != "background"]
        if hit.phrasing > 0:
            why.append(f"like a known question ({hit.phrasing:.2f})")
        whose = "Restated from " if library.restated else ""
        age = f"reviewed {document.reviewed}" if document.reviewed else "no review date given"
        disclaimer = library.intents.get(passage.intent, ("", []))[0]
        return SearchHit(
            rank=rank,
            passage=passage.id,
            document=document.id,
            title=document.title,
            section=passage.heading,
            snippet=_snippet(library, self._query, passage),
            start=passage.start,
            end=passage.end,
            score=round(hit.score, 4),
            why=tuple(dict.fromkeys(why)),
            intent=passage.intent,
            citation=f"{whose}{document.title}, {passage.heading}; {age}",
            reasons=reasons,
            question=alike.get(passage.id, ""),
            likeness=hit.phrasing,
            odds=self._odds.get(passage.intent, 0.0),
            quotes=tuple(self._quote(hit)),
            disclaimer=disclaimer or library.copy.get("disclaimer", ""),
        )

    @cached_property
    def _typed(self) -> dict[str, str]:
        """The stems of the query's words, each with the word that was typed first for it."""
        words, stems, _ = self._library.analyzer.read(self._query.text)
        return {stem: word.text for word, stem in reversed([*zip(words, stems, strict=True)])}

    def _shown(self, term: str) -> str:
        """A term as people know it: the word that was typed, or a concept's name."""
        if term.startswith(CONCEPT):
            return self._library.concepts[term.removeprefix(CONCEPT)].name
        return self._typed.get(term, term)

    def _reasons(self, passage: Passage) -> Iterable[Reason]:
        """The query's terms that the passage's own text holds, in the query's order."""
        held = {term for unit in self._library.unit_terms[passage.id] for term in unit}
        for term in self._query.terms:
            if term.text in held:
                idf = self._retriever.index.idf(term.text)
                yield Reason(self._shown(term.text), term.weight, idf, term.origin)


class Completer:
    """Finishes the word that is being typed, so that results come before the word is whole."""

    def __init__(self, library: Library, index: Index) -> None:
        self._terms, self._index = library.analyzer.terms, index
        self._counts = {target.word: target.seen for target in library.spelling}
        self._sorted = sorted(self._counts)

    def complete(self, text: str) -> str:
        """The text with its last word finished to the commonest of the documents' words.

        A word that some passage holds, or that is followed by anything, is left alone.
        """
        words = split_words(text)
        last = words[-1] if words else None
        if last is None or last.end != len(text) or len(last.text) < _SHORTEST_STUB:
            return text
        if not last.text.isalpha() or last.text in STOPWORDS:
            return text
        if any(term in self._index for term in self._terms(last.text)):
            return text
        start = bisect_left(self._sorted, last.text)
        end = bisect_left(self._sorted, last.text + "\U0010ffff", lo=start)
        found = self._sorted[start:end]
        if not found:
            return text
        best = max(found, key=lambda word: (self._counts[word], -len(word)))
        return text[: last.start] + best


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


def _snippet(library: Library, query: Query, passage: Passage) -> str:
    wanted = {term.text for term in query.terms}
    units = library.unit_terms[passage.id]
    best = max(range(len(units)), key=lambda place: (len(wanted & set(units[place])), -place))
    unit = passage.units[best]
    text = library.documents[passage.document].text[unit.start : unit.end]
    return text if len(text) <= _SNIPPET else text[:_SNIPPET].rsplit(" ", 1)[0] + " …"
