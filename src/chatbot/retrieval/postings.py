"""The postings of a large index as arrays, and the sums that a query makes of them."""

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from chatbot.retrieval.index import TOP_RANKS
from chatbot.store import Store

Floats = npt.NDArray[np.float64]
Places = npt.NDArray[np.intp]
_TAKEN = -1.0


class Sums:
    """Scores as far as they are added up: by passage, 0 for those of no list so far."""

    def __init__(self, count: int) -> None:
        self._values = np.zeros(count)
        self._lists: list[Places] = []

    def add(self, passages: Places, impacts: Floats) -> Floats:
        """Add a list up; the sums of its passages."""
        sums: Floats = self._values[passages]
        sums += impacts
        self._values[passages] = sums
        self._lists.append(passages)
        return sums

    def of(self, passages: Places) -> Floats:
        """The sums of some passages."""
        found: Floats = self._values[passages]
        return found

    def reaching(self, least: float) -> tuple[Places, Floats]:
        """The passages with such a sum, above 0, or a higher one, in their order; their sums."""
        places, found = [], []
        for passages in self._lists:
            sums = self._values[passages]
            high = sums >= least
            places.append(passages[high])
            found.append(sums[high])
            # Not to be found again by way of another list: quicker than to sort and compare.
            self._values[places[-1]] = _TAKEN
        together, sums = np.concatenate(places), np.concatenate(found)
        self._values[together] = sums
        order = np.argsort(together)
        return together[order], sums[order]

    def clear(self) -> None:
        """Back to 0 by way of the lists: the other passages are not touched."""
        for passages in self._lists:
            self._values[passages] = 0.0
        self._lists.clear()


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of all terms, one behind the other; `starts` tells where a term's begin.

    `tops` holds, for each term, its impacts at TOP_RANKS; 0 where fewer passages hold it.
    """

    starts: npt.NDArray[np.uint64]
    passages: npt.NDArray[np.uint32]
    impacts: Floats
    tops: Floats
    count: int
    spare: list[Sums] = field(default_factory=list)
    """Cleared sums that no query is using."""

    @classmethod
    def of(cls, store: Store) -> "Postings":
        """The postings of a compiled pack: its pages, not a copy."""
        return cls(
            np.frombuffer(store.section("posting_starts"), np.uint64),
            np.frombuffer(store.section("posting_passages"), np.uint32),
            np.frombuffer(store.section("posting_impacts"), np.float64),
            np.frombuffer(store.section("posting_tops"), np.float64).reshape(-1, len(TOP_RANKS)),
            int.from_bytes(store.section("posting_count"), "little"),
        )

    def span(self, number: int) -> slice:
        """Where a term's postings lie."""
        return slice(int(self.starts[number]), int(self.starts[number + 1]))

    def sums(self) -> Sums:
        """Sums of 0; to be cleared and put among the spare ones after use.

        To make them anew takes time in all passages. Queries in several threads get their own.
        """
        try:
            return self.spare.pop()
        except IndexError:
            return Sums(self.count)
