"""Runs a compiled automaton of phrases over a text's words, once, in linear time."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from chatbot.pack.automata import ANY, Built, PhrasePlan, StoredAutomaton, automaton_parts

Place = tuple[int, int]
"""Words start..end, half-open, as indices into the text's words."""
_NEAREST = 16
_WORDS_KEPT = 2048
_LONGEST = 200


class Match(NamedTuple):
    """A phrase's key and the places of its sides, in the order of the phrase."""

    key: str
    places: tuple[Place, ...]

    @property
    def start(self) -> int:
        """Index of the first word of the match."""
        return min(place[0] for place in self.places)

    @property
    def end(self) -> int:
        """Index after the last word of the match."""
        return max(place[1] for place in self.places)

    def covers(self, index: int) -> bool:
        """Whether the word at `index` is inside one of the match's sides."""
        return any(start <= index < end for start, end in self.places)


class Matcher:
    """Finds phrases in word lists. Build once, use for every message."""

    def __init__(self, automaton: Built | StoredAutomaton) -> None:
        if not isinstance(automaton, StoredAutomaton):
            automaton = StoredAutomaton(automaton_parts(automaton))
        self._automaton = automaton
        self._labels = lru_cache(maxsize=_WORDS_KEPT)(automaton.labels)

    def find(self, words: Sequence[str]) -> list[Match]:
        """All matches, in the order of the phrases; at most a few a phrase and place."""
        places = self._scan(words)
        if not places:
            return []
        return [
            match for plan in self._automaton.plans(places) for match in _assemble(plan, places)
        ]

    def _scan(self, words: Sequence[str]) -> dict[int, list[Place]]:
        """Each side's places. Of two readings that end at one word the shorter one counts."""
        states, follow = self._automaton.states, self._automaton.follow
        starts, accepts = self._automaton.starts, self._automaton.accepts
        found: dict[int, list[Place]] = {}
        alive: dict[int, int] = {}
        for index, word in enumerate(words):
            labels = self._labels(word)
            entered: dict[int, int] = {}
            for state, start in alive.items():
                for target in follow[state]:
                    label = states[target]
                    if (label == ANY or label in labels) and entered.get(target, -1) < start:
                        entered[target] = start
            for label in labels:
                for state in starts.get(label):
                    entered[state] = index
            for state, start in entered.items():
                for side in accepts.get(state):
                    found.setdefault(side, []).append((start, index + 1))
            alive = entered
        return found


def _assemble(plan: PhrasePlan, places: dict[int, list[Place]]) -> Iterator[Match]:
    for first in places[plan.first]:
        for combined in _nearby((first,), plan.near, places):
            match = Match(plan.key, combined)
            if not any(_voids(match, side, reach, places) for side, reach in plan.apart):
                yield match


def _nearby(
    chosen: tuple[Place, ...], near: tuple[tuple[int, int], ...], places: dict[int, list[Place]]
) -> Iterator[tuple[Place, ...]]:
    """Every way to add the remaining sides, each within its distance of those chosen so far."""
    if not near:
        yield chosen
        return
    (side, reach), *rest = near
    start = min(place[0] for place in chosen)
    end = max(place[1] for place in chosen)
    found = [
        place for place in _around(places.get(side, []), start, end, reach) if place not in chosen
    ]
    for place in found[:_NEAREST]:
        yield from _nearby((*chosen, place), tuple(rest), places)


def _around(places: list[Place], start: int, end: int, reach: int) -> Iterator[Place]:
    """The places within `reach` words of start..end; `places` are sorted by their ends."""
    first = bisect_left(places, start - reach, key=lambda place: place[1])
    for index in range(first, len(places)):
        place = places[index]
        if place[0] - end <= reach:
            yield place
        elif place[0] - end > reach + _LONGEST:
            return


def _voids(match: Match, side: int, reach: int, places: dict[int, list[Place]]) -> bool:
    return any(True for _ in _around(places.get(side, []), match.start, match.end, reach))
