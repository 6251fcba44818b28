"""The inventory of facts holds the documents to their sources."""

import re
from pathlib import Path

import pytest

from chatbot.pack.files import builtin_folder
from chatbot.pack.reading import read_pack
from chatbot.pack.records import Document

FOLDER = builtin_folder()
DOCUMENTS = {document.id: document for document in read_pack(FOLDER).documents}
INVENTORIES = sorted((FOLDER / "facts").glob("*.md"))
_FACT = re.compile(r"(\d+)\. (\S.*)")
_ANCHOR = re.compile(r" +> (\S.*)")
_FIGURE = re.compile(r"(?<![\w#])\d+(?:[.,]\d+)*(?!\w)")


def facts(path: Path) -> list[tuple[int, str, list[str]]]:
    """The facts of an inventory: number, fact, anchors."""
    found: list[tuple[int, str, list[str]]] = []
    for line in path.read_text("utf-8").split("\n"):
        fact, anchor = _FACT.fullmatch(line), _ANCHOR.fullmatch(line)
        if fact:
            found.append((int(fact[1]), fact[2], []))
        elif anchor:
            found[-1][2].append(anchor[1])
    return found


def document_of(path: Path) -> Document:
    """The document that an inventory is about."""
    named = re.search(r"^Document: (\S+)$", path.read_text("utf-8"), re.MULTILINE)
    assert named is not None
    return DOCUMENTS[named[1]]


def body(document: Document) -> int:
    """Where the text behind the header begins."""
    return document.text.index("\n+++\n", 4) + 5


def test_every_document_has_an_inventory() -> None:
    """One inventory a document, named after it, about the source that the document restates."""
    assert {document_of(path).id for path in INVENTORIES} == set(DOCUMENTS)
    for path in INVENTORIES:
        assert path.stem == document_of(path).id
        assert document_of(path).source_file in path.read_text("utf-8").split("\n")[0]


@pytest.mark.parametrize("path", INVENTORIES, ids=lambda path: path.stem)
def test_facts_are_numbered_consecutively(path: Path) -> None:
    """Facts count 1, 2, 3, … and each has an anchor."""
    found = facts(path)
    assert [number for number, _, _ in found] == list(range(1, len(found) + 1))
    assert [number for number, _, anchors in found if not anchors] == []
    assert len(found) > 50


@pytest.mark.parametrize("path", INVENTORIES, ids=lambda path: path.stem)
def test_each_anchor_stands_in_its_document(path: Path) -> None:
    """An anchor is the document's own words, letter by letter."""
    text = document_of(path).text
    missing = [(n, a) for n, _, anchors in facts(path) for a in anchors if a not in text]
    assert missing == []


@pytest.mark.parametrize("path", INVENTORIES, ids=lambda path: path.stem)
def test_each_figure_belongs_to_a_fact(path: Path) -> None:
    """Every number of a document's text stands in some anchor: no document gained a figure."""
    document = document_of(path)
    held: set[int] = set()
    for _, _, anchors in facts(path):
        for anchor in anchors:
            for found in re.finditer(re.escape(anchor), document.text):
                held |= set(range(*found.span()))
    headings = {n for s in document.sections for n in range(s.start, s.body)}
    loose = [
        document.text[max(0, found.start() - 30) : found.end() + 20]
        for found in _FIGURE.finditer(document.text, body(document))
        if not held & set(range(*found.span())) and found.start() not in headings
    ]
    assert loose == []


@pytest.mark.parametrize("document", DOCUMENTS.values(), ids=lambda document: document.id)
def test_each_section_restates_a_fact(document: Document) -> None:
    """No section stands outside the inventory: each holds an anchor's words."""
    (path,) = (path for path in INVENTORIES if document_of(path) == document)
    anchors = [anchor for _, _, group in facts(path) for anchor in group]
    empty = [
        section.slug
        for section in document.sections
        if section.blocks
        and not any(a in document.text[section.start : section.end] for a in anchors)
    ]
    assert empty == []
