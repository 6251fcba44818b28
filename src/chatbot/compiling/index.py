"""BM25 as rank-bm25 scores it, worked out once a term: what a turn adds up are these impacts."""

from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from chatbot.compiling import runs
from chatbot.compiling.runs import Runs
from chatbot.pack.tables import SortedWords
from chatbot.retrieval.index import TOP_RANKS, lucene_idf
from chatbot.store import Data

# Chosen on the development questions: headings and known questions make passages of unlike length
# alike in substance, so length counts less than in Lucene's defaults (1.2 and 0.75).
K1 = 0.9
B = 0.4
MODEL_PASSAGES = 2_000
"""Up to this many passages the impacts are asked of rank-bm25 itself, which takes time in the
passages for each term; beyond, arrays work out the same figures."""

_Floats = npt.NDArray[np.float64]


class LuceneBM25(BM25Okapi):
    """rank-bm25's Okapi scores with the IDF that Lucene uses, never zero and never negative."""

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {term: lucene_idf(self.corpus_size, count) for term, count in nd.items()}


def index_sections(texts: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """The sections that an `Index` reads, from the passages' terms."""
    postings = PostingsBuilder()
    for text in texts:
        postings.add(text)
    model = LuceneBM25(texts, k1=K1, b=B) if any(texts) and len(texts) <= MODEL_PASSAGES else None
    return {name: bytes(data) for name, data in postings.sections(model).items()}


class PostingsBuilder:
    """Collects which passage holds which term how often: in memory it takes what the result takes.

    Add all passages in their order, then take the sections.
    """

    def __init__(self, k1: float = K1, b: float = B) -> None:
        self._k1, self._b = k1, b
        self._numbers: dict[str, int] = {}
        self._lengths = array("I")
        self._runs = Runs()

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._lengths)

    def add(self, text: Iterable[str]) -> None:
        """The next passage's terms; its place is the number of passages before it."""
        counts, number = Counter(text), self._numbers
        terms = [number.setdefault(term, len(number)) for term in counts]
        self._runs.add(terms, len(self._lengths), counts.values())
        self._lengths.append(counts.total())

    def sections(self, model: LuceneBM25 | None = None) -> dict[str, Data]:
        """The sections that an `Index` reads; to be called once, after the last passage.

        With a `model` the impacts are its own; else they are worked out here, to the same bits.
        """
        names = list(self._numbers)
        holding = self._runs.close(len(names))
        starts = np.concatenate(([0], np.cumsum(holding)))
        passages, impacts = np.empty(starts[-1], np.uint32), np.empty(starts[-1])
        tops = np.zeros((len(names), len(TOP_RANKS)))
        norms, idf = self._norms(), self._idf(holding)
        for first, last in _ranges(starts):
            span, terms = slice(starts[first], starts[last]), slice(first, last)
            held, times = self._runs.read(first, last)
            passages[span] = held
            if model is None:
                each = np.repeat(idf[terms], holding[terms])
                impacts[span] = each * (times * (self._k1 + 1) / (times + norms[held]))
            else:
                scores = [model.get_scores([names[number]]) for number in range(first, last)]
                places = np.split(held, starts[first + 1 : last] - starts[first])
                parts = zip(scores, places, strict=True)
                impacts[span] = np.concatenate([score[place] for score, place in parts])
            tops[terms] = _tops(starts[first : last + 1] - starts[first], impacts[span])
        self._runs.free()
        numbers = ((term, str(number)) for term, number in self._numbers.items())
        return {
            "terms": SortedWords.build_map(numbers),
            "posting_count": len(self).to_bytes(8, "little"),
            "posting_starts": starts.astype(np.uint64).tobytes(),
            "posting_passages": passages.data.cast("B"),
            "posting_impacts": impacts.data.cast("B"),
            "posting_tops": tops.tobytes(),
        }

    def _norms(self) -> _Floats:
        """For each passage what its length adds to a term's count, as rank-bm25 has it."""
        lengths = np.frombuffer(self._lengths, dtype=np.uint32).astype(np.float64)
        average = lengths.sum() / len(lengths) if lengths.sum() else 1.0
        return self._k1 * (1 - self._b + self._b * lengths / average)

    def _idf(self, holding: npt.NDArray[np.int64]) -> _Floats:
        """Each term's IDF."""
        known = {int(count): lucene_idf(len(self), int(count)) for count in np.unique(holding)}
        return np.array([known[count] for count in holding.tolist()])


def _ranges(starts: npt.NDArray[np.int64]) -> Iterator[tuple[int, int]]:
    """The terms, in stretches that have a run's postings at the most, or are one term."""
    first = 0
    while first < len(starts) - 1:
        last = int(np.searchsorted(starts, starts[first] + runs.RUN, side="right")) - 1
        last = max(last, first + 1)
        yield first, last
        first = last


def _tops(starts: npt.NDArray[np.int64], impacts: _Floats) -> _Floats:
    """Each term's impacts at TOP_RANKS, 0 where it has fewer postings."""
    tops = np.zeros((len(starts) - 1, len(TOP_RANKS)))
    tops[:, 0] = np.maximum.reduceat(impacts, starts[:-1])
    held = np.diff(starts)
    for number in np.flatnonzero(held >= TOP_RANKS[1]).tolist():
        size = int(held[number])
        ranks = [rank for rank in TOP_RANKS if rank <= size]
        span = impacts[starts[number] : starts[number + 1]]
        ordered = np.partition(span, [size - rank for rank in ranks])
        tops[number, : len(ranks)] = [ordered[size - rank] for rank in ranks]
    return tops
