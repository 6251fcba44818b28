"""The compiled pack decoded: what a turn reads, each table once, the rarely needed ones late."""

from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from chatbot.pack.coding import (
    ConceptHead,
    SpellingTarget,
    decode_claim,
    decode_document,
    decode_passage,
    decode_score,
)
from chatbot.pack.records import Claim, Document, Passage, ScoreKind
from chatbot.pack.rows import Rows
from chatbot.pack.rulebook import PARTS, RuleBook
from chatbot.pack.tables import SortedWords
from chatbot.retrieval.blocks import PARTS as BLOCK_PARTS
from chatbot.retrieval.blocks import Block
from chatbot.retrieval.features import features
from chatbot.retrieval.lazily import LazyMapping, LazySequence
from chatbot.retrieval.likeness import Likeness
from chatbot.retrieval.query import Query, build_query
from chatbot.retrieval.terms import CONCEPT, Analyzer
from chatbot.retrieval.wordgroups import Groups
from chatbot.store import Store

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

_DOCUMENTS_KEPT = 256
EVERYDAY = "word"
"""The kind of concepts that are everyday words, not things that a question may be about."""
PASSING = ("profession", "body", "food", "habit", "other")
"""Kinds of concepts that a letter mentions in passing; what it asks about is rarely one of them."""

COMMON = "common"
"""The mark of the most frequent English words: they name nothing that might be missing."""


class Library:
    """The tables of one compiled pack."""

    def __init__(self, store: Store) -> None:
        self.store = store
        head = store.json("head")
        self.name: str = head["name"]
        self.language: str = head["language"]
        self.covers: tuple[str, ...] = tuple(head["covers"])
        self.restated: bool = head["restated"]
        self.lines: Mapping[str, Mapping[str, str]] = head["lines"]
        self.copy: Mapping[str, str] = head["copy"]
        self.sha256: str = head["sha256"]
        self.skipped: tuple[str, ...] = tuple(head["skipped"])
        self.calibration: Mapping[str, object] = head["calibration"]
        self.index_hash: str = head["index"]
        self.strict: frozenset[str] = frozenset(head["strict"])
        self.routes: tuple[str, ...] = tuple(head["routes"])
        self.sites: Mapping[str, list[str]] = head["sites"]
        self.intents: Mapping[str, tuple[str, list[str]]] = head["intents"]

    def rules(self, name: str) -> RuleBook:
        """A rule file by name: red_flags, decisions, chat, claims."""
        return RuleBook(self.store.parts(name, PARTS))

    def likeness(self, name: str) -> Likeness | None:
        """What was learned from a rule file's labelled messages; None if it has none."""
        section = f"{name}_likeness"
        if section not in self.store:
            return None
        head = self.store.json(section)
        groups, weights = (
            Block(*(self.store.section(f"{section}_{kind}_{part}") for part in BLOCK_PARTS))
            for kind in ("groups", "weights")
        )
        bounds = (head["veto"], head["bar"])
        return Likeness(
            head["labels"], head["bias"], bounds, (Groups(head["groups"], groups), weights)
        )

    @cached_property
    def documents(self) -> "Mapping[str, Document]":
        """Documents by id, in the pack's order."""
        rows = Rows(self.store.section("documents"))
        records = LazySequence(rows, decode_document, kept=_DOCUMENTS_KEPT)
        return LazyMapping(self._places("document_ids"), records)

    @cached_property
    def passages(self) -> "Sequence[Passage]":
        """All passages, in the documents' order."""
        return LazySequence(Rows(self.store.section("passages")), decode_passage)

    @cached_property
    def passages_by_id(self) -> "Mapping[str, Passage]":
        """All passages by their ids, in the documents' order."""
        return LazyMapping(self.passage_places, self.passages)

    @cached_property
    def unit_terms(self) -> "Mapping[str, list[list[str]]]":
        """Passage id to each of its units' terms."""
        return LazyMapping(self.passage_places, Rows(self.store.section("unit_terms")))

    @cached_property
    def passage_places(self) -> dict[str, int]:
        """Where each passage stands among all, by its id; in their order."""
        return self._places("passage_ids")

    def _places(self, section: str) -> dict[str, int]:
        return {name: place for place, name in enumerate(self.store.json(section))}

    @cached_property
    def scores(self) -> tuple[ScoreKind, ...]:
        """The kinds of score that the pack knows."""
        return tuple(decode_score(row) for row in self.store.json("scores"))

    @cached_property
    def claims(self) -> tuple[Claim, ...]:
        """Where documents differ or warn."""
        return tuple(decode_claim(row) for row in self.store.json("claims"))

    @cached_property
    def _lexicon(self) -> dict[str, Any]:
        table: dict[str, Any] = self.store.json("lexicon")
        return table

    @cached_property
    def concepts(self) -> dict[str, ConceptHead]:
        """Concepts by id."""
        return {
            name: ConceptHead(kind, shown, tuple(broader), expand)
            for name, (kind, shown, broader, expand) in self._lexicon["concepts"].items()
        }

    @cached_property
    def kinds(self) -> dict[str, str]:
        """Concept id to its kind."""
        return {name: concept.kind for name, concept in self.concepts.items()}

    @cached_property
    def words(self) -> SortedWords:
        """Every word form that the pack knows, with its stem."""
        return SortedWords(self.store.section("words"))

    @cached_property
    def english(self) -> SortedWords:
        """English words, so that no real word is taken for a misspelt one; some marked COMMON."""
        return SortedWords(self.store.section("english"))

    @cached_property
    def spelling(self) -> list[SpellingTarget]:
        """The words that a misspelt one may stand for: word, count, sound."""
        return [SpellingTarget(*row) for row in self.store.json("spelling")]

    @cached_property
    def analyzer(self) -> Analyzer:
        """Words to stems and concepts, with this pack's tables."""
        words = self.words

        @lru_cache(maxsize=4096)
        def stem(word: str) -> str:
            return words.get(word) or word

        return Analyzer(stem, self._lexicon["forms"])

    def query(self, text: str, background: str = "", said: str = "") -> Query:
        """A question ready to be searched; see `build_query`."""
        return build_query(text, self.analyzer, self._broader, self._expand, background, said)

    def features(self, query: Query, *, scored: bool = False) -> dict[str, float]:
        """What the learned models see of a question."""
        return features(query, self.kinds, self._broader, scored=scored)

    @cached_property
    def _broader(self) -> dict[str, tuple[str, ...]]:
        return {name: concept.broader for name, concept in self.concepts.items()}

    @cached_property
    def _expand(self) -> dict[str, bool]:
        return {name: concept.expand for name, concept in self.concepts.items()}

    def term_of(self, concept: str) -> str:
        """The index term of a concept."""
        return CONCEPT + concept
