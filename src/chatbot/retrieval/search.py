"""Ranks passages for a query: BM25, likeness to known questions, and the question's intent."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from heapq import nlargest
from operator import itemgetter

from chatbot.pack.records import Passage
from chatbot.pack.rows import Rows
from chatbot.retrieval.index import Index, Term
from chatbot.retrieval.lazily import LazySequence
from chatbot.retrieval.linear import LinearModel
from chatbot.retrieval.query import NUMERIC_CUES, Query
from chatbot.retrieval.sorted_words import SortedWords
from chatbot.retrieval.terms import CONCEPT
from chatbot.store import Store

# What each signal counts for in the ranking; chosen on the development questions.
BM25_WEIGHT = 1.0
PHRASING_WEIGHT = 0.83
INTENT_WEIGHT = 0.26
HELD_WEIGHT = 0.3
NUMBER_WEIGHT = 0.15
LIKELY_WEIGHT = 0.27
"""For each step of e in the probability."""
_LEAST_LIKELY = 1e-5
_WORTH_A_LOOK = 0.01
"""From this probability on, a passage is a candidate even if it shares no word."""
_CANDIDATES = 256
"""Of a large pack, the passages that are looked at by their BM25 scores, and by their questions."""
_MOST_ALIKE = 5_000
_SATURATION = 2.2
_CUE_IDF = 1.5


@dataclass(frozen=True, slots=True)
class Hit:
    """A ranked passage: the score it is ranked by, and what it is made of.

    `bm25` is rank-bm25's score; `coverage`, `phrasing` and `held` are 0 to 1 (see gating);
    `likely` is the probability that this passage answers, learned from the known questions.
    """

    passage: Passage
    score: float
    bm25: float
    coverage: float
    phrasing: float
    held: float
    likely: float = 0.0


class Phrasings:
    """The questions that passages are known to answer, compared by cosine over IDF weights."""

    def __init__(self, store: Store) -> None:
        self._idf = store.section("phrasing_idf").cast("d")
        self._starts = store.section("phrasing_starts").cast("Q")
        self._questions = store.section("phrasing_questions").cast("I")
        self._owners = store.section("phrasing_owners").cast("I")
        self._norms = store.section("phrasing_norms").cast("d")
        features = SortedWords(store.section("phrasing_features"))

        @lru_cache(maxsize=1024)
        def number(feature: str) -> int:
            return int(features.get(feature) or -1)

        self._number = number

    def likeness(self, features: Sequence[str]) -> dict[int, float]:
        """Passage to its best question's cosine with the query's features.

        What a great many questions hold is not looked up: it tells none from another.
        """
        own = sum(self._weight(feature) ** 2 for feature in features)
        shared: dict[int, float] = {}
        for feature in features:
            gain, number = self._weight(feature) ** 2, self._number(feature)
            span = self._starts[number : number + 2] if number >= 0 else (0, 0)
            if span[1] - span[0] > _MOST_ALIKE:
                continue
            for question in self._questions[span[0] : span[1]]:
                shared[question] = shared.get(question, 0.0) + gain
        best: dict[int, float] = {}
        for question, value in shared.items():
            cosine = value / (own * self._norms[question]) ** 0.5
            owner = self._owners[question]
            if cosine > best.get(owner, 0.0):
                best[owner] = cosine
        return best

    def _weight(self, feature: str) -> float:
        """A feature's IDF; the highest, which stands last, for one that no question holds."""
        return self._idf[self._number(feature)]


class Retriever:
    """Passages of one pack, ranked for a query."""

    def __init__(self, store: Store, passages: Sequence[Passage]) -> None:
        self.index = Index(store)
        self.passages = passages
        self._phrasings = Phrasings(store)
        self._answers = LinearModel(store, "answers")
        self._known = store.section("answers_passages").cast("I")
        self._terms = LazySequence(Rows(store.section("unit_terms")), _united)
        self.documented = SortedWords(store.section("documented"))
        """Every term of the passages' own text: what the documents do speak of."""

    def rank(
        self, query: Query, seen: Mapping[str, float], intents: Mapping[str, float]
    ) -> list[Hit]:
        """All passages that share a term or a question with the query, best first.

        Of a large pack these are the ones with the highest BM25 scores and the likest questions.

        `seen` are the query's features for the learned model, `intents` the router's odds.
        Equal scores come in the documents' order, so the ranking is the same every time.
        """
        odds = dict(zip(self._known, self._answers.odds(seen), strict=False))
        likely = {place: value for place, value in odds.items() if value >= _LEAST_LIKELY}
        probable = {place for place, value in likely.items() if value >= _WORTH_A_LOOK}
        alike = self._phrasings.likeness(phrasing_features(query))
        scores = self.index.scores(query.terms) if not self.index.is_large else {}
        if self.index.is_large:
            alike = dict(nlargest(_CANDIDATES, alike.items(), key=itemgetter(1)))
            scores = dict(self.index.best(query.terms, _CANDIDATES))
            scores |= self.index.scores_of(query.terms, (alike.keys() | probable) - scores.keys())
        perfect = sum(
            term.weight * self.index.idf(term.text) * _SATURATION for term in counted(query)
        )
        asked = [term for term in query.terms if term.origin in ("asked", "concept")]
        numeric = bool(query.cues & NUMERIC_CUES)
        hits = []
        for place in sorted(scores.keys() | alike.keys() | probable):
            passage, bm25 = self.passages[place], scores.get(place, 0.0)
            coverage = min(bm25 / perfect, 1.0) if perfect else 0.0
            phrasing = alike.get(place, 0.0)
            held = self._held(place, asked)
            belief = likely.get(place, _LEAST_LIKELY)
            total = (
                BM25_WEIGHT * coverage
                + PHRASING_WEIGHT * phrasing
                + INTENT_WEIGHT * intents.get(passage.intent, 0.0)
                + HELD_WEIGHT * held
                + NUMBER_WEIGHT * (numeric and _has_number(self._terms[place]))
                + LIKELY_WEIGHT * math.log(belief / _LEAST_LIKELY)
            )
            hits.append(Hit(passage, total, bm25, coverage, phrasing, held, belief))
        return sorted(hits, key=lambda hit: -hit.score)

    def beyond(self, seen: Mapping[str, float]) -> float:
        """How likely it is that no passage answers, 0 to 1."""
        return self._answers.odds(seen)[-1]

    def holding(self, term: str) -> frozenset[str]:
        """The ids of the passages whose own text holds a term."""
        return frozenset(
            self.passages[place].id
            for place in sorted(self.index.scores([Term(term)]))
            if term in self._terms[place]
        )

    def _held(self, place: int, terms: Sequence[Term]) -> float:
        """The share of the query's IDF that the passage holds."""
        total = sum(term.weight * self.index.idf(term.text) for term in terms)
        held = self._terms[place]
        have = sum(t.weight * self.index.idf(t.text) for t in terms if t.text in held)
        return have / total if total else 0.0


def _united(units: list[list[str]]) -> frozenset[str]:
    return frozenset(term for unit in units for term in unit)


def _has_number(terms: frozenset[str]) -> bool:
    return any(term[0].isdigit() for term in terms)


def counted(query: Query) -> list[Term]:
    """The terms that a perfect passage would hold: those asked, and concepts that are new words."""
    return [term for term in query.terms if term.origin in ("asked", "concept")]


def phrasing_features(query: Query) -> list[str]:
    """What a question is compared by: content stems, concepts, and what kind of thing it asks."""
    terms = [term.text for term in query.terms if term.origin == "asked"]
    terms += [CONCEPT + concept for concept in query.concept_ids]
    return [*dict.fromkeys(terms), *sorted("?" + cue for cue in query.cues)]


def phrasing_weight(feature: str, idf: float) -> float:
    """A cue counts the same everywhere; a word counts by its rarity among the questions."""
    return _CUE_IDF if feature.startswith("?") else idf
