"""The best passages of a large index, without adding up what cannot reach them (MaxScore)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from chatbot.retrieval.index import TOP_RANKS
from chatbot.retrieval.postings import Floats, Places, Postings, Sums

Row = tuple[int, float]
"""A term's number, and its weight in the query."""
# What follows was measured with 50,000 and 500,000 passages.
WORTH_LEAVING = 4096
"""Fewer postings than these, or than are added up by then, are sooner added up than left out."""
_WORTH_A_LOOK = 64
"""Passages are looked up in lists to come to spare at least so many postings for each."""
_HALVINGS = 24
"""To look one passage up in a list takes as long as to add so many postings up."""
_SLACK = 1e-9
"""Sums in another order differ by less than this share; only what is below by more is left out."""
_ABOVE_NOTHING = float(np.finfo(np.float64).tiny)


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best passages with their scores, and what they cost.

    Of `total` postings `added` were added up; `probed` times one passage was looked up in a list.
    """

    pairs: list[tuple[int, float]]
    added: int
    probed: int
    total: int


def best(postings: Postings, rows: Sequence[Row], most: int, *, prune: bool = True) -> Ranked:
    """The `most` highest scores, best first, equal ones in the passages' order.

    Terms are added up from the strongest on. Once all that is left could not lift a passage that
    holds none of the terms so far to the best ones, the rest is looked up for those passages only
    that can still be among them (MaxScore: Turtle and Flood, 1995). Their scores are then added
    up in the query's order, as in `Index.scores`, so that they are the same to the bit.

    Without `prune` everything is added up, to compare with.
    """
    if not rows or most < 1:
        return Ranked([], 0, 0, 0)
    sums = postings.sums()
    try:
        return _Search(postings, rows, most, sums).ranked(prune=prune)
    finally:
        sums.clear()
        postings.spare.append(sums)


class _Search:
    """One query on its way: terms are numbered as in `rows`, `order` are those still to come."""

    def __init__(self, postings: Postings, rows: Sequence[Row], most: int, sums: Sums) -> None:
        self._postings, self._rows, self._most, self._sums = postings, rows, most, sums
        self._spans = [postings.span(number) for number, _ in rows]
        self._sizes: list[int] = [span.stop - span.start for span in self._spans]
        self._highest = [float(postings.tops[number, 0]) * weight for number, weight in rows]
        self._floor = self._reached_alone()
        """A score that at least `most` passages reach."""
        self._added = self._probed = 0

    def ranked(self, *, prune: bool) -> Ranked:
        """The best passages; see `best`."""
        order = sorted(range(len(self._rows)), key=lambda term: -self._highest[term])
        while order and not (prune and self._can_stop(order)):
            self._add(order.pop(0), look_ahead=prune and self._is_long(order))
        places = self._able(order)
        scores = self._looked_up(places, range(len(self._rows)))
        first = np.argsort(-scores, kind="stable")[: self._most]
        pairs = zip(places[first].tolist(), scores[first].tolist(), strict=True)
        return Ranked(list(pairs), self._added, self._probed, sum(self._sizes))

    def _reached_alone(self) -> float:
        """What at least `most` passages reach by one term alone."""
        level = next((level for level, rank in enumerate(TOP_RANKS) if rank >= self._most), None)
        if level is None:
            return 0.0
        tops = self._postings.tops
        return max(float(tops[number, level]) * weight for number, weight in self._rows)

    def _can_stop(self, order: Sequence[int]) -> bool:
        """Whether no passage that holds only terms to come can be among the best."""
        left = sum(self._sizes[term] for term in order)
        return left > max(WORTH_LEAVING, self._added) and self._needed(order) > 0

    def _is_long(self, order: Sequence[int]) -> bool:
        """Whether it may spare more than it costs to look the best ones up in what is to come."""
        left = sum(self._sizes[term] for term in order)
        return left > _WORTH_A_LOOK * self._most * len(self._rows)

    def _needed(self, order: Sequence[int]) -> float:
        """The sum that a passage must have by now to be among the best in the end."""
        rest = sum(self._highest[term] for term in order)
        return self._floor * (1 - _SLACK) - rest * (1 + _SLACK)

    def _add(self, term: int, *, look_ahead: bool) -> None:
        """Add a term up and see what the best of its passages reach, by now or in the end."""
        passages, impacts = self._list(term)
        sums = self._sums.add(passages, impacts)
        high = np.flatnonzero(sums >= self._floor * (1 - _SLACK))
        if len(high) < self._most:
            return
        chosen = high[np.argpartition(sums[high], len(high) - self._most)[-self._most :]]
        reached = sums[chosen]
        if look_ahead:
            reached = self._looked_up(passages[np.sort(chosen)], range(len(self._rows)))
        self._floor = max(self._floor, float(reached.min()))

    def _able(self, order: list[int]) -> Places:
        """The passages that can be among the best; with each term to come there are fewer."""
        places, sums = self._sums.reaching(max(self._needed(order), _ABOVE_NOTHING))
        while True:
            if len(sums) > self._most:
                reached = np.partition(sums, len(sums) - self._most)[len(sums) - self._most]
                self._floor = max(self._floor, float(reached))
            able = sums >= self._needed(order)
            places, sums = places[able], sums[able]
            if not order or len(places) <= self._most:
                return places
            term = order.pop(0)
            if self._sizes[term] < _HALVINGS * len(places):
                self._sums.add(*self._list(term))
                sums = self._sums.of(places)
            else:
                sums = sums + self._looked_up(places, [term])

    def _list(self, term: int) -> tuple[Places, Floats]:
        """A term's passages, and what it adds to their scores."""
        span, weight = self._spans[term], self._rows[term][1]
        self._added += self._sizes[term]
        passages = self._postings.passages[span].astype(np.intp)
        return passages, self._postings.impacts[span] * weight

    def _looked_up(self, places: Places, terms: Sequence[int]) -> Floats:
        """What some terms add to the scores of some passages, which come in their order."""
        scores = np.zeros(len(places))
        wanted = places.astype(np.uint32)
        for term in terms:
            span, weight = self._spans[term], self._rows[term][1]
            held = self._postings.passages[span]
            found = np.minimum(np.searchsorted(held, wanted), len(held) - 1)
            have = held[found] == wanted
            scores[have] += self._postings.impacts[span][found[have]] * weight
            self._probed += len(places)
        return scores
