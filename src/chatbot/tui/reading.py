"""A document as lines of a width: what stands on each, and where its words are in the text.

A document of a megabyte is laid out in a blink, because wrapping is one pattern run over each
paragraph; nothing is drawn that is not in sight.
"""

import re
from bisect import bisect_right
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import Literal, NamedTuple

from rich.cells import cell_len, get_character_cell_size

from chatbot.frozen import dataclass, replace
from chatbot.pack.markup import blocks_of
from chatbot.pack.records import Block, Document, Section
from chatbot.safe_text import blanked, safe_text
from chatbot.table_rows import cells
from chatbot.tui.painting import Spans, flowed

LineKind = Literal["heading", "text", "about"]
Style = Literal["plain", "label", "mark", "found", "here"]

_KEPT = 24
"""The layouts that are kept: of each document at the widths where it was read last."""
_INDENT = "  "
AROUND = 6000
"""The characters on either side of a place that fill any screen."""


class Line(NamedTuple):
    """A line: words of the document from `start` to `end`, behind `lead`, which is not of it."""

    start: int
    end: int
    lead: str = ""
    kind: LineKind = "text"


@dataclass(frozen=True, slots=True)
class Layout:
    """Lines of a document; `text` is the document's, to which all offsets belong.

    `whole` is False for the stretch around a place that can be shown before the rest is laid out.
    """

    text: str
    lines: tuple[Line, ...]
    starts: tuple[int, ...]
    whole: bool = True

    def line_of(self, offset: int) -> int:
        """The index of the line that holds an offset, or the one before it."""
        return max(0, bisect_right(self.starts, offset) - 1)

    def holds(self, offset: int) -> bool:
        """Whether an offset is on one of the lines."""
        return self.whole or self.starts[0] <= offset <= self.lines[-1].end


class Layouts:
    """Whole layouts by document and width, those used last."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[str, str, int], Layout] = OrderedDict()

    def get(self, document: Document, width: int) -> Layout | None:
        """The layout that is kept, if it is."""
        return self._kept.get((document.id, document.sha256, width))

    def keep(self, document: Document, width: int, layout: Layout) -> None:
        """Keep a layout."""
        key = (document.id, document.sha256, width)
        self._kept[key] = layout
        self._kept.move_to_end(key)
        if len(self._kept) > _KEPT:
            self._kept.popitem(last=False)


def lay_out(document: Document, width: int) -> Layout:
    """Every line of a document in lines of at most `width` cells, source and note at the end."""
    text = blanked(document.text)
    lines = [
        line for item in document.sections for line in _section(item, document.text, text, width)
    ]
    end = len(document.text)
    lines.append(Line(end, end))
    for about in (document.source, document.reviewed, document.note):
        words = " ".join(safe_text(about or "").split())
        lines += [Line(end, end, words[a:b], "about") for a, b in wrap(words, 0, len(words), width)]
    return _layout(document.text, lines, whole=True)


def lay_out_around(document: Document, width: int, offset: int) -> Layout:
    """The lines around a place, at once, however long the document is."""
    text = blanked(document.text)
    low = max(text.rfind("\n", 0, max(0, offset - AROUND)) + 1, offset - 2 * AROUND, 0)
    high = min(offset + AROUND, len(text))
    lines: list[Line] = []
    for item in document.sections:
        if item.end > low and item.start < high:
            body, end = max(item.body, low), min(item.end, high)
            cut = replace(item, body=body, end=end, blocks=blocks_of(text, body, end))
            lines += _section(cut, document.text, text, width, headed=item.start >= low)
    return _layout(document.text, lines or [Line(offset, offset)], whole=False)


def _layout(text: str, lines: Sequence[Line], *, whole: bool) -> Layout:
    starts, last = [], 0
    for line in lines:
        last = max(last, line.start)
        starts.append(last)
    return Layout(text, tuple(lines), tuple(starts), whole)


def with_blocks(document: Document) -> tuple[Section, ...]:
    """The sections with their paragraphs, lists and tables, which a compiled pack leaves out."""
    text = blanked(document.text)
    return tuple(replace(item, blocks=_blocks(item, text)) for item in document.sections)


def section_at(document: Document, offset: int) -> Section | None:
    """The section that holds an offset."""
    return next((item for item in document.sections if item.start <= offset < item.end), None)


def pieces(
    layout: Layout, line: Line, marks: Sequence[tuple[int, int, Style]]
) -> list[tuple[str, Style]]:
    """What a line shows, cut where a style begins or ends; of two styles the later one shows."""
    lead: Style = "label" if line.kind != "about" and line.lead.strip("• ") else "plain"
    base: Style = "label" if line.kind == "heading" else "plain"
    shown = [(safe_text(line.lead), lead)] if line.lead else []
    inside = [(max(a, line.start), min(b, line.end), style) for a, b, style in marks]
    inside = [(a, b, style) for a, b, style in inside if a < b]
    edges = sorted({line.start, line.end, *(at for a, b, _ in inside for at in (a, b))})
    for low, high in pairwise(edges):
        over = [style for a, b, style in inside if a <= low and high <= b]
        words = safe_text(layout.text[low:high]).replace("\n", " ")
        shown.append((words, over[-1] if over else base))
    return shown


def find(text: str, words: str, start: int = 0) -> list[tuple[int, int]]:
    r"""Where words stand in a text from an offset on, whatever their case and their line breaks.

    >>> find("Low bone\nmass", "bone MASS")
    [(4, 13)]
    """
    parts = [re.escape(part) for part in words.split()]
    if not parts:
        return []
    pattern = re.compile(r"\s+".join(parts), re.IGNORECASE)
    return [match.span() for match in pattern.finditer(text, start)]


def wrap(text: str, start: int, end: int, width: int, first: int = 0) -> Iterator[tuple[int, int]]:
    """The lines of a paragraph as offsets: at most `width` cells each, `first` on the first one.

    Lines break at spaces, and within a word only where it is longer than a line.

    >>> [*wrap("low bone mass", 0, 13, 8)]
    [(0, 8), (9, 13)]
    """
    if cell_len(text[start:end]) != end - start:
        yield from _wrap_wide(text, start, end, width)
        return
    if first and first < width:
        match = _pattern(first).search(text, start, end)
        if match:
            yield match.span()
            start = match.end()
    for match in _pattern(width).finditer(text, start, end):
        yield match.span()


@lru_cache(maxsize=64)
def _pattern(width: int) -> re.Pattern[str]:
    most = max(1, width)
    return re.compile(rf"(?=\S)(?:.{{1,{most}}}(?=\s|\Z)|\S{{1,{most}}})")


def _wrap_wide(text: str, start: int, end: int, width: int) -> Iterator[tuple[int, int]]:
    """The same for letters of two cells or none, a letter at a time."""
    begin, space, used = start, -1, 0
    place = start
    while place < end:
        used += get_character_cell_size(text[place])
        if text[place].isspace():
            space = place
        if used > width and place > begin:
            stop = space if space > begin else place
            yield begin, stop
            begin = stop + 1 if stop == space else stop
            place, space, used = begin, -1, 0
            continue
        place += 1
    if begin < end:
        yield begin, end


def _section(
    section: Section, raw: str, text: str, width: int, *, headed: bool = True
) -> Iterator[Line]:
    """A section's lines; `raw` is the document's text, `text` its shadow, which is wrapped."""
    if headed:
        if section.start:
            yield Line(section.start, section.start)
        yield from _heading(section, text, width)
    for block in _blocks(section, text):
        yield Line(block.start, block.start)
        if block.kind == "table":
            yield from _table(block, raw, text, width)
        else:
            yield from _prose(block, text, width)


def _heading(section: Section, text: str, width: int) -> Iterator[Line]:
    at = text.find(section.heading, section.start, section.body)
    if at < 0:  # a title that the text does not hold stands before it
        words = safe_text(section.heading)
        for low, high in wrap(words, 0, len(words), width):
            yield Line(section.start, section.start, words[low:high], "heading")
        return
    for low, high in wrap(text, at, at + len(section.heading), width):
        yield Line(low, high, "", "heading")


def _prose(block: Block, text: str, width: int) -> Iterator[Line]:
    lead = "• " if block.kind == "list" else ""
    for start, end in block.parts:
        words = flowed(text[start:end])
        room = width - len(lead)
        place = 0
        for piece in words.split("\n"):  # a break that flowing has left is meant
            for low, high in wrap(words, place, place + len(piece), room):
                first = lead and low == 0
                indent = lead if first else _INDENT if lead else ""
                yield Line(start + low, start + high, indent)
            place += len(piece) + 1


def _table(block: Block, raw: str, text: str, width: int) -> Iterator[Line]:
    """A table's rows as one paragraph a cell, each behind its column's heading."""
    header, *rows = block.parts
    top = raw[slice(*header)]
    heads = [" ".join(safe_text(top[low:high]).split()) for low, high in cells(top)]
    for number, (start, end) in enumerate(rows):
        if number:
            yield Line(start, start)
        for index, (low, high) in enumerate(cells(text[start:end])):
            head = heads[index] if index < len(heads) else ""
            if low < high:
                yield from _cell(text, (start + low, start + high), head, width)


def _cell(text: str, span: tuple[int, int], head: str, width: int) -> Iterator[Line]:
    lead = f"{head}: " if head else ""
    room = width - cell_len(lead)
    longest = cell_len(text[slice(*span)].split(maxsplit=1)[0])
    if room < max(width // 3, longest):  # a long heading stands on a line of its own
        yield Line(span[0], span[0], lead)
        lead, room = _INDENT, width - len(_INDENT)
    rest = width - len(_INDENT)
    for number, (low, high) in enumerate(wrap(text, *span, rest, room)):
        yield Line(low, high, _INDENT if number else lead)


def _blocks(section: Section, text: str) -> tuple[Block, ...]:
    return section.blocks or blocks_of(text, section.body, section.end)


def touching(line: Line, marks: Spans) -> bool:
    """Whether marked words stand on a line."""
    return any(low < line.end and line.start < high for low, high in marks)
