"""The best passages of a large index, without adding up what cannot reach them (MaxScore)."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from chatbot.retrieval.index import TOP_RANKS
from chatbot.store import Store

Row = tuple[int, float]
"""A term's number, and its weight in the query."""
_Floats = npt.NDArray[np.float64]
_SLACK = 1e-9
"""Sums in another order differ by less than this share; only what is below by more is left out."""
_WORTH_A_LOOK = 8
"""A better bound is looked for while the postings left are more than passages by this."""


@dataclass(frozen=True, slots=True)
class Postings:
    """The postings of all terms, one behind the other; `starts` tells where a term's begin.

    `tops` holds, for each term, its impacts at TOP_RANKS; 0 where fewer passages hold it.
    """

    starts: npt.NDArray[np.uint64]
    passages: npt.NDArray[np.uint32]
    impacts: _Floats
    tops: _Floats
    count: int

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


@dataclass(frozen=True, slots=True)
class Ranked:
    """The best passages with their scores; how many postings were added up, of how many."""

    pairs: list[tuple[int, float]]
    added: int
    total: int


def best(postings: Postings, rows: Sequence[Row], most: int) -> Ranked:
    """The `most` highest scores, best first, equal ones in the passages' order.

    Terms are added up from the strongest on. Once all that is left could not lift a passage that
    holds none of the terms so far to the best ones, the rest is looked up for those passages only
    that can still be among them (MaxScore: Turtle and Flood, 1995). Their scores are then added
    up in the query's order, as in `Index.scores`, so that they are the same to the bit.
    """
    spans = [postings.span(number) for number, _ in rows]
    total = sum(span.stop - span.start for span in spans)
    if not rows or most < 1:
        return Ranked([], 0, total)
    highest = [float(postings.tops[number, 0]) * weight for number, weight in rows]
    order = sorted(range(len(rows)), key=lambda place: -highest[place])
    floor = _sure(postings, rows, most)
    partial, added, rest = np.zeros(postings.count), 0, sum(highest)
    for place in order:
        if rest < floor * (1 - _SLACK):
            break
        span = spans[place]
        partial[postings.passages[span]] += postings.impacts[span] * rows[place][1]
        added += span.stop - span.start
        rest = max(rest - highest[place], 0.0)
        if total - added > postings.count / _WORTH_A_LOOK:
            floor = max(floor, _reached(partial, floor, most))
    able = _able(partial, max(floor, _reached(partial, floor, most)), rest, floor)
    scores = _exact(postings, rows, able)
    ranked = np.argsort(-scores, kind="stable")[:most]
    pairs = zip(able[ranked].tolist(), scores[ranked].tolist(), strict=True)
    return Ranked(list(pairs), added, total)


def _sure(postings: Postings, rows: Sequence[Row], most: int) -> float:
    """A score that at least `most` passages reach by one term alone."""
    level = next((level for level, rank in enumerate(TOP_RANKS) if rank >= most), None)
    if level is None:
        return 0.0
    return max(float(postings.tops[number, level]) * weight for number, weight in rows)


def _reached(partial: _Floats, floor: float, most: int) -> float:
    """The score that `most` passages have reached by what is added up so far; 0 if fewer have."""
    found = partial[partial >= floor * (1 - _SLACK)] if floor else partial[partial > 0]
    if len(found) < most:
        return 0.0
    return float(np.partition(found, len(found) - most)[len(found) - most])


def _able(partial: _Floats, reached: float, rest: float, floor: float) -> npt.NDArray[np.uint32]:
    """The passages that can be among the best, in their order."""
    least = max(reached, floor) * (1 - _SLACK) - rest * (1 + _SLACK)
    return np.flatnonzero(partial >= least if least > 0 else partial > 0).astype(np.uint32)


def _exact(postings: Postings, rows: Sequence[Row], places: npt.NDArray[np.uint32]) -> _Floats:
    """The scores of some passages, added up in the query's order."""
    scores = np.zeros(len(places))
    for number, weight in rows:
        span = postings.span(number)
        held = postings.passages[span]
        found = np.minimum(np.searchsorted(held, places), len(held) - 1)
        have = held[found] == places
        scores[have] += postings.impacts[span][found[have]] * weight
    return scores
