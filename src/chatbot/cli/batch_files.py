"""`chatbot batch`: a file of questions into a file of answers, CSV or JSON lines."""

import csv
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TextIO

from chatbot.bot import Chatbot
from chatbot.cli import streams
from chatbot.cli.batch import Conversations, Outcome, encode_outcome, read_line, reply_to
from chatbot.cli.opening import open_bot
from chatbot.cli.options import Options
from chatbot.cli.tables import COLUMNS, Row, answer_row, error_row, read_table
from chatbot.encoding import dump
from chatbot.errors import InputError
from chatbot.saving import TakenError, free_name, new_file

_MOST_NAMED = 20
_LINES = frozenset((".jsonl", ".ndjson", ".txt"))
_TABLES = frozenset((".csv", ".tsv"))

Write = Callable[[int, Outcome], None]


def answer_file(options: Options) -> int:
    """Answer a file; 2 if some of its lines were bad, 1 if we failed on one, else 0."""
    source, target = Path(options.questions), Path(options.answers)
    _usable(source, target, force=options.force)
    rows = list(_read(source))
    bot = open_bot(options)
    from chatbot.evaluation.progress import Progress

    conversations, progress, bad = Conversations(), Progress("Answering", len(rows)), []
    worst = 0
    table = target.suffix.casefold() in _TABLES
    try:
        with new_file(
            target, encoding="utf-8-sig" if table else "utf-8", replace=options.force
        ) as file:
            write = _table(file, target) if table else _lines(file, bot, explain=options.explain)
            for number, row in rows:
                outcome = reply_to(bot, conversations, row)
                write(number, outcome)
                if outcome.error:
                    bad.append(f"line {number}: {outcome.error}")
                worst = outcome.code if worst == 0 or outcome.code == 1 else worst
                progress.tick()
    finally:
        progress.close()
    for line in bad[:_MOST_NAMED]:
        streams.complain(line)
    if len(bad) > _MOST_NAMED:
        streams.complain(f"{len(bad) - _MOST_NAMED} more lines were bad")
    streams.note(f"{len(rows) - len(bad)} of {len(rows)} questions answered: {target}")
    return worst


def _usable(source: Path, target: Path, *, force: bool) -> None:
    """Raise InputError before any work is done, not after."""
    for path, known in ((source, _LINES | _TABLES), (target, _LINES - {".txt"} | _TABLES)):
        if path.suffix.casefold() not in known:
            names = ", ".join(sorted(known))
            raise InputError(f"{path}: what sort of file is this?", f"Known: {names}")
    if source.resolve() == target.resolve():
        raise InputError(f"{target}: questions and answers are the same file", "Name another one.")
    if target.exists() and not force:
        error = TakenError(target, free_name(target))
        raise InputError(error.message, f"{error.hint} --force replaces it.")


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


def _table(file: TextIO, target: Path) -> Write:
    delimiter = "\t" if target.suffix.casefold() == ".tsv" else ","
    rows = csv.writer(file, delimiter=delimiter)
    rows.writerow(COLUMNS)

    def write(number: int, outcome: Outcome) -> None:
        if outcome.answer is not None:
            rows.writerow(answer_row(number, outcome.asked, outcome.answer))
        else:
            rows.writerow(error_row(number, outcome.asked, outcome.error))

    return write


def _lines(file: TextIO, bot: Chatbot, *, explain: bool) -> Write:
    def write(number: int, outcome: Outcome) -> None:
        file.write(dump(encode_outcome(outcome, bot, number, explain=explain)) + "\n")

    return write
