"""Makes quotes that are true to the letter."""

from collections.abc import Callable, Mapping, Sequence

from chatbot.answer import MAX_QUOTE, Context, Quote
from chatbot.errors import QuoteError
from chatbot.pack.records import Anchor, Document, Passage, Unit
from chatbot.retrieval.cutting import Wanted, context_of, cuts, length


class Quoter:
    """Makes quotes from the documents of one pack.

    `unit_terms` are the terms of each passage's units, `terms` finds those of any other text.
    """

    def __init__(
        self,
        documents: Mapping[str, Document],
        passages: Sequence[Passage],
        unit_terms: Mapping[str, Sequence[Sequence[str]]],
        terms: Callable[[str], Sequence[str]],
        *,
        restated: bool,
    ) -> None:
        self._documents = documents
        self._passages = passages
        self._unit_terms = unit_terms
        self._terms = terms
        self._restated = restated

    def of_passage(self, part: int, passage: Passage, wanted: Wanted) -> list[Quote]:
        """The stretch of the passage that answers best, whole units only.

        A short passage is quoted whole, with the best unit highlighted. Of a table the rows are
        quoted that stand out for what was asked, each run of rows on its own, or all of them.
        """
        text, units = self._documents[passage.document].text, passage.units
        texts = [text[unit.start : unit.end] for unit in units]
        # The header of a table is no unit, and the only context that stands over all its rows.
        headers = dict.fromkeys(
            span for unit in units if unit.kind == "row" for span in unit.context[:1]
        )
        header = [term for span in headers for term in self._terms(text[span.start : span.end])]
        names = {
            place: self._terms(texts[place].strip("| ").split("|")[0])
            for place, unit in enumerate(units)
            if unit.kind == "row"
        }
        return [
            self._quote(
                part,
                passage,
                units[cut.first : cut.last + 1],
                [] if cut.best is None else [units[cut.best]],
            )
            for cut in cuts(units, texts, self._unit_terms[passage.id], header, names, wanted)
        ]

    def of_anchor(self, part: int, anchor: Anchor) -> Quote:
        """The units that an anchor touches. Raises QuoteError if the document lacks its words."""
        passage, touched = self._touched(anchor)
        return self._quote(part, passage, touched, [])

    def around(self, part: int, anchor: Anchor) -> Quote:
        """The passage that an anchor stands in, if it fits; else the units that it touches.

        Raises QuoteError if the document lacks its words.
        """
        passage, touched = self._touched(anchor)
        if length(passage.units) > MAX_QUOTE:
            return self._quote(part, passage, touched, [])
        return self._quote(part, passage, passage.units, touched)

    def _touched(self, anchor: Anchor) -> tuple[Passage, list[Unit]]:
        document = self._documents[anchor.document]
        start = document.text.find(anchor.text)
        end = start + len(anchor.text)
        for passage in self._passages if start >= 0 else ():
            if passage.document != anchor.document:
                continue
            touched = [u for u in passage.units if u.start < end and start < u.end]
            if touched:
                return passage, touched
        raise QuoteError(f"{anchor.document} does not hold “{anchor.text}”")

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
                for span in context_of(units)
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
