"""Puts an answer together: fixed wording around quotes, and nothing else."""

from collections.abc import Callable, Mapping, Sequence

from chatbot.answer import (
    MAX_QUOTES,
    Answer,
    Care,
    Confidence,
    Correction,
    Difference,
    Intent,
    Kind,
    Quote,
    Score,
    Step,
)
from chatbot.frozen import dataclass
from chatbot.pack.rulebook import RuleHead
from chatbot.pack.words import split_words
from chatbot.retrieval.query import tells_number
from chatbot.retrieval.terms import STOPWORDS

_MOST_SUGGESTIONS = 4
_LIKELY = 0.2
_SAME = 0.6

IntentTable = Mapping[str, tuple[str, Sequence[str]]]
"""Intent to its disclaimer and its suggestions."""


@dataclass(frozen=True, slots=True)
class PartFound:
    """What a turn found for one part of the question."""

    text: str
    intents: tuple[Intent, ...]
    confidence: Confidence
    quotes: tuple[Quote, ...] = ()
    scores: tuple[Score, ...] = ()
    doubted: tuple[Score, ...] = ()
    missing: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    wants_number: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """Everything that a turn found, before a word is written."""

    question: str
    care: Care | None
    decision: RuleHead | None
    parts: tuple[PartFound, ...]
    corrections: tuple[Correction, ...] = ()
    differences: tuple[Difference, ...] = ()
    asked_before: tuple[str, ...] = ()
    explanation: tuple[Step, ...] = ()
    intents: tuple[Intent, ...] = ()


class Composer:
    """Writes answers with one pack's fixed wording."""

    def __init__(
        self, say: Callable[..., str], intents: IntentTable, covers: Sequence[str]
    ) -> None:
        self._say = say
        self._intents = intents
        self._covers = covers

    def chat(self, question: str, rule: RuleHead) -> Answer:
        """A greeting and the like: warm fixed words, no quotes; its intent is the rule's id."""
        covers = listed(self._covers)
        options = [texts[0] for _, texts in self._intents.values() if texts]
        return Answer(
            question=question,
            kind="chat",
            message=rule.text.replace("{covers}", covers),
            disclaimer="",
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
        quotes = distinct(_firsts_first(draft.parts))
        kept, shown = within_budget(quotes, draft.differences)
        answered = bool(kept) or any(part.doubted for part in draft.parts)
        kind = kind_of(draft.care, refer=draft.decision is not None, answered=answered)
        intents = _ranked(draft.parts)
        return Answer(
            question=draft.question,
            kind=kind,
            message=self._message(draft, kind, kept),
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
            suggestions=self._suggestions(draft, intents),
            explanation=draft.explanation,
        )

    def _message(self, draft: Draft, kind: Kind, quotes: Sequence[Quote]) -> str:
        if kind == "urgent":
            return self._say("urgent_then" if quotes else "urgent_first")
        if draft.decision is not None:
            lines = [draft.decision.text, self._say("refer_ask", ask=draft.decision.ask)]
            return " ".join([*lines, self._say("refer_quotes")] if quotes else lines)
        doubted = [score for part in draft.parts for score in part.doubted]
        lines = [self._say("ask_sign", minus=_signed(-doubted[0].value))] if doubted else []
        if kind == "abstain":
            return self._abstained(draft.parts)
        if not doubted or len(quotes) > len(doubted):
            lines += self._answered(draft.parts, quotes)
        return " ".join(lines)

    def _answered(self, parts: Sequence[PartFound], quotes: Sequence[Quote]) -> list[str]:
        documents = {quote.document for quote in quotes}
        scores = [score for part in parts for score in part.scores if not part.doubted]
        lines = []
        if scores and all(score.band for score in scores):
            lines.append(self._say("score_held", scores=_scores_text(scores)))
        elif scores:
            unheld = [score for score in scores if score.band is None]
            lines.append(self._say("score_unheld", scores=_scores_text(unheld)))
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

    def _abstained(self, parts: Sequence[PartFound]) -> str:
        missing = tuple(dict.fromkeys(name for part in parts for name in part.missing))
        first = (
            self._say("abstain_missing", missing=listed(missing, "or"))
            if missing
            else self._say("abstain")
        )
        return f"{first} {self._say('abstain_help')}"

    def _disclaimer(self, kind: Kind, parts: Sequence[PartFound]) -> str:
        if kind in ("urgent", "refer", "abstain"):
            return self._say(f"disclaimer_{kind}")
        best = [part.intents[0].name for part in parts if part.intents and part.quotes]
        texts = [self._intents[name][0] for name in best if name in self._intents]
        return " ".join(dict.fromkeys(texts)) or self._say("disclaimer")

    def _suggestions(self, draft: Draft, intents: Sequence[Intent]) -> tuple[str, ...]:
        """Questions to go on with: of the likely intents in turn, none that was asked already."""
        found: list[str] = []
        for part in draft.parts:
            for score in part.doubted:
                words = {"kind": score.kind, "minus": _signed(-score.value)}
                found.append(self._say("ask_sign_minus", **words))
                plus = _signed(score.value)
                found.append(self._say("ask_sign_plus", kind=score.kind, plus=plus))
        parts = tuple(part.text for part in draft.parts)
        asked = [_content(text) for text in (*draft.asked_before, draft.question, *parts)]
        likely = [i for i in intents if i.confidence >= _LIKELY] or list(intents[:3])
        lists = [self._intents[intent.name][1] for intent in likely if intent.name in self._intents]
        lists = lists or [texts for _, texts in self._intents.values()]
        for rank in range(max(map(len, lists), default=0)):
            found += [
                options[rank]
                for options in lists
                if rank < len(options) and not _asked(options[rank], asked)
            ]
        return tuple(dict.fromkeys(found))[:_MOST_SUGGESTIONS]


def kind_of(care: Care | None, *, refer: bool, answered: bool) -> Kind:
    """The first that applies; a `prompt` card leaves the kind alone."""
    if care is not None and care.level != "prompt":
        return "urgent"
    if refer:
        return "refer"
    return "answer" if answered else "abstain"


def within_budget(
    quotes: Sequence[Quote], differences: Sequence[Difference]
) -> tuple[tuple[Quote, ...], tuple[Difference, ...]]:
    """Quotes and differences that together stay within MAX_QUOTES characters.

    The first quote of each part comes first, then the differences, then further quotes; what is
    shown twice counts once.
    """
    room = MAX_QUOTES
    kept: list[Quote] = []
    seen: set[int] = set()
    for quote in quotes:
        if quote.part not in seen and quote.length <= room:
            kept.append(quote)
            seen.add(quote.part)
            room -= quote.length
    shown: list[Difference] = []
    for difference in differences:
        fresh = sum(q.length for q in difference.quotes if not _among(q, kept))
        if fresh <= room:
            shown.append(difference)
            room -= fresh
    for quote in quotes:
        if not _among(quote, kept) and quote.length <= room:
            kept.append(quote)
            room -= quote.length
    places = {(q.document, q.start): place for place, q in enumerate(quotes)}
    order = sorted(kept, key=lambda q: (q.part, places[q.document, q.start]))
    return tuple(order), tuple(shown)


def distinct(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes without those that overlap one before them."""
    kept: list[Quote] = []
    for quote in quotes:
        if not any(
            quote.document == other.document and quote.start < other.end and other.start < quote.end
            for other in kept
        ):
            kept.append(quote)
    return kept


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence.

    >>> listed(["calcium", "protein", "salt"])
    'calcium, protein and salt'
    """
    if len(words) < 2:  # noqa: PLR2004 - one word is no list
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def quoted_first(parts: Sequence[PartFound]) -> tuple[Quote, ...]:
    """The quotes that fit before any difference is shown: what differences may speak of."""
    return within_budget(distinct(_firsts_first(parts)), ())[0]


def _firsts_first(parts: Sequence[PartFound]) -> list[Quote]:
    """Each part's best quote before any part's second."""
    firsts = [part.quotes[0] for part in parts if part.quotes]
    return firsts + [quote for part in parts for quote in part.quotes[1:]]


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


def _scores_text(scores: Sequence[Score]) -> str:
    texts = [
        f"a {score.kind}-score of {_signed(score.value)}"
        + (f" ({score.site})" if score.site else "")
        for score in scores
    ]
    return listed(list(dict.fromkeys(texts)))


def _signed(value: float) -> str:
    """A score with a true minus sign and its digits as typed."""
    return f"{value:+.2f}".rstrip("0").removesuffix(".").replace("-", "\u2212") if value else "0"


def _gives_number(part: PartFound) -> bool:
    return any(tells_number(quote.text) for quote in part.quotes)


def _content(text: str) -> frozenset[str]:
    return frozenset(word.text for word in split_words(text) if word.text not in STOPWORDS)


def _asked(suggestion: str, asked: Sequence[frozenset[str]]) -> bool:
    """Whether a suggestion asks what was asked already: most of its words are the same."""
    own = _content(suggestion)
    return any(len(own & other) >= _SAME * len(own | other) for other in asked)


def _among(quote: Quote, quotes: Sequence[Quote]) -> bool:
    return any(quote.document == q.document and quote.start == q.start for q in quotes)
