"""Postings on their way into the terms' order: sorted in runs, most of which wait in a file."""

import tempfile
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from chatbot.errors import ChatbotError

RUN = 1 << 19
"""Postings in a run: what is held in memory while passages are added, and again at the end."""
_BYTES = 8

Integers = npt.NDArray[np.uint32]


@dataclass(frozen=True, slots=True)
class _Run:
    """A run's terms, rising, with how many postings each has, and where the first one lies."""

    terms: Integers
    counts: Integers
    starts: npt.NDArray[np.int64]


class Runs:
    """Postings (term, passage, how often), added in the passages' order, read in the terms'.

    As long as one run holds all of them, no file is made. The file has no name, and is gone with
    `free`, or with the program. Raises ChatbotError where there is no room for it.
    """

    def __init__(self) -> None:
        self._open = (array("I"), array("I"), array("I"))
        self._runs: list[_Run] = []
        self._file: IO[bytes] | None = None
        self._last: Integers | None = None

    def add(self, terms: Iterable[int], passage: int, times: Iterable[int]) -> None:
        """The postings of the next passage; each term is there once."""
        numbers, passages, counts = self._open
        before = len(numbers)
        numbers.extend(terms)
        passages.extend([passage] * (len(numbers) - before))
        counts.extend(times)
        if len(numbers) >= RUN:
            self._sort()

    def close(self, terms: int) -> npt.NDArray[np.int64]:
        """How many postings each of the `terms` has; to be called after the last passage."""
        self._sort()
        holding = np.zeros(terms, dtype=np.int64)
        for run in self._runs:
            holding[run.terms] += run.counts
        return holding

    def read(self, first: int, last: int) -> tuple[Integers, Integers]:
        """Passages and counts of the terms from `first` up to `last`, by term, then by passage."""
        terms, postings = [], [np.empty((0, 2), np.uint32)]
        for number, run in enumerate(self._runs):
            span = slice(*np.searchsorted(run.terms, [first, last]))
            if span.start < span.stop:
                terms.append(np.repeat(run.terms[span], run.counts[span]))
                postings.append(self._rows(number, run.starts[span.start], run.starts[span.stop]))
        rows = np.concatenate(postings)
        if len(terms) > 1:
            rows = rows[np.argsort(np.concatenate(terms), kind="stable")]
        return rows[:, 0], rows[:, 1]

    def free(self) -> None:
        """Forget everything; the file is gone."""
        if self._file is not None:
            self._file.close()
        self._file, self._last, self._runs = None, None, []

    def _sort(self) -> None:
        """Close the open run."""
        if not self._open[0]:
            return
        terms, passages, times = (_integers(column) for column in self._open)
        order = np.argsort(terms, kind="stable")
        known, counts = np.unique(terms[order], return_counts=True)
        ends = np.concatenate(([0], np.cumsum(counts)))
        if self._last is not None:
            self._spill(self._last)
        self._last = np.stack((passages[order], times[order]), axis=1)
        before = int(self._runs[-1].starts[-1]) if self._runs else 0
        self._runs.append(_Run(known, counts.astype(np.uint32), before + ends))
        self._open = (array("I"), array("I"), array("I"))

    def _spill(self, rows: Integers) -> None:
        try:
            if self._file is None:
                self._file = tempfile.TemporaryFile()  # noqa: SIM115 - closed by `free`
            self._file.write(rows.data)
            self._file.flush()
        except OSError as error:
            where = tempfile.tempdir or "the folder for temporary files"
            raise ChatbotError(
                f"{where}: the index cannot be sorted there: {error.strerror}",
                "Make room, or name another folder in TMPDIR.",
            ) from error

    def _rows(self, number: int, start: int, stop: int) -> Integers:
        """Postings of one run: the last one lies in memory, the others in the file."""
        if number == len(self._runs) - 1 and self._last is not None:
            first = self._runs[number].starts[0]
            return self._last[start - first : stop - first]
        if self._file is None:
            raise ValueError(number)
        self._file.seek(int(start) * _BYTES)
        data = self._file.read(int(stop - start) * _BYTES)
        return np.frombuffer(data, np.uint32).reshape(-1, 2)


def _integers(column: "array[Any]") -> Integers:
    return np.frombuffer(column, dtype=np.uint32)
