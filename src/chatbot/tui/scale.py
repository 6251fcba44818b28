"""A score's place in the table that the documents give for it."""

from collections.abc import Callable, Mapping, Sequence

from textual.content import Content

from chatbot.answer import Score, Span
from chatbot.pack.records import Block, Document
from chatbot.safe_text import safe_text
from chatbot.table_rows import cells
from chatbot.tui.painting import LABEL, STRONG
from chatbot.tui.reading import with_blocks

HERE, VALUE, AXIS = "▶", "←", "│"
SHOWN_CELLS = 2
"""A row's range and its name; the quote above holds the rest."""


def scales(
    scores: Sequence[Score], documents: Mapping[str, Document], say: Callable[[str], str]
) -> list[Content]:
    """One drawing a table: its rows in order, and behind the one that holds a score, the score.

    The row is marked by a sign and by the score's value, not by colour; below it the same is said
    in words, with the table's title.
    """
    tables: dict[tuple[str, int], list[Score]] = {}
    for score in scores:
        found = score.band and _table(documents, score.band)
        if score.band and found:
            tables.setdefault((score.band.document, found.start), []).append(score)
    return [
        _drawn(documents[document], start, found, say)
        for (document, start), found in tables.items()
    ]


def _drawn(
    document: Document, start: int, scores: Sequence[Score], say: Callable[[str], str]
) -> Content:
    block = next(block for block in _blocks(document) if block.start == start)
    lines, told = [], []
    for low, high in block.parts[1:]:
        held = [item for item in scores if item.band and low <= item.band.start < high]
        row = document.text[low:high]
        words = " · ".join(safe_text(row[a:b]) for a, b in cells(row)[:SHOWN_CELLS])
        if held:
            values = ", ".join(_value(item) for item in held)
            place = say("score_place").replace("{value}", values).replace("{line}", words)
            told.append(Content(place))
            lines.append(
                Content.assemble((f"{HERE} {words}", STRONG), (f"  {VALUE} {values}", LABEL))
            )
        else:
            lines.append(Content(f"{AXIS} {words}"))
    return Content("\n").join([*lines, *told, Content(safe_text(document.title))])


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
