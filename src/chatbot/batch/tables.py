"""Questions out of CSV files, and answers into them: for spreadsheets, and safe to open there."""

import csv
import io
from collections.abc import Iterator, Sequence

from chatbot.answer import Answer, Quote
from chatbot.batch.questions import Asked, Row
from chatbot.errors import InputError
from chatbot.incoming import MAX_INPUT, decode
from chatbot.rendering import one_line, quote_text, render_care
from chatbot.safe_text import safe_text

COLUMNS = (
    "line",
    "id",
    "conversation",
    "question",
    "searched_for",
    "kind",
    "confidence",
    "care",
    "message",
    "quotes",
    "sources",
    "differences",
    "disclaimer",
    "suggestions",
    "error",
)
_FORMULA = frozenset("=+-@＝＋－＠")  # noqa: RUF001 - full-width signs begin formulas too
_DELIMITERS = ",;\t"


def read_table(data: bytes) -> Iterator[Row]:
    """The questions of a CSV file. Raises InputError where the file as a whole cannot be read.

    The first row names the columns: `question`, and `id` and `conversation` where they are wanted.
    A file of one column needs no such row. The delimiter is a comma, a semicolon or a tab.
    """
    text = _decoded(data)
    rows = _rows(text)
    number, first = next(rows, (0, []))
    names = [cell.strip().casefold() for cell in first]
    if "question" not in names:
        if len(names) > 1:
            hint = f"The first row has: {', '.join(map(one_line, first))}"
            raise InputError("there is no column “question”", hint)
        if first:
            yield number, Asked(first[0])
        names = ["question"]
    for line, cells in rows:
        yield line, _asked(names, cells)


def answer_row(number: int, asked: Asked, answer: Answer) -> list[str]:
    """An answer as a row of COLUMNS, every cell harmless."""
    confidence = f"{answer.confidence.level} {answer.confidence.value:.2f}"
    return _cells(
        number,
        asked,
        searched_for="; ".join(answer.resolved),
        kind=answer.kind,
        confidence=confidence,
        care=render_care(answer.care) if answer.care else "",
        message=answer.message,
        quotes="\n\n".join(f"[{n}] {quote_text(q)}" for n, q in enumerate(answer.quotes, 1)),
        sources="\n".join(_source(n, quote) for n, quote in enumerate(answer.quotes, 1)),
        differences="\n\n".join(f"{item.topic}: {item.text}" for item in answer.differences),
        disclaimer=answer.disclaimer,
        suggestions="\n".join(answer.suggestions),
    )


def error_row(number: int, asked: Asked, error: str) -> list[str]:
    """A line that could not be answered, as a row of COLUMNS."""
    return _cells(number, asked, error=error)


def harmless(cell: str) -> str:
    """A cell that no spreadsheet takes for a formula: an apostrophe before what begins like one.

    >>> harmless("=1+1"), harmless("-1.8 what is that"), harmless("bone")
    ("'=1+1", "'-1.8 what is that", 'bone')
    """
    text = safe_text(cell)
    return f"'{text}" if text.lstrip()[:1] in _FORMULA and text.strip() else text


def _decoded(data: bytes) -> str:
    try:
        return decode(data)
    except InputError as error:
        raise InputError("the file is not UTF-8", "Save it as “CSV UTF-8”.") from error


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Rows that are not blank, with the number of the line on which each begins."""
    head = text.split("\n", maxsplit=1)[0]
    delimiter = max(_DELIMITERS, key=head.count)
    csv.field_size_limit(MAX_INPUT)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    while True:
        line = reader.line_num + 1
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            hint = "Put a cell with line ends or quotation marks into quotation marks."
            raise InputError(f"line {line}: this is no CSV ({error})", hint) from error
        if any(cell.strip() for cell in cells):
            yield line, cells


def _asked(names: Sequence[str], cells: Sequence[str]) -> Asked | InputError:
    if len(cells) > len(names):
        hint = "Put the question into quotation marks."
        message = f"the row has {len(cells)} cells where there are {len(names)} columns"
        return InputError(message, hint)
    row = dict(zip(names, cells, strict=False))
    name, conversation = (row.get(key, "").strip() or None for key in ("id", "conversation"))
    return Asked(row.get("question", ""), name, conversation)


def _cells(number: int, asked: Asked, **values: str) -> list[str]:
    known = {
        "line": str(number),
        "id": "" if asked.name is None else str(asked.name),
        "conversation": "" if asked.conversation is None else str(asked.conversation),
        "question": asked.question,
        **values,
    }
    return [harmless(known.get(column, "")) for column in COLUMNS]


def _source(number: int, quote: Quote) -> str:
    return f"[{number}] {quote.citation} ({quote.passage})"
