"""Documents become passages: whole units, context, stable ids, and no word is lost."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.answer import MAX_QUOTE
from chatbot.compiling.passages import heading_paths, passages_of
from chatbot.compiling.sentences import SentenceSplitter
from chatbot.pack.markup import sections_of
from chatbot.pack.records import Document, Passage
from chatbot.pack.words import split_words
from chatbot.safe_text import shadow

SPLITTER = SentenceSplitter(["approx."])


def document(text: str) -> Document:
    """A document of Markdown, under the title "Title"."""
    sections = sections_of(shadow(text), 0, "Title", markdown=True)
    return Document("doc", "Title", "", "", None, "", text, "hash", sections)


def passages(text: str) -> list[Passage]:
    """The passages of a Markdown text."""
    return list(passages_of(document(text), SPLITTER, {("doc", "bones"): "definition"}))


def units(text: str) -> list[tuple[str, str, list[tuple[str, str]]]]:
    """Each unit's kind and words, with its context's roles and words."""
    return [
        (u.kind, text[u.start : u.end], [(c.role, text[c.start : c.end]) for c in u.context])
        for passage in passages(text)
        for u in passage.units
    ]


def test_sentences_are_units() -> None:
    """A paragraph's sentences are units without context."""
    assert units("Bones age. Approx. 10% a decade.") == [
        ("sentence", "Bones age.", []),
        ("sentence", "Approx. 10% a decade.", []),
    ]


def test_items_carry_their_lead_in() -> None:
    """A list's items carry the paragraph above it, if that ends in a colon."""
    lead = ("header", "Eat:")
    assert units("Eat:\n\n- milk\n- kale. Or cheese")[1:] == [
        ("item", "milk", [lead]),
        ("item", "kale.", [lead]),
        ("item", "Or cheese", [lead]),
    ]
    assert units("Eat well.\n\n- milk")[1:] == [("item", "milk", [])]


def test_rows_carry_header_and_note() -> None:
    """A table's rows carry its header row and the note below it; the ruler is no unit."""
    text = "| Scan | Cost |\n|---|---|\n| DXA | $125 |\n| CT | $300 |\n\nNote: Prices change."
    around = [("header", "| Scan | Cost |"), ("note", "Note: Prices change.")]
    assert units(text) == [
        ("row", "| DXA | $125 |", around),
        ("row", "| CT | $300 |", around),
        ("sentence", "Note: Prices change.", []),
    ]


def test_a_table_of_a_header_alone_is_a_row() -> None:
    """A header without rows is quoted as it stands."""
    assert units("| only | this |") == [("row", "| only | this |", [])]


def test_ids_name_document_section_and_piece() -> None:
    """An id is document#section/n, and passages carry their section's intent."""
    found = passages("# Title\n\nText.\n\n## Bones\n\nBones age.\n\n## Empty\n\n## Bones\n\nOld.")
    assert [(p.id, p.heading, p.intent) for p in found] == [
        ("doc#title/1", "Title", ""),
        ("doc#bones/1", "Bones", "definition"),
        ("doc#bones-2/1", "Bones", ""),
    ]


def test_long_sections_come_in_pieces() -> None:
    """A section beyond 1,200 characters is cut between units, each piece with its own number."""
    found = passages("## Bones\n\n" + " ".join(f"Bone number {n} is strong." for n in range(200)))
    assert [passage.id for passage in found] == [f"doc#bones/{n}" for n in range(1, len(found) + 1)]
    assert len(found) > 3
    assert all(passage.end - passage.start <= 1200 for passage in found)


def test_the_path_of_headings() -> None:
    """A section's path holds the headings above it, without the document's own title."""
    text = "# Title\n\n## Food\n\n### Milk\n\nYes.\n\n## Sport\n\n#### Deep\n\nNo."
    doc = document(text)
    by_slug = heading_paths(doc)
    paths = {section.heading: by_slug[section.slug] for section in doc.sections}
    assert paths["Milk"] == ["Food", "Milk"]
    assert paths["Deep"] == ["Sport", "Deep"]
    assert paths["Title"] == []


def check(text: str, found: list[Passage]) -> Iterator[str]:
    """What is wrong with passages; nothing, it is hoped."""
    last = 0
    for passage in found:
        if not (last <= passage.start < passage.end <= len(text)):
            yield f"{passage.id} is out of order"
        if (passage.start, passage.end) != (passage.units[0].start, passage.units[-1].end):
            yield f"{passage.id} is not its units"
        for unit in passage.units:
            if not last <= unit.start < unit.end:
                yield f"a unit of {passage.id} is out of order"
            if text[unit.start : unit.end] != text[unit.start : unit.end].strip():
                yield f"a unit of {passage.id} has outer blanks"
            last = unit.end


@pytest.mark.parametrize("text", ["|---|", "Text.\n\n|---|---|\n\nMore.", "## Bones\n\n| -- |"])
def test_a_ruler_alone_is_no_row(text: str) -> None:
    """A ruler without a table above or below it is passed over, like any other decoration."""
    assert [words for _, words, _ in units(text)] == [t for t in ("Text.", "More.") if t in text]


# Two dashes could make a ruler without a row: see above.
@given(st.text(st.sampled_from("ab. #|-*1:\n\né\x07Note")).filter(lambda text: "--" not in text))
def test_units_of_any_text(text: str) -> None:
    """Units come in order, never overlap, are not blank, and ids are unique."""
    found = passages(text)
    assert list(check(shadow(text), found)) == []
    assert len({passage.id for passage in found}) == len(found)


def test_units_of_the_builtin_documents(bot: Chatbot) -> None:
    """The same holds of the built-in pack, and every unit can be quoted."""
    for document_id, doc in bot.documents.items():
        found = [p for p in bot.library.passages if p.document == document_id]
        assert list(check(doc.text, found)) == []
        for passage in found:
            assert all(unit.end - unit.start <= MAX_QUOTE for unit in passage.units)


def test_no_word_of_a_document_is_lost(bot: Chatbot) -> None:
    """Every word behind the header stands in a heading, in a passage or in a table's header."""
    for doc in bot.documents.values():
        body = doc.text.index("+++\n", 4) + 4
        held = set()
        for section in doc.sections:
            held |= set(range(section.start, section.body))
        for passage in bot.library.passages:
            if passage.document == doc.id:
                held |= set(range(passage.start, passage.end))
                for unit in passage.units:
                    for span in unit.context:
                        held |= set(range(span.start, span.end))
        lost = [w.text for w in split_words(doc.text) if w.start >= body and w.start not in held]
        assert lost == []


def test_a_row_that_is_too_long_can_still_be_quoted(tmp_path: Path) -> None:
    """Whatever a foreign document holds, no unit is longer than a quote may be."""
    (tmp_path / "long.md").write_text("| Word |\n|---|\n| " + "bone " * 300 + "|\n", "utf-8")
    bot = Chatbot.open(tmp_path, cache=False)
    for passage in bot.library.passages:
        assert all(unit.end - unit.start <= MAX_QUOTE for unit in passage.units)
