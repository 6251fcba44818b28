"""Compiles a pack: every table that a turn looks things up in, as sections of bytes."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TypeVar

from chatbot.compiling.analyses import Cutter, Earlier, Part, PassageTerms, analysis_sections
from chatbot.compiling.index import index_sections
from chatbot.compiling.language import (
    Language,
    english_words,
    language_of,
    lexicon_of,
    word_sections,
)
from chatbot.compiling.lessons import Lessons, model_sections, reading_sections, routes_of
from chatbot.compiling.passages import heading_paths
from chatbot.errors import PackError
from chatbot.pack.coding import (
    encode_claim,
    encode_document,
    encode_passage,
    encode_score,
)
from chatbot.pack.dialect import DialectError
from chatbot.pack.knowledge import kind_lists
from chatbot.pack.records import Pack, Passage, Rule, RuleFile
from chatbot.pack.rows import Rows
from chatbot.pack.rulebook import compile_rules
from chatbot.pack.tables import SortedWords
from chatbot.retrieval.index import lucene_idf
from chatbot.retrieval.phrasings import phrasing_features, phrasing_sections
from chatbot.safe_text import shadow
from chatbot.store import to_json

_WORTH_NOTING = 500
_Item = TypeVar("_Item")


def compile_pack(
    pack: Pack, note: Callable[[str], None] = lambda _: None, earlier: Earlier | None = None
) -> dict[str, bytes]:
    """All sections of the compiled pack. Raises PackError for a rule that cannot be read.

    `note` is told how far it has come, if that takes long. Of an `earlier` pack, compiled by the
    same code, unchanged documents are not analysed and unchanged lessons not learned again; the
    result is the same.
    """
    cutter = Cutter(pack, earlier)
    parts = [cutter.part(item) for item in _counted(pack.documents, "reading documents", note)]
    # Of several entries of a section the first gives it its own intent.
    intents = {(item.document, item.section): item.intent for item in reversed(pack.phrasings)}
    passages = [
        replace(passage, intent=intents.get((passage.document, passage.section), ""))
        for part in parts
        for passage in part.passages
    ]
    counts = Counter[str]()
    for part in parts:
        counts.update(part.counts)
    english = english_words()
    language = language_of(pack, counts, frozenset(english))
    found = _terms(pack, parts, language, earlier)
    terms = [next(found) for _ in _counted(passages, "indexing passages", note)]
    rules, lessons = _rules(pack), Lessons(earlier)
    sections = analysis_sections(parts, terms)
    sections |= _index(pack, passages, terms, language)
    sections |= model_sections(pack, passages, language, lessons)
    sections |= reading_sections(pack, rules, lessons)
    heard = {word for tables in rules.values() for word in SortedWords(tables["words"])}
    for name, tables in rules.items():
        sections |= {f"{name}_{part}": table for part, table in tables.items()}
    sections |= _tables(pack, passages, language, sections)
    sections |= word_sections(pack, counts, heard, english, language)
    sections["lessons"] = lessons.section()
    return sections


def _terms(
    pack: Pack, parts: Sequence[Part], language: Language, earlier: Earlier | None
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
    pack: Pack, passages: list[Passage], terms: Sequence[PassageTerms], language: Language
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
    passages: list[Passage], questions: Mapping[tuple[str, str], list[str]], language: Language
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


def _claim_rule(name: str, phrases: tuple[str, ...]) -> Rule:
    return Rule(name, phrases, (), (), ())


def _tables(
    pack: Pack, passages: list[Passage], language: Language, index: Mapping[str, bytes]
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
        "routes": routes_of(pack),
        "intents": {i.name: [i.disclaimer, list(i.suggestions)] for i in pack.intents},
    }
    return {
        "head": to_json(head),
        "documents": documents,
        "document_ids": to_json([document.id for document in pack.documents]),
        "passages": encoded,
        "passage_ids": to_json([passage.id for passage in passages]),
        "lexicon": to_json(lexicon_of(pack.concepts, language.forms)),
        "scores": to_json([encode_score(kind) for kind in pack.scores]),
        "claims": to_json([encode_claim(claim) for claim in pack.claims]),
    }
