"""A document's text into sections and blocks, by offsets; the text itself is never changed."""

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from chatbot.pack.records import Block, Section
from chatbot.pack.words import fold
from chatbot.patterns import pattern

_HEADING = pattern(r"(#{1,6})[ ]+(.*)$")
_ITEM = pattern(r"\s*(?:[-*+•]|\d{1,3}[.)])[ \t]+(?=\S)")
_RULER = pattern(r"\s*\|?(?:\s*:?-{2,}:?\s*\|)+\s*(?::?-{2,}:?\s*)?\|?\s*$")
_LINE = pattern(r"[^\n]*\n?")
_MAX_HEADING = 90

Line = tuple[int, int, str]
"""Start, end and text of a line, without its line end."""


def sections_of(shadow: str, body: int, title: str, *, markdown: bool) -> tuple[Section, ...]:
    """Split a text at its headings.

    `shadow` is the document's text with control characters as spaces, `body` where its text
    begins (behind the front matter). Text above the first heading belongs to a section under
    the document's title. In plain text a short line without a full stop above a longer one is
    taken for a heading.
    """
    lines = list(_lines(shadow, body, len(shadow)))
    heads = list(_markdown_headings(lines) if markdown else _plain_headings(lines))
    if not heads or any(text.strip() for start, _, text in lines if start < heads[0][0]):
        heads.insert(0, (body, body, 1, title))
    slugs: dict[str, int] = {}
    sections = []
    for index, (start, text_start, level, heading) in enumerate(heads):
        end = heads[index + 1][0] if index + 1 < len(heads) else len(shadow)
        section = Section(_unique(slug_of(heading), slugs), level, heading, start, text_start, end)
        sections.append(replace(section, blocks=blocks_of(shadow, text_start, end)))
    return tuple(sections)


def blocks_of(shadow: str, start: int, end: int) -> tuple[Block, ...]:
    """The paragraphs, lists and tables between two offsets at which lines begin."""
    return tuple(_blocks(list(_lines(shadow, start, end))))


def slug_of(heading: str) -> str:
    """A heading as part of an id.

    >>> slug_of("How much calcium a day?")
    'how-much-calcium-a-day'
    """
    return re.sub(r"[^a-z0-9]+", "-", fold(heading)).strip("-")[:60].strip("-") or "section"


def _unique(slug: str, seen: dict[str, int]) -> str:
    seen[slug] = seen.get(slug, 0) + 1
    return slug if seen[slug] == 1 else f"{slug}-{seen[slug]}"


def _lines(text: str, start: int, end: int) -> Iterator[Line]:
    for match in _LINE.finditer(text, start, end):
        line = match.group().rstrip("\r\n ")
        if match.group():
            yield match.start(), match.start() + len(line), line


def _markdown_headings(lines: list[Line]) -> Iterator[tuple[int, int, int, str]]:
    for start, end, text in lines:
        match = _HEADING.match(text)
        heading = " ".join(match.group(2).rstrip(" #").split()) if match else ""
        if match and heading:
            yield start, end, len(match.group(1)), heading


def _plain_headings(lines: list[Line]) -> Iterator[tuple[int, int, int, str]]:
    filled = [line for line in lines if line[2].strip()]
    for (start, end, text), following in itertools.pairwise(filled):
        short = len(text) <= _MAX_HEADING and len(text) < len(following[2])
        prose = text.rstrip().endswith((".", ":", ";", ",", "!")) or _ITEM.match(text)
        if short and not prose and "|" not in text and following[2].rstrip()[-1:] in ".:?!)":
            yield start, end, 2, text.strip()


def _blocks(lines: list[Line]) -> Iterator[Block]:
    group: list[Line] = []
    for line in [*lines, (0, 0, "")]:
        kind = _kind(line[2])
        if group and (kind == "" or kind != _kind(group[0][2])):
            if kind == "paragraph" and _kind(group[0][2]) == "list" and line[2].startswith("  "):
                group.append(line)
                continue
            yield _block(group)
            group = []
        if kind:
            group.append(line)


def _kind(text: str) -> str:
    if not text.strip():
        return ""
    if _ITEM.match(text):
        return "list"
    return "table" if text.lstrip().startswith("|") else "paragraph"


def _block(group: list[Line]) -> Block:
    start, end = _strip(group[0])[0], group[-1][1]
    kind = _kind(group[0][2])
    if kind == "table":
        rows = tuple(_strip(line) for line in group if not _RULER.match(line[2]))
        return Block("table", start, end, rows)
    if kind == "list":
        parts: list[tuple[int, int]] = []
        for line in group:
            marker = _ITEM.match(line[2])
            if marker:
                parts.append((line[0] + marker.end(), line[1]))
            else:
                parts[-1] = (parts[-1][0], line[1])
        return Block("list", start, end, tuple(parts))
    return Block("paragraph", start, end, ((start, end),))


def _strip(line: Line) -> tuple[int, int]:
    return line[0] + len(line[2]) - len(line[2].lstrip()), line[1]
