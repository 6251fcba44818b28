"""The staff's look-up: words in, ranked passages out, read as a turn reads a question."""

from collections.abc import Callable, Sequence

from chatbot.answer import Care, Quote
from chatbot.asking import normalise
from chatbot.conversation.triage import graver
from chatbot.opened import Opened
from chatbot.retrieval.query import Query
from chatbot.retrieval.search import Hit
from chatbot.searching import Explained, Filters, LookUp
from chatbot.steps import Steps

Quoting = Callable[[int, Hit, Query], Sequence[Quote]]
"""What a hit is quoted with, as a part of so many."""


class Desk:
    """Looks words up in one opened pack."""

    def __init__(
        self, pack: Opened, steps: Steps, triage: Callable[[str], Care | None], quotes: Quoting
    ) -> None:
        self._pack, self._steps = pack, steps
        self._triage, self._quotes = triage, quotes

    def look_up(self, words: str, filters: Filters, *, typing: bool) -> LookUp:
        """What staff see for their words; `typing` says that the last word may be unfinished."""
        steps, library = self._steps, self._pack.library
        typed = normalise(words)
        begun = typing and words[-1:] == typed[-1]
        whole = steps.completer.complete(typed) if begun else typed
        searched, corrections = steps.speller.repair(whole)
        care = self._triage(words)
        for reading in {whole, searched} - {typed}:
            care = graver(care, self._triage(reading))
        query = library.query(searched)
        seen = library.features(query)
        intents = steps.router.route(seen)
        odds = {intent.name: intent.confidence for intent in intents}
        explained = Explained(
            library, steps.retriever, query, odds, lambda hit: self._quotes(0, hit, query)
        )
        missing = self._missing(query)
        near = not missing or any(term.text in steps.retriever.documented for term in query.terms)
        ranked = steps.retriever.rank(query, seen, odds) if near else ()
        hits = explained.hits(ranked, filters)
        changed = searched if searched != typed else ""
        return LookUp(typed, changed, corrections, care, intents, hits, missing)

    def _missing(self, query: Query) -> tuple[str, ...]:
        """What the documents never mention: things by their usual names, else words as typed."""
        grounding, concepts = self._steps.grounding, self._pack.library.concepts
        things = tuple(concepts[name].name for name in grounding.absent(query))
        return things or grounding.unseen(query)
