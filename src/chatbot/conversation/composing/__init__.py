"""Puts an answer together: fixed wording around quotes, and nothing else."""

from collections.abc import Callable, Mapping, Sequence

from chatbot.answer import Answer, Care, Confidence, Intent, Kind, Quote, Span
from chatbot.conversation.composing.drafting import Draft, PartFound
from chatbot.conversation.composing.fitting import (
    distinct,
    firsts_first,
    quoted_first,
    within_budget,
)
from chatbot.conversation.composing.wording import scores_text, signed
from chatbot.listing import listed
from chatbot.pack.rulebook import RuleHead
from chatbot.pack.words import split_words
from chatbot.retrieval.query import tells_number
from chatbot.retrieval.terms import STOPWORDS

__all__ = [
    "Composer",
    "Draft",
    "PartFound",
    "distinct",
    "kind_of",
    "quoted_first",
    "within_budget",
]

_MOST_SUGGESTIONS = 4
_LIKELY = 0.2
_SAME = 0.6

IntentTable = Mapping[str, tuple[str, Sequence[str]]]
"""Intent to its disclaimer and its suggestions."""


class Composer:
    """Writes answers with one pack's fixed wording."""

    def __init__(
        self, say: Callable[..., str], intents: IntentTable, covers: Sequence[str]
    ) -> None:
        self._say = say
        self._intents = intents
        self._covers = covers

    def chat(self, question: str, rule: RuleHead, ask: str = "") -> Answer:
        """A greeting and the like: warm fixed words, no quotes; its intent is the rule's id.

        What is said on a personal decision stays one; `ask` is whom to ask about it.
        """
        covers = listed(self._covers)
        options = [texts[0] for _, texts in self._intents.values() if texts]
        refer = rule.after == "refer"
        return Answer(
            question=question,
            kind="refer" if refer else "chat",
            message=rule.text.replace("{covers}", covers).replace("{ask}", ask),
            disclaimer=self._say("disclaimer_refer") if refer else "",
            intents=(Intent(rule.id, 1.0),),
            confidence=Confidence("high", 1.0),
            suggestions=tuple(options[:_MOST_SUGGESTIONS]),
        )

    def foreign(self, question: str, care: Care | None) -> Answer:
        """A message in a language that the documents are not in."""
        return Answer(
            question=question,
            kind=kind_of(care, refer=False, answered=False),
            message=self._say("abstain_language"),
            disclaimer=self._say("disclaimer_abstain"),
            care=care,
        )

    def compose(self, draft: Draft) -> Answer:
        """The answer for a draft."""
        quotes = distinct(firsts_first(draft.parts))
        kept, shown = within_budget(quotes, draft.differences)
        answered = bool(kept) or any(part.doubted for part in draft.parts)
        kind = kind_of(draft.care, refer=draft.decision is not None, answered=answered)
        intents = _ranked(draft.parts)
        suggestions = self._suggestions(draft, intents)
        return Answer(
            question=draft.question,
            kind=kind,
            message=self._message(draft, kind, kept, topics=bool(suggestions)),
            disclaimer=self._disclaimer(kind, draft.parts),
            resolved=tuple(part.text for part in draft.parts),
            corrections=draft.corrections,
            care=draft.care,
            intents=intents,
            scores=tuple(score for part in draft.parts for score in part.scores),
            confidence=_lowest_answered(draft.parts),
            missing=tuple(dict.fromkeys(name for part in draft.parts for name in part.missing)),
            quotes=kept,
            differences=shown,
            suggestions=suggestions,
            explanation=draft.explanation,
        )

    def _message(self, draft: Draft, kind: Kind, quotes: Sequence[Quote], *, topics: bool) -> str:
        if kind == "urgent":
            return self._say("urgent_then" if quotes else "urgent_first")
        if draft.decision is not None:
            lines = [draft.decision.text, self._say("refer_ask", ask=draft.decision.ask)]
            return " ".join([*lines, self._say("refer_quotes")] if quotes else lines)
        doubted = [score for part in draft.parts for score in part.doubted]
        lines = [self._say("ask_sign", minus=signed(-doubted[0].value))] if doubted else []
        if any(part.unread for part in draft.parts):
            lines.append(self._say("score_unread"))
        elif kind == "abstain":
            return self._abstained(draft.parts, topics=topics)
        if kind == "abstain":
            return " ".join(lines)
        if not doubted or len(quotes) > len(doubted):
            lines += self._answered(draft.parts, quotes)
        return " ".join(lines)

    def _answered(self, parts: Sequence[PartFound], quotes: Sequence[Quote]) -> list[str]:
        documents = {quote.document for quote in quotes}
        # Within a longer quote, a line is not told from those that hold other scores.
        places = {Span(quote.document, quote.start, quote.end, quote.text) for quote in quotes}
        scores = [score for part in parts for score in part.scores if not part.doubted]
        lines = []
        unheld = [score for score in scores if score.band is None]
        if unheld:
            lines.append(self._say("score_unheld", scores=scores_text(unheld)))
        elif scores and all(score.band in places for score in scores):
            lines.append(self._say("score_held", scores=scores_text(scores)))
        elif len(parts) > 1:
            lines.append(self._say("answer_parts"))
        else:
            sure = parts[0].confidence.level == "high"
            many = "answer_many" if len(documents) > 1 else "answer_one"
            lines.append(self._say(many if sure else "answer_medium"))
        for part in parts:
            if not part.quotes and not part.doubted and len(parts) > 1:
                lines.append(self._say("part_missing", part=part.text.strip(" ?.!")))
            elif part.missing:
                lines.append(self._say("also_missing", missing=listed(part.missing, "or")))
            elif part.wants_number and part.topic and not _gives_number(part):
                lines.append(self._say("no_amount", topic=listed(part.topic)))
        return lines

    def _abstained(self, parts: Sequence[PartFound], *, topics: bool) -> str:
        """Why there is no answer, and how to go on; `topics` tells that some stand below."""
        if all(part.unclear for part in parts):
            return self._say("ask_topic" if topics else "ask_topic_alone")
        if all(part.exhausted for part in parts):
            return self._say("no_more")
        missing = tuple(dict.fromkeys(name for part in parts for name in part.missing))
        first = (
            self._say("abstain_missing", missing=listed(missing, "or"))
            if missing
            else self._say("abstain")
        )
        then = self._say("abstain_help" if topics else "abstain_help_alone")
        return f"{first} {then}"

    def _disclaimer(self, kind: Kind, parts: Sequence[PartFound]) -> str:
        if kind in ("urgent", "refer", "abstain"):
            return self._say(f"disclaimer_{kind}")
        best = [part.intents[0].name for part in parts if part.intents and part.quotes]
        texts = [self._intents[name][0] for name in best if name in self._intents]
        return " ".join(dict.fromkeys(texts)) or self._say("disclaimer")

    def _suggestions(self, draft: Draft, intents: Sequence[Intent]) -> tuple[str, ...]:
        """Questions to go on with: of the likely intents in turn, none that was asked already."""
        found: dict[str, None] = {}
        for part in draft.parts:
            for score in part.doubted:
                words = {"kind": score.kind, "minus": signed(-score.value)}
                found[self._say("ask_sign_minus", **words)] = None
                plus = signed(score.value)
                found[self._say("ask_sign_plus", kind=score.kind, plus=plus)] = None
        parts = tuple(part.text for part in draft.parts)
        asked = [_content(text) for text in (*draft.asked_before, draft.question, *parts)]
        likely = [i for i in intents if i.confidence >= _LIKELY] or list(intents[:3])
        lists = [self._intents[intent.name][1] for intent in likely if intent.name in self._intents]
        lists = lists or [texts for _, texts in self._intents.values()]
        longest = max(map(len, lists), default=0)
        options = (texts[rank] for rank in range(longest) for texts in lists if rank < len(texts))
        for option in options:
            if len(found) >= _MOST_SUGGESTIONS:
                break  # to hold further ones against what was asked would be for nothing
            if not _asked(option, asked):
                found[option] = None
        return tuple(found)[:_MOST_SUGGESTIONS]


def kind_of(care: Care | None, *, refer: bool, answered: bool) -> Kind:
    """The first that applies; a `prompt` card leaves the kind alone."""
    if care is not None and care.level != "prompt":
        return "urgent"
    if refer:
        return "refer"
    return "answer" if answered else "abstain"


def _ranked(parts: Sequence[PartFound]) -> tuple[Intent, ...]:
    """Each part's best intent first, then the rest by confidence."""
    firsts = [part.intents[0] for part in parts if part.intents]
    rest = sorted(
        (intent for part in parts for intent in part.intents[1:]),
        key=lambda intent: (-intent.confidence, intent.name),
    )
    ranked: dict[str, Intent] = {}
    for intent in [*firsts, *rest]:
        ranked.setdefault(intent.name, intent)
    return tuple(ranked.values())


def _lowest_answered(parts: Sequence[PartFound]) -> Confidence:
    """How sure the answer is: as its least sure answered part; of none, the best guess."""
    sure = [part.confidence for part in parts if part.quotes or part.doubted]
    if sure:
        return min(sure, key=lambda item: item.value)
    return max((part.confidence for part in parts), key=lambda item: item.value)


def _gives_number(part: PartFound) -> bool:
    return any(tells_number(quote.text) for quote in part.quotes)


def _content(text: str) -> frozenset[str]:
    return frozenset(word.text for word in split_words(text) if word.text not in STOPWORDS)


def _asked(suggestion: str, asked: Sequence[frozenset[str]]) -> bool:
    """Whether a suggestion asks what was asked already: most of its words are the same."""
    own = _content(suggestion)
    return any(len(own & other) >= _SAME * len(own | other) for other in asked)
