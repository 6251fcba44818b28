"""BM25 beside the bot's own index: the plain baseline, and collections of any size."""

import re
from array import array
from collections import Counter
from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from chatbot.compiling.index import lucene_idf
from chatbot.compiling.vocabulary import stem
from chatbot.pack.words import fold, split_words
from chatbot.retrieval.terms import STOPWORDS

Ranker = Callable[[str], list[tuple[int, float]]]
_Integers = npt.NDArray[np.uint32]
_Floats = npt.NDArray[np.float64]

# A number with its separators is one word, and so are "p53" and "il6", as in Lucene.
_TOKEN = re.compile(r"\d+(?:[.,]\d+)+|[^\W_]+")
# As Lucene has them by default; the bot's own index may be tuned otherwise.
K1 = 1.2
B = 0.75
# Stop words of a talk about documents that carry meaning elsewhere ("critically ill").
_KEPT = frozenset(
    """
    ask asked da dear dis document documents down everybody everyone folks get getting give given
    giving go goes going guys hello help hey hi id ill info information kind know let like lot
    mean means might ok okay one ones pls plz quite r said same say says sort source sources take
    taking tell thing things think told try u up ur use used using want wants way yes
    """.split()
)
STOP = STOPWORDS - _KEPT
_NONE = -1
_CHUNK = 1 << 20


def plain_ranker(texts: Sequence[str]) -> Ranker:
    """rank-bm25's BM25Okapi as it comes, on stemmed words: text indices and scores, best first.

    Equal scores come in the texts' order.
    """
    model = BM25Okapi([_stems(text) or [""] for text in texts])

    def rank(question: str) -> list[tuple[int, float]]:
        scores = model.get_scores(_stems(question)).tolist()
        order = sorted(range(len(scores)), key=lambda place: -scores[place])
        return [(place, scores[place]) for place in order]

    return rank


def _stems(text: str) -> list[str]:
    return [stem(word.text) for word in split_words(text)]


class CollectionIndex:
    """BM25 as `LuceneBM25` scores it, in arrays: about 20 bytes for each word of each text.

    Add all texts, then `close`, then search.
    """

    def __init__(self) -> None:
        self._ids: dict[str, int] = {}
        self._stems: dict[str, int] = {}
        self._lengths = array("I")
        self._chunks: list[tuple[_Integers, _Integers, _Integers]] = []
        self._open = (array("I"), array("I"), array("I"))

    def __len__(self) -> int:
        """How many texts there are."""
        return len(self._lengths)

    def add(self, text: str) -> None:
        """Index the next text; its place is the number of texts before it."""
        counts = Counter(number for number in map(self._id, _tokens(text)) if number != _NONE)
        terms, places, times = self._open
        terms.extend(counts.keys())
        places.extend([len(self._lengths)] * len(counts))
        times.extend(counts.values())
        self._lengths.append(counts.total())
        if len(terms) >= _CHUNK:
            self._flush()

    def close(self) -> None:
        """Bring the postings into the terms' order; to be called once, after the last text."""
        self._flush()
        size = len(self._stems)
        holding = np.zeros(size, dtype=np.int64)
        for terms, _, _ in self._chunks:
            holding += np.bincount(terms, minlength=size)
        self._starts = np.concatenate(([0], np.cumsum(holding)))
        total = int(self._starts[-1])
        self._places, self._times = np.empty(total, np.uint32), np.empty(total, np.uint32)
        free = self._starts[:-1].copy()
        while self._chunks:
            terms, places, times = self._chunks.pop(0)
            order = np.argsort(terms, kind="stable")
            ranked = terms[order]
            firsts = np.searchsorted(ranked, ranked, side="left")
            target = free[ranked] + np.arange(len(ranked)) - firsts
            self._places[target], self._times[target] = places[order], times[order]
            free += np.bincount(terms, minlength=size)
        lengths = np.frombuffer(self._lengths, dtype=np.uint32).astype(np.float64)
        average = lengths.sum() / len(lengths) if lengths.sum() else 1.0
        self._norms: _Floats = K1 * (1 - B + B * lengths / average)

    def search(self, query: str, most: int) -> list[tuple[int, float]]:
        """The best texts with a word of the query: (place, score), equal scores in texts' order."""
        scores = np.zeros(len(self), dtype=np.float64)
        for token in _tokens(query):
            number = self._ids.get(token, self._stems.get(stem(token), _NONE))
            if token in STOP or number == _NONE:
                continue
            postings = slice(int(self._starts[number]), int(self._starts[number + 1]))
            held, times = self._places[postings], self._times[postings].astype(np.float64)
            idf = lucene_idf(len(self), len(held))
            scores[held] += idf * (times * (K1 + 1) / (times + self._norms[held]))
        found = scores.nonzero()[0]
        if len(found) > most:
            least = np.partition(scores[found], len(found) - most)[len(found) - most]
            found = found[scores[found] >= least]
        order = found[np.argsort(-scores[found], kind="stable")][:most]
        return [(int(place), float(scores[place])) for place in order]

    def _id(self, token: str) -> int:
        number = self._ids.get(token)
        if number is None:
            number = _NONE
            if token not in STOP:
                number = self._stems.setdefault(stem(token), len(self._stems))
            self._ids[token] = number
        return number

    def _flush(self) -> None:
        if self._open[0]:
            terms, places, times = (_integers(column) for column in self._open)
            self._chunks.append((terms, places, times))
            self._open = (array("I"), array("I"), array("I"))


def _tokens(text: str) -> list[str]:
    found: list[str] = _TOKEN.findall(fold(text))
    return found


def _integers(column: "array[Any]") -> _Integers:
    return np.frombuffer(column, dtype=np.uint32)
