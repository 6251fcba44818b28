"""A pack's words and names: their stems, what they name, what a misspelt word may stand for."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from chatbot.compiling.vocabulary import close, stem
from chatbot.conversation.spelling import shortened, sound_of, targets_of
from chatbot.pack.coding import SpellingTarget
from chatbot.pack.records import Concept, Pack
from chatbot.pack.tables import SortedWords
from chatbot.pack.words import texts_of
from chatbot.retrieval.library import COMMON
from chatbot.retrieval.query import Query, build_query
from chatbot.retrieval.terms import Analyzer, Forms, forms_of
from chatbot.store import to_json

_CLOSED = 20_000
"""How many of the documents' words, the most frequent first, are known with all their endings and
as what a misspelt word may stand for."""
_COMMON = 1200
"""So many of the most frequent English words are common ones: "job", "night", "buy"."""


@dataclass(frozen=True, slots=True)
class Language:
    """The pack's words and names, as compiling and a turn both see them.

    `asked` counts the words of the known questions, as people type them.
    """

    stems: Mapping[str, str]
    forms: Forms
    analyzer: Analyzer
    broader: Mapping[str, tuple[str, ...]]
    query: Callable[[str], Query]
    asked: Mapping[str, int]


def language_of(pack: Pack, counts: Mapping[str, int], english: frozenset[str]) -> Language:
    """The language of a pack whose documents hold the `counts` of words."""
    names = [word for concept in pack.concepts for name in concept.words for word in texts_of(name)]
    asked = Counter(
        word for item in pack.phrasings for text in item.questions for word in texts_of(text)
    )
    typed = {word for i in pack.intents for text in i.phrases for word in texts_of(text)}
    typed.update(asked, (word for text in pack.not_covered for word in texts_of(text)))
    heads = [
        word
        for d in pack.documents
        for s in d.sections
        for word in texts_of(f"{d.title} {s.heading}")
    ]
    # Known questions are written as people type: their misspelt words are none of ours.
    # Of a large collection's words only the usual ones come with all their endings: each costs a
    # millisecond, and there are always new ones.
    usual = {word for word, _ in Counter(counts).most_common(_CLOSED)}
    stems = {word: stem(word) for word in counts.keys() - usual}
    stems |= close([*usual, *names, *heads], english & typed)
    forms = forms_of(
        (stemmed, concept.id)
        for concept in pack.concepts
        for stemmed in dict.fromkeys(
            tuple(stem(word) for word in texts_of(name)) for name in concept.words
        )
        if stemmed
    )
    analyzer = Analyzer(lambda word: stems.get(word, word), forms)
    broader = {concept.id: concept.broader for concept in pack.concepts}
    expand = {concept.id: concept.expand for concept in pack.concepts}
    # A known question is looked up by the router and by the index: it is analysed once.
    query = cache(lambda text: build_query(text, analyzer, broader, expand))
    return Language(stems, forms, analyzer, broader, query, asked)


def word_sections(
    pack: Pack,
    counts: Mapping[str, int],
    heard: set[str],
    english: Mapping[str, str],
    language: Language,
) -> dict[str, bytes]:
    """The tables of words: English ones, what a misspelt one stands for, stems.

    `heard` are the words that rules listen for.
    """
    known = frozenset(english)
    return {
        "english": SortedWords.build_map(english.items()),
        "spelling": to_json(_spelling(pack, counts, heard & known, language.asked)),
        "words": SortedWords.build_map(
            {**_protected(heard - known, language), **language.stems}.items()
        ),
    }


def _spelling(
    pack: Pack, counts: Mapping[str, int], heard: set[str], asked: Mapping[str, int]
) -> list[SpellingTarget]:
    """What a misspelt word may stand for: words of documents and lexicon, and those rules hear.

    They are counted in the documents and in the known questions; names of strict kinds that no
    document has are seen 0 times.
    `heard` is without the ways to misspell a word that rules list: those are nothing to repair to.
    """
    named = {
        word: int(concept.kind not in pack.strict)
        for concept in sorted(pack.concepts, key=lambda concept: concept.kind not in pack.strict)
        for name in concept.words
        for word in texts_of(name)
    }
    usual = dict(Counter(counts).most_common(_CLOSED))
    found = {**named, **dict.fromkeys(sorted(heard), 1), **usual}
    return targets_of({word: seen and seen + asked.get(word, 0) for word, seen in found.items()})


def _protected(heard: set[str], language: Language) -> dict[str, str]:
    """Words that rules hear and that are left as they are typed: names of drugs and the like.

    A word that is hardly more than another way to write one of ours is listed as a misspelling.
    """
    sounds = {sound_of(word) for word in language.stems}
    near = {piece for word in language.stems for piece in shortened(word)}
    return {
        word: word
        for word in sorted(heard)
        if word.isalpha() and sound_of(word) not in sounds and near.isdisjoint(shortened(word))
    }


def lexicon_of(concepts: Iterable[Concept], forms: Forms) -> dict[str, Any]:
    """What a turn knows of the concepts, and their names."""
    return {
        "concepts": {c.id: [c.kind, c.words[0], list(c.broader), c.expand] for c in concepts},
        "forms": forms,
    }


def english_words() -> dict[str, str]:
    """Pyspellchecker's English words; each of the most frequent is marked as common.

    The list is read here only, never at a turn.
    """
    from spellchecker import SpellChecker

    counts = SpellChecker(language="en", distance=1).word_frequency.dictionary
    words = sorted(word for word in counts if word.isalpha() and word.isascii())
    common = set(sorted(words, key=lambda word: (-counts[word], word))[:_COMMON])
    return {word: COMMON if word in common else "" for word in words}
