"""What a face hands to a turn: a message as the turn reads it, or one line on why it cannot."""

import unicodedata

from chatbot.errors import InputError
from chatbot.safe_text import safe_text

MAX_QUESTION = 10_000
"""The longest question in characters; a long letter has about 3,000."""


def normalise(text: str) -> str:
    """A message as the turn reads it: composed letters, no control characters, no outer blanks.

    A run of blanks in a line is one: nobody means more, and expressions that look for them would
    try each.
    Raises InputError if nothing is left or it is longer than MAX_QUESTION.
    """
    if len(text) > MAX_QUESTION:
        raise InputError(
            f"The question is {len(text):,} characters long; the limit is {MAX_QUESTION:,}",
            "Please ask in fewer words.",
        )
    lines = (" ".join(line.split()) for line in readable(text).split("\n"))
    question = "\n".join(lines).strip()
    if not any(character.isalnum() for character in question):
        raise InputError("The question is empty", "Please type a question in words.")
    return question


def readable(text: str) -> str:
    """As much of a text as may be asked, in composed letters, without control characters."""
    return unicodedata.normalize("NFC", safe_text(text[:MAX_QUESTION]))
