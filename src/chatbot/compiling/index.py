"""BM25 as rank-bm25 scores it, worked out once a term: what a turn adds up are these impacts."""

import itertools
from array import array
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from chatbot.pack.tables import SortedWords
from chatbot.retrieval.index import TOP_RANKS, lucene_idf

# Chosen on the development questions: headings and known questions make passages of unlike length
# alike in substance, so length counts less than in Lucene's defaults (1.2 and 0.75).
K1 = 0.9
B = 0.4
MODEL_PASSAGES = 2_000
"""Up to this many passages the impacts are asked of rank-bm25 itself, which takes time in the
passages for each term; beyond, arrays work out the same figures."""
_CHUNK = 1 << 20

_Integers = npt.NDArray[np.uint32]
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
    return postings.sections(model)


class PostingsBuilder:
    """Collects which passage holds which term how often: 12 bytes each time, then 12 at the end.

    Add all passages in their order, then take the sections.
    """

    def __init__(self, k1: float = K1, b: float = B) -> None:
        self._k1, self._b = k1, b
        self._numbers: dict[str, int] = {}
        self._lengths = array("I")
        self._chunks: list[tuple[_Integers, _Integers, _Integers]] = []
        self._open = (array("I"), array("I"), array("I"))

    def __len__(self) -> int:
        """How many passages there are."""
        return len(self._lengths)

    def add(self, text: Iterable[str]) -> None:
        """The next passage's terms; its place is the number of passages before it."""
        counts = Counter(text)
        terms, places, times = self._open
        number = self._numbers
        terms.extend([number.setdefault(term, len(number)) for term in counts])
        places.extend([len(self._lengths)] * len(counts))
        times.extend(counts.values())
        self._lengths.append(counts.total())
        if len(terms) >= _CHUNK:
            self._flush()

    def sections(self, model: LuceneBM25 | None = None) -> dict[str, bytes]:
        """The sections that an `Index` reads; to be called once, after the last passage.

        With a `model` the impacts are its own; else they are worked out here, to the same bits.
        """
        starts, places, times = self._ordered()
        if model is None:
            impacts = self._impacts(starts, places, times)
        else:
            asked = zip(self._numbers, _spans(starts), strict=True)
            parts = [model.get_scores([term])[places[span]] for term, span in asked]
            impacts = np.concatenate(parts)
        return {
            "terms": SortedWords.build_map(
                (term, str(number)) for term, number in self._numbers.items()
            ),
            "posting_count": len(self).to_bytes(8, "little"),
            "posting_starts": starts.astype(np.uint64).tobytes(),
            "posting_passages": places.tobytes(),
            "posting_impacts": impacts.tobytes(),
            "posting_tops": _tops(starts, impacts).tobytes(),
        }

    def _ordered(self) -> tuple[npt.NDArray[np.int64], _Integers, _Integers]:
        """Where each term's postings begin; passages and counts, by term, then by passage."""
        self._flush()
        size = len(self._numbers)
        holding = np.zeros(size, dtype=np.int64)
        for terms, _, _ in self._chunks:
            holding += np.bincount(terms, minlength=size)
        starts = np.concatenate(([0], np.cumsum(holding)))
        places, times = np.empty(starts[-1], np.uint32), np.empty(starts[-1], np.uint32)
        free = starts[:-1].copy()
        while self._chunks:
            terms, held, counts = self._chunks.pop(0)
            order = np.argsort(terms, kind="stable")
            ranked = terms[order]
            firsts = np.searchsorted(ranked, ranked, side="left")
            target = free[ranked] + np.arange(len(ranked)) - firsts
            places[target], times[target] = held[order], counts[order]
            free += np.bincount(terms, minlength=size)
        return starts, places, times

    def _impacts(
        self, starts: npt.NDArray[np.int64], places: _Integers, times: _Integers
    ) -> _Floats:
        """What each posting adds to a score, by the formula and in the order of rank-bm25."""
        lengths = np.frombuffer(self._lengths, dtype=np.uint32).astype(np.float64)
        average = lengths.sum() / len(lengths) if lengths.sum() else 1.0
        norms = self._k1 * (1 - self._b + self._b * lengths / average)
        holding = np.diff(starts)
        known = {int(count): lucene_idf(len(self), int(count)) for count in np.unique(holding)}
        idf = np.array([known[count] for count in holding.tolist()])
        impacts = np.empty(len(places))
        first = 0
        while first < len(holding):
            last = int(np.searchsorted(starts, starts[first] + _CHUNK, side="right")) - 1
            last = max(last, first + 1)
            span = slice(starts[first], starts[last])
            each = np.repeat(idf[first:last], holding[first:last])
            count = times[span].astype(np.float64)
            impacts[span] = each * (count * (self._k1 + 1) / (count + norms[places[span]]))
            first = last
        return impacts

    def _flush(self) -> None:
        if self._open[0]:
            terms, places, times = (_integers(column) for column in self._open)
            self._chunks.append((terms, places, times))
            self._open = (array("I"), array("I"), array("I"))


def _spans(starts: npt.NDArray[np.int64]) -> list[slice]:
    places = starts.tolist()
    return [slice(first, last) for first, last in itertools.pairwise(places)]


def _tops(starts: npt.NDArray[np.int64], impacts: _Floats) -> _Floats:
    """Each term's impacts at TOP_RANKS, 0 where it has fewer postings."""
    tops = np.zeros((len(starts) - 1, len(TOP_RANKS)))
    if len(tops):
        tops[:, 0] = np.maximum.reduceat(impacts, starts[:-1])
    held = np.diff(starts)
    for number in np.flatnonzero(held >= TOP_RANKS[1]).tolist():
        size = int(held[number])
        ranks = [rank for rank in TOP_RANKS if rank <= size]
        span = impacts[starts[number] : starts[number + 1]]
        ordered = np.partition(span, [size - rank for rank in ranks])
        tops[number, : len(ranks)] = [ordered[size - rank] for rank in ranks]
    return tops


def _integers(column: "array[Any]") -> _Integers:
    return np.frombuffer(column, dtype=np.uint32)
