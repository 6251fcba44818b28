"""BM25 at a turn: impacts looked up and added, in the query's order, so that scores are exact."""

from collections.abc import Sequence

from chatbot.frozen import dataclass
from chatbot.store import Store


@dataclass(frozen=True, slots=True)
class Term:
    """A term of a query: how much it counts, and why it is there (for the explanation)."""

    text: str
    weight: float = 1.0
    origin: str = "asked"


class Index:
    """The impacts of a compiled pack.

    `idf(term)` of a term that no passage holds is the highest there is: an unseen word is the
    strongest sign that the documents do not speak of it.
    """

    def __init__(self, store: Store) -> None:
        table = store.json("terms")
        self._terms: dict[str, tuple[int, int, float]] = table["terms"]
        self.highest_idf = float(table["highest_idf"])
        self.count = int(table["count"])
        self._passages = store.section("posting_passages").cast("I")
        self._impacts = store.section("posting_impacts").cast("d")

    def __contains__(self, term: str) -> bool:
        """Whether some passage holds the term."""
        return term in self._terms

    def idf(self, term: str) -> float:
        """Inverse document frequency; the highest for an unseen term."""
        entry = self._terms.get(term)
        return float(entry[2]) if entry else self.highest_idf

    def scores(self, terms: Sequence[Term]) -> dict[int, float]:
        """Passage index to score, for the passages that hold a term at all."""
        scores: dict[int, float] = {}
        for term in terms:
            entry = self._terms.get(term.text)
            if entry is None:
                continue
            offset, count, _ = entry
            for place in range(offset, offset + count):
                passage = self._passages[place]
                impact = self._impacts[place] * term.weight
                scores[passage] = scores.get(passage, 0.0) + impact
        return scores
