"""What a document comes to once it is cut and analysed; kept, so that only other ones are anew."""

import hashlib
import json
from collections import Counter
from dataclasses import dataclass

from chatbot.compiling.passages import passages_of
from chatbot.compiling.sentences import SentenceSplitter
from chatbot.errors import StoreError
from chatbot.pack.coding import decode_passage
from chatbot.pack.records import Document, Pack, Passage
from chatbot.pack.rows import Rows
from chatbot.pack.words import split_words
from chatbot.safe_text import shadow
from chatbot.store import Store


@dataclass(frozen=True, slots=True)
class Part:
    """A document's passages, without intents, and how often they hold each word.

    `key` stands for all that they, and their terms, are made of. `earlier` is the place of the
    first passage in the earlier compiled pack, if they stand there.
    """

    key: str
    passages: list[Passage]
    counts: dict[str, int]
    earlier: int | None = None


@dataclass(frozen=True, slots=True)
class PassageTerms:
    """A passage's terms: those of its headings, of its text, and of each unit of its text."""

    head: list[str]
    body: list[str]
    units: list[list[str]]


class Earlier:
    """The analyses that stand in an earlier compiled pack. Raises StoreError if it is damaged."""

    def __init__(self, store: Store) -> None:
        self._passages, self._terms, self._units, parts = (
            # Large sections are not checked when a pack is opened.
            Rows(store.section(name, whole=True))
            for name in ("passages", "passage_terms", "unit_terms", "analyses")
        )
        self._parts = {key: (first, size, counts) for key, first, size, counts in parts}
        self._lessons = {
            name: (key, {part: bytes(store.section(part, whole=True)) for part in sections})
            for name, (key, sections) in store.json("lessons").items()
        }

    def part(self, key: str) -> Part | None:
        """The part with a key, if it is there."""
        if key not in self._parts:
            return None
        first, size, counts = self._parts[key]
        rows = self._passages[first : first + size]
        return Part(key, [decode_passage([*row[:-1], ""]) for row in rows], counts, first)

    def lesson(self, name: str, key: str) -> dict[str, bytes] | None:
        """The sections of a lesson, if it was learned from what the key stands for."""
        known, sections = self._lessons.get(name, ("", {}))
        return sections if known == key else None

    def terms(self, place: int) -> PassageTerms:
        """The terms of the passage at a place."""
        head, body = self._terms[place]
        return PassageTerms(head, body, self._units[place])


def earlier_of(store: Store) -> Earlier | None:
    """The analyses of a compiled pack; None where they cannot be read."""
    try:
        return Earlier(store)
    except StoreError:
        return None


class Cutter:
    """Documents into parts, from the earlier pack where they stand there."""

    def __init__(self, pack: Pack, earlier: Earlier | None) -> None:
        self._splitter = SentenceSplitter(pack.abbreviations)
        self._earlier = earlier
        names = [[concept.id, *concept.words] for concept in pack.concepts]
        self._language = [pack.abbreviations, names]

    def part(self, document: Document) -> Part:
        """The part of a document."""
        d = document
        made_of = json.dumps([d.id, d.title, d.file, d.sha256, *self._language], default=sorted)
        key = hashlib.sha256(made_of.encode()).hexdigest()
        known = self._earlier.part(key) if self._earlier else None
        if known:
            return known
        text = shadow(document.text)
        passages = list(passages_of(document, self._splitter, {}))
        counts = Counter(word.text for p in passages for word in split_words(text[p.start : p.end]))
        return Part(key, passages, dict(counts))


def analysis_sections(parts: list[Part], terms: list[PassageTerms]) -> dict[str, bytes]:
    """The sections that `Earlier` reads, besides the passages themselves."""
    rows, first = [], 0
    for part in parts:
        rows.append([part.key, first, len(part.passages), part.counts])
        first += len(part.passages)
    return {
        "analyses": Rows.build(rows),
        "passage_terms": Rows.build([found.head, found.body] for found in terms),
        "unit_terms": Rows.build(found.units for found in terms),
    }
