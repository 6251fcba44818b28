"""What a message is like: its words in groups, weighed by what was learned from labelled messages.

Read in windows of two sentences, so that one grave sentence in a long letter is not drowned. Only
the rows of a message's own features are looked up; nothing is parsed but a short head.
"""

import itertools
import math
import re
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, Protocol
from zlib import crc32

from chatbot.pack.records import NO_RULE
from chatbot.pack.words import split_words

FILLER, DENY, ASK = "filler", "deny", "ask"
PERSONS = ("me", "other")
"""Groups with a part to play: words passed over, denials, openings of questions, persons."""
PARTS = ("marks", "starts", "cells")
"""What the arrays of a block are called."""
LEAST = 12
"""A window of fewer features counts as one of so many: one word alone is weak evidence."""
SCALE = 128
"""Stored weights are whole numbers of this fraction."""
LONGEST_NAME = 3
_REACH = 4
_CHUNK = 18
_GAP = 3
_ROOT = 7
_SHOWN = 6
_SENTENCE_END = re.compile(r"[.?!;\n]")
_ENDINGS = ("ing", "ed", "es", "s", "ly")
_SHORTEST = 3
_SILENT = frozenset("aeiouyh")
_SKELETON = 5
_BIAS = 1 << 15


class Rows(Protocol):
    """A table from text to a row of whole numbers; an unknown text has an empty row."""

    def row(self, name: str) -> Sequence[int]:
        """The row of a name."""


class Block:
    """Rows stored as three arrays (sorted marks of names, where rows begin, cells): read in place.

    >>> rows = Block(*map(memoryview, Block.build({"leg": [3, 1], "arm": [2]})))
    >>> list(rows.row("leg")), list(rows.row("toe"))
    ([3, 1], [])
    """

    def __init__(self, marks: memoryview, starts: memoryview, cells: memoryview) -> None:
        self._marks, self._starts, self._cells = (part.cast("I") for part in (marks, starts, cells))

    @staticmethod
    def build(rows: Mapping[str, Sequence[int]]) -> tuple[bytes, bytes, bytes]:
        """The arrays as bytes; of two names with the same mark the first in the alphabet stays."""
        from array import array

        marked: dict[int, Sequence[int]] = {}
        for name in sorted(rows):
            marked.setdefault(crc32(name.encode()), rows[name])
        starts, cells = array("I", [0]), array("I")
        for mark in sorted(marked):
            cells.extend(marked[mark])
            starts.append(len(cells))
        return array("I", sorted(marked)).tobytes(), starts.tobytes(), cells.tobytes()

    def row(self, name: str) -> memoryview:
        """The row of a name; empty if it has none."""
        mark = crc32(name.encode())
        place = bisect_left(self._marks, mark)
        if place == len(self._marks) or self._marks[place] != mark:
            return self._cells[:0]
        return self._cells[self._starts[place] : self._starts[place + 1]]


class Likely(NamedTuple):
    """How much a text is like the messages of any rule (0 to 1), of which rules, most like first.

    `words` are those that speak most for the first rule.
    """

    share: float
    rules: tuple[tuple[str, float], ...]
    words: tuple[str, ...]


class _Token:
    """A word, or a few that are one name: its root, its groups, where it stands."""

    __slots__ = ("denied", "groups", "root", "said", "sentence", "units")

    def __init__(
        self, said: str, root: str, groups: tuple[str, ...], sentence: int, *, denied: bool
    ) -> None:
        self.said, self.root, self.groups = said, root, groups
        self.sentence, self.denied = sentence, denied
        self.units: tuple[str, ...] = ()


class Groups:
    """Words into groups of like meaning, a misspelt one by its consonants."""

    def __init__(self, names: Sequence[str], rows: Rows) -> None:
        self._names = names
        self._rows = rows

    def of(self, words: Sequence[str]) -> tuple[str, ...]:
        """The groups of a name; of a single word that has none, those of its skeleton."""
        found = self._rows.row(" ".join(words))
        if not found and len(words) == 1:
            bones = skeleton(words[0])
            found = self._rows.row(bones) if bones else found
        return tuple(self._names[number] for number in found)


def skeleton(word: str) -> str:
    """First letter and consonants, none twice in a row; empty for what is too short to tell.

    >>> skeleton("breathing"), skeleton("brething"), skeleton("leg")
    ('~brtng', '~brtng', '')
    """
    bones = word[:1]
    for letter in word[1:]:
        if letter not in _SILENT and letter != bones[-1]:
            bones += letter
    return "~" + bones if len(bones) >= _SKELETON else ""


def windows(text: str, groups: Groups) -> list[dict[str, str]]:
    """The features of each two neighbouring pieces of a text, with the words they stem from."""
    pieces = [_features(piece) for piece in _pieces(_tokens(text, groups))]
    if len(pieces) < 2:  # noqa: PLR2004 - one piece is a window of its own
        return pieces
    return [left | right for left, right in itertools.pairwise(pieces)]


def _tokens(text: str, groups: Groups) -> Iterator[_Token]:
    """Words with their groups; a word is denied shortly after a denial in the same clause."""
    words = split_words(text)
    place = last = sentence = reach = 0
    while place < len(words):
        size, found = _name_at([word.text for word in words[place : place + LONGEST_NAME]], groups)
        first = words[place]
        parts = [word.text for word in words[place : place + size]]
        sentence += place > 0 and _SENTENCE_END.search(text, last, first.start) is not None
        if first.opens:
            reach = 0
        root = "_".join(_root(part) for part in parts)
        yield _Token(" ".join(parts), root, found, sentence, denied=reach > 0)
        if DENY in found:
            reach = _REACH
        elif FILLER not in found:
            reach -= 1
        last = words[place + size - 1].end
        place += size


def _name_at(words: Sequence[str], groups: Groups) -> tuple[int, tuple[str, ...]]:
    """The longest name that begins here, in words, and its groups."""
    for size in range(len(words), 1, -1):
        found = groups.of(words[:size])
        if found:
            return size, found
    return 1, groups.of(words[:1])


def _root(word: str) -> str:
    for ending in _ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)][:_ROOT]
    return word[:_ROOT]


def _pieces(tokens: Iterator[_Token]) -> Iterator[list[_Token]]:
    """Sentences, long ones cut."""
    piece: list[_Token] = []
    for token in tokens:
        if piece and (token.sentence != piece[-1].sentence or len(piece) >= _CHUNK):
            yield piece
            piece = []
        piece.append(token)
    if piece:
        yield piece


def _features(piece: Sequence[_Token]) -> dict[str, str]:
    """Roots, groups, and near pairs with a group in them, with the words behind each.

    In a question about nobody in particular all features are marked with "?"; a denied word's
    are marked with "-".
    """
    personal = any(group in PERSONS for token in piece for group in token.groups)
    general = ASK in piece[0].groups and not personal
    found = {"!general": ""} if general else {"!personal": ""} if personal else {}
    heavy: list[_Token] = []
    for token in piece:
        sign = ("?" if general else "") + ("-" if token.denied else "")
        found[sign + token.root] = token.said
        if FILLER in token.groups:
            continue
        names = tuple(sign + "@" + group for group in token.groups)
        found |= dict.fromkeys(names, token.said)
        token.units = names or (sign + token.root,)
        for other in heavy[-_GAP:]:
            said = f"{other.said} … {token.said}"
            for left in other.units:
                for right in token.units:
                    if left != right and (other.groups or token.groups):
                        found[f"{min(left, right)}~{max(left, right)}"] = said
        heavy.append(token)
    return found


class Likeness:
    """The learned second reading of one rule file. `bar` is the share from which it speaks."""

    def __init__(
        self, labels: Sequence[str], bias: Sequence[float], bar: float, tables: tuple[Groups, Rows]
    ) -> None:
        self._labels = labels
        self._bias = bias
        self._none = labels.index(NO_RULE)
        self._bar = bar
        self._groups, self._weights = tables

    def read(self, text: str) -> Likely | None:
        """What the window that speaks loudest is like, if it is over the bar."""
        found = windows(text, self._groups)
        best = max(
            (self._weigh(window, len(found)) for window in found),
            key=lambda likely: likely.share,
            default=None,
        )
        return best if best is not None and best.share >= self._bar else None

    def _weigh(self, window: Mapping[str, str], tries: int) -> Likely:
        """What a window is like. Each of many windows may err, so its odds count that much less."""
        sums = [0.0] * len(self._labels)
        rows = [(said, self._weights.row(name)) for name, said in window.items()]
        rows = [(said, row) for said, row in rows if row]
        for _, row in rows:
            for cell in row:
                sums[cell >> 16] += (cell & 0xFFFF) - _BIAS
        scale = 1.0 / (SCALE * max(len(rows), LEAST) ** 0.5)
        odds = [math.exp(bias + scale * s) for bias, s in zip(self._bias, sums, strict=True)]
        odds[self._none] *= tries
        total = sum(odds)
        share = 1.0 - odds[self._none] / total
        ranked = sorted(range(len(odds)), key=lambda label: -odds[label])
        ranked.remove(self._none)
        rules = tuple((self._labels[label], odds[label] / total) for label in ranked)
        return Likely(share, rules, self._speaking(ranked[0], rows) if share >= self._bar else ())

    def _speaking(self, label: int, rows: Sequence[tuple[str, Sequence[int]]]) -> tuple[str, ...]:
        """The words that speak most for a label, the strongest first."""
        worth: dict[str, int] = {}
        for said, row in rows:
            for cell in row:
                if cell >> 16 == label and said:
                    worth[said] = worth.get(said, 0) + (cell & 0xFFFF) - _BIAS
        ranked = sorted(worth, key=lambda said: (-worth[said], said))
        return tuple(said for said in ranked[:_SHOWN] if worth[said] > 0)


def cell(label: int, weight: float) -> int:
    """A label's weight as it is stored.

    >>> cell(2, -1.5) >> 16, ((cell(2, -1.5) & 0xFFFF) - (1 << 15)) / SCALE
    (2, -1.5)
    """
    return label << 16 | (max(-_BIAS, min(_BIAS - 1, round(weight * SCALE))) + _BIAS)
