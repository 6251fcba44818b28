"""BM25 at a turn: impacts looked up and added, in the query's order, so that scores are exact."""

import math
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from chatbot.frozen import dataclass
from chatbot.pack.tables import SortedWords
from chatbot.store import Store

if TYPE_CHECKING:
    from chatbot.retrieval.postings import Postings
    from chatbot.retrieval.pruning import Ranked

LARGE = 5_000
"""From this many passages on, postings are added up by numpy, which a small pack never imports."""
TOP_RANKS = (1, 16, 128, 1024)
"""For each term, its impact at these ranks is kept: what a query's best are sure to reach."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a query: how much it counts, and why it is there (for the explanation)."""

    text: str
    weight: float = 1.0
    origin: str = "asked"


def lucene_idf(passages: int, holding: int) -> float:
    """The inverse document frequency of a term that `holding` of `passages` hold.

    idf(t) = log(1 + (N - n + 0.5) / (n + 0.5)); Robertson & Zaragoza (2009), Lucene 8 onward.

    >>> round(lucene_idf(10, 1), 3)
    1.992
    """
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


class Index:
    """The impacts of a compiled pack, read where they lie.

    `idf(term)` of a term that no passage holds is the highest there is: an unseen word is the
    strongest sign that the documents do not speak of it.
    """

    def __init__(self, store: Store) -> None:
        self.count = int.from_bytes(store.section("posting_count"), "little")
        self.highest_idf = lucene_idf(self.count, 0)
        self._store = store
        self._starts = store.section("posting_starts").cast("Q")
        self._passages = store.section("posting_passages").cast("I")
        self._impacts = store.section("posting_impacts").cast("d")
        terms = SortedWords(store.section("terms"))

        @lru_cache(maxsize=4096)
        def number(term: str) -> int:
            return int(terms.get(term) or -1)

        self._number = number
        self._idf = lru_cache(maxsize=4096)(self._read_idf)

    def __contains__(self, term: str) -> bool:
        """Whether some passage holds the term."""
        return self._number(term) >= 0

    @property
    def is_large(self) -> bool:
        """Whether the passages are too many to look at each one that holds a word asked."""
        return self.count >= LARGE

    def idf(self, term: str) -> float:
        """Inverse document frequency; the highest for an unseen term."""
        return self._idf(term)

    def _read_idf(self, term: str) -> float:
        return lucene_idf(self.count, len(self._postings(term)))

    def held(self, term: str) -> memoryview:
        """The passages that hold a term, in their order."""
        span = self._postings(term)
        return self._passages[span.start : span.stop]

    def scores(self, terms: Sequence[Term]) -> dict[int, float]:
        """Passage index to score, for the passages that hold a term at all."""
        scores = [0.0] * self.count
        for term in terms:
            span = self._postings(term.text)
            # As lists: what lies in the pack is read number by number, and slower so.
            passages = self._passages[span.start : span.stop].tolist()
            impacts, weight = self._impacts[span.start : span.stop].tolist(), term.weight
            for passage, impact in zip(passages, impacts, strict=True):
                scores[passage] += impact * weight
        # An impact is above 0.
        return {passage: score for passage, score in enumerate(scores) if score}

    def best(self, terms: Sequence[Term], most: int) -> list[tuple[int, float]]:
        """The `most` highest scores: (passage index, score), equal ones in the passages' order.

        They are those of `scores`, to the bit, however many passages there are.
        """
        if not self.is_large:
            ranked = sorted(self.scores(terms).items(), key=lambda pair: (-pair[1], pair[0]))
            return ranked[:most]
        return self.ranked(terms, most).pairs

    def ranked(self, terms: Sequence[Term], most: int, *, prune: bool = True) -> "Ranked":
        """As `best` of a large index, with what it cost; without `prune` all is added up."""
        # Imports numpy.
        from chatbot.retrieval.pruning import best

        rows = [(self._number(term.text), term.weight) for term in terms]
        return best(self._columns, [row for row in rows if row[0] >= 0], most, prune=prune)

    @cached_property
    def _columns(self) -> "Postings":
        from chatbot.retrieval.postings import Postings

        return Postings.of(self._store)

    def scores_of(self, terms: Sequence[Term], passages: Iterable[int]) -> dict[int, float]:
        """The scores of some passages, where they are above 0; each term is found by halving."""
        scores: dict[int, float] = {}
        for passage in passages:
            for term in terms:
                span = self._postings(term.text)
                place = bisect_left(self._passages, passage, span.start, span.stop)
                if place < span.stop and self._passages[place] == passage:
                    impact = self._impacts[place] * term.weight
                    scores[passage] = scores.get(passage, 0.0) + impact
        return scores

    def _postings(self, term: str) -> range:
        """The places of a term's postings."""
        number = self._number(term)
        return range(self._starts[number], self._starts[number + 1]) if number >= 0 else range(0)
