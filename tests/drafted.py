"""Quotes and parts of a question, as a turn finds them before a word is written."""

from chatbot.answer import Confidence, Intent, Quote
from chatbot.conversation.composing.drafting import PartFound

SURE, UNSURE = Confidence("high", 0.9), Confidence("low", 0.1)


def quote(part: int, start: int, length: int, document: str = "a") -> Quote:
    """A quote of so many characters."""
    text = "1" * length
    return Quote(part, text, document, "T", "S", "p", "", None, start, start + length, "hash")


def part(*quotes: Quote, **more: object) -> PartFound:
    """A part of the question, answered surely if it has quotes."""
    values = {
        "intents": (Intent("diet", 0.9), Intent("cost", 0.3)),
        "confidence": SURE if quotes else UNSURE,
    }
    return PartFound(text="How much?", quotes=quotes, **{**values, **more})  # type: ignore[arg-type]
