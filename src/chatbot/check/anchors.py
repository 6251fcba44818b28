"""Whether what the pack says of its documents stands in them, word for word."""

import re
from collections.abc import Iterator
from pathlib import Path

from chatbot.check.faults import Fault, fault_at
from chatbot.check.material import Material
from chatbot.errors import PackError
from chatbot.pack.files import read_bytes
from chatbot.pack.toml_files import Table, decode

UNREVIEWED = "general caution, not clinically reviewed"
"""The source of a card that no document speaks of."""

_DOCUMENT = re.compile(r"Document:\s*(\S+)\s*$")
_FACT = re.compile(r"(\d+)\.\s+\S")
_ANCHOR = re.compile(r"\s*>\s?(.*\S)\s*$")


def claims_stand_in_documents(material: Material) -> Iterator[Fault]:
    """Each side and each trigger of a claim is in the document that it names."""
    for entry in material.entries("claims.toml", "claim"):
        for key in ("side", "trigger"):
            for anchor in entry.tables(key):
                yield from _anchor(material, anchor)


def score_bands_stand_in_documents(material: Material) -> Iterator[Fault]:
    """Each band of a score, and each explanation of it, is in its document."""
    for entry in material.entries("scores.toml", "score"):
        for key in ("band", "explained"):
            for anchor in entry.tables(key):
                yield from _anchor(material, anchor)


def cards_name_their_source(material: Material) -> Iterator[Fault]:
    """A card's source is "document-id: words", or says that nobody has reviewed it."""
    for entry in material.entries("red_flags.toml", "rule"):
        source = entry.text("source", "")
        document, _, words = source.partition(": ")
        if source == UNREVIEWED:
            continue
        if not words or document not in material.documents:
            yield fault_at(entry, "source", f"must be “document-id: words” or “{UNREVIEWED}”")
        elif words not in material.documents[document].text:
            yield fault_at(entry, "source", f"“{_short(words)}” does not stand in {document}")


def facts_are_numbered(material: Material) -> Iterator[Fault]:
    """An inventory counts 1, 2, 3, … and gives each fact its anchor."""
    for name, lines in _inventories(material):
        expected, anchored = 1, True
        for number, line in enumerate(lines, 1):
            fact = _FACT.match(line)
            if _ANCHOR.match(line):
                anchored = True
            elif fact:
                if not anchored:
                    yield Fault(name, number - 1, "", f"fact {expected - 1} has no anchor")
                if int(fact[1]) != expected:
                    yield Fault(name, number, "", f"fact {fact[1]} should be number {expected}")
                expected, anchored = int(fact[1]) + 1, False
        if not anchored:
            yield Fault(name, len(lines), "", f"fact {expected - 1} has no anchor")


def facts_stand_in_documents(material: Material) -> Iterator[Fault]:
    """Each anchor of an inventory is in the document that the inventory is for."""
    for name, lines in _inventories(material):
        document = material.documents.get(_document_of(lines))
        if document is None:
            yield Fault(name, 1, "", "names no document of the pack. Add a line “Document: id”.")
            continue
        for number, line in enumerate(lines, 1):
            anchor = _ANCHOR.match(line)
            if anchor and anchor[1] not in document.text:
                message = f"“{_short(anchor[1])}” does not stand in {document.id}"
                yield Fault(name, number, "", message)


def every_document_has_an_inventory(material: Material) -> Iterator[Fault]:
    """Where a pack keeps inventories, each document has one."""
    held = {_document_of(lines) for _, lines in _inventories(material)}
    for document in material.documents.values() if held else ():
        if document.id not in held:
            yield Fault(document.file, 0, "", "has no inventory in facts/")


def _inventories(material: Material) -> Iterator[tuple[str, list[str]]]:
    for path in sorted((material.folder / "facts").glob("*.md")):
        name = path.relative_to(material.folder).as_posix()
        yield name, _lines(material, path, name)


def _lines(material: Material, path: Path, name: str) -> list[str]:
    try:
        return decode(read_bytes(path, name), name).splitlines()
    except PackError as error:
        fault = Fault.of(error)
        if fault not in material.faults:
            material.faults.append(fault)
        return []


def _document_of(lines: list[str]) -> str:
    found = (_DOCUMENT.match(line) for line in lines)
    return next((match[1] for match in found if match), "")


def _anchor(material: Material, anchor: Table) -> Iterator[Fault]:
    document, text = anchor.text("document"), anchor.text("text")
    if document not in material.documents:
        yield fault_at(anchor, "document", f"there is no document “{document}”")
    elif text not in material.documents[document].text:
        yield fault_at(anchor, "text", f"“{_short(text)}” does not stand in {document}")


def _short(text: str) -> str:
    return text if len(text) <= 80 else f"{text[:80]} …"  # noqa: PLR2004 - a line's length
