"""A score's place in the table that the documents give for it."""

from collections.abc import Mapping, Sequence

from textual.content import Content

from chatbot.answer import Score, Span
from chatbot.pack.records import Block, Document
from chatbot.safe_text import safe_text
from chatbot.tui.painting import LABEL, STRONG, cells
from chatbot.tui.reading import with_blocks

HERE, VALUE = "▶", "←"
SHOWN_CELLS = 2
"""A row's range and its name; the quote above holds the rest."""


def scales(scores: Sequence[Score], documents: Mapping[str, Document]) -> list[Content]:
    """One drawing a table: its rows in order, and behind the one that holds a score, the score.

    It reads well aloud: the row is marked by a sign and by the score's value, not by colour.
    """
    tables: dict[tuple[str, int], list[Score]] = {}
    for score in scores:
        found = score.band and _table(documents, score.band)
        if score.band and found:
            tables.setdefault((score.band.document, found.start), []).append(score)
    return [
        _drawn(documents[document], start, found) for (document, start), found in tables.items()
    ]


def _drawn(document: Document, start: int, scores: Sequence[Score]) -> Content:
    block = next(block for block in _blocks(document) if block.start == start)
    lines = []
    for low, high in block.parts[1:]:
        held = [item for item in scores if item.band and low <= item.band.start < high]
        row = document.text[low:high]
        words = " · ".join(safe_text(row[a:b]) for a, b in cells(row)[:SHOWN_CELLS])
        if held:
            values = ", ".join(_value(item) for item in held)
            lines.append(
                Content.assemble((f"{HERE} {words}", STRONG), (f"  {VALUE} {values}", LABEL))
            )
        else:
            lines.append(Content(f"  {words}"))
    return Content("\n").join(lines)


def _value(score: Score) -> str:
    value = f"{score.value:g}".replace("-", "−")
    return safe_text(f"{value} ({score.site})" if score.site else value)


def _table(documents: Mapping[str, Document], band: Span) -> Block | None:
    document = documents.get(band.document)
    found = (block for block in _blocks(document) if block.start <= band.start < block.end)
    return next((block for block in found if block.kind == "table"), None)


def _blocks(document: Document | None) -> tuple[Block, ...]:
    sections = with_blocks(document) if document else ()
    return tuple(block for section in sections for block in section.blocks)
