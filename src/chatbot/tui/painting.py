"""Words of documents as harmless, styled `Content`: sentences, items, table rows, citations."""

from collections.abc import Iterator, Sequence

from textual.content import Content

from chatbot.answer import Quote
from chatbot.patterns import pattern
from chatbot.safe_text import safe_text
from chatbot.table_rows import headed_cells, is_row, is_ruler

Spans = Sequence[tuple[int, int]]

MARK = "bold $mark-text on $mark-back"
"""The style of a quoted passage in its document."""
STRONG = "bold"
LABEL = "bold $primary"
_SOFT_BREAK = pattern(r"\s*\n(?!\s*(?:[-*+•|]|\d{1,3}[.)]\s))\s*")


def painted(text: str, marks: Spans = (), style: str = STRONG, start: int = 0) -> Content:
    """The text, made safe, with stretches of it in a style.

    `marks` are offsets that count from `start`, which is the text's own offset. The text is cut
    before it is made safe, because what is dropped would move the offsets.
    """
    edge = 0
    parts: list[str | tuple[str, str]] = []
    for low, high in sorted(marks):
        begin, end = max(low - start, edge), min(high - start, len(text))
        if begin < end:
            parts += [safe_text(text[edge:begin]), (safe_text(text[begin:end]), style)]
            edge = end
    return Content.assemble(*parts, safe_text(text[edge:]))


def flowed(text: str) -> str:
    r"""The text with line ends inside a sentence as spaces of the same length.

    >>> flowed("low bone\nmass\n- rest")
    'low bone mass\n- rest'
    """
    return _SOFT_BREAK.sub(lambda match: " " * len(match.group()), text)


def row_lines(row: str, header: str, marks: Spans, style: str, start: int = 0) -> Iterator[Content]:
    """A table row as one line a cell, each behind its column's heading, in the table's words."""
    for head, low, high in headed_cells(row, header):
        cell = painted(row[low:high], marks, style, start + low)
        if head:
            yield Content.assemble((f"{safe_text(head)}: ", LABEL), cell)
        else:
            yield cell.stylize(STRONG) if is_row(header) else cell


def quote_lines(quote: Quote) -> list[Content]:
    """A quote with its context, ready to show: header, words, note."""
    headers = [item.text for item in quote.context if item.role == "header"]
    table = next((text for text in headers if is_row(text)), "")
    lines = [painted(flowed(text.strip())) for text in headers if not is_row(text)]
    if is_row(quote.text):
        lines += _rows(quote, table)
    else:
        lines.append(painted(flowed(quote.text), quote.highlights))
    lines += [painted(flowed(item.text)) for item in quote.context if item.role == "note"]
    return lines


def quote_text(quote: Quote, disclaimer: str) -> str:
    """A quote for the clipboard: words with context, citation, passage, disclaimer."""
    header = [item.text for item in quote.context if item.role == "header"]
    note = [item.text for item in quote.context if item.role == "note"]
    words = "\n".join([*header, quote.text, *note])
    parts = [f"“{words}”", f"{quote.citation} ({quote.passage})", disclaimer]
    return safe_text("\n\n".join(part for part in parts if part))


def clipped(text: str, most: int) -> str:
    """The text, cut with a sign that it goes on.

    >>> clipped("osteopenia", 5)
    'osteo …'
    """
    return text if len(text) <= most else f"{text[:most]} …"


def _rows(quote: Quote, header: str) -> Iterator[Content]:
    start = 0
    for line in quote.text.splitlines(keepends=True):
        if not is_ruler(line):
            yield from row_lines(line, header, quote.highlights, STRONG, start)
        start += len(line)
