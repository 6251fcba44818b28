"""The records that a turn ends in and that every face reads: plain, frozen, complete."""

from typing import Literal

from chatbot.frozen import dataclass, field

Kind = Literal["urgent", "refer", "chat", "answer", "abstain"]
Level = Literal["emergency", "urgent", "prompt"]
Relation = Literal["differ", "caution"]

MAX_QUOTE = 600
"""The most characters of a quote with its context."""
MAX_QUOTES = 1500
"""The most characters of all quotes of an answer."""
START_OVER = "start-over"
"""The chat rule by which the bot understands that somebody wants to begin again."""


@dataclass(frozen=True, slots=True)
class Care:
    """A care card: what to do now, before anything else is read.

    `source` is "document-id: words" or "general caution, not clinically reviewed".
    """

    level: Level
    rule: str
    title: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Context:
    """A span that travels with a quote: a table's header, a list's lead-in, a note.

    `start` and `end` are code points of the document's text.
    """

    role: Literal["header", "note"]
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of a document, verbatim: `document.text[start:end] == text`.

    `part` is the index of the question's part that it answers; `sha256` is over the document
    file's bytes; `highlights` are spans relative to `text`; `source` is the citation's title
    line; `reviewed` an ISO date or None. `restated` says whose words they are: True if the
    document restates a source, False if it is the original.
    """

    part: int
    text: str
    document: str
    title: str
    section: str
    passage: str
    source: str
    reviewed: str | None
    start: int
    end: int
    sha256: str
    restated: bool = False
    highlights: tuple[tuple[int, int], ...] = ()
    context: tuple[Context, ...] = ()

    @property
    def length(self) -> int:
        """Code points of the quote with its context."""
        return len(self.text) + sum(len(item.text) for item in self.context)

    @property
    def citation(self) -> str:
        """Whose words these are, where they stand and how old they are, in one line.

        >>> quote = Quote(0, "", "d", "A Guide", "Diet", "d#diet/1", "", None, 0, 0, "", True)
        >>> quote.citation
        'Restated from A Guide, Diet; no review date given'
        """
        whose = "Restated from " if self.restated else ""
        age = f"reviewed {self.reviewed}" if self.reviewed else "no review date given"
        return f"{whose}{self.title}, {self.section}; {age}"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a document, verbatim."""

    document: str
    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Score:
    """A score that the question names, with the band (a table row) that holds it, if any.

    `value` is in standard deviations for T- and Z-scores; `site` is a body part or None.
    """

    kind: str
    value: float
    site: str | None = None
    band: Span | None = None


@dataclass(frozen=True, slots=True)
class Difference:
    """Two documents that cannot both be true (`differ`), or one that warns (`caution`)."""

    topic: str
    relation: Relation
    text: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class Correction:
    """A word as typed, and as it was searched for."""

    typed: str
    searched: str


@dataclass(frozen=True, slots=True)
class Intent:
    """A kind of question with the router's confidence, 0 to 1."""

    name: str
    confidence: float


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure the bot is that the quotes answer the question; `value` is calibrated, 0 to 1."""

    level: Literal["high", "medium", "low"]
    value: float


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the explanation: which step of the turn, and what it found."""

    step: str
    text: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What a turn ends in. Every word is quoted from a document or fixed wording.

    `resolved` holds the question's parts as they were searched; `intents` are ranked, best
    first, each part's best ahead of the rest; `missing` names what the documents do not speak
    of; `explanation` is for staff (`--explain`) and is not part of the JSON contract's core.
    """

    question: str
    kind: Kind
    message: str
    disclaimer: str
    resolved: tuple[str, ...] = ()
    corrections: tuple[Correction, ...] = ()
    care: Care | None = None
    intents: tuple[Intent, ...] = ()
    scores: tuple[Score, ...] = ()
    confidence: Confidence = field(default_factory=lambda: Confidence("low", 0.0))
    missing: tuple[str, ...] = ()
    quotes: tuple[Quote, ...] = ()
    differences: tuple[Difference, ...] = ()
    suggestions: tuple[str, ...] = ()
    explanation: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Turn:
    """What the next turn may know of this one: small, visible, forgotten on request."""

    question: str
    answer: Answer


def starts_over(answer: Answer) -> bool:
    """Whether the bot understood a message as the wish to begin again.

    A message with a care card never is: nothing that calls for help is cleared away.
    """
    named = bool(answer.intents) and answer.intents[0].name == START_OVER
    return answer.kind == "chat" and answer.care is None and named
