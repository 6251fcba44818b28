"""Whether the lexicon's words can match, and whether its concepts are in order."""

from collections.abc import Iterator

from chatbot.check.faults import Fault, fault_at, fault_in
from chatbot.check.material import Material
from chatbot.pack.words import split_words

_FILE = "lexicon.toml"


def words_name_one_concept(material: Material) -> Iterator[Fault]:
    """A word leads to one concept; in a second one it would never match."""
    from chatbot.compiling.vocabulary import stem

    seen: dict[tuple[str, ...], str] = {}
    entries = material.entries(_FILE, "concept")
    for entry, concept in zip(entries, material.pack.concepts, strict=False):
        for word in concept.words:
            stems = tuple(stem(part.text) for part in split_words(word))
            other = seen.setdefault(stems, concept.id)
            if not stems:
                message = f"“{word}” holds no letter and no figure"
            elif other != concept.id:
                message = f"“{word}” already leads to “{other}”, here it never matches"
            else:
                continue
            yield fault_in(entry, "words", word, message, material.source(_FILE))


def broader_concepts_make_no_loop(material: Material) -> Iterator[Fault]:
    """No concept is broader than itself, not even by way of others."""
    above = {concept.id: concept.broader for concept in material.pack.concepts}
    entries = material.entries(_FILE, "concept")
    for entry, concept in zip(entries, material.pack.concepts, strict=False):
        seen: set[str] = set()
        waiting = list(concept.broader)
        while waiting:
            name = waiting.pop()
            if name not in seen:
                seen.add(name)
                waiting += above.get(name, ())
        if concept.id in seen:
            yield fault_at(entry, "broader", f"“{concept.id}” is broader than itself")
