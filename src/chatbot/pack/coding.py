"""Records to plain data and back, for the compiled pack; one shape a record, in field order."""

from collections.abc import Sequence
from typing import Any, NamedTuple

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
    name, title, source, source_file, reviewed, note, text, sha256, sections, file = row
    parts = tuple(Section(*section) for section in sections)
    return Document(name, title, source, source_file, reviewed, note, text, sha256, parts, file)


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
    name, document, section, heading, start, end, units, intent = row
    parts = tuple(
        Unit(kind, left, right, tuple(ContextSpan(*item) for item in context))
        for kind, left, right, context in units
    )
    return Passage(name, document, section, heading, start, end, parts, intent)


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
    kind, names, lowest, highest, ask_above, bands, explained = row
    rows = tuple(Band(Anchor(band[0], band[1]), *band[2:]) for band in bands)
    anchors = tuple(Anchor(*anchor) for anchor in explained)
    return ScoreKind(kind, tuple(names), lowest, highest, ask_above, rows, anchors)


def encode_claim(claim: Claim) -> list[Any]:
    """A claim; its phrases are compiled elsewhere."""
    sides, triggers = (
        [[anchor.document, anchor.text] for anchor in group]
        for group in (claim.sides, claim.triggers)
    )
    return [claim.id, claim.topic, claim.relation, claim.text, claim.values, sides, triggers]


def decode_claim(row: Row) -> Claim:
    """The inverse of `encode_claim`; the phrases are compiled elsewhere."""
    name, topic, relation, text, values, *anchors = row
    sides, triggers = (tuple(Anchor(*anchor) for anchor in group) for group in anchors)
    return Claim(name, topic, relation, text, (), tuple(values), sides, triggers)


class SpellingTarget(NamedTuple):
    """A word that a misspelt one may stand for; what is seen more often is nearer.

    `seen` is 0 for a name of a strict kind that no document has.
    """

    word: str
    seen: int
    sound: str


class ConceptHead(NamedTuple):
    """What a turn needs of a concept."""

    kind: str
    name: str
    broader: tuple[str, ...]
    expand: bool
