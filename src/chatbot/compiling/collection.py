"""BM25 beside the bot's own index: the plain baseline, and collections of any size."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from rank_bm25 import BM25Okapi

from chatbot.compiling.index import PostingsBuilder
from chatbot.compiling.vocabulary import stem
from chatbot.pack.words import fold, split_words
from chatbot.retrieval.index import Index, Term
from chatbot.retrieval.terms import STOPWORDS
from chatbot.store import Store, write_store

Ranker = Callable[[str], list[tuple[int, float]]]

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
    """BM25 as `LuceneBM25` scores it, over any number of texts.

    Add all texts, then `close`, then search.
    """

    def __init__(self) -> None:
        self._postings = PostingsBuilder(K1, B)
        self._stems: dict[str, str] = {}

    def add(self, text: str) -> None:
        """Index the next text; its place is the number of texts before it."""
        self._postings.add(self._terms(text))

    def close(self) -> None:
        """Bring the postings into the terms' order; to be called once, after the last text.

        They are read from a file that is gone with the program: memory holds what is searched.
        """
        sections = self._postings.sections()
        # Where a file that is in use cannot be removed, it is left to the system.
        with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
            path = Path(folder) / "index"
            write_store(path, {}, sections)
            self._index = Index(Store.open(path))

    def search(self, query: str, most: int) -> list[tuple[int, float]]:
        """The best texts with a word of the query: (place, score), equal scores in texts' order."""
        return self._index.best([Term(term) for term in self._terms(query)], most)

    def _terms(self, text: str) -> list[str]:
        stems = self._stems
        found = (stems[t] if t in stems else self._stem(t) for t in _tokens(text))
        return [term for term in found if term]

    def _stem(self, token: str) -> str:
        """The term of a token, kept for the next time; empty for a stop word."""
        term = self._stems[token] = "" if token in STOP else stem(token)
        return term


def _tokens(text: str) -> list[str]:
    found: list[str] = _TOKEN.findall(fold(text))
    return found
