"""Rows of Markdown tables: which lines are rows, and where their cells stand."""

from chatbot.patterns import pattern

_BAR = pattern(r"(?<!\\)\|")
_RULER = pattern(r"\s*\|?[\s:|-]*-[\s:|-]*$")


def is_row(text: str) -> bool:
    """Whether a text is a row of a table."""
    return text.lstrip().startswith("|")


def is_ruler(line: str) -> bool:
    """Whether a line is the ruler below a table's header.

    >>> is_ruler("| --- | :-: |"), is_ruler("| DXA | $125 |")
    (True, False)
    """
    return bool(_RULER.match(line))


def cells(row: str) -> tuple[tuple[int, int], ...]:
    """Where the cells of a table row stand.

    >>> row = "| DXA | $125-$300 |"
    >>> [row[start:end] for start, end in cells(row)]
    ['DXA', '$125-$300']
    """
    low, high = len(row) - len(row.lstrip()), len(row.rstrip())
    bars = [match.start() for match in _BAR.finditer(row, low, high)]
    starts, ends = [low, *(bar + 1 for bar in bars)], [*bars, high]
    spans = [_stripped(row, start, end) for start, end in zip(starts, ends, strict=True)]
    first = 1 if bars and bars[0] == low else 0
    last = -1 if bars and bars[-1] == high - 1 else None
    return tuple(spans[first:last])


def headed_cells(row: str, header: str) -> list[tuple[str, int, int]]:
    """The cells of a row that hold something: the column's heading ("" without) and the span.

    >>> headed_cells("| DXA | $125 |", "| Treatment | Cost |")
    [('Treatment', 2, 5), ('Cost', 8, 12)]
    """
    heads = [header[low:high] for low, high in cells(header)] if is_row(header) else []
    found = []
    for index, (low, high) in enumerate(cells(row)):
        if row[low:high]:
            found.append((heads[index] if index < len(heads) else "", low, high))
    return found


def _stripped(row: str, start: int, end: int) -> tuple[int, int]:
    cell = row[start:end]
    low = start + len(cell) - len(cell.lstrip())
    return low, max(low, start + len(cell.rstrip()))
