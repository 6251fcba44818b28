"""Documents into passages: a section each, long sections in pieces, with what may be quoted."""

from collections.abc import Iterator, Mapping

from chatbot.compiling.sentences import SentenceSplitter
from chatbot.pack.records import Block, ContextSpan, Document, Passage, Section, Unit
from chatbot.safe_text import shadow

_LONGEST_PASSAGE = 1200
_LONGEST_ROW = 520
_NOTE = "Note:"


def passages_of(
    document: Document, splitter: SentenceSplitter, intents: Mapping[tuple[str, str], str]
) -> Iterator[Passage]:
    """The passages of a document, in its order; `intents` maps (document, section) to an intent."""
    text = shadow(document.text)
    for section in document.sections:
        pieces = list(_pieces(section, text, splitter))
        for number, units in enumerate(pieces, 1):
            yield Passage(
                id=f"{document.id}#{section.slug}/{number}",
                document=document.id,
                section=section.slug,
                heading=section.heading,
                start=units[0].start,
                end=units[-1].end,
                units=units,
                intent=intents.get((document.id, section.slug), ""),
            )


def heading_paths(document: Document) -> dict[str, list[str]]:
    """For each section, by its slug: the headings above it, outermost first, then its own.

    The document's own title (level 1) is left out where it only repeats the title.
    """
    paths: dict[str, list[str]] = {}
    path: list[Section] = []
    for section in document.sections:
        path = [item for item in path if item.level < section.level]
        path.append(section)
        named = [item.heading for item in path if item.heading != document.title]
        paths.setdefault(section.slug, named)
    return paths


def _pieces(section: Section, text: str, splitter: SentenceSplitter) -> Iterator[tuple[Unit, ...]]:
    piece: list[Unit] = []
    for index, block in enumerate(section.blocks):
        before = section.blocks[index - 1] if index else None
        after = section.blocks[index + 1] if index + 1 < len(section.blocks) else None
        for unit in _units(block, before, after, text, splitter):
            if piece and unit.end - piece[0].start > _LONGEST_PASSAGE:
                yield tuple(piece)
                piece = []
            piece.append(unit)
    if piece:
        yield tuple(piece)


def _units(
    block: Block, before: Block | None, after: Block | None, text: str, splitter: SentenceSplitter
) -> Iterator[Unit]:
    if block.kind == "paragraph":
        for start, end in splitter.spans(text, block.start, block.end):
            yield Unit("sentence", start, end)
    elif block.kind == "list":
        lead = before is not None and text[before.start : before.end].rstrip().endswith(":")
        context = (ContextSpan("header", before.start, before.end),) if before and lead else ()
        for start, end in block.parts:
            for left, right in splitter.spans(text, start, end):
                yield Unit("item", left, right, context)
    elif block.parts:
        yield from _rows(block, after, text, splitter)


def _rows(
    block: Block, after: Block | None, text: str, splitter: SentenceSplitter
) -> Iterator[Unit]:
    """A table's rows with its header and note; a row too long to be quoted goes in pieces."""
    header, *rows = block.parts
    above: tuple[ContextSpan, ...] = (ContextSpan("header", *header),)
    if after is not None and text.startswith(_NOTE, after.start):
        above += (ContextSpan("note", after.start, after.end),)
    for start, end in rows or [header]:
        if end - start > _LONGEST_ROW:
            yield from (Unit("sentence", *span) for span in splitter.spans(text, start, end))
        else:
            yield Unit("row", start, end, above if rows else ())
