"""The whole turn, start to end: a question goes in, one frozen `Answer` comes out."""

from collections.abc import Mapping, Sequence

from chatbot.answer import Answer, Care, Confidence, Intent, Quote, Score, Span, Step, Turn
from chatbot.asking import MAX_QUESTION, normalise, readable
from chatbot.conversation.comparing import differences
from chatbot.conversation.composing import Draft, PartFound, quoted_first
from chatbot.conversation.explaining import explain_part
from chatbot.conversation.gating import Signals, evidence
from chatbot.conversation.language import is_foreign
from chatbot.conversation.scoring import ReadScore, ScoreView
from chatbot.conversation.selecting import beside, choose, held_of, naming
from chatbot.conversation.splitting import asks
from chatbot.conversation.triage import graver, reminded
from chatbot.frozen import asdict, replace
from chatbot.looking_up import Desk
from chatbot.opened import Opened
from chatbot.remembering import forget_turn
from chatbot.retrieval.cutting import Wanted
from chatbot.retrieval.library import Library
from chatbot.retrieval.query import NUMERIC_CUES, Query
from chatbot.retrieval.search import Hit
from chatbot.searching import EVERYWHERE, Filters, LookUp, SearchHit
from chatbot.steps import Steps
from chatbot.understanding import (
    Asked,
    asks_of_score,
    decide,
    fixed_reply,
    sign_given,
    talk_of,
    understand,
    whom_to_ask,
)

__all__ = ["MAX_QUESTION", "Chatbot", "normalise"]


_Found = tuple[PartFound, ScoreView, tuple[Step, ...]]


class Chatbot(Opened):
    """Answers questions in quotes from one pack's documents.

    >>> from chatbot import Chatbot
    >>> bot = Chatbot.open()
    >>> answer = bot.reply("What is osteopenia?")
    >>> answer.kind, answer.quotes[0].document in bot.documents
    ('answer', True)
    """

    def __init__(self, library: Library, region: str = "default") -> None:
        super().__init__(library, region)
        self.steps = Steps(self)
        self._desk = Desk(self, self.steps, self.triage, self._quotes)

    def triage(self, text: str) -> Care | None:
        """The care card for a message, if it holds a red flag; quick, and needs no index."""
        return self.steps.triage.read(readable(text))

    def search(
        self, words: str, *, intent: str | None = None, document: str | None = None, limit: int = 10
    ) -> tuple[SearchHit, ...]:
        """Ranked passages for staff, with why each was found; "quoted words" must stand in them."""
        return self.look_up(words, Filters(intent, document, limit)).hits

    def look_up(self, words: str, filters: Filters = EVERYWHERE, *, typing: bool = False) -> LookUp:
        """What staff see for their words; `typing` says that the last word may be unfinished.

        Raises InputError for words that are empty or longer than MAX_QUESTION.
        """
        try:
            return self._desk.look_up(words, filters, typing=typing)
        finally:
            forget_turn()

    def reply(self, text: str, turns: Sequence[Turn] = ()) -> Answer:
        """Answer a message; `turns` are the conversation so far, oldest first.

        Raises InputError for a message that is empty or longer than MAX_QUESTION.
        """
        try:
            return self._answer(normalise(text), turns)
        finally:
            forget_turn()

    def _answer(self, question: str, turns: Sequence[Turn]) -> Answer:
        turns = talk_of(turns)
        given = sign_given(question, turns, self.steps.scores)
        # A bare yes or minus to our own question is no cry for help, whatever it is like.
        care = None if given else self.triage(question)
        plain = given or care or asks_of_score(question, turns, self.steps.scores, self.library)
        chat = None if plain else fixed_reply(self.steps.chat.find(question), turns)
        if chat:
            ask = whom_to_ask(turns, self.steps.decisions) if chat.after == "refer" else ""
            return self.steps.composer.chat(question, chat, ask or self.say("refer_anyone"))
        if is_foreign(question):
            return self.steps.composer.foreign(question, care)
        repaired, corrections = self.steps.speller.repair(question)
        if repaired != question:
            care = graver(care, self.triage(repaired))
        talk = () if given else turns
        asked = understand(given or repaired, talk, self.library, self.steps.grounding.topics)
        whole = " ".join(item.text for item in asked)
        # What an earlier message said calls for its card again, however calm the question is now.
        firm = bool(turns) and whole not in (question, repaired)
        typed, care = care, graver(care, self.steps.triage.read(readable(whole), firm=firm))
        decision, why = decide(question, asked, talk, self.steps.decisions)
        personal = decision is not None
        found = [self._answered(n, part, personal=personal) for n, part in enumerate(asked)]
        parts, views, steps = zip(*found, strict=True)
        if care is not None and care.level != "prompt" and not asks(question):
            # Nothing was asked: somebody tells what happened, and only the card matters.
            parts = tuple(replace(part, quotes=()) for part in parts)
        quotes = quoted_first(parts)
        draft = Draft(
            question=question,
            care=reminded(care, typed, turns, self.say("care_again")),
            decision=decision,
            parts=parts,
            corrections=corrections,
            differences=differences(
                self.library.claims,
                [hit.rule.id for hit in self.steps.claims.find(whole)],
                [value for view in views for value in view.values],
                quotes,
                lambda anchor: self.steps.quoter.of_anchor(0, anchor),
            )
            if quotes
            else (),
            asked_before=tuple(q for turn in turns for q in turn.answer.resolved),
            explanation=(
                Step("triage", self.steps.triage.why(care, (question, repaired, whole))),
                Step("decision", why),
                *(step for group in steps for step in group),
            ),
        )
        return self.steps.composer.compose(draft)

    def _answered(self, number: int, asked: Asked, *, personal: bool) -> _Found:
        """What is found for a part as it is read first, or if that is nothing, otherwise."""
        found = self._part(number, asked, personal=personal)
        if asked.otherwise and not found[0].quotes:
            other = replace(asked, text=asked.otherwise, said=asked.typed)
            second = self._part(number, other, personal=personal)
            return second if second[0].quotes else found
        return found

    def _part(self, number: int, asked: Asked, *, personal: bool) -> _Found:
        """Route, read scores, retrieve, gate and quote one part.

        A personal decision is not answered, so the gate has no say in it: what the documents hold
        on the very thing named is quoted.
        """
        query = self.library.query(asked.text, asked.background, asked.said)
        view = self.steps.scores.view(asked.text, asked.background)
        plain = self.library.features(query)
        features = self.library.features(query, scored=True) if view.held else plain
        intents = self.steps.router.route(features)
        things = self.steps.grounding.things(query)
        hits = self._hits(query, features, intents, things, asked)
        absent = self.steps.grounding.absent(query)
        silent = asked.unclear or not hits or self.steps.grounding.refuses(absent)
        settled = query.carried if asked.settled else frozenset()
        signals = None if silent else self.signals(query, plain, hits, settled)
        confidence = self.steps.gate.judge(signals) if signals else Confidence("low", 0.0)
        said = asked.said or (asked.text if view.scores else asked.typed)
        led = self.steps.scores.leads(view, said, asked.said)
        rows = self._score_quotes(number, view)
        sure = confidence.level != "low"
        quoted = sure or (personal and signals is not None)
        chosen = self._chosen(query, hits, things, sure=sure) if quoted else []
        if led:
            intents = self._led_by(rows, intents)
            # A sign that is open comes first: what else is said may not be true of it.
            chosen = beside(hits, rows) if sure and not view.doubted else []
            confidence = Confidence("high", 1.0)
        elif not quoted:
            rows = []
        quotes = [quote for hit in chosen for quote in self._quotes(number, hit, query)]
        found = PartFound(
            text=asked.text,
            unclear=asked.unclear,
            exhausted=bool(asked.seen) and not asked.document,
            unread=view.unread,
            intents=intents,
            confidence=confidence,
            quotes=(*rows, *quotes) if led else (*quotes, *rows),
            scores=tuple(self._score(score) for score in view.scores),
            doubted=tuple(self.steps.scores.record(score) for score in view.doubted),
            missing=tuple(self.library.concepts[n].name for n in absent)
            or (() if quotes or rows else self.steps.grounding.unseen(query, settled)),
            topic=self.steps.grounding.topic(query),
            wants_number=bool(query.cues & NUMERIC_CUES),
        )
        taken = [hit.passage.id for hit in chosen]
        index, seen = self.steps.retriever.index, asdict(signals) if signals else {}
        steps = explain_part(query, index, intents, hits, taken, seen, confidence)
        return found, view, (*steps, Step("calibration", self.steps.gate_note))

    def _hits(
        self,
        query: Query,
        features: Mapping[str, float],
        intents: Sequence[Intent],
        things: Sequence[frozenset[str]],
        asked: Asked,
    ) -> list[Hit]:
        """Ranked passages without those seen; what was asked about by name counts extra."""
        odds = {intent.name: intent.confidence for intent in intents}
        ranked = self.steps.retriever.rank(query, features, odds)
        unseen = [
            hit
            for hit in ranked
            if hit.passage.id not in asked.seen and asked.document in ("", hit.passage.document)
        ]
        if asked.seen and things and not asked.document:
            # More is more on what was named, and nothing else.
            unseen = [hit for hit in unseen if any(hit.passage.id in thing for thing in things)]
        return naming(unseen, things, amount=bool(query.cues & NUMERIC_CUES))

    def _chosen(
        self, query: Query, hits: Sequence[Hit], things: Sequence[frozenset[str]], *, sure: bool
    ) -> list[Hit]:
        """The passages that are quoted; if none is sure to answer, of those on a thing named."""
        named = [hit for hit in hits if any(hit.passage.id in thing for thing in things)]
        held = held_of(query, self.steps.retriever.index.idf, self.library.unit_terms)
        amount = bool(query.cues & NUMERIC_CUES)
        return choose(hits if sure else named, things, held, amount=amount)

    def _led_by(self, quotes: Sequence[Quote], ranked: tuple[Intent, ...]) -> tuple[Intent, ...]:
        """The intents with that of the quoted passage first: a row that holds the score decides."""
        led = [self.library.passages_by_id[quote.passage].intent for quote in quotes[:1]]
        found = {intent for intent in led if intent}
        lead = tuple(Intent(name, 1.0) for name in found)
        return lead + tuple(intent for intent in ranked if intent.name not in found)

    def signals(
        self,
        query: Query,
        features: Mapping[str, float],
        hits: Sequence[Hit],
        settled: frozenset[str] = frozenset(),
    ) -> Signals:
        """What the gate looks at; the evaluation calibrates on the same.

        `settled` are stems of a question that was answered before: if the documents lack one, that
        is no news.
        """
        index, top = self.steps.retriever.index, hits[0]
        covered = self.steps.grounding.covered(query)
        weighed = [t for t in query.content if t in index or t in covered or t not in settled]
        total = sum(index.idf(term) for term in weighed)
        known = sum(index.idf(t) for t in weighed if t in index or t in covered)
        topical = sum(index.idf(t) for t in query.content if t in covered)
        return Signals(
            coverage=top.coverage,
            phrasing=top.phrasing,
            known=known / total if total else 0.0,
            held=top.held,
            topical=topical / total if total else 0.0,
            aside=evidence(self.steps.router.aside(features)),
            beyond=evidence(self.steps.retriever.beyond(features)),
            likely=evidence(top.likely),
            absent=self.steps.grounding.absent_share(query),
        )

    def _quotes(self, number: int, hit: Hit, query: Query) -> list[Quote]:
        idf = self.steps.retriever.index.idf
        worth = {term.text: term.weight * idf(term.text) for term in query.terms}
        aside = frozenset(t.text for t in query.terms if t.origin in ("broader", "background"))
        return self.steps.quoter.of_passage(number, hit.passage, Wanted(worth, query.cues, aside))

    def _score_quotes(self, number: int, view: ScoreView) -> list[Quote]:
        """The rows that hold the scores; else, or if a sign is open, what such a score is."""
        quotes = []
        scores = (*view.scores, *view.background)
        for score in scores:
            anchors = [band.anchor for band in self.steps.scores.bands(score)]
            quote = self.steps.quoter.of_anchor if anchors else self.steps.quoter.around
            anchors = anchors or list(self.steps.scores.explained(score))
            # Several scores: fewer voices each, so that every score has its row.
            anchors = anchors[: 4 if len(scores) == 1 else 2]
            quotes += [quote(number, anchor) for anchor in anchors]
        for score in view.doubted:
            explained = self.steps.scores.explained(score)
            quotes += [self.steps.quoter.of_anchor(number, anchor) for anchor in explained]
        return quotes

    def _score(self, score: ReadScore) -> Score:
        """A score with the place of the first row that holds it."""
        record = self.steps.scores.record(score)
        for band in self.steps.scores.bands(score)[:1]:
            quote = self.steps.quoter.of_anchor(0, band.anchor)
            span = Span(quote.document, quote.start, quote.end, quote.text)
            record = replace(record, band=span)
        return record
