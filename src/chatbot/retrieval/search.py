"""Ranks passages for a query: BM25, likeness to known questions, and the question's intent."""

import math
from collections.abc import Collection, Mapping, Sequence
from functools import cached_property, lru_cache
from heapq import nlargest
from operator import attrgetter, itemgetter
from typing import NamedTuple

from chatbot.pack.records import Passage
from chatbot.pack.rows import Rows
from chatbot.pack.tables import SortedWords
from chatbot.retrieval.index import Index, Term
from chatbot.retrieval.linear import LinearModel
from chatbot.retrieval.phrasings import Phrasings, phrasing_features
from chatbot.retrieval.query import Query
from chatbot.store import Store

# What each signal counts for in the ranking: the weights of a conditional logit over passages,
# fitted on 3,300 questions by three authors whom the learned model had not seen, so that
# differences between scores are log odds on strangers' questions too.
BM25_WEIGHT = 5.2
PHRASING_WEIGHT = 1.7
INTENT_WEIGHT = 1.3
HELD_WEIGHT = 0.8
LIKELY_WEIGHT = 0.8
_LEAST_LIKELY = 1e-5
_WORTH_A_LOOK = 0.01
"""From this probability on, a passage is a candidate even if it shares no word."""
_CANDIDATES = 256
"""Of a large pack, the passages that are looked at by their BM25 scores, and by their questions."""
_SATURATION = 2.2
_KEPT = 16
_TERMS_KEPT = 4096
_SCORE = attrgetter("score")


class Hit(NamedTuple):
    """A ranked passage: the score it is ranked by (log odds), and what it is made of.

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


class Retriever:
    """Passages of one pack, ranked for a query; `places` are their numbers, by id, in order."""

    def __init__(
        self, store: Store, passages: Sequence[Passage], places: Mapping[str, int]
    ) -> None:
        self._places = places
        self.index = Index(store)
        self.passages = passages
        self._phrasings = Phrasings(store)
        self._answers = LinearModel(store, "answers")
        self._known = store.section("answers_passages").cast("I")
        self._units = Rows(store.section("unit_terms"))
        # A common term is held by many: they are looked for once in a conversation about it.
        self.holding = lru_cache(maxsize=_KEPT)(self._holding)
        self._held_by = lru_cache(maxsize=_TERMS_KEPT)(self._places_of)
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
        asked = [(term.text, term.weight * self.index.idf(term.text)) for term in counted(query)]
        whole = sum(worth for _, worth in asked)
        perfect = sum(worth * _SATURATION for _, worth in asked)
        candidates = sorted(scores.keys() | alike.keys() | probable)
        held = dict.fromkeys(candidates, 0.0)
        for text, worth in asked:
            large = self.index.is_large
            for place in self._units.holding(text, candidates) if large else self._held_by(text):
                held[place] += worth
        hits = []
        for place in candidates:
            passage, bm25 = self.passages[place], scores.get(place, 0.0)
            coverage = min(bm25 / perfect, 1.0) if perfect else 0.0
            phrasing = alike.get(place, 0.0)
            share = held[place] / whole if whole else 0.0
            belief = likely.get(place, _LEAST_LIKELY)
            hope = LIKELY_WEIGHT * math.log(belief / _LEAST_LIKELY) if place in likely else 0.0
            total = (
                BM25_WEIGHT * coverage
                + PHRASING_WEIGHT * phrasing
                + INTENT_WEIGHT * intents.get(passage.intent, 0.0)
                + HELD_WEIGHT * share
                + hope
            )
            hits.append(Hit(passage, total, bm25, coverage, phrasing, share, belief))
        return sorted(hits, key=_SCORE, reverse=True)  # equal ones stay in their order

    def beyond(self, seen: Mapping[str, float]) -> float:
        """How likely it is that no passage answers, 0 to 1."""
        return self._answers.odds(seen)[-1]

    def questions(self, query: Query, passages: Collection[Passage]) -> dict[str, str]:
        """Passage id to the known question that the query is most like, where there is one."""
        places = {self._places[passage.id] for passage in passages}
        near = self._phrasings.nearest(phrasing_features(query), places)
        return {self.passages[place].id: question for place, question in near.items()}

    @cached_property
    def _ids(self) -> list[str]:
        return list(self._places)

    def _holding(self, term: str) -> frozenset[str]:
        """The ids of the passages whose own text holds a term."""
        ids = self._ids
        return frozenset(ids[place] for place in self._places_of(term))

    def _places_of(self, term: str) -> list[int]:
        """The passages whose own text holds a term."""
        return self._units.holding(term, self.index.held(term))


def counted(query: Query) -> list[Term]:
    """The terms that a perfect passage would hold: those asked, and concepts that are new words."""
    return [term for term in query.terms if term.origin in ("asked", "concept")]
