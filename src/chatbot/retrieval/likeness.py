"""What a message is like: its words in groups, weighed by what was learned from labelled messages.

Read in windows of two sentences, so that one grave sentence in a long letter is not drowned. Only
the rows of a message's own features are looked up; nothing is parsed but a short head.
"""

import math
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from chatbot.pack.records import NO_RULE
from chatbot.pack.words import split_words
from chatbot.remembering import for_a_turn
from chatbot.retrieval.blocks import Block, mark_of
from chatbot.retrieval.lanes import Lanes
from chatbot.retrieval.wordgroups import Groups, Token, features, pairs, pieces

LEAST = 12
"""A window of fewer features counts as one of so many: one word alone is weak evidence."""
SCALE = 128
"""Stored weights are whole numbers of this fraction."""
_SHOWN = 6
MOST = (1 << 15) - 1
"""The greatest weight that is stored, in whole numbers of 1/SCALE."""
_SENTENCES_KEPT = 256
_FEW_WORDS = 5
_SURE = 0.7
"""What is said in so few words is like much: it needs a share of this, at least.

Of 1,800 messages by strangers (tests/data), all flags in so few words are heard by a phrase.
"""


class Likely(NamedTuple):
    """How much a text is like the messages of any rule (0 to 1), of which rules, most like first.

    `words` are those that speak most for the first rule.
    """

    share: float
    rules: tuple[tuple[str, float], ...]
    words: tuple[str, ...]


class _Weighed(NamedTuple):
    """A piece: the words behind its features, the rows of those that are known, and their sum."""

    said: dict[str, str]
    rows: dict[str, int]
    total: int


class Likeness:
    """The learned second reading of one rule file.

    It speaks from `bar` on, and is sure that nothing is meant under `veto` (shares of 1).
    """

    def __init__(
        self,
        labels: Sequence[str],
        bias: Sequence[float],
        bounds: tuple[float, float],
        tables: tuple[Groups, Block],
    ) -> None:
        self._labels = labels
        self._bias = bias
        self._none = labels.index(NO_RULE)
        self._veto, self._bar = bounds
        self._groups, self._weights = tables
        self._lanes = Lanes(len(labels))
        self._row = lru_cache(maxsize=self._lanes.kept)(self._read_row)
        # A message is read as typed and as repaired; most of its sentences are the same.
        self._weigh = for_a_turn(_SENTENCES_KEPT)(self._weigh_piece)

    def read(self, text: str) -> Likely | None:
        """What the window that speaks loudest is like, if it is over the bar."""
        odds, window = self._loudest(text)
        total = sum(odds)
        share = self._share(odds)
        if window is None or share < self._bar:
            return None
        if share < _SURE and len(split_words(text)) <= _FEW_WORDS:
            return None
        ranked = sorted(range(len(odds)), key=lambda label: -odds[label])
        ranked.remove(self._none)
        rules = tuple((self._labels[label], odds[label] / total) for label in ranked)
        return Likely(share, rules, self._speaking(ranked[0], *window))

    def is_calm(self, text: str) -> bool:
        """Whether it is sure that a text is like the messages of no rule."""
        return self._share(self._loudest(text)[0]) < self._veto

    def _share(self, odds: Sequence[float]) -> float:
        """How much odds speak for any rule."""
        return 1.0 - odds[self._none] / sum(odds)

    def _loudest(self, text: str) -> tuple[list[float], tuple[_Weighed, _Weighed] | None]:
        """The odds of the window with the greatest share, and its pieces, each weighed once.

        Each of many windows may err, so its odds count that much less.
        """
        weighed = list(map(self._weigh, pieces(text, self._groups)))
        found = [(self._odds(left, right), (left, right)) for left, right in pairs(weighed)]
        for odds, _ in found:
            odds[self._none] *= len(found)
        calm = [float(label == self._none) for label in range(len(self._labels))]
        return max(found, key=lambda item: self._share(item[0]), default=(calm, None))

    def _weigh_piece(self, piece: tuple[Token, ...]) -> _Weighed:
        return self._weigh_features(features(piece))

    def _weigh_features(self, said: dict[str, str]) -> _Weighed:
        # Rows are kept by their marks: features hold neighbouring words of what was typed.
        rows = {name: row for name in said if (row := self._row(mark_of(name))) is not None}
        return _Weighed(said, rows, sum(rows.values()))

    def _read_row(self, mark: int) -> int | None:
        """The weights of a feature, in lanes; None if it has none."""
        row, labels = self._weights.marked(mark), len(self._labels)
        if len(row) == cells_of_all(labels):
            return self._lanes.spread(bytes(row)[: 2 * labels], 2)
        return self._lanes.pack(zip(*read_cells(row), strict=True)) if row else None

    def _odds(self, left: _Weighed, right: _Weighed) -> list[float]:
        """The odds of two pieces together; what stands in both counts once."""
        both = left.rows.keys() & right.rows.keys()
        twice = sum(left.rows[name] for name in both)
        count = len(left.rows) + len(right.rows) - len(both)
        scale = 1.0 / (SCALE * max(count, LEAST) ** 0.5)
        sums = self._lanes.read(left.total + right.total - twice)
        return [math.exp(bias + scale * each) for bias, each in zip(self._bias, sums, strict=True)]

    def _speaking(self, label: int, left: _Weighed, right: _Weighed) -> tuple[str, ...]:
        """The words that speak most for a label, the strongest first."""
        rows, window = left.rows | right.rows, left.said | right.said
        worth: dict[str, int] = {}
        for name, row in rows.items():
            said = window[name]
            if said:
                worth[said] = worth.get(said, 0) + self._lanes.read(row)[label]
        ranked = sorted(worth, key=lambda said: (-worth[said], said))
        return tuple(said for said in ranked[:_SHOWN] if worth[said] > 0)


def cells_of_all(labels: int) -> int:
    """How many cells hold a weight for each label, two a cell, and no label.

    A row of so many cells or more is stored like that.

    >>> cells_of_all(3)
    2
    """
    return (labels + 1) // 2


def read_cells(cells: memoryview) -> tuple[Sequence[int], Sequence[int]]:
    """The labels of some cells, and their weights as whole numbers of 1/SCALE.

    >>> from array import array
    >>> cells = array("I", [2 << 16 | -192 & 0xFFFF, 7 << 16 | 32])
    >>> read_cells(memoryview(cells))
    ([2, 7], [-192, 32])
    """
    halves = cells.cast("B").cast("h").tolist()  # the low half lies first
    return halves[1::2], halves[::2]
