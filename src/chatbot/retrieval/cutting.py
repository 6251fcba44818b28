"""Chooses which units of a passage answer: a stretch of its sentences, or rows of its table."""

from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache

from chatbot.answer import MAX_QUOTE
from chatbot.frozen import dataclass
from chatbot.pack.records import ContextSpan, Unit
from chatbot.pack.words import words_of
from chatbot.retrieval.query import NUMERIC_CUES, tells_number

_UNITS_KEPT = 512
_STRETCH = 480
"""The most characters of a stretch of a longer passage, if it is no list."""
_HINTS: Mapping[str, frozenset[str]] = {
    "why": frozenset("because so due since reason therefore cause causes leads".split()),
    "safe": frozenset("safe unsafe harmful harm risk avoid limit careful uncommon".split()),
    "effects": frozenset("side effects rare nausea headaches uncommon".split()),
    "cost": frozenset("cost costs price prices".split()),
    "often": frozenset("every week weekly day daily times year years".split()),
    # "Slow" is no time: "drugs slow bone loss".
    "long": frozenset("months years weeks long time speed faster gradual gradually".split()),
}
_HINT_GAIN = 1.5
_MOST_HINTS = 2
_FURTHER = 0.05
_STANDS_OUT = 0.6
_ADDS = 0.4
"""The share of the best row's worth from which a row is picked for what no better row holds."""
_TELLS_ROWS_APART = 0.25
"""The share of what is asked, besides what the header says, that a row is to hold to be picked."""
_ELSEWHERE = 0.5
"""What a term counts in a row that is not named by it: its first cell is what a row is about."""
_MOST_RUNS = 3


@dataclass(frozen=True, slots=True)
class Wanted:
    """What a quote should hold: terms with their worth (weight times IDF), and the cues.

    `aside` are those of the terms that are not asked for themselves: broader ones, and what else
    the message says.
    """

    terms: Mapping[str, float]
    cues: frozenset[str]
    aside: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of a passage: its first and last unit, and the one that answers best, if any."""

    first: int
    last: int
    best: int | None


def cuts(
    units: Sequence[Unit],
    texts: Sequence[str],
    terms: Sequence[Sequence[str]],
    header: Sequence[str],
    names: Mapping[int, Sequence[str]],
    wanted: Wanted,
) -> list[Cut]:
    """The stretches of a passage that answer, the best first; of prose and lists there is one.

    `texts` and `terms` are the units' own, `header` are the terms of a table's header,
    `names` those of each row's first cell.
    """
    rows = [place for place, unit in enumerate(units) if unit.kind == "row"]
    if rows:
        table = _Table(units, {place: texts[place] for place in rows}, terms, header, names, wanted)
        worth, windows = table.worth, table.runs()
    else:
        worth = _worth(texts, terms, wanted)
        windows = [_stretch(units, worth)]
    return [_cut(first, last, worth) for first, last in windows]


def length(units: Sequence[Unit]) -> int:
    """Code points of a quote of the units, with its context."""
    start, end = units[0].start, units[-1].end
    return end - start + sum(span.end - span.start for span in context_of(units))


def context_of(units: Sequence[Unit]) -> list[ContextSpan]:
    """The units' context, each once, without what the quote holds anyway, as far as it fits."""
    start, end = units[0].start, units[-1].end
    room = MAX_QUOTE - (end - start)
    spans = []
    for span in dict.fromkeys(span for unit in units for span in unit.context):
        if start <= span.start and span.end <= end:
            continue
        if span.end - span.start <= room:
            spans.append(span)
            room -= span.end - span.start
    return spans


def _cut(first: int, last: int, worth: Mapping[int, float]) -> Cut:
    best = max(range(first, last + 1), key=lambda place: (worth[place], -place))
    return Cut(first, last, best if worth[best] > 0 and last > first else None)


def _worth(texts: Sequence[str], held: Sequence[Sequence[str]], wanted: Wanted) -> dict[int, float]:
    values: dict[int, float] = {}
    for place, (text, terms) in enumerate(zip(texts, held, strict=True)):
        value = sum(wanted.terms.get(term, 0.0) for term in dict.fromkeys(terms))
        if value > 0:
            value += _hints(text, wanted.cues)
            # A section says first what its thing is.
            value += _HINT_GAIN * (place == 0 and "what" in wanted.cues)
        values[place] = value
    return values


@lru_cache(maxsize=_UNITS_KEPT)
def _words(text: str) -> frozenset[str]:
    """A unit's words: to cut every unit of every hit anew takes longer than to find the hits."""
    return frozenset(word.text for word in words_of(text))


_tells_number = lru_cache(maxsize=_UNITS_KEPT)(tells_number)


def _hints(text: str, cues: frozenset[str]) -> float:
    """What a unit gains for being the kind of thing that is asked for."""
    gain = 0.0
    if cues & NUMERIC_CUES and _tells_number(text):
        gain += _HINT_GAIN * 2
    hints = [_HINTS[cue] for cue in cues if cue in _HINTS]
    words = _words(text) if hints else frozenset()
    return gain + _HINT_GAIN * sum(min(len(words & hint), _MOST_HINTS) for hint in hints)


def _stretch(units: Sequence[Unit], worth: Mapping[int, float]) -> tuple[int, int]:
    """First and last unit of the stretch that answers best and fits.

    A list that breaks off reads as a whole one, so it may be as long as any quote.
    """
    fits = length(units) <= MAX_QUOTE
    most = MAX_QUOTE if fits or any(unit.kind == "item" for unit in units) else _STRETCH
    best, best_value = (0, 0), float("-inf")
    for first in range(len(units)):
        value = 0.0
        for last in range(first, len(units)):
            if last > first and length(units[first : last + 1]) > most:
                break
            # A further sentence helps to understand, even if it holds nothing that was asked.
            value += worth[last] + _FURTHER
            if value > best_value:
                best, best_value = (first, last), value
    return best


class _Table:
    """The rows of a table, and what each is worth above the least.

    What every row holds, or the header, tells no row from another.
    """

    def __init__(
        self,
        units: Sequence[Unit],
        texts: Mapping[int, str],
        terms: Sequence[Sequence[str]],
        header: Sequence[str],
        names: Mapping[int, Sequence[str]],
        wanted: Wanted,
    ) -> None:
        self._units = units
        self._telling = {t: value for t, value in wanted.terms.items() if t not in header}
        self._asked = sum(v for t, v in self._telling.items() if t not in wanted.aside)
        self._held = {place: self._telling.keys() & set(terms[place]) for place in texts}
        values = {
            place: self._share(place, names[place]) + _hints(text, wanted.cues)
            for place, text in texts.items()
        }
        least = min(values.values())
        self.worth = {place: value - least for place, value in values.items()}

    def runs(self) -> list[tuple[int, int]]:
        """First and last row of each run that answers; the whole table, if no row clearly does.

        Runs are joined where the rows between them take no more room than the header once more.
        """
        rows = list(self.worth)
        clear = max(self.worth.values()) >= _TELLS_ROWS_APART * self._asked
        if not clear and self._fits(rows[0], rows[-1]):
            return [(rows[0], rows[-1])]
        runs: list[tuple[int, int]] = []
        for place in self._picked():
            if runs and self._joins(*runs[-1], place):
                runs[-1] = (runs[-1][0], place)
            else:
                runs.append((place, place))
        return sorted(runs, key=lambda run: -self._best(*run))[:_MOST_RUNS]

    def _picked(self) -> list[int]:
        """The rows that stand out, and those that hold what none of them does, in their order."""
        top = max(self.worth.values())
        picked = [place for place, value in self.worth.items() if value >= _STANDS_OUT * top]
        told = set().union(*(self._held[place] for place in picked))
        for place in sorted(self.worth.keys() - set(picked), key=lambda p: (-self.worth[p], p)):
            if self._sum(self._held[place] - told) >= _ADDS * top:
                picked.append(place)
                told |= self._held[place]
        return sorted(picked)

    def _sum(self, terms: Collection[str]) -> float:
        return sum(value for term, value in self._telling.items() if term in terms)

    def _share(self, place: int, name: Collection[str]) -> float:
        """What a row holds of what is asked, most of it by its name."""
        held = self._held[place]
        return self._sum(held.intersection(name)) + _ELSEWHERE * self._sum(held.difference(name))

    def _best(self, first: int, last: int) -> float:
        return max(self.worth[place] for place in range(first, last + 1))

    def _joins(self, first: int, last: int, place: int) -> bool:
        if not self._fits(first, place):
            return False
        apart = length(self._units[first : last + 1]) + length(self._units[place : place + 1])
        return length(self._units[first : place + 1]) <= apart

    def _fits(self, first: int, last: int) -> bool:
        """Whether these are rows of one table that fit into a quote."""
        rows = self._units[first : last + 1]
        one = all(row.kind == "row" and row.context == rows[0].context for row in rows)
        return one and length(rows) <= MAX_QUOTE
