"""A file of questions into a file of answers, CSV or JSON lines: whole, or not there at all."""

import csv
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from chatbot.batch.answering import (
    Answerer,
    Conversations,
    Outcome,
    encode_outcome,
    reply_to,
    worse,
)
from chatbot.batch.questions import Row, read_line
from chatbot.batch.tables import COLUMNS, answer_row, error_row, read_table
from chatbot.encoding import dump
from chatbot.errors import InputError
from chatbot.saving import TakenError, free_name, new_file

_LINES = frozenset((".jsonl", ".ndjson", ".txt"))
_TABLES = frozenset((".csv", ".tsv"))

Write = Callable[[int, Outcome], None]


@dataclass(frozen=True, slots=True)
class Target:
    """Where answers go; `replace` says that a file of that name may go, `explain` asks for more."""

    path: Path
    replace: bool = False
    explain: bool = False


@dataclass(frozen=True, slots=True)
class Report:
    """How it went: how many questions there were, what was wrong with which, the exit code."""

    asked: int
    bad: tuple[str, ...]
    code: int

    @property
    def answered(self) -> int:
        """How many have an answer."""
        return self.asked - len(self.bad)


def read_questions(source: Path, target: Target) -> list[Row]:
    """The questions of a file that can be answered into another.

    Raises InputError before any work is done, not after.
    """
    _usable(source, target)
    rows = list(_read(source))
    if not rows:
        raise InputError(f"{source}: holds no question", "Put one on each line.")
    return rows


def answer_questions(
    rows: Sequence[Row], bot: Answerer, target: Target, done: Callable[[], None]
) -> Report:
    """Answer every question into the file; `done` is called after each.

    What `done` raises ends the work, and then there is no file. Raises SaveError.
    """
    conversations, bad, worst = Conversations(), [], 0
    table = target.path.suffix.casefold() in _TABLES
    encoding = "utf-8-sig" if table else "utf-8"
    with new_file(target.path, encoding=encoding, replace=target.replace) as file:
        write = _table(file, target) if table else _lines(file, bot, target)
        for number, asked in rows:
            outcome = reply_to(bot, conversations, asked)
            write(number, outcome)
            if outcome.error:
                bad.append(f"line {number}: {outcome.error}")
            worst = worse(worst, outcome.code)
            done()
    return Report(len(rows), tuple(bad), worst)


def answers_beside(source: Path) -> Path:
    """A free name for the answers to a file, of its own sort.

    >>> answers_beside(Path("/no/such/folder/week.txt")).name
    'week-answers.jsonl'
    """
    ending = ".jsonl" if source.suffix.casefold() == ".txt" else source.suffix
    return free_name(source.with_name(f"{source.stem}-answers{ending}"))


def _usable(source: Path, target: Target) -> None:
    answers = target.path
    for path, known in ((source, _LINES | _TABLES), (answers, _LINES - {".txt"} | _TABLES)):
        if path.suffix.casefold() not in known:
            names = ", ".join(sorted(known))
            raise InputError(f"{path}: what sort of file is this?", f"Known: {names}")
    if source.resolve() == answers.resolve():
        raise InputError(f"{answers}: questions and answers are the same file", "Name another one.")
    if not answers.parent.is_dir():
        raise InputError(f"{answers.parent}: there is no such folder", "Make it, or name another.")
    if source.exists() and not (source.is_file() or source.is_dir()):
        raise InputError(f"{source}: is no ordinary file", "Name a file.")
    if answers.exists() and not target.replace:
        raise TakenError(answers, free_name(answers))


def _read(source: Path) -> Iterator[Row]:
    try:
        data = source.read_bytes()
    except OSError as error:
        raise InputError(f"{source}: {error.strerror or 'cannot be read'}") from error
    try:
        if source.suffix.casefold() in _TABLES:
            yield from read_table(data)
        else:
            yield from _read_lines(data)
    except InputError as error:
        raise InputError(f"{source}: {error.message}", error.hint) from error


def _read_lines(data: bytes) -> Iterator[Row]:
    """A line's question, or what is wrong with it; blank lines are none."""
    for number, line in enumerate(data.split(b"\n"), 1):
        if line.strip():
            try:
                yield number, read_line(line.removesuffix(b"\r"))
            except InputError as error:
                yield number, error


def _table(file: TextIO, target: Target) -> Write:
    delimiter = "\t" if target.path.suffix.casefold() == ".tsv" else ","
    rows = csv.writer(file, delimiter=delimiter)
    rows.writerow(COLUMNS)

    def write(number: int, outcome: Outcome) -> None:
        if outcome.answer is not None:
            rows.writerow(answer_row(number, outcome.asked, outcome.answer))
        else:
            rows.writerow(error_row(number, outcome.asked, outcome.error))

    return write


def _lines(file: TextIO, bot: Answerer, target: Target) -> Write:
    def write(number: int, outcome: Outcome) -> None:
        encoded = encode_outcome(outcome, bot, number, explain=target.explain)
        file.write(dump(encoded) + "\n")

    return write
