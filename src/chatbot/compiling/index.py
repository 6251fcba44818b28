"""BM25 by rank-bm25, worked out once a term: what a turn adds up are these impacts."""

import math
from array import array
from collections.abc import Sequence
from typing import Any

from rank_bm25 import BM25Okapi

from chatbot.store import to_json

# Chosen on the development questions: headings and known questions make passages of unlike length
# alike in substance, so length counts less than in Lucene's defaults (1.2 and 0.75).
K1 = 0.9
B = 0.4


class LuceneBM25(BM25Okapi):
    """rank-bm25's Okapi scores with the IDF that Lucene uses, never zero and never negative.

    idf(t) = log(1 + (N - n + 0.5) / (n + 0.5)); Robertson & Zaragoza (2009), Lucene 8 onward.
    """

    def _calc_idf(self, nd: dict[str, int]) -> None:
        self.idf = {term: lucene_idf(self.corpus_size, count) for term, count in nd.items()}


def lucene_idf(passages: int, holding: int) -> float:
    """The inverse document frequency of a term that `holding` of `passages` hold.

    >>> round(lucene_idf(10, 1), 3)
    1.992
    """
    return math.log(1 + (passages - holding + 0.5) / (holding + 0.5))


def index_sections(texts: Sequence[Sequence[str]]) -> dict[str, bytes]:
    """The sections `terms`, `posting_passages` and `posting_impacts` of a compiled pack.

    `texts` are the passages' terms. `terms` maps a term to [offset, count, idf]; the postings of
    a term stand at offset..offset+count, in the passages' order. An empty corpus has no terms.
    """
    model = LuceneBM25(texts, k1=K1, b=B) if any(texts) else None
    passages, impacts = array("I"), array("d")
    terms: dict[str, Any] = {}
    for term in sorted({term for text in texts for term in text}):
        assert model is not None  # noqa: S101 - there is a term, so there is a model
        scores = model.get_scores([term])
        held = list(scores.nonzero()[0].tolist())
        terms[term] = [len(passages), len(held), model.idf[term]]
        passages.extend(held)
        impacts.extend(float(scores[place]) for place in held)
    return {
        "terms": to_json(
            {"highest_idf": lucene_idf(len(texts), 0), "terms": terms, "count": len(texts)}
        ),
        "posting_passages": passages.tobytes(),
        "posting_impacts": impacts.tobytes(),
    }
