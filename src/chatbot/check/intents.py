"""Whether intents are complete, apart from each other, and routed as their examples say."""

from collections.abc import Iterator

from chatbot.check.faults import Fault, fault_at, fault_in
from chatbot.check.material import Material, PatientTable
from chatbot.errors import InputError
from chatbot.pack.records import IntentSpec
from chatbot.pack.words import split_words

_EXAMPLES = ("should_match", "should_not_match")
Words = tuple[str, ...]


def intents_are_complete(material: Material) -> Iterator[Fault]:
    """Each intent has phrases, suggestions and both kinds of examples."""
    for _, table in _intents(material):
        for key in ("phrases", "suggestions", *_EXAMPLES):
            if not table.texts(key):
                yield fault_at(table, key, "must list at least one")


def phrases_belong_to_one_intent(material: Material) -> Iterator[Fault]:
    """No phrase, and no question of a section, is learned for two intents."""
    owners: dict[Words, str] = {}
    for name, table in _intents(material):
        for phrase in table.texts("phrases"):
            owner = owners.setdefault(_words(phrase), name.name)
            if owner != name.name:
                message = f"“{phrase}” is also a phrase of “{owner}”"
                yield fault_in(table, "phrases", phrase, message, table.source)
    for entry in material.entries("phrasings.toml", "section"):
        intent = entry.text("intent")
        for question in entry.texts("questions"):
            owner = owners.setdefault(_words(question), intent)
            if owner != intent:
                message = f"“{question}” is learned for “{owner}” and for “{intent}”"
                source = material.source("phrasings.toml")
                yield fault_in(entry, "questions", question, message, source)


def examples_are_not_learned(material: Material) -> Iterator[Fault]:
    """What tests the router is not what it learned from."""
    learned = {
        _words(text)
        for texts in (
            *(intent.phrases for intent in material.pack.intents),
            *(item.questions for item in material.pack.phrasings),
        )
        for text in texts
    }
    for _, table in _intents(material):
        for key in _EXAMPLES:
            for text in table.texts(key):
                if _words(text) in learned:
                    message = f"“{text}” is also learned from; write another example"
                    yield fault_in(table, key, text, message, table.source)


def what_is_answered_is_covered(material: Material) -> Iterator[Fault]:
    """No question stands both among those that are answered and those that are not."""
    answered = {
        _words(text)
        for texts in (
            *(intent.phrases for intent in material.pack.intents),
            *(item.questions for item in material.pack.phrasings),
        )
        for text in texts
    }
    table = material.tables.get("not_covered.toml")
    if table is None:
        return
    for text in material.pack.not_covered:
        if _words(text) in answered:
            message = f"“{text}” is answered elsewhere"
            yield fault_in(table, "phrases", text, message, table.source)


def examples_are_routed(material: Material) -> Iterator[Fault]:
    """The router takes should_match for its intent, and should_not_match for another."""
    for intent, table in _intents(material):
        for key in _EXAMPLES:
            for text in table.texts(key):
                routed = _routed(material, text)
                if routed and (routed == intent.name) != (key == "should_match"):
                    message = f"“{text}” is routed to “{routed}”"
                    yield fault_in(table, key, text, message, table.source)


def suggestions_are_answered(material: Material) -> Iterator[Fault]:
    """The bot answers what it suggests."""
    for _, table in _intents(material):
        for text in table.texts("suggestions"):
            if material.bot and material.bot.reply(text).kind == "abstain":
                message = f"the bot finds no answer to “{text}”"
                yield fault_in(table, "suggestions", text, message, table.source)


def _intents(material: Material) -> Iterator[tuple[IntentSpec, PatientTable]]:
    for intent in material.pack.intents:
        yield intent, material.tables[f"intents/{intent.name}.toml"]


def _routed(material: Material, text: str) -> str:
    """The best intent of a message's first part; empty if the message is not routed at all."""
    if material.bot is None:
        return ""
    try:
        intents = material.bot.reply(text).intents
    except InputError:
        return ""
    return intents[0].name if intents else ""


def _words(text: str) -> Words:
    return tuple(word.text for word in split_words(text))
