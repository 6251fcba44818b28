"""Runs a compiled automaton of phrases over a text's words, once, in linear time."""

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from operator import itemgetter
from typing import NamedTuple

from chatbot.pack.automata import ANY, Built, PhrasePlan, StoredAutomaton, automaton_parts

Place = tuple[int, int]
"""Words start..end, half-open, as indices into the text's words."""
_END = itemgetter(1)
_NEAREST = 16
_KEPT = 4096
_UNNAMED = frozenset((ANY,))


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


class Places(NamedTuple):
    """Where the sides of phrases stand in a text, by side and in the order of their ends.

    None is longer than `longest` words.
    """

    of: Mapping[int, Sequence[Place]]
    longest: int

    def parts(self, numbers: Sequence[int]) -> list["Places"]:
        """Those inside each part of the text, as if it were all; `numbers` are the words' parts."""
        inside: dict[int, dict[int, list[Place]]] = {number: {} for number in numbers}
        for side, places in self.of.items():
            for place in places:
                part = numbers[place[0]]
                if part == numbers[place[1] - 1]:
                    inside[part].setdefault(side, []).append(place)
        return [Places(of, self.longest) for of in inside.values()]

    def around(self, side: int, start: int, end: int, reach: int) -> Iterator[Place]:
        """A side's places within `reach` words of start..end."""
        places = self.of.get(side, ())
        for number in range(bisect_left(places, start - reach, key=_END), len(places)):
            place = places[number]
            if place[1] - self.longest > end + reach:
                return  # this one begins too late, and so do all that end later
            if place[0] <= end + reach:
                yield place


class _Ahead:
    """What may come after some states: at once, by labels, or past one word more of a gap.

    The states of a gap are entered by any word, so they are not walked one by one: those that
    one word passes over stand together for what may come after them.
    """

    __slots__ = ("_further", "_stored", "follow", "gap", "unlike")

    def __init__(self, stored: StoredAutomaton, states: Iterable[int]) -> None:
        self._stored = stored
        self._further: _Ahead | None = None
        gap: list[int] = []
        # Of whole numbers alone, so that no search for garbage looks through them again and again.
        self.follow: dict[int, tuple[int, ...]] = {}
        for state in dict.fromkeys(t for before in states for t in stored.follow[before]):
            label = stored.states[state]
            if label == ANY and not stored.accepts.get(state):
                gap.append(state)
            else:
                self.follow[label] = (*self.follow.get(label, ()), state)
        self.gap = tuple(gap)
        self.unlike = self.follow.keys().isdisjoint

    def past(self) -> "_Ahead | None":
        """What may come when a word was passed over; None where no gap allows it."""
        if self._further is None and self.gap:
            self._further = _Ahead(self._stored, self.gap)
            if self._further.follow == self.follow:  # as a rule: kept once
                self._further.follow, self._further.unlike = self.follow, self.unlike
        return self._further

    def leads(self) -> "_Ahead | None":
        """This, or None if nothing can come: at most words, and where most phrases end."""
        return self if self.follow or self.gap else None


class _Entry(NamedTuple):
    """What a word does: the sets that hold it, the states that it begins, and what follows.

    `sides` are those that it is alone.
    """

    labels: frozenset[int]
    begun: frozenset[int]
    sides: Sequence[int]
    ahead: _Ahead | None


class Matcher:
    """Finds phrases in word lists. Build once, use for every message."""

    def __init__(self, automaton: Built | StoredAutomaton) -> None:
        if not isinstance(automaton, StoredAutomaton):
            automaton = StoredAutomaton(automaton_parts(automaton))
        self._automaton = automaton
        # Many words stand in the same sets; most stand in none.
        self._entry = lru_cache(maxsize=_KEPT)(lambda word: self._labelled(automaton.labels(word)))
        self._labelled = lru_cache(maxsize=_KEPT)(self._read_entry)
        self._state = lru_cache(maxsize=_KEPT)(self._read_state)

    def find(self, words: Sequence[str]) -> list[Match]:
        """All matches, in the order of the phrases; at most a few a phrase and place."""
        return list(self.matches(self.places(words)))

    def matches(self, places: Places, kind: str = "") -> Iterator[Match]:
        """The matches that sides at these places make up, of phrases whose key begins so."""
        return assembled(self.plans(places), places, kind)

    @cached_property
    def has_gaps(self) -> bool:
        """Whether a side of a phrase may hold a word that it does not name."""
        return ANY in self._automaton.states

    def names_all(self, words: Iterable[str]) -> bool:
        """Whether each of some words is named by a phrase; stops at the first that is not."""
        return all(self._entry(word).labels != _UNNAMED for word in words)

    def may_match(self, places: Places, kind: str) -> bool:
        """Whether all sides of a phrase whose key begins so stand anywhere."""
        return any(
            plan.key.startswith(kind) and all(side in places.of for side, _ in plan.near)
            for plan in self.plans(places)
        )

    def plans(self, places: Places) -> Iterator[PhrasePlan]:
        """The phrases whose first side stands at one of these places, in their order."""
        return self._automaton.plans(places.of)

    def places(self, words: Iterable[str]) -> Places:
        """Each side's places. Of two readings that end at one word the shorter one counts."""
        found: dict[int, list[Place]] = {}
        alive: list[tuple[_Ahead, int]] = []
        longest = 1
        for index, word in enumerate(words):
            labels, begun, alone, begins = self._entry(word)
            entered, alive = _entered(alive, labels, begun) if alive else ({}, alive)
            if begins:
                alive.append((begins, index))
            for state, start in entered.items():
                sides, ahead = self._state(state)
                for side in sides:
                    found.setdefault(side, []).append((start, index + 1))
                    longest = max(longest, index + 1 - start)
                if ahead:
                    alive.append((ahead, start))
            for side in alone:
                found.setdefault(side, []).append((index, index + 1))
        return Places(found, longest)

    def _read_entry(self, labels: frozenset[int]) -> _Entry:
        stored = self._automaton
        begun = [state for label in labels for state in stored.starts.get(label)]
        sides = tuple(side for state in begun for side in stored.accepts.get(state))
        return _Entry(labels | {ANY}, frozenset(begun), sides, _Ahead(stored, begun).leads())

    def _read_state(self, state: int) -> tuple[Sequence[int], _Ahead | None]:
        """The sides that end in a state, and what may follow it."""
        stored = self._automaton
        return tuple(stored.accepts.get(state)), _Ahead(stored, [state]).leads()


def _entered(
    alive: Iterable[tuple[_Ahead, int]], labels: frozenset[int], begun: frozenset[int]
) -> tuple[dict[int, int], list[tuple[_Ahead, int]]]:
    """The states that a word of these sets leads to, each with its latest start.

    And what may still come if the word is passed over.
    """
    entered: dict[int, int] = {}
    still: list[tuple[_Ahead, int]] = []
    for ahead, start in alive:
        if not ahead.unlike(labels):
            for label in ahead.follow.keys() & labels:
                for state in ahead.follow[label]:
                    if state not in begun and entered.get(state, -1) < start:
                        entered[state] = start
        if ahead.gap and (past := ahead.past()):
            still.append((past, start))
    return entered, still


def assembled(plans: Iterable[PhrasePlan], places: Places, kind: str) -> Iterator[Match]:
    """The matches of some phrases, of those whose key begins so."""
    for plan in plans:
        if plan.key.startswith(kind):
            yield from _assemble(plan, places)


def _assemble(plan: PhrasePlan, places: Places) -> Iterator[Match]:
    if not all(side in places.of for side, _ in plan.near):
        return
    for first in places.of[plan.first]:
        for combined in _nearby((first,), plan.near, places):
            match = Match(plan.key, combined)
            if not any(_voids(match, side, reach, places) for side, reach in plan.apart):
                yield match


def _nearby(
    chosen: tuple[Place, ...], near: tuple[tuple[int, int], ...], places: Places
) -> Iterator[tuple[Place, ...]]:
    """Every way to add the remaining sides, each within its distance of those chosen so far."""
    if not near:
        yield chosen
        return
    (side, reach), *rest = near
    start = min(place[0] for place in chosen)
    end = max(place[1] for place in chosen)
    found = (place for place in places.around(side, start, end, reach) if place not in chosen)
    for place in itertools.islice(found, _NEAREST):
        yield from _nearby((*chosen, place), tuple(rest), places)


def _voids(match: Match, side: int, reach: int, places: Places) -> bool:
    return any(True for _ in places.around(side, match.start, match.end, reach))
