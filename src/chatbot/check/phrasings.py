"""Whether the questions that sections answer belong to sections and intents that exist."""

from collections.abc import Iterator

from chatbot.check.faults import Fault, fault_at
from chatbot.check.material import Material

_FILE = "phrasings.toml"


def sections_exist(material: Material) -> Iterator[Fault]:
    """Each entry names a document, and a section of it, once for each intent."""
    seen: set[tuple[str, str, str]] = set()
    for entry, item in zip(
        material.entries(_FILE, "section"), material.pack.phrasings, strict=False
    ):
        document = material.documents.get(item.document)
        place = (item.document, item.section, item.intent)
        if document is None:
            yield fault_at(entry, "document", f"there is no document “{item.document}”")
        elif item.section not in {section.slug for section in document.sections}:
            message = f"there is no section “{item.section}” in {item.document}"
            yield fault_at(entry, "section", message)
        elif place in seen:
            message = f"“{item.section}” stands here twice for “{item.intent}”"
            yield fault_at(entry, "section", message)
        elif not item.questions:
            yield fault_at(entry, "questions", "must list at least one question")
        seen.add(place)


def every_section_has_questions(material: Material) -> Iterator[Fault]:
    """Where a pack has phrasings, each section with text has some."""
    known = {(item.document, item.section) for item in material.pack.phrasings}
    for document in material.documents.values() if known else ():
        for section in document.sections:
            if section.blocks and (document.id, section.slug) not in known:
                line = document.text.count("\n", 0, section.start) + 1
                message = f"section “{section.slug}” has no questions in {_FILE}"
                yield Fault(document.file, line, "", message)


def intents_exist(material: Material) -> Iterator[Fault]:
    """Each entry's intent is a file in intents/."""
    known = {intent.name for intent in material.pack.intents}
    for entry, item in zip(
        material.entries(_FILE, "section"), material.pack.phrasings, strict=False
    ):
        if known and item.intent not in known:
            yield fault_at(entry, "intent", f"there is no intents/{item.intent}.toml")
