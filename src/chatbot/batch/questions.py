"""A line's question, with what it belongs to, or what is wrong with it."""

import json
from dataclasses import dataclass

from chatbot.errors import InputError
from chatbot.incoming import MAX_INPUT, decode

Name = str | int | None
"""A question's id or its conversation's."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A line, read: its question, its id, and the conversation that it is a turn of."""

    question: str
    name: Name = None
    conversation: Name = None


Row = tuple[int, Asked | InputError]
"""A line's number, counted from 1, with its question or what is wrong with it."""


class BadLineError(InputError):
    """A line whose id could be read, though the rest could not."""

    def __init__(self, name: Name, message: str) -> None:
        super().__init__(message)
        self.name = name


def read_line(line: bytes) -> Asked:
    """A line into a question: plain text, or a JSON object. Raises InputError.

    >>> read_line(b'{"id": 7, "question": "And vitamin D?", "conversation": "a"}')
    Asked(question='And vitamin D?', name=7, conversation='a')
    """
    text = decode(line).strip()
    if len(line) > MAX_INPUT:
        raise InputError("the line is longer than a million bytes")
    if not text.startswith("{"):
        return Asked(text)
    try:
        entry = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise InputError("the line is not valid JSON") from error
    asked = Asked(entry.get("question", ""), entry.get("id"), entry.get("conversation"))
    if not isinstance(asked.question, str):
        raise BadLineError(_name(asked.name), "“question” must be a text")
    for key, value in (("id", asked.name), ("conversation", asked.conversation)):
        if value is not None and _name(value) is None:
            raise BadLineError(_name(asked.name), f"“{key}” must be a text or a whole number")
    return asked


def _name(value: object) -> Name:
    return value if isinstance(value, str | int) and not isinstance(value, bool) else None
