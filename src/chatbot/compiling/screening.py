"""Tells apart, fast, the texts that no rule can match: of thousands of known questions, most."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from chatbot.pack.automata import ANY, StoredAutomaton
from chatbot.pack.rulebook import RULE
from chatbot.pack.tables import Data


@dataclass(frozen=True, slots=True)
class _Step:
    """States that are alive together, the sides that end here, and where each word class leads."""

    states: frozenset[int]
    sides: int
    onward: "dict[frozenset[int], _Step]" = field(default_factory=dict)


class Screen:
    """Passes every text that a rule of a compiled file may match, and few others.

    The file's automaton is made deterministic as far as the texts walk it, so that each walk is
    worked out once for all texts that share it. Of a phrase all sides must be there; that they
    stand near enough, and that nothing voids them, is left for the rule book to find out.
    """

    def __init__(self, parts: Mapping[str, Data]) -> None:
        automaton = StoredAutomaton(parts)
        self._read = automaton.labels
        self._states = [*automaton.states]
        self._follow = [tuple(states) for states in automaton.follow]
        self._starts = [tuple(states) for states in automaton.starts]
        self._ends = [_bits(sides) for sides in automaton.accepts]
        self._needs = _needs(automaton)
        self._labels: dict[str, frozenset[int]] = {}
        self._steps: dict[frozenset[int], _Step] = {}
        self._first: dict[frozenset[int], _Step] = {}

    def passes(self, words: Sequence[str]) -> bool:
        """Whether a rule may match these words; False only if none does."""
        labels = [self._labels_of(word) for word in words]
        sides = 0
        for place, first in enumerate(labels):
            step = self._first.get(first) or self._begin(first)
            sides |= step.sides
            for label in labels[place + 1 :]:
                if not step.states:
                    break
                step = step.onward.get(label) or self._go_on(step, label)
                sides |= step.sides
        return any(
            sides & need == need for side in _numbers(sides) for need in self._needs.get(side, ())
        )

    def _labels_of(self, word: str) -> frozenset[int]:
        if word not in self._labels:
            self._labels[word] = self._read(word)
        return self._labels[word]

    def _begin(self, labels: frozenset[int]) -> _Step:
        reached = (self._starts[label] for label in labels if label < len(self._starts))
        step = self._first[labels] = self._step(frozenset().union(*reached))
        return step

    def _go_on(self, step: _Step, labels: frozenset[int]) -> _Step:
        # As a set first: states that are alive together lead to the same ones.
        targets = frozenset().union(*map(self._follow.__getitem__, step.states))
        wanted, states = labels | {ANY}, self._states
        reached = frozenset(target for target in targets if states[target] in wanted)
        after = step.onward[labels] = self._step(reached)
        return after

    def _step(self, states: frozenset[int]) -> _Step:
        if states not in self._steps:
            sides = 0
            for state in states:
                sides |= self._ends[state] if state < len(self._ends) else 0
            self._steps[states] = _Step(states, sides)
        return self._steps[states]


def _needs(automaton: StoredAutomaton) -> dict[int, set[int]]:
    """By the first side of rules' phrases, the bits of all the sides that each phrase needs."""
    sides = sorted({side for held in automaton.accepts for side in held})
    needs: defaultdict[int, set[int]] = defaultdict(set)
    for plan in automaton.plans(sides):
        if plan.key.startswith(RULE):
            needs[plan.first].add(_bits([plan.first, *(side for side, _ in plan.near)]))
    return dict(needs)


def _numbers(bits: int) -> Iterator[int]:
    while bits:
        last = bits & -bits
        yield last.bit_length() - 1
        bits ^= last


def _bits(numbers: Sequence[int]) -> int:
    total = 0
    for number in numbers:
        total |= 1 << number
    return total
