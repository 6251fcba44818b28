"""Records to plain data and back, for the compiled pack; one shape a record, in field order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from chatbot.pack.records import (
    Anchor,
    Band,
    Claim,
    ContextSpan,
    Document,
    Passage,
    ScoreKind,
    Section,
    Unit,
)

Row = Sequence[Any]


def encode_document(document: Document) -> list[Any]:
    """A document without its blocks: a turn needs only its text and its sections."""
    sections = [[s.slug, s.level, s.heading, s.start, s.body, s.end] for s in document.sections]
    d = document
    return [
        d.id,
        d.title,
        d.source,
        d.source_file,
        d.reviewed,
        d.note,
        d.text,
        d.sha256,
        sections,
        d.file,
    ]


def decode_document(row: Row) -> Document:
    """The inverse of `encode_document`."""
    sections = tuple(Section(*section) for section in row[8])
    return Document(*row[:8], sections=sections, file=row[9])


def encode_passage(passage: Passage) -> list[Any]:
    """A passage with its units."""
    units = [
        [u.kind, u.start, u.end, [[c.role, c.start, c.end] for c in u.context]]
        for u in passage.units
    ]
    p = passage
    return [p.id, p.document, p.section, p.heading, p.start, p.end, units, p.intent]


def decode_passage(row: Row) -> Passage:
    """The inverse of `encode_passage`."""
    units = tuple(
        Unit(kind, start, end, tuple(ContextSpan(*item) for item in context))
        for kind, start, end, context in row[6]
    )
    return Passage(*row[:6], units=units, intent=row[7])


def encode_score(kind: ScoreKind) -> list[Any]:
    """A kind of score with its bands."""
    bands = [
        [b.anchor.document, b.anchor.text, b.low, b.high, b.low_included, b.high_included]
        for b in kind.bands
    ]
    explained = [[anchor.document, anchor.text] for anchor in kind.explained]
    k = kind
    return [k.kind, k.names, k.lowest, k.highest, k.ask_above, bands, explained]


def decode_score(row: Row) -> ScoreKind:
    """The inverse of `encode_score`."""
    bands = tuple(Band(Anchor(band[0], band[1]), *band[2:]) for band in row[5])
    explained = tuple(Anchor(*anchor) for anchor in row[6])
    return ScoreKind(row[0], tuple(row[1]), *row[2:5], bands=bands, explained=explained)


def encode_claim(claim: Claim) -> list[Any]:
    """A claim; its phrases are compiled elsewhere."""
    sides, triggers = (
        [[anchor.document, anchor.text] for anchor in group]
        for group in (claim.sides, claim.triggers)
    )
    return [claim.id, claim.topic, claim.relation, claim.text, claim.values, sides, triggers]


def decode_claim(row: Row) -> Claim:
    """The inverse of `encode_claim`."""
    return Claim(
        *row[:4],
        when=(),
        values=tuple(row[4]),
        sides=tuple(Anchor(*anchor) for anchor in row[5]),
        triggers=tuple(Anchor(*anchor) for anchor in row[6]),
    )


@dataclass(frozen=True, slots=True)
class ConceptHead:
    """What a turn needs of a concept."""

    kind: str
    name: str
    broader: tuple[str, ...]
    expand: bool
