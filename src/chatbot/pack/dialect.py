"""The phrase dialect in which a pack writes its rules: parsed here, matched in `matching`.

    fall             the word and its inflections (falls, fell, fallen, falling)
    =fall            exactly that form
    (hip|back ache)  alternatives, each a sequence
    [very|so]        the same, optional
    @leg             a named list of phrases
    hurt ..3 hip     in this order, with up to 3 words between
    hip &6 hurt      in any order, with up to 6 words between
    ... !4(dog|cat)  void if one of those stands within 4 words of the match

No regular expression is ever built from a pack. A phrase becomes a position automaton
(Glushkov 1961): one state a word, so a text is matched in one pass, in time proportional to its
length times the (bounded) number of states that are alive.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from chatbot.pack.automata import ANY, PhrasePlan
from chatbot.pack.inflecting import inflections
from chatbot.pack.words import split_words

_MAX_GAP = 30
_MAX_DEPTH = 12
_TOKEN = re.compile(r"\s*(?:(\.\.|[&!])(\d{1,3})|([()\[\]|])|(=?)([^\s()\[\]|&!=@]+)|@([\w-]+))")


class DialectError(ValueError):
    """A phrase that does not follow the dialect; the text says what is wrong with it."""


@dataclass(slots=True)
class Automaton:
    """All phrases of a rule file as one automaton over words; `automata` stores it.

    Word sets are numbered; `words` maps a word to the numbers of the sets that hold it, and a
    state's label is such a number or ANY. `accepts` maps a state to the sides that end there.
    """

    words: dict[str, list[int]] = field(default_factory=dict)
    states: list[int] = field(default_factory=list)
    follow: list[list[int]] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    accepts: dict[int, list[int]] = field(default_factory=dict)
    phrases: list[PhrasePlan] = field(default_factory=list)


@dataclass(slots=True)
class _Fragment:
    """A piece of a pattern: may it be empty, where it begins, where it ends."""

    nullable: bool
    first: list[int]
    last: list[int]


def compile_phrases(
    phrases: Sequence[tuple[str, str]], lists: Mapping[str, Sequence[str]]
) -> Automaton:
    """Compile (key, phrase) pairs; several phrases may share a key.

    Raises DialectError that quotes the phrase.
    """
    builder = _Builder(lists)
    for key, phrase in phrases:
        try:
            builder.add(key, phrase)
        except DialectError as error:
            raise DialectError(f"phrase “{phrase}”: {error}") from error
    return builder.automaton


class _Builder:
    """Turns phrases into states, sharing equal word sets and equal sides."""

    def __init__(self, lists: Mapping[str, Sequence[str]]) -> None:
        self.automaton = Automaton()
        self._lists = lists
        self._labels: dict[frozenset[str], int] = {}
        self._sides: dict[str, int] = {}
        self._read: dict[str, list[list[tuple[str, str]]]] = {}

    def add(self, key: str, phrase: str) -> None:
        """Add one phrase: its sides, what must be near, what must be apart."""
        first, near, apart = _sides_of(phrase)
        plan = PhrasePlan(
            key,
            self._side(first),
            tuple((self._side(side), distance) for distance, side in near),
            tuple((self._side(side), distance) for distance, side in apart),
        )
        self.automaton.phrases.append(plan)

    def _side(self, source: str) -> int:
        if source in self._sides:
            return self._sides[source]
        tokens = _tokens(source)
        fragment = self._sequence(tokens, 0)
        if tokens:
            raise DialectError(f"unexpected “{tokens[0][1]}”")
        if fragment.nullable:
            raise DialectError("a part of it would match nothing at all")
        side = len(self._sides)
        self._sides[source] = side
        self.automaton.starts += fragment.first
        for state in fragment.last:
            self.automaton.accepts.setdefault(state, []).append(side)
        return side

    def _sequence(self, tokens: list[tuple[str, str]], depth: int) -> _Fragment:
        whole = _Fragment(nullable=True, first=[], last=[])
        while tokens and tokens[0] not in (("mark", "|"), ("mark", ")"), ("mark", "]")):
            whole = self._join(whole, self._element(tokens, depth))
        return whole

    def _element(self, tokens: list[tuple[str, str]], depth: int) -> _Fragment:
        if depth > _MAX_DEPTH:
            raise DialectError("nested too deeply, or a list that contains itself")
        kind, value = tokens.pop(0)
        if kind == "gap":
            gap = _Fragment(nullable=True, first=[], last=[])
            for _ in range(_distance(value)):
                gap = self._optional(self._join(self._leaf(ANY), gap))
            return gap
        if kind == "exact":
            return self._leaf(self._label(frozenset((value,))))
        if kind == "word":
            return self._leaf(self._label(inflections(value)))
        if kind == "list":
            if value not in self._lists:
                raise DialectError(f"there is no list @{value}")
            return self._alternatives(self._list(value), depth)
        if (kind, value) in (("mark", "("), ("mark", "[")):
            closing = ")" if value == "(" else "]"
            fragment = self._alternatives(_split_group(tokens, closing), depth)
            return self._optional(fragment) if value == "[" else fragment
        raise DialectError(f"unexpected “{value}”")

    def _list(self, name: str) -> list[list[tuple[str, str]]]:
        """The items of a list, as tokens; each list is read once, many phrases name the same."""
        if name not in self._read:
            self._read[name] = [_tokens(item) for item in self._lists[name]]
        return [list(tokens) for tokens in self._read[name]]

    def _alternatives(self, sequences: list[list[tuple[str, str]]], depth: int) -> _Fragment:
        """Alternatives; those of a single word share one state."""
        words: set[str] = set()
        whole = _Fragment(nullable=False, first=[], last=[])
        for tokens in sequences:
            if not tokens:
                raise DialectError("an alternative is empty")
            if len(tokens) == 1 and tokens[0][0] in ("word", "exact"):
                kind, word = tokens[0]
                words |= inflections(word) if kind == "word" else {word}
                continue
            part = self._sequence(tokens, depth + 1)
            whole.nullable = whole.nullable or part.nullable
            whole.first += part.first
            whole.last += part.last
        if words:
            leaf = self._leaf(self._label(frozenset(words)))
            whole.first += leaf.first
            whole.last += leaf.last
        return whole

    def _label(self, words: frozenset[str]) -> int:
        if words not in self._labels:
            number = self._labels[words] = len(self._labels)
            for word in sorted(words):
                self.automaton.words.setdefault(word, []).append(number)
        return self._labels[words]

    def _leaf(self, label: int) -> _Fragment:
        state = len(self.automaton.states)
        self.automaton.states.append(label)
        self.automaton.follow.append([])
        return _Fragment(nullable=False, first=[state], last=[state])

    def _join(self, left: _Fragment, right: _Fragment) -> _Fragment:
        for state in left.last:
            self.automaton.follow[state] += right.first
        return _Fragment(
            left.nullable and right.nullable,
            left.first + right.first if left.nullable else left.first,
            left.last + right.last if right.nullable else right.last,
        )

    @staticmethod
    def _optional(fragment: _Fragment) -> _Fragment:
        return _Fragment(nullable=True, first=fragment.first, last=fragment.last)


def _tokens(source: str) -> list[tuple[str, str]]:
    tokens: list[tuple[str, str]] = []
    place = 0
    source = source.strip()
    while place < len(source):
        match = _TOKEN.match(source, place)
        if match is None:
            raise DialectError(f"cannot read “{source[place:]}”")
        operator, distance, mark, exact, word, name = match.groups()
        if operator == "..":
            tokens.append(("gap", distance))
        elif operator:
            raise DialectError(f"“{operator}” stands inside brackets")
        elif mark:
            tokens.append(("mark", mark))
        elif name:
            tokens.append(("list", name))
        else:
            kind = "exact" if exact else "word"
            # "weight-bearing" is two words in a text, so it is two in a phrase.
            tokens += [(kind, part) for part in _parts(word)]
        place = match.end()
    return tokens


@lru_cache(maxsize=4096)
def _parts(word: str) -> tuple[str, ...]:
    return tuple(part.text for part in split_words(word))


def _sides_of(phrase: str) -> tuple[str, list[tuple[int, str]], list[tuple[int, str]]]:
    """The first side, the (distance, side) pairs of &n and those of !n."""
    depth = 0
    cuts: list[tuple[int, int, str, int]] = []
    for match in re.finditer(r"[(\[]|[)\]]|([&!])(\d{1,3})", phrase):
        if match.group() in "([":
            depth += 1
        elif match.group() in ")]":
            depth -= 1
        elif depth == 0:
            cuts.append((match.start(), match.end(), match.group(1), _distance(match.group(2))))
    if depth:
        raise DialectError("brackets do not pair up")
    ends = [cut[0] for cut in cuts[1:]] + [len(phrase)]
    first = phrase[: cuts[0][0]] if cuts else phrase
    near = [(n, phrase[a:e]) for (_, a, sign, n), e in zip(cuts, ends, strict=False) if sign == "&"]
    apart = [
        (n, phrase[a:e]) for (_, a, sign, n), e in zip(cuts, ends, strict=False) if sign == "!"
    ]
    return first.strip(), [(n, s.strip()) for n, s in near], [(n, s.strip()) for n, s in apart]


def _split_group(tokens: list[tuple[str, str]], closing: str) -> list[list[tuple[str, str]]]:
    """The alternatives up to the closing bracket, which is taken off as well."""
    groups: list[list[tuple[str, str]]] = [[]]
    depth = 0
    while tokens:
        token = tokens.pop(0)
        if token[0] == "mark" and token[1] in "([":
            depth += 1
        elif token[0] == "mark" and token[1] in ")]":
            if depth == 0:
                if token[1] != closing:
                    raise DialectError("brackets do not pair up")
                return groups
            depth -= 1
        if token == ("mark", "|") and depth == 0:
            groups.append([])
        else:
            groups[-1].append(token)
    raise DialectError("brackets do not pair up")


def _distance(digits: str) -> int:
    distance = int(digits)
    if distance > _MAX_GAP:
        raise DialectError(f"a distance of {distance} words is over the limit of {_MAX_GAP}")
    return distance
