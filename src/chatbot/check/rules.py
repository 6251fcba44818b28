"""Whether rules can be read, and behave as their own examples say."""

from collections.abc import Iterator

from chatbot.check.faults import Fault, fault_at, fault_in
from chatbot.check.material import RULE_FILES, Material
from chatbot.pack.dialect import DialectError, compile_phrases
from chatbot.pack.knowledge import kind_lists
from chatbot.pack.records import RuleFile
from chatbot.pack.rulebook import RuleBook, compile_rules
from chatbot.pack.toml_files import Table

Lists = dict[str, tuple[str, ...]]


def phrases_follow_the_dialect(material: Material) -> Iterator[Fault]:
    """Each phrase of red flags, decisions, chat and claims can be compiled."""
    for table, key, file, lists in _phrase_lists(material):
        for phrase in table.texts(key):
            try:
                compile_phrases([("", phrase)], lists)
            except DialectError as error:
                yield fault_in(table, key, phrase, str(error), material.source(file))


def rules_have_examples(material: Material) -> Iterator[Fault]:
    """Each rule says what it must match and what it must not."""
    for kind in RULE_FILES:
        for entry in material.entries(f"{kind}.toml", "rule"):
            for key in ("should_match", "should_not_match"):
                if not entry.texts(key):
                    yield fault_at(entry, key, "must list at least one example")


def examples_behave(material: Material) -> Iterator[Fault]:
    """Each rule matches its should_match and none of its should_not_match."""
    for kind in RULE_FILES:
        name, file = f"{kind}.toml", material.rule_file(kind)
        book = _book(file)
        if book is None:
            continue  # the dialect's check has named the phrase
        for entry, rule in zip(material.entries(name, "rule"), file.rules, strict=False):
            for key, wanted in (("should_match", True), ("should_not_match", False)):
                for example in entry.texts(key):
                    found = any(hit.rule.id == rule.id for hit in book.find(example))
                    if found is not wanted:
                        verb = "does not match" if wanted else "matches"
                        message = f"“{rule.id}” {verb} “{example}”"
                        yield fault_in(entry, key, example, message, material.source(name))


def _book(file: RuleFile) -> RuleBook | None:
    try:
        return RuleBook(compile_rules(file, {}))
    except DialectError:
        return None


def _phrase_lists(material: Material) -> Iterator[tuple[Table, str, str, Lists]]:
    """Every list of phrases: its table, its key, its file, and the @lists that it may use."""
    for kind in RULE_FILES:
        file, lists = f"{kind}.toml", material.rule_file(kind).lists
        for entry in material.entries(file, "rule"):
            yield entry, "phrases", file, lists
            yield entry, "unless", file, lists
        if file in material.tables:
            guards = material.tables[file].table("guards")
            for name in guards:
                yield guards, name, file, lists
    names = kind_lists(material.pack.concepts)
    for entry in material.entries("claims.toml", "claim"):
        yield entry, "when", "claims.toml", names
