"""The engines that are compared: each builds an index of passages, opens it and searches it."""

import json
from collections.abc import Sequence
from pathlib import Path
from time import perf_counter
from typing import Any, Protocol

Texts = Sequence[Sequence[str]]
TOP = 10


class Engine(Protocol):
    """One way to search; `build` leaves in `place` whatever `open` needs.

    `prepare` imports what is needed, so that opening is timed alone.
    """

    def prepare(self) -> None:
        """Import the library."""

    def build(self, texts: Texts, place: Path) -> None:
        """Index the passages."""

    def open(self, place: Path) -> None:
        """Load the index."""

    def search(self, words: list[str]) -> list[int]:
        """The best TOP passages."""


class Ours:
    """The mapped postings with MaxScore."""

    def prepare(self) -> None:
        import chatbot.compiling.index
        import chatbot.retrieval.pruning  # noqa: F401

    def build(self, texts: Texts, place: Path) -> None:
        from chatbot.compiling.index import PostingsBuilder
        from chatbot.store import write_store

        builder = PostingsBuilder()
        for text in texts:
            builder.add(text)
        write_store(place / "index.pack", {}, builder.sections())

    def open(self, place: Path) -> None:
        from chatbot.retrieval.index import Index, Term
        from chatbot.store import Store

        self._index, self._term = Index(Store.open(place / "index.pack")), Term

    def search(self, words: list[str]) -> list[int]:
        found = self._index.best([self._term(word) for word in words], TOP)
        self.scores = [score for _, score in found]
        return [place for place, _ in found]

    def compare(self, words: list[str]) -> dict[str, float]:
        """One query with pruning and without: milliseconds; postings touched, and all of them."""
        terms = [self._term(word) for word in words]
        start = perf_counter()
        whole = self._index.ranked(terms, TOP, prune=False)
        between = perf_counter()
        found = self._index.ranked(terms, TOP)
        end = perf_counter()
        if found.pairs != whole.pairs:
            raise ValueError(words)
        return {
            "pruned": (end - between) * 1e3,
            "whole": (between - start) * 1e3,
            "touched": found.added + found.probed,
            "postings": found.total,
        }


class RankBM25:
    """rank-bm25 with our IDF, as `get_top_n` ranks: all passages scored, then sorted."""

    def prepare(self) -> None:
        import pickle  # noqa: F401

        import chatbot.compiling.index  # noqa: F401

    def build(self, texts: Texts, place: Path) -> None:
        import pickle

        from chatbot.compiling.index import K1, B, LuceneBM25

        with (place / "model.pickle").open("wb") as file:
            pickle.dump(LuceneBM25(texts, k1=K1, b=B), file)

    def open(self, place: Path) -> None:
        import pickle

        with (place / "model.pickle").open("rb") as file:
            self._model: Any = pickle.load(file)  # noqa: S301 - just written by this program
        self._places = range(self._model.corpus_size)

    def search(self, words: list[str]) -> list[int]:
        return list(self._model.get_top_n(words, self._places, n=TOP))

    def ranked(self, words: list[str]) -> list[float]:
        """The scores of the best TOP passages, best first."""
        scores = self._model.get_scores(words).tolist()
        return sorted((score for score in scores if score > 0), reverse=True)[:TOP]


class BM25S:
    """bm25s with its numpy backend, its own index mapped from disk."""

    def prepare(self) -> None:
        import bm25s  # noqa: F401

    def build(self, texts: Texts, place: Path) -> None:
        import bm25s

        from chatbot.compiling.index import K1, B

        model = bm25s.BM25(method="lucene", k1=K1, b=B)
        model.index([list(text) for text in texts], show_progress=False)
        model.save(str(place / "bm25s"))

    def open(self, place: Path) -> None:
        import bm25s

        self._model: Any = bm25s.BM25.load(str(place / "bm25s"), mmap=True)

    def search(self, words: list[str]) -> list[int]:
        found = self._model.retrieve([words], k=TOP, show_progress=False, n_threads=0)
        return [int(place) for place in found.documents[0]]


class Tantivy:
    """tantivy, one segment on disk, its own k1 and b (1.2, 0.75)."""

    def prepare(self) -> None:
        import tantivy  # noqa: F401

    def build(self, texts: Texts, place: Path) -> None:
        import tantivy

        (place / "tantivy").mkdir()
        index = tantivy.Index(self._schema(), path=str(place / "tantivy"))
        writer = index.writer(heap_size=256_000_000, num_threads=1)
        for number, text in enumerate(texts):
            writer.add_document(tantivy.Document(place=number, text=" ".join(text)))
        writer.commit()
        writer.wait_merging_threads()

    def open(self, place: Path) -> None:
        import tantivy

        self._index = tantivy.Index(self._schema(), path=str(place / "tantivy"))
        self._searcher = self._index.searcher()

    def search(self, words: list[str]) -> list[int]:
        query = self._index.parse_query(" ".join(words), ["text"])
        found = self._searcher.search(query, TOP).hits
        return [self._searcher.doc(address)["place"][0] for _, address in found]

    def _schema(self) -> Any:  # noqa: ANN401 - the library is untyped
        import tantivy

        builder = tantivy.SchemaBuilder()
        builder.add_integer_field("place", stored=True)
        builder.add_text_field("text", tokenizer_name="whitespace", index_option="freq")
        return builder.build()


ENGINES: dict[str, type[Any]] = {
    "ours": Ours,
    "rank-bm25": RankBM25,
    "bm25s": BM25S,
    "tantivy": Tantivy,
}


def texts_of(path: Path) -> list[list[str]]:
    """Passages from a file of one JSON list a line."""
    with path.open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]
