"""What a question is about, and whether the documents speak of it at all."""

from collections.abc import Sequence
from functools import cached_property

from chatbot.retrieval.library import COMMON, EVERYDAY, PASSING, Library
from chatbot.retrieval.query import Query
from chatbot.retrieval.search import Retriever

_RARE = 0.2
"""The share of passages below which a thing that they speak of tells them apart."""


class Grounding:
    """Holds the things that a question names against the things that the documents speak of."""

    def __init__(self, library: Library, retriever: Retriever) -> None:
        self._library = library
        self._retriever = retriever
        self._index = retriever.index

    def absent(self, query: Query) -> tuple[str, ...]:
        """Things asked about by name that the documents never mention."""
        return tuple(name for name in query.concept_ids if not self._is_documented(name))

    def refuses(self, absent: Sequence[str]) -> bool:
        """Whether a thing is absent for which nothing else may stand: one of a strict kind."""
        library = self._library
        return any(library.kinds[name] in library.strict for name in absent)

    def absent_share(self, query: Query) -> float:
        """The share of a question's IDF in names of things that the documents never mention."""
        absent, idf = self.absent(query), self._index.idf
        named = {
            s for f in query.concepts if f.concept in absent for s in query.stems[f.start : f.end]
        }
        total = sum(idf(stem) for stem in query.content)
        return sum(idf(stem) for stem in query.content if stem in named) / total if total else 0.0

    def unseen(self, query: Query, settled: frozenset[str] = frozenset()) -> tuple[str, ...]:
        """Content words asked that no document has, as typed.

        Common words are no names: of "who pays for the scan", the documents do not lack "pays".
        Nor do they lack another word for what they speak of ("scanner"), or stems that are
        `settled`, of a question that was answered.
        """
        documented, asked = self._retriever.documented, set(query.content)
        asked -= self.covered(query) | settled
        for found in query.concepts:
            if self._library.term_of(found.concept) in documented:
                asked.difference_update(query.stems[found.start : found.end])
        typed = (
            query.text[word.start : word.end]
            for word, stem in zip(query.words, query.stems, strict=True)
            if stem in asked and stem not in documented and word.text.isalpha()
            if self._library.english.get(word.text) != COMMON
        )
        return tuple(dict.fromkeys(typed))[:3]

    def topic(self, query: Query) -> tuple[str, ...]:
        """The things asked about, under their plain names."""
        heads = (self._library.concepts[name] for name in query.concept_ids)
        return tuple(head.name for head in heads if head.kind != EVERYDAY)

    def things(self, query: Query) -> list[frozenset[str]]:
        """For each thing asked about, the passages that speak of it; not what all speak of."""
        held = [
            self._retriever.holding(self._library.term_of(self._documented_name(name)))
            for name in query.concept_ids
            if self._library.kinds[name] != EVERYDAY
        ]
        return [places for places in held if 0 < len(places) < _RARE * len(self._library.passages)]

    @cached_property
    def topics(self) -> dict[str, str]:
        """The kinds of what a message may be about: documented things, no people."""
        passing = (EVERYDAY, *PASSING)
        kinds = self._library.kinds
        return {
            name: EVERYDAY if kind in passing or not self._is_documented(name) else kind
            for name, kind in kinds.items()
        }

    def covered(self, query: Query) -> set[str]:
        """The stems of the question that are part of a name of something the documents speak of."""
        return {
            stem
            for found in query.concepts
            if self._library.kinds[found.concept] != EVERYDAY and self._is_documented(found.concept)
            for stem in query.stems[found.start : found.end]
        }

    def _is_documented(self, concept: str) -> bool:
        """Whether the documents speak of a concept, or of one that covers it."""
        documented, library = self._retriever.documented, self._library
        head = library.concepts[concept]
        if head.kind == EVERYDAY:
            return True
        names = (concept,) if head.kind in library.strict else (concept, *head.broader)
        return any(library.term_of(name) in documented for name in names)

    def _documented_name(self, concept: str) -> str:
        """The concept itself, or the one covering it that the documents speak of instead."""
        documented, library = self._retriever.documented, self._library
        names = (concept, *library.concepts[concept].broader)
        return next((name for name in names if library.term_of(name) in documented), concept)
