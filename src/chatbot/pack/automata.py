"""A compiled automaton of phrases as tables that are walked where they lie."""

import itertools
import json
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property, lru_cache
from typing import NamedTuple, Protocol

from chatbot.pack.tables import Data, Lists, SortedWords

ANY = -1
"""The label of a state that any word enters."""
PARTS = ("words", "states", "follow", "starts", "accepts", "sides", "plans", "keys")
"""The tables of an automaton; each is a section of a compiled pack."""
_PLANS_KEPT = 2048


class PhrasePlan(NamedTuple):
    """How a phrase is put together from sides (indices into the automaton's sides).

    `near` pairs each further side with its distance in words, `apart` each guard with its own.
    """

    key: str
    first: int
    near: tuple[tuple[int, int], ...]
    apart: tuple[tuple[int, int], ...]


class Built(Protocol):
    """An automaton as the phrase dialect builds it; see `chatbot.pack.dialect.Automaton`."""

    words: dict[str, list[int]]
    states: list[int]
    follow: list[list[int]]
    starts: list[int]
    accepts: dict[int, list[int]]
    phrases: list[PhrasePlan]


def automaton_parts(built: Built) -> dict[str, bytes]:
    """The tables of an automaton, by their names in PARTS."""
    starts: dict[int, list[int]] = {}
    for state in built.starts:
        if built.states[state] != ANY:
            starts.setdefault(built.states[state], []).append(state)
    sides: dict[int, list[int]] = {}
    for place, plan in enumerate(built.phrases):
        sides.setdefault(plan.first, []).append(place)
    keys = list(dict.fromkeys(plan.key for plan in built.phrases))
    number = {key: place for place, key in enumerate(keys)}
    plans = [
        [number[p.key], p.first, len(p.near), *(n for pair in (*p.near, *p.apart) for n in pair)]
        for p in built.phrases
    ]
    return {
        "words": SortedWords.build_map(
            (word, " ".join(map(str, labels))) for word, labels in built.words.items()
        ),
        "states": Lists.build([built.states]),
        "follow": Lists.build(built.follow),
        "starts": Lists.build_map(starts),
        "accepts": Lists.build_map(built.accepts),
        "sides": Lists.build_map(sides),
        "plans": Lists.build(plans),
        "keys": json.dumps(keys).encode(),
    }


class StoredAutomaton:
    """Reads an automaton's tables; nothing is decoded before a text asks for it."""

    def __init__(self, parts: Mapping[str, Data]) -> None:
        self._parts = parts
        self.words = SortedWords(parts["words"])
        self.states = Lists(parts["states"])[0]
        self.follow = Lists(parts["follow"])
        self.starts = Lists(parts["starts"])
        self.accepts = Lists(parts["accepts"])
        self._sides = Lists(parts["sides"])
        self._plans = Lists(parts["plans"])
        self._plan = lru_cache(maxsize=_PLANS_KEPT)(self._read_plan)
        self._begun_by = lru_cache(maxsize=_PLANS_KEPT)(lambda side: tuple(self._sides.get(side)))

    def labels(self, word: str) -> frozenset[int]:
        """The numbers of the word sets that hold a word."""
        return frozenset(map(int, (self.words.get(word) or "").split()))

    def plans(self, sides: Iterable[int]) -> Iterator[PhrasePlan]:
        """The phrases whose first side is one of these, in the order of the phrases."""
        numbers = sorted(itertools.chain.from_iterable(map(self._begun_by, sides)))
        return map(self._plan, numbers)

    @cached_property
    def _keys(self) -> list[str]:
        keys: list[str] = json.loads(bytes(self._parts["keys"]))
        return keys

    def _read_plan(self, number: int) -> PhrasePlan:
        key, first, near, *numbers = self._plans[number]
        pairs = tuple(zip(numbers[::2], numbers[1::2], strict=True))
        return PhrasePlan(self._keys[key], first, pairs[:near], pairs[near:])
