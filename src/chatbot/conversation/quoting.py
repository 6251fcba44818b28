"""Chooses the words of a passage that answer, and makes a quote that is true to the letter."""

from collections.abc import Mapping, Sequence
from functools import lru_cache

from chatbot.answer import MAX_QUOTE, Context, Quote
from chatbot.errors import QuoteError
from chatbot.frozen import dataclass
from chatbot.pack.records import Anchor, ContextSpan, Document, Passage, Unit
from chatbot.pack.words import words_of
from chatbot.retrieval.query import NUMERIC_CUES, tells_number

_WHOLE = 480
_HINTS: Mapping[str, frozenset[str]] = {
    "why": frozenset("because so due since reason therefore cause causes leads".split()),
    "safe": frozenset("safe unsafe harmful harm risk avoid limit careful uncommon".split()),
    "effects": frozenset("side effects rare nausea headaches uncommon".split()),
    "cost": frozenset("cost costs price prices".split()),
    "often": frozenset("every week weekly day daily times year years".split()),
    "long": frozenset("months years weeks long time slow".split()),
}
_HINT_GAIN = 1.5
_FURTHER = 0.05
_STANDS_OUT = 0.6
_MOST_RUNS = 3
_UNITS_KEPT = 512


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a quote should hold: terms with their worth (weight times IDF), and the cues."""

    terms: Mapping[str, float]
    cues: frozenset[str]


class Quoter:
    """Makes quotes from the documents of one pack."""

    def __init__(
        self,
        documents: Mapping[str, Document],
        passages: Sequence[Passage],
        unit_terms: Mapping[str, Sequence[Sequence[str]]],
        *,
        restated: bool,
    ) -> None:
        self._documents = documents
        self._passages = passages
        self._unit_terms = unit_terms
        self._restated = restated

    def of_passage(self, part: int, passage: Passage, wanted: Wanted) -> list[Quote]:
        """The stretch of the passage that answers best, whole units only.

        A short passage is quoted whole, with the best unit highlighted. Of a table the rows are
        quoted that stand out for what was asked, each run of rows on its own, or all of them.
        """
        worth = self._worth(passage, wanted)
        quotes = []
        for first, last in _windows(passage.units, worth):
            best = max(range(first, last + 1), key=lambda i: (worth[i], -i))
            marked = worth[best] > 0 and last > first
            units = passage.units[first : last + 1]
            quotes.append(
                self._quote(part, passage, units, [passage.units[best]] if marked else [])
            )
        return quotes

    def of_anchor(self, part: int, anchor: Anchor) -> Quote:
        """The units that an anchor touches. Raises QuoteError if the document lacks its words."""
        document = self._documents[anchor.document]
        start = document.text.find(anchor.text)
        end = start + len(anchor.text)
        for passage in self._passages if start >= 0 else ():
            if passage.document != anchor.document:
                continue
            touched = [u for u in passage.units if u.start < end and start < u.end]
            if touched:
                return self._quote(part, passage, touched, [])
        raise QuoteError(f"{anchor.document} does not hold “{anchor.text}”")

    def _worth(self, passage: Passage, wanted: Wanted) -> list[float]:
        text = self._documents[passage.document].text
        values: list[float] = []
        held = self._unit_terms[passage.id]
        for unit, terms in zip(passage.units, held, strict=True):
            value = sum(wanted.terms.get(term, 0.0) for term in dict.fromkeys(terms))
            if value > 0:
                value += _hints(text[unit.start : unit.end], wanted.cues)
                # A section says first what its thing is.
                value += _HINT_GAIN * (not values and "what" in wanted.cues)
            values.append(value)
        return values

    def _quote(
        self, part: int, passage: Passage, units: Sequence[Unit], marked: Sequence[Unit]
    ) -> Quote:
        document = self._documents[passage.document]
        start, end = units[0].start, units[-1].end
        quote = Quote(
            part=part,
            text=document.text[start:end],
            document=document.id,
            title=document.title,
            section=passage.heading,
            passage=passage.id,
            source=document.source,
            reviewed=document.reviewed,
            start=start,
            end=end,
            sha256=document.sha256,
            restated=self._restated,
            highlights=tuple((unit.start - start, unit.end - start) for unit in marked),
            context=tuple(
                Context(span.role, document.text[span.start : span.end], span.start, span.end)
                for span in _context(units, start, end)
            ),
        )
        return verified(quote, document)


def verified(quote: Quote, document: Document) -> Quote:
    """The quote, if it is what stands in the document, letter by letter. Raises QuoteError."""
    spans = [(quote.text, quote.start, quote.end)]
    spans += [(item.text, item.start, item.end) for item in quote.context]
    if any(document.text[start:end] != text or not text for text, start, end in spans):
        raise QuoteError(f"a quote of {quote.passage} is not what stands in {document.id}")
    return quote


@lru_cache(maxsize=_UNITS_KEPT)
def _words(text: str) -> frozenset[str]:
    """A unit's words: to cut every unit of every hit anew takes longer than to find the hits."""
    return frozenset(word.text for word in words_of(text))


_tells_number = lru_cache(maxsize=_UNITS_KEPT)(tells_number)


def _hints(text: str, cues: frozenset[str]) -> float:
    """What a unit gains for being the kind of thing that is asked for."""
    gain = 0.0
    if cues & NUMERIC_CUES and _tells_number(text):
        gain += _HINT_GAIN * 2
    hints = [_HINTS[cue] for cue in cues if cue in _HINTS]
    words = _words(text) if hints else frozenset()
    return gain + _HINT_GAIN * sum(not words.isdisjoint(hint) for hint in hints)


def _windows(units: Sequence[Unit], worth: Sequence[float]) -> list[tuple[int, int]]:
    """First and last unit of each stretch that answers best and fits."""
    rows = [place for place, unit in enumerate(units) if unit.kind == "row"]
    if rows:
        return _rows(units, worth, rows)
    best, best_value = (0, 0), float("-inf")
    for first in range(len(units)):
        value = 0.0
        for last in range(first, len(units)):
            if last > first and _length(units[first : last + 1]) > _WHOLE:
                break
            # A further sentence helps to understand, even if it holds nothing that was asked.
            value += worth[last] + _FURTHER
            if value > best_value:
                best, best_value = (first, last), value
    return [best]


def _rows(
    units: Sequence[Unit], worth: Sequence[float], rows: Sequence[int]
) -> list[tuple[int, int]]:
    """The runs of rows that stand out for what was asked; all rows that fit, if none does.

    What every row holds tells nothing, so a row's worth counts above that of the least.
    """
    least = min(worth[place] for place in rows)
    top = max(worth[place] for place in rows) - least
    chosen = [place for place in rows if worth[place] - least >= _STANDS_OUT * top]
    runs: list[tuple[int, int]] = []
    for place in chosen:
        fits = runs and _length(units[runs[-1][0] : place + 1]) <= MAX_QUOTE
        if fits and runs[-1][1] == place - 1:
            runs[-1] = (runs[-1][0], place)
        else:
            runs.append((place, place))
    return sorted(runs, key=lambda run: -max(worth[run[0] : run[1] + 1]))[:_MOST_RUNS]


def _length(units: Sequence[Unit]) -> int:
    start, end = units[0].start, units[-1].end
    return end - start + sum(span.end - span.start for span in _context(units, start, end))


def _context(units: Sequence[Unit], start: int, end: int) -> list[ContextSpan]:
    """The units' context, each once, without what the quote holds anyway, as far as it fits."""
    room = MAX_QUOTE - (end - start)
    spans = []
    for span in dict.fromkeys(span for unit in units for span in unit.context):
        if start <= span.start and span.end <= end:
            continue
        if span.end - span.start <= room:
            spans.append(span)
            room -= span.end - span.start
    return spans
