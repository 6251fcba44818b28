"""The committed figures of every question: what changed since they were recorded."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatbot.errors import InputError
from chatbot.evaluation.metrics import LOW, NAMES, mean
from chatbot.evaluation.results import Result
from chatbot.evaluation.statistics import detectable, randomisation
from chatbot.evaluation.trec import write_lines

SCHEMA = "chatbot.baseline/1"
_DIGITS = 4
_RANKING = frozenset(("nDCG@10", "RR", "R@10", "AP"))

Rows = dict[str, dict[str, float]]
"""Question id to figure to value."""


@dataclass(frozen=True, slots=True)
class Baseline:
    """Recorded figures: set to question to figure to value, and the figures of whole sets."""

    rows: Mapping[str, Rows]
    wholes: Mapping[str, Mapping[str, float | None]]


@dataclass(frozen=True, slots=True)
class Change:
    """A question whose figures changed: (figure, before, now), None where it had none."""

    question: str
    text: str
    figures: tuple[tuple[str, float | None, float | None], ...]

    @property
    def only_ranking(self) -> bool:
        """Whether the answer's figures are all as they were."""
        return all(name in _RANKING for name, _, _ in self.figures)

    @property
    def counting(self) -> tuple[tuple[str, float | None, float | None], ...]:
        """The figures of the answer; those of the ranking only where there are no others."""
        return tuple(item for item in self.figures if item[0] not in _RANKING) or self.figures

    @property
    def fell(self) -> bool:
        """Whether some figure that counts is worse than before."""
        return any(
            before is not None and now is not None and (now > before) == (name in LOW)
            for name, before, now in self.counting
        )


@dataclass(frozen=True, slots=True)
class Average:
    """A figure's averages, with the paired test; `p` is None for a figure of the whole set."""

    name: str
    before: float | None
    now: float | None
    p: float | None = None
    detectable: float | None = None

    @property
    def verdict(self) -> str:
        """Whether it is the same, fell or rose; for some figures less is better."""
        if self.before == self.now:
            return "same"
        if self.before is None or self.now is None:
            return "changed"
        return "fell" if (self.now > self.before) == (self.name in LOW) else "rose"


@dataclass(frozen=True, slots=True)
class Comparison:
    """One set against its record; `unrecorded` says in words why it cannot be compared whole."""

    name: str
    changes: tuple[Change, ...]
    averages: tuple[Average, ...]
    unrecorded: str = ""

    @property
    def differs(self) -> bool:
        """Whether an average fell, or rose without the baseline being renewed."""
        return bool(self.unrecorded) or any(item.verdict != "same" for item in self.averages)


def rows_of(result: Result) -> Rows:
    """A result's figures as they are recorded, rounded."""
    return {
        outcome.question.id: {
            name: round(result.values[name][outcome.question.id], _DIGITS)
            for name in NAMES
            if outcome.question.id in result.values[name]
        }
        for outcome in result.outcomes
    }


def compare(baseline: Baseline, result: Result, *, part: bool = False) -> Comparison:
    """Compare question by question; with `part`, only a slice of the set was run."""
    now, recorded = rows_of(result), baseline.rows.get(result.name, {})
    before = {name: recorded[name] for name in now if name in recorded}
    texts = {outcome.question.id: outcome.question.text for outcome in result.outcomes}
    changes = []
    for name, old in before.items():
        new = now[name]
        figures = tuple(
            (figure, old.get(figure), new.get(figure))
            for figure in NAMES
            if old.get(figure) != new.get(figure)
        )
        if figures:
            changes.append(Change(name, texts[name], figures))
    averages = [_average(figure, before, now) for figure in NAMES]
    if not part:
        recorded_wholes = baseline.wholes.get(result.name, {})
        averages += [
            Average(name, recorded_wholes.get(name), None if v is None else round(v, _DIGITS))
            for name, v in result.wholes.items()
        ]
    fresh, gone = len(now) - len(before), 0 if part else len(recorded) - len(before)
    unrecorded = f"{fresh} questions are new and {gone} are gone" if fresh or gone else ""
    return Comparison(
        result.name,
        tuple(sorted(changes, key=lambda change: (change.only_ranking, not change.fell))),
        tuple(averages),
        unrecorded,
    )


def _average(figure: str, before: Rows, now: Rows) -> Average:
    old = {name: row[figure] for name, row in before.items() if figure in row}
    new = {name: row[figure] for name, row in now.items() if figure in row and name in before}
    both = [new[name] - old[name] for name in old if name in new]
    return Average(
        figure, _average_of(old), _average_of(new), randomisation(both), detectable(both)
    )


def _average_of(values: Mapping[str, float]) -> float | None:
    value = mean(values)
    return None if value is None else round(value, 6)


def read_baseline(path: Path) -> Baseline:
    """Read a recorded baseline. Raises InputError."""
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        if data["schema"] != SCHEMA:
            raise InputError(f"{path}: is not a baseline ({SCHEMA})")
        return Baseline(
            {name: _rows(entry) for name, entry in data["sets"].items()},
            {name: dict(entry["wholes"]) for name, entry in data["sets"].items()},
        )
    except FileNotFoundError as error:
        raise InputError(
            f"{path}: there is no baseline", "chatbot eval --record writes one"
        ) from error
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be read'}") from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise InputError(f"{path}: is damaged", "chatbot eval --record writes it anew") from error


def _rows(entry: Mapping[str, Any]) -> Rows:
    figures = entry["figures"]
    return {
        name: {f: float(v) for f, v in zip(figures, values, strict=True) if v is not None}
        for name, values in entry["questions"].items()
    }


def record(path: Path, results: Sequence[Result], version: str) -> None:
    """Write the figures, a question a line; sets that were not run stay as they were recorded."""
    known = read_baseline(path) if path.exists() else Baseline({}, {})
    rows = {**known.rows, **{result.name: rows_of(result) for result in results}}
    wholes = {**known.wholes, **{result.name: _rounded(result.wholes) for result in results}}
    lines = ["{", f' "schema": {json.dumps(SCHEMA)},', f' "version": {json.dumps(version)},']
    lines.append(' "sets": {')
    for number, name in enumerate(rows):
        lines.append(f'  {json.dumps(name)}: {{"figures": {json.dumps(NAMES)},')
        lines.append(f'   "wholes": {json.dumps(wholes[name])}, "questions": {{')
        table = rows[name]
        entries = [
            f"    {json.dumps(question)}: {json.dumps([row.get(figure) for figure in NAMES])}"
            for question, row in table.items()
        ]
        lines += [f"{entry}," for entry in entries[:-1]] + entries[-1:]
        lines.append("  }}" + ("," if number + 1 < len(rows) else ""))
    write_lines(path, [*lines, " }", "}"])


def _rounded(wholes: Mapping[str, float | None]) -> dict[str, float | None]:
    return {n: None if value is None else round(value, _DIGITS) for n, value in wholes.items()}
