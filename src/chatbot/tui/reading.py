"""A document in pages short enough to draw at once, and a page as things to show."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from textual.content import Content

from chatbot.pack.markup import sections_of
from chatbot.pack.records import Block, Document, Section
from chatbot.safe_text import shadow
from chatbot.tui.painting import LABEL, MARK, Spans, flowed, painted, row_lines

PAGE = 2500
"""The characters of a page, about: drawing costs by the character."""


@dataclass(frozen=True, slots=True)
class Shown:
    """A piece of a page: what to draw, where it stands, whether a quoted passage lies in it."""

    content: Content
    start: int
    end: int
    marked: bool = False


def laid_out(document: Document) -> tuple[Section, ...]:
    """The sections with their paragraphs, lists and tables, which a compiled pack leaves out."""
    sections = document.sections
    if not sections or any(section.blocks for section in sections):
        return sections
    markdown = document.file.endswith(".md")
    return _parsed(document.text, sections[0].start, document.title, markdown=markdown)


@lru_cache(maxsize=16)
def _parsed(text: str, body: int, title: str, *, markdown: bool) -> tuple[Section, ...]:
    return sections_of(shadow(text), body, title, markdown=markdown)


def pages(document: Document) -> tuple[tuple[int, int], ...]:
    """Where the pages of a document begin and end; breaks fall before headings where they can."""
    edges = [_body(document)]
    size = 0
    for start, end, heading in _pieces(document):
        if (size > PAGE // 2 and heading) or (size and size + end - start > PAGE):
            edges.append(start)
            size = 0
        size += end - start
    edges.append(len(document.text))
    return tuple(pairwise(edges))


def page_of(spans: Sequence[tuple[int, int]], offset: int) -> int:
    """The index of the page that holds an offset."""
    return next((index for index, (_, end) in enumerate(spans) if offset < end), len(spans) - 1)


def section_at(document: Document, offset: int) -> Section | None:
    """The section that holds an offset."""
    return next((item for item in document.sections if item.start <= offset < item.end), None)


def shown(document: Document, page: tuple[int, int], marks: Spans) -> Iterator[Shown]:
    """What stands on a page, in order: headings, paragraphs, lists, tables."""
    start, end = page
    for section in laid_out(document):
        if section.end <= start or section.start >= end:
            continue
        if section.start >= start:
            heading = painted(section.heading).stylize(LABEL)
            yield Shown(heading, section.start, section.body)
        for block in section.blocks or (_whole(section),):
            yield from _block(document, block, page, marks)


def _block(
    document: Document, block: Block, page: tuple[int, int], marks: Spans
) -> Iterator[Shown]:
    header = document.text[slice(*block.parts[0])] if block.kind == "table" else ""
    for index, (low, high) in enumerate(block.parts):
        begin, end = max(low, page[0]), min(high, page[1])
        if begin >= end or (block.kind == "table" and index == 0):
            continue
        text = document.text[begin:end]
        if not text.strip():
            continue
        marked = any(first < end and begin < last for first, last in marks)
        if block.kind == "table":
            lines = row_lines(text, header, marks, MARK, begin)
            yield Shown(Content("\n").join(lines), begin, end, marked)
        else:
            words = painted(flowed(text), marks, MARK, begin)
            words = Content("• ") + words if block.kind == "list" else words
            yield Shown(words, begin, end, marked)


def _pieces(document: Document) -> Iterator[tuple[int, int, bool]]:
    """Where a page may break: start, end, and whether a heading stands there."""
    for section in laid_out(document):
        yield section.start, section.body, True
        for block in section.blocks or (_whole(section),):
            parts = [(block.start, block.end)]
            if block.end - block.start > PAGE:
                parts = list(block.parts)
            for start, end in parts:
                for cut in range(start, end, PAGE):
                    yield cut, min(cut + PAGE, end), False


def _body(document: Document) -> int:
    return document.sections[0].start if document.sections else 0


def _whole(section: Section) -> Block:
    return Block("paragraph", section.body, section.end, ((section.body, section.end),))
