"""Bytes that come from outside, as text."""

from chatbot.errors import InputError

MAX_INPUT = 1_000_000
"""The most bytes that are read as one question or one line."""


def decode(data: bytes) -> str:
    """Bytes that were piped in or read from a file, as text. Raises InputError."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise InputError("The question is not UTF-8", "Save or send it as UTF-8.") from error
