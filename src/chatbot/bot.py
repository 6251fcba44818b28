"""The whole turn, start to end: a question goes in, one frozen `Answer` comes out."""

import unicodedata
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING

from chatbot.answer import Answer, Care, Confidence, Intent, Quote, Score, Span, Step, Turn
from chatbot.compiling.cache import open_store
from chatbot.conversation.comparing import differences
from chatbot.conversation.composing import Composer, Draft, PartFound, quoted_first
from chatbot.conversation.deciding import Decisions
from chatbot.conversation.explaining import explain_part
from chatbot.conversation.followup import Resolved, resolve, with_topic
from chatbot.conversation.gating import Gate, Signals, evidence, gate_of
from chatbot.conversation.grounding import Grounding
from chatbot.conversation.language import is_foreign
from chatbot.conversation.quoting import Quoter, Wanted
from chatbot.conversation.routing import Router
from chatbot.conversation.scoring import ReadScore, ScoreReader, ScoreView
from chatbot.conversation.selecting import choose, naming
from chatbot.conversation.spelling import Speller
from chatbot.conversation.splitting import asks, split_parts
from chatbot.conversation.triage import Triage, graver
from chatbot.errors import InputError
from chatbot.frozen import asdict, dataclass, replace
from chatbot.pack.records import Document
from chatbot.pack.rulebook import RuleBook
from chatbot.retrieval.library import Library
from chatbot.retrieval.likeness import Likely, Likeness
from chatbot.retrieval.linear import LinearModel
from chatbot.retrieval.query import NUMERIC_CUES, Query
from chatbot.retrieval.search import Hit, Retriever
from chatbot.retrieval.terms import STOPWORDS
from chatbot.safe_text import safe_text
from chatbot.searching import (
    EVERYWHERE,
    Completer,
    Explained,
    Filters,
    LookUp,
    Place,
    SearchHit,
    lookup,
)

if TYPE_CHECKING:
    from pathlib import Path

MAX_QUESTION = 10_000
"""The longest question in characters; a long letter has about 3,000."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """A part of the question: as it is searched, as typed, and what else the message says.

    `said` is what a follow-up itself says; `seen` are passages that are not to be shown again.
    """

    text: str
    typed: str
    background: str
    said: str = ""
    seen: frozenset[str] = frozenset()


class Chatbot:
    """Answers questions in quotes from one pack's documents.

    >>> from chatbot import Chatbot
    >>> bot = Chatbot.open()
    >>> answer = bot.reply("What is osteopenia?")
    >>> answer.kind, answer.quotes[0].document in bot.documents
    ('answer', True)
    """

    def __init__(self, library: Library, region: str = "default") -> None:
        self.library = library
        self.region = region
        self._lines = {**library.lines.get("default", {}), **library.lines.get(region, {})}
        self._triage = Triage(library.rules("red_flags"), self._lines, self._second_reading)

    @classmethod
    def open(
        cls,
        folder: "Path | None" = None,
        *,
        region: str = "default",
        cache: bool = True,
        whole: bool = False,
        note: Callable[[str], None] = lambda _: None,
    ) -> "Chatbot":
        """Open a pack, by default the built-in one. Raises PackError.

        `region` chooses the telephone numbers on care cards; `note` is told when preparing the
        pack takes a while; without `cache` nothing is read from or written to the user's cache;
        `whole` looks for damage in all of a large pack, not only in what is read at once.
        """
        return cls(Library(open_store(folder, cache=cache, whole=whole, note=note)), region)

    @property
    def name(self) -> str:
        """The pack's name."""
        return self.library.name

    @property
    def sha256(self) -> str:
        """The hash of the pack's content."""
        return self.library.sha256

    @property
    def covers(self) -> tuple[str, ...]:
        """What the documents cover, in plain words."""
        return self.library.covers

    @property
    def intents(self) -> tuple[str, ...]:
        """The kinds of question that passages are filed under."""
        return tuple(self.library.intents)

    @property
    def skipped(self) -> tuple[str, ...]:
        """Files of the folder that no reader takes."""
        return self.library.skipped

    @property
    def documents(self) -> Mapping[str, Document]:
        """Documents by id, in the pack's order."""
        return self.library.documents

    def say(self, key: str, **words: str) -> str:
        """Fixed wording by its key, with the words in braces filled in."""
        text = self.library.copy.get(key, "")
        for name, word in {**words, "covers": ", ".join(self.covers)}.items():
            text = text.replace("{" + name + "}", word)
        return text

    def triage(self, text: str) -> Care | None:
        """The care card for a message, if it holds a red flag; quick, and needs no index."""
        return self._triage.read(unicodedata.normalize("NFC", safe_text(text[:MAX_QUESTION])))

    def _why_care(self, care: Care | None, readings: Sequence[str]) -> Step:
        """What spoke for the card, for staff."""
        told = map(self._triage.explained, readings)
        return Step("triage", next((why for card, why in told if card == care), "no red flag"))

    def _second_reading(self, text: str) -> Likely | None:
        """What a message is like; a greeting or a farewell is never like a red flag."""
        if self._likeness is None or self._chat.find(text):
            return None
        return self._likeness.read(text)

    def search(
        self, words: str, *, intent: str | None = None, document: str | None = None, limit: int = 10
    ) -> tuple[SearchHit, ...]:
        """Ranked passages for staff, with why each was found; "quoted words" must stand in them."""
        return self.look_up(words, Filters(intent, document, limit)).hits

    def look_up(self, words: str, filters: Filters = EVERYWHERE, *, typing: bool = False) -> LookUp:
        """What staff see for their words; `typing` says that the last word may be unfinished.

        Raises InputError for words that are empty or longer than MAX_QUESTION.
        """
        typed = normalise(words)
        whole = self._completer.complete(typed) if typing and words[-1:] == typed[-1] else typed
        searched, corrections = self._speller.repair(whole)
        care = self.triage(words)
        for reading in {whole, searched} - {typed}:
            care = graver(care, self.triage(reading))
        query = self.library.query(searched)
        seen = self.library.features(query)
        intents = self._router.route(seen)
        odds = {intent.name: intent.confidence for intent in intents}
        explained = Explained(
            self.library, self._retriever, query, odds, lambda hit: self._quotes(0, hit, query)
        )
        hits = explained.hits(self._retriever.rank(query, seen, odds), filters)
        changed = searched if searched != typed else ""
        return LookUp(typed, changed, corrections, care, intents, hits)

    def lookup(self, name: str) -> Place | None:
        """Where a document, section or passage stands, by its id."""
        return lookup(self.library, name)

    def reply(self, text: str, turns: Sequence[Turn] = ()) -> Answer:
        """Answer a message; `turns` are the conversation so far, oldest first.

        Raises InputError for a message that is empty or longer than MAX_QUESTION.
        """
        question = normalise(text)
        care = self.triage(question)
        chat = self._chat.find(question)
        if chat and care is None:
            return self._composer.chat(question, chat[0].rule)
        if is_foreign(question):
            return self._composer.foreign(question, care)
        repaired, corrections = self._speller.repair(question)
        asked = self._resolve(repaired, turns)
        whole = " ".join(item.text for item in asked)
        for reading in {repaired, whole} - {question}:
            care = graver(care, self.triage(reading))
        decision, why = self._decisions.find((question, whole))
        personal = decision is not None
        found = [self._part(n, part, personal=personal) for n, part in enumerate(asked)]
        parts, views, steps = zip(*found, strict=True)
        if care is not None and care.level != "prompt" and not asks(question):
            # Nothing was asked: somebody tells what happened, and only the card matters.
            parts = tuple(replace(part, quotes=()) for part in parts)
        quotes = quoted_first(parts)
        draft = Draft(
            question=question,
            care=care,
            decision=decision,
            parts=parts,
            corrections=corrections,
            differences=differences(
                self.library.claims,
                [hit.rule.id for hit in self._claims.find(whole)],
                [value for view in views for value in view.values],
                quotes,
                lambda anchor: self._quoter.of_anchor(0, anchor),
            )
            if quotes
            else (),
            asked_before=tuple(q for turn in turns for q in turn.answer.resolved),
            explanation=(
                self._why_care(care, (question, repaired, whole)),
                Step("decision", why),
                *(step for group in steps for step in group),
            ),
        )
        return self._composer.compose(draft)

    def _resolve(self, question: str, turns: Sequence[Turn]) -> list[_Asked]:
        """Each part so that it stands alone; a later part may lean on the one before it."""
        library = self.library
        last = next((turn.answer for turn in reversed(turns) if turn.answer.resolved), None)
        before: tuple[str, ...] = last.resolved if last else ()
        choices: tuple[str, ...] = last.suggestions if last else ()
        shown = frozenset(quote.passage for turn in turns for quote in turn.answer.quotes)
        asked = []
        for part in split_parts(question, library.analyzer, library.kinds):
            text = with_topic(part.text, part.background, library.analyzer, self._grounding.topics)
            leaning = resolve(text, before, choices, library.analyzer, library.kinds)
            # What the message itself adds is nearer than the turn before.
            item = leaning if text == part.text else Resolved(text)
            seen = shown if item.more else frozenset()
            typed = text if item.followup else part.text
            asked.append(_Asked(item.text, typed, part.background, item.said, seen))
            before, choices = (item.text,), ()
        return asked

    def _part(
        self, number: int, asked: _Asked, *, personal: bool
    ) -> tuple[PartFound, ScoreView, tuple[Step, ...]]:
        """Route, read scores, retrieve, gate and quote one part.

        A personal decision is not answered, so the gate has no say in it: what the documents hold
        on the very thing named is quoted.
        """
        query = self.library.query(asked.text, asked.background, asked.said)
        view = self._scores.view(asked.text, asked.background)
        features = self.library.features(query, scored=bool(view.scores or view.doubted))
        intents = self._router.route(features)
        things = self._grounding.things(query)
        hits = self._hits(query, features, intents, things, asked.seen)
        absent = self._grounding.absent(query)
        silent = not hits or self._grounding.refuses(absent)
        signals = None if silent else self.signals(query, hits)
        confidence = self.gate.judge(signals) if signals else Confidence("low", 0.0)
        chosen: list[Hit] = []
        if self._scores.leads(view, asked.text if view.scores else asked.typed):
            confidence = Confidence("high", 1.0)
            quotes = self._score_quotes(number, view)
            intents = self._led_by(quotes, intents)
        elif confidence.level != "low" or (personal and signals):
            named = [hit for hit in hits if any(hit.passage.id in thing for thing in things)]
            chosen = choose(named if confidence.level == "low" else hits, things)
            quotes = [quote for hit in chosen for quote in self._quotes(number, hit, query)]
            quotes += self._score_quotes(number, view)
        else:
            quotes = []
        concepts = self.library.concepts
        found = PartFound(
            text=asked.text,
            intents=intents,
            confidence=confidence,
            quotes=tuple(quotes),
            scores=tuple(self._score(score) for score in view.scores),
            doubted=tuple(self._scores.record(score) for score in view.doubted),
            missing=tuple(concepts[n].name for n in absent)
            or (() if quotes else self._grounding.unseen(query)),
            topic=self._grounding.topic(query),
            wants_number=bool(query.cues & NUMERIC_CUES),
        )
        taken = [hit.passage.id for hit in chosen]
        seen = asdict(signals) if signals else {}
        index = self._retriever.index
        steps = explain_part(query, index, intents, hits, taken, seen, confidence)
        steps += (Step("calibration", self._gate_note),)
        return found, view, steps

    def _hits(
        self,
        query: Query,
        features: Mapping[str, float],
        intents: Sequence[Intent],
        things: Sequence[frozenset[str]],
        seen: frozenset[str],
    ) -> list[Hit]:
        """Ranked passages without those seen; what was asked about by name counts extra."""
        odds = {intent.name: intent.confidence for intent in intents}
        ranked = self._retriever.rank(query, features, odds)
        unseen = [hit for hit in ranked if hit.passage.id not in seen]
        return naming(unseen, things, amount=bool(query.cues & NUMERIC_CUES))

    def _led_by(self, quotes: Sequence[Quote], ranked: tuple[Intent, ...]) -> tuple[Intent, ...]:
        """The intents with that of the quoted passage first: a row that holds the score decides."""
        led = [self.library.passages_by_id[quote.passage].intent for quote in quotes[:1]]
        found = {intent for intent in led if intent}
        lead = tuple(Intent(name, 1.0) for name in found)
        return lead + tuple(intent for intent in ranked if intent.name not in found)

    def signals(self, query: Query, hits: Sequence[Hit]) -> Signals:
        """What the gate looks at; the evaluation calibrates on the same."""
        features = self.library.features(query)
        index, top = self._retriever.index, hits[0]
        covered = self._grounding.covered(query)
        total = sum(index.idf(term) for term in query.content)
        known = sum(index.idf(t) for t in query.content if t in index or t in covered)
        topical = sum(index.idf(t) for t in query.content if t in covered)
        return Signals(
            coverage=top.coverage,
            phrasing=top.phrasing,
            known=known / total if total else 0.0,
            held=top.held,
            topical=topical / total if total else 0.0,
            aside=evidence(self._router.aside(features)),
            beyond=evidence(self._retriever.beyond(features)),
            likely=evidence(top.likely),
            absent=self._grounding.absent_share(query),
        )

    def _quotes(self, number: int, hit: Hit, query: Query) -> list[Quote]:
        idf = self._retriever.index.idf
        worth = {term.text: term.weight * idf(term.text) for term in query.terms}
        return self._quoter.of_passage(number, hit.passage, Wanted(worth, query.cues))

    def _score_quotes(self, number: int, view: ScoreView) -> list[Quote]:
        """The rows that hold the scores; else, or if a sign is open, what such a score is."""
        quotes = []
        scores = (*view.scores, *view.background)
        for score in scores:
            anchors = [band.anchor for band in self._scores.bands(score)]
            anchors = anchors or list(self._scores.explained(score))
            # Several scores: fewer voices each, so that every score has its row.
            anchors = anchors[: 4 if len(scores) == 1 else 2]
            quotes += [self._quoter.of_anchor(number, anchor) for anchor in anchors]
        for score in view.doubted:
            explained = self._scores.explained(score)
            quotes += [self._quoter.of_anchor(number, anchor) for anchor in explained]
        return quotes

    def _score(self, score: ReadScore) -> Score:
        """A score with the place of the first row that holds it."""
        record = self._scores.record(score)
        for band in self._scores.bands(score)[:1]:
            quote = self._quoter.of_anchor(0, band.anchor)
            span = Span(quote.document, quote.start, quote.end, quote.text)
            record = replace(record, band=span)
        return record

    def _knows(self, word: str) -> bool:
        library = self.library
        return word in library.words or word in library.english or word in STOPWORDS

    # Built when first needed: a care card must not wait for the index.

    @cached_property
    def _completer(self) -> Completer:
        return Completer(self.library, self._retriever.index)

    @cached_property
    def _retriever(self) -> Retriever:
        return Retriever(self.library.store, self.library.passages)

    @cached_property
    def _likeness(self) -> Likeness | None:
        return self.library.likeness("red_flags")

    @cached_property
    def _grounding(self) -> Grounding:
        return Grounding(self.library, self._retriever)

    @cached_property
    def _router(self) -> Router:
        return Router(LinearModel(self.library.store, "router"), self.library.routes)

    @cached_property
    def _scores(self) -> ScoreReader:
        return ScoreReader(self.library.scores, self.library.sites)

    @cached_property
    def _quoter(self) -> Quoter:
        library = self.library
        return Quoter(
            library.documents, library.passages, library.unit_terms, restated=library.restated
        )

    @cached_property
    def _speller(self) -> Speller:
        return Speller(self._knows, lambda: self.library.spelling)

    @cached_property
    def gate(self) -> Gate:
        """The calibrated gate of this pack, or the general one."""
        return gate_of(self.library.calibration, self.library.index_hash)[0]

    @cached_property
    def _gate_note(self) -> str:
        return gate_of(self.library.calibration, self.library.index_hash)[1]

    @cached_property
    def _composer(self) -> Composer:
        return Composer(self.say, self.library.intents, self.covers)

    @cached_property
    def _decisions(self) -> Decisions:
        return Decisions(self.library.rules("decisions"), self.library.likeness("decisions"))

    @cached_property
    def _chat(self) -> RuleBook:
        return self.library.rules("chat")

    @cached_property
    def _claims(self) -> RuleBook:
        return self.library.rules("claims")


def normalise(text: str) -> str:
    """A message as the turn reads it: composed letters, no control characters, no outer blanks.

    Raises InputError if nothing is left or it is longer than MAX_QUESTION.
    """
    if len(text) > MAX_QUESTION:
        raise InputError(
            f"The question is {len(text):,} characters long; the limit is {MAX_QUESTION:,}",
            "Please ask in fewer words.",
        )
    question = unicodedata.normalize("NFC", safe_text(text)).strip()
    if not any(character.isalnum() for character in question):
        raise InputError("The question is empty", "Please type a question in words.")
    return question
