"""Compiles a pack: every table that a turn looks things up in, as sections of bytes."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, TypeVar

from chatbot.compiling.analyses import Cutter, Earlier, Part, PassageTerms, analysis_sections
from chatbot.compiling.index import index_sections
from chatbot.compiling.likeness import likeness_sections
from chatbot.compiling.passages import heading_paths
from chatbot.compiling.screening import Screen
from chatbot.compiling.softmax import learned_sections
from chatbot.compiling.vocabulary import close, stem
from chatbot.conversation.routing import ASIDE
from chatbot.conversation.spelling import shortened, sound_of, targets_of
from chatbot.errors import PackError
from chatbot.pack.coding import (
    SpellingTarget,
    encode_claim,
    encode_document,
    encode_passage,
    encode_score,
)
from chatbot.pack.dialect import DialectError
from chatbot.pack.knowledge import kind_lists
from chatbot.pack.records import Concept, Pack, Passage, Rule, RuleFile
from chatbot.pack.rows import Rows
from chatbot.pack.rulebook import RuleBook, compile_rules
from chatbot.pack.tables import SortedWords
from chatbot.pack.words import split_words
from chatbot.retrieval.features import features
from chatbot.retrieval.index import lucene_idf
from chatbot.retrieval.phrasings import phrasing_features, phrasing_sections
from chatbot.retrieval.query import Query, build_query
from chatbot.retrieval.terms import Analyzer, Forms, forms_of
from chatbot.safe_text import shadow
from chatbot.store import to_json

_CLOSED = 20_000
"""How many of the documents' words, the most frequent first, are known with all their endings and
as what a misspelt word may stand for."""
_WORTH_NOTING = 500
_Item = TypeVar("_Item")
_ONE_IN = 2
"""Of the known questions one in so many is learned as calling for no rule."""
_PHRASE_COUNTS = 5
"""How many known questions of sections one phrase of an intent counts as."""


@dataclass(frozen=True, slots=True)
class _Language:
    """The pack's words and names, as compiling and a turn both see them."""

    stems: Mapping[str, str]
    forms: Forms
    analyzer: Analyzer
    broader: Mapping[str, tuple[str, ...]]
    query: Callable[[str], Query]


def compile_pack(
    pack: Pack, note: Callable[[str], None] = lambda _: None, earlier: Earlier | None = None
) -> dict[str, bytes]:
    """All sections of the compiled pack. Raises PackError for a rule that cannot be read.

    `note` is told how far it has come, if that takes long. Documents that stand unchanged in an
    `earlier` pack, compiled by the same code, are not analysed again; the result is the same.
    """
    cutter = Cutter(pack, earlier)
    parts = [cutter.part(item) for item in _counted(pack.documents, "reading documents", note)]
    intents = {(item.document, item.section): item.intent for item in pack.phrasings}
    passages = [
        replace(passage, intent=intents.get((passage.document, passage.section), ""))
        for part in parts
        for passage in part.passages
    ]
    counts = Counter[str]()
    for part in parts:
        counts.update(part.counts)
    english = _english()
    language = _language(pack, counts, frozenset(english))
    found = _terms(pack, parts, language, earlier)
    terms = [next(found) for _ in _counted(passages, "indexing passages", note)]
    sections = analysis_sections(parts, terms)
    sections |= _index(pack, passages, terms, language)
    sections |= _models(pack, passages, language)
    rules = _rules(pack)
    sections |= _likenesses(pack, rules)
    heard = {word for tables in rules.values() for word in SortedWords(tables["words"])}
    for name, tables in rules.items():
        sections |= {f"{name}_{part}": table for part, table in tables.items()}
    sections |= _tables(pack, passages, language, sections)
    sections["english"] = SortedWords.build(english)
    sections["spelling"] = to_json(_spelling(pack, counts, heard & set(english)))
    sections["words"] = SortedWords.build_map(
        {**_protected(heard - set(english), language), **language.stems}.items()
    )
    return sections


def _language(pack: Pack, counts: Mapping[str, int], english: frozenset[str]) -> _Language:
    names = [word for concept in pack.concepts for name in concept.words for word in _words(name)]
    asked = [word for item in pack.phrasings for text in item.questions for word in _words(text)]
    asked += [word for intent in pack.intents for text in intent.phrases for word in _words(text)]
    asked += [word for text in pack.not_covered for word in _words(text)]
    heads = [
        word
        for d in pack.documents
        for s in d.sections
        for word in _words(f"{d.title} {s.heading}")
    ]
    # Known questions are written as people type: their misspelt words are none of ours.
    # Of a large collection's words only the usual ones come with all their endings: each costs a
    # millisecond, and there are always new ones.
    usual = {word for word, _ in Counter(counts).most_common(_CLOSED)}
    stems = {word: stem(word) for word in counts.keys() - usual}
    stems |= close([*usual, *names, *heads], english.intersection(asked))
    forms = forms_of(
        (stemmed, concept.id)
        for concept in pack.concepts
        for stemmed in dict.fromkeys(
            tuple(stem(word) for word in _words(name)) for name in concept.words
        )
        if stemmed
    )
    analyzer = Analyzer(lambda word: stems.get(word, word), forms)
    broader = {concept.id: concept.broader for concept in pack.concepts}
    expand = {concept.id: concept.expand for concept in pack.concepts}
    # A known question is looked up by the router and by the index: it is analysed once.
    query = cache(lambda text: build_query(text, analyzer, broader, expand))
    return _Language(stems, forms, analyzer, broader, query)


def _words(text: str) -> list[str]:
    return [word.text for word in split_words(text)]


def _terms(
    pack: Pack, parts: Sequence[Part], language: _Language, earlier: Earlier | None
) -> Iterator[PassageTerms]:
    """The terms of all passages, in their order."""
    of = language.analyzer.terms
    for document, part in zip(pack.documents, parts, strict=True):
        if earlier is not None and part.earlier is not None:
            places = range(part.earlier, part.earlier + len(part.passages))
            yield from map(earlier.terms, places)
            continue
        text, paths = shadow(document.text), heading_paths(document)
        for passage in part.passages:
            head = " \n ".join([document.title, *paths[passage.section], passage.heading])
            units = [of(text[unit.start : unit.end]) for unit in passage.units]
            yield PassageTerms(of(head), of(text[passage.start : passage.end]), units)


def _index(
    pack: Pack, passages: list[Passage], terms: Sequence[PassageTerms], language: _Language
) -> dict[str, bytes]:
    questions: dict[tuple[str, str], list[str]] = {}
    for item in pack.phrasings:
        questions.setdefault((item.document, item.section), []).extend(item.questions)
    indexed = []
    for passage, found in zip(passages, terms, strict=True):
        # Each word of the questions counts once, however often they repeat it.
        asked = " \n ".join(questions.get((passage.document, passage.section), []))
        indexed.append(found.head + sorted(set(language.analyzer.terms(asked))) + found.body)
    sections = index_sections(indexed)
    sections["documented"] = SortedWords.build(
        {term for found in terms for unit in found.units for term in unit}
    )
    return sections | _phrasings(passages, questions, language)


def _counted(items: Sequence[_Item], label: str, note: Callable[[str], None]) -> Iterator[_Item]:
    """The items; of many, every tenth part of the way is noted."""
    step = len(items) // 10
    for number, item in enumerate(items):
        if step >= _WORTH_NOTING and number and number % step == 0:
            note(f"{label} … {number / len(items):.0%}")
        yield item


def _phrasings(
    passages: list[Passage], questions: Mapping[tuple[str, str], list[str]], language: _Language
) -> dict[str, bytes]:
    """Every known question, and every heading, with the passage that it belongs to."""
    return phrasing_sections(
        (
            (place, text, phrasing_features(language.query(text)))
            for place, passage in enumerate(passages)
            for text in [passage.heading, *questions.get((passage.document, passage.section), [])]
        ),
        lucene_idf,
    )


def _models(pack: Pack, passages: list[Passage], language: _Language) -> dict[str, bytes]:
    """What known questions teach: which intent a question has, and which passage answers it.

    Both learn as well what no document answers, as a class of its own.
    """
    kinds = {concept.id: concept.kind for concept in pack.concepts}

    def seen(text: str) -> dict[str, float]:
        return features(language.query(text), kinds, language.broader, scored=False)

    aside = [seen(text) for text in pack.not_covered]
    asked = [(seen(text), item) for item in pack.phrasings for text in item.questions]
    routes = _routes(pack)
    routed = [(seen(text), intent.name) for intent in pack.intents for text in intent.phrases]
    routed += [(found, ASIDE) for found in aside]
    # A phrase of an intent speaks for the intent; a section's question only by way of the section.
    routed *= _PHRASE_COUNTS
    routed += [(found, item.intent) for found, item in asked]
    places = {(p.document, p.section): n for n, p in reversed([*enumerate(passages)])}
    known = sorted({places[item.document, item.section] for _, item in asked})
    owned = [(found, known.index(places[i.document, i.section])) for found, i in asked]
    owned += [(seen(passages[place].heading), number) for number, place in enumerate(known)]
    owned += [(found, len(known)) for found in aside]
    return {
        **learned_sections(
            "router",
            [(found, routes.index(name)) for found, name in routed],
            len(routes),
            evenness=1.0,
        ),
        **learned_sections("answers", owned if known else [], len(known) + 1, evenness=0.5),
        "answers_passages": b"".join(place.to_bytes(4, "little") for place in known),
    }


def _routes(pack: Pack) -> list[str]:
    """The router's classes: the intents, and what the documents do not answer."""
    names = {intent.name for intent in pack.intents} | {item.intent for item in pack.phrasings}
    return sorted(names | ({ASIDE} if pack.not_covered else set()))


def _rules(pack: Pack) -> dict[str, dict[str, bytes]]:
    """The compiled rules of each file, and the claims' phrases as rules."""
    kinds = kind_lists(pack.concepts)
    claims = RuleFile(tuple(_claim_rule(claim.id, claim.when) for claim in pack.claims))
    files = {
        "red_flags": pack.red_flags,
        "decisions": pack.decisions,
        "chat": pack.chat,
        "claims": claims,
    }
    compiled = {}
    for name, file in files.items():
        try:
            compiled[name] = compile_rules(file, kinds)
        except DialectError as error:
            raise PackError(f"{name}.toml", str(error), hint="See the phrase dialect.") from error
    return compiled


def _likenesses(pack: Pack, rules: Mapping[str, dict[str, Any]]) -> dict[str, bytes]:
    """What is learned from labelled messages, the rules' own examples, and plain questions."""
    plain = [text for item in pack.phrasings for text in item.questions][::_ONE_IN]
    plain += [text for intent in pack.intents for text in intent.phrases]
    chat = [text for rule in pack.chat.rules for text in rule.should_match]
    referred = [text for rule in pack.decisions.rules for text in rule.should_match]
    referred += [text for _, text in pack.decisions.messages.texts]
    calm = {
        "red_flags": [*plain, *pack.not_covered, *referred, *chat],
        # What no document covers may well be a decision.
        "decisions": [*plain, *chat],
    }
    sections: dict[str, bytes] = {}
    for name, file in (("red_flags", pack.red_flags), ("decisions", pack.decisions)):
        if not file.messages.texts:
            continue
        book, screen = RuleBook(rules[name]), Screen(rules[name])
        texts = [*calm[name], *(text for rule in file.rules for text in rule.should_not_match)]
        # What the rules hear is theirs, and no lesson in calm.
        unheard = [text for text in texts if not (screen.passes(_words(text)) and book.find(text))]
        sections |= likeness_sections(name, file, unheard)
    return sections


def _claim_rule(name: str, phrases: tuple[str, ...]) -> Rule:
    return Rule(name, phrases, (), (), ())


def _tables(
    pack: Pack, passages: list[Passage], language: _Language, index: Mapping[str, bytes]
) -> dict[str, bytes]:
    documents = Rows.build(encode_document(document) for document in pack.documents)
    encoded = Rows.build(encode_passage(passage) for passage in passages)
    phrasings = ("phrasing_features", "phrasing_postings", "phrasing_owners", "phrasing_idf")
    signals = ("terms", "posting_starts", *phrasings)
    head = {
        "name": pack.name,
        "language": pack.language,
        "covers": pack.covers,
        "restated": pack.restated,
        "lines": pack.lines,
        "copy": pack.copy,
        "sha256": pack.sha256,
        "skipped": pack.skipped,
        "calibration": pack.calibration,
        # What the gate's signals are made of: a calibration serves only this.
        "index": hashlib.sha256(
            b"".join([documents, encoded, *(index[name] for name in signals)])
        ).hexdigest(),
        "sites": pack.sites,
        "strict": pack.strict,
        "routes": _routes(pack),
        "intents": {i.name: [i.disclaimer, list(i.suggestions)] for i in pack.intents},
    }
    return {
        "head": to_json(head),
        "documents": documents,
        "document_ids": to_json([document.id for document in pack.documents]),
        "passages": encoded,
        "passage_ids": to_json([passage.id for passage in passages]),
        "lexicon": to_json(_lexicon(pack.concepts, language.forms)),
        "scores": to_json([encode_score(kind) for kind in pack.scores]),
        "claims": to_json([encode_claim(claim) for claim in pack.claims]),
    }


def _spelling(pack: Pack, counts: Mapping[str, int], heard: set[str]) -> list[SpellingTarget]:
    """What a misspelt word may stand for: words of documents and lexicon, and those rules hear.

    `heard` is without the ways to misspell a word that rules list: those are nothing to repair to.
    """
    named = [word for concept in pack.concepts for n in concept.words for word in _words(n)]
    usual = dict(Counter(counts).most_common(_CLOSED))
    return targets_of({**dict.fromkeys([*sorted(heard), *named], 1), **usual})


def _protected(heard: set[str], language: _Language) -> dict[str, str]:
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


def _lexicon(concepts: Iterable[Concept], forms: Forms) -> dict[str, Any]:
    return {
        "concepts": {c.id: [c.kind, c.words[0], list(c.broader), c.expand] for c in concepts},
        "forms": forms,
    }


def _english() -> list[str]:
    """Pyspellchecker's English word list; read here only, never at a turn."""
    from spellchecker import SpellChecker

    words = SpellChecker(language="en", distance=1).word_frequency.words()
    return sorted({word for word in words if word.isalpha() and word.isascii()})
