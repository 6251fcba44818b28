"""What a message is like: its words in groups, weighed by what was learned from labelled messages.

Read in windows of two sentences, so that one grave sentence in a long letter is not drowned. Only
the rows of a message's own features are looked up; nothing is parsed but a short head.
"""

import itertools
import math
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from chatbot.pack.records import NO_RULE
from chatbot.retrieval.blocks import Rows
from chatbot.retrieval.wordgroups import Groups, pairs, pieces

LEAST = 12
"""A window of fewer features counts as one of so many: one word alone is weak evidence."""
SCALE = 128
"""Stored weights are whole numbers of this fraction."""
_SHOWN = 6
_BIAS = 1 << 15


class Likely(NamedTuple):
    """How much a text is like the messages of any rule (0 to 1), of which rules, most like first.

    `words` are those that speak most for the first rule.
    """

    share: float
    rules: tuple[tuple[str, float], ...]
    words: tuple[str, ...]


class _Weighed(NamedTuple):
    """A piece: the words and rows of its known features, and the sum of the rows by label."""

    said: dict[str, str]
    rows: dict[str, Sequence[int]]
    sums: list[int]


class Likeness:
    """The learned second reading of one rule file.

    It speaks from `bar` on, and is sure that nothing is meant under `veto` (shares of 1).
    """

    def __init__(
        self,
        labels: Sequence[str],
        bias: Sequence[float],
        bounds: tuple[float, float],
        tables: tuple[Groups, Rows],
    ) -> None:
        self._labels = labels
        self._bias = bias
        self._none = labels.index(NO_RULE)
        self._veto, self._bar = bounds
        self._groups, self._weights = tables

    def read(self, text: str) -> Likely | None:
        """What the window that speaks loudest is like, if it is over the bar."""
        odds, window = self._loudest(text)
        total = sum(odds)
        share = self._share(odds)
        if window is None or share < self._bar:
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
        weighed = [self._weigh(piece) for piece in pieces(text, self._groups)]
        found = [(self._odds(left, right), (left, right)) for left, right in pairs(weighed)]
        for odds, _ in found:
            odds[self._none] *= len(found)
        calm = [float(label == self._none) for label in range(len(self._labels))]
        return max(found, key=lambda item: self._share(item[0]), default=(calm, None))

    def _weigh(self, piece: dict[str, str]) -> _Weighed:
        rows = {name: row for name in piece if (row := self._weights.row(name))}
        return _Weighed(piece, rows, self._sums(rows.values()))

    def _sums(self, rows: Iterable[Sequence[int]]) -> list[int]:
        sums = [0] * len(self._labels)
        for cell in itertools.chain.from_iterable(rows):
            sums[cell >> 16] += (cell & 0xFFFF) - _BIAS
        return sums

    def _odds(self, left: _Weighed, right: _Weighed) -> list[float]:
        """The odds of two pieces together; what stands in both counts once."""
        both = left.rows.keys() & right.rows.keys()
        twice = self._sums(left.rows[name] for name in both)
        count = len(left.rows) + len(right.rows) - len(both)
        scale = 1.0 / (SCALE * max(count, LEAST) ** 0.5)
        parts = zip(self._bias, left.sums, right.sums, twice, strict=True)
        return [math.exp(bias + scale * (a + b - again)) for bias, a, b, again in parts]

    def _speaking(self, label: int, left: _Weighed, right: _Weighed) -> tuple[str, ...]:
        """The words that speak most for a label, the strongest first."""
        rows, window = left.rows | right.rows, left.said | right.said
        worth: dict[str, int] = {}
        for name, row in rows.items():
            for cell in row:
                if cell >> 16 == label and window[name]:
                    said = window[name]
                    worth[said] = worth.get(said, 0) + (cell & 0xFFFF) - _BIAS
        ranked = sorted(worth, key=lambda said: (-worth[said], said))
        return tuple(said for said in ranked[:_SHOWN] if worth[said] > 0)


def cell(label: int, weight: float) -> int:
    """A label's weight as it is stored.

    >>> cell(2, -1.5) >> 16, ((cell(2, -1.5) & 0xFFFF) - (1 << 15)) / SCALE
    (2, -1.5)
    """
    return label << 16 | (max(-_BIAS, min(_BIAS - 1, round(weight * SCALE))) + _BIAS)
