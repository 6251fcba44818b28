"""TREC run and qrels files, in which no two passages of a query have the same score."""

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from chatbot.errors import InputError

_FINE = 1000.0


def run_lines(query: str, ranking: Sequence[tuple[str, float]], tag: str) -> Iterable[str]:
    """A query's lines: its scores, lowered a little where they would be equal.

    trec_eval reads scores as 32-bit floats, so a step has to be large enough for them.

    >>> list(run_lines("q", [("a", 2.0), ("b", 2.0)], "x"))
    ['q Q0 a 1 2.0000 x', 'q Q0 b 2 1.9999 x']
    """
    digits = 4 if not ranking or abs(ranking[0][1]) < _FINE else 2
    last: int | None = None
    for rank, (name, score) in enumerate(ranking, 1):
        value = round(score * 10**digits)
        last = value if last is None else min(value, last - 1)
        yield f"{query} Q0 {name} {rank} {last / 10**digits:.{digits}f} {tag}"


def write_run(path: Path, rankings: Mapping[str, Sequence[tuple[str, float]]], tag: str) -> None:
    """Write a run file."""
    write_lines(
        path, (line for query in rankings for line in run_lines(query, rankings[query], tag))
    )


def write_qrels(path: Path, qrels: Mapping[str, Mapping[str, int]]) -> None:
    """Write a qrels file."""
    write_lines(
        path, (f"{query} 0 {name} {qrels[query][name]}" for query in qrels for name in qrels[query])
    )


def write_lines(path: Path, lines: Iterable[str]) -> None:
    """Write text lines. Raises InputError for a place that cannot be written."""
    try:
        with path.open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be written'}") from error
