"""What a turn found, before a word of the answer is written."""

from chatbot.answer import Care, Confidence, Correction, Difference, Intent, Quote, Score, Step
from chatbot.frozen import dataclass
from chatbot.pack.rulebook import RuleHead


@dataclass(frozen=True, slots=True)
class PartFound:
    """What a turn found for one part of the question.

    `unclear` tells that it names nothing at all, `exhausted` that what was shown is left out,
    `unread` that it names a score whose number can't be read.
    """

    text: str
    intents: tuple[Intent, ...]
    confidence: Confidence
    quotes: tuple[Quote, ...] = ()
    scores: tuple[Score, ...] = ()
    doubted: tuple[Score, ...] = ()
    missing: tuple[str, ...] = ()
    topic: tuple[str, ...] = ()
    wants_number: bool = False
    unclear: bool = False
    exhausted: bool = False
    unread: bool = False


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
