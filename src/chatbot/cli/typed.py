"""What a word of the command line may be: text that begins with a dash, a path, a number."""

import argparse
import os
import re
from pathlib import Path

SHIELD = "\0"
"""Put before a question's word that begins with a dash; no argument can hold it."""


def shielded(word: str) -> str:
    """A word that begins with a dash and is no option, so that argparse takes it for text.

    >>> shielded("-1.8 what is that") == SHIELD + "-1.8 what is that"
    True
    >>> shielded("--json"), shielded("--")
    ('--json', '--')
    """
    inner = word.lstrip("-")
    is_text = word.startswith("-") and inner and (not inner[0].isalpha() or " " in word)
    return SHIELD + word if is_text and "=" not in word.split(" ", maxsplit=1)[0] else word


def plain(word: str) -> str:
    """A word of a text; where the locale could not read its bytes, they are read as UTF-8."""
    said = text(word)
    if said.isascii() or not any("\udc80" <= character <= "\udcff" for character in said):
        return said
    try:
        return os.fsencode(said).decode()
    except UnicodeError as error:
        raise argparse.ArgumentTypeError("is not UTF-8; send it as UTF-8") from error


def text(word: str) -> str:
    """A word as it was typed, without its shield."""
    return word.removeprefix(SHIELD)


def path(word: str) -> Path:
    """A place on this machine."""
    return Path(text(word))


def port(word: str) -> int:
    """A port's number; 0 stands for any that is free."""
    number = int(text(word))
    if not 0 <= number <= 65535:  # noqa: PLR2004 - stated in the message
        raise argparse.ArgumentTypeError("must be a number from 0 to 65535")
    return number


def token(word: str) -> str:
    """A secret that is long enough, and can stand in an address."""
    said = plain(word)
    if not re.fullmatch(r"[\w-]{16,}", said, re.ASCII):
        raise argparse.ArgumentTypeError("needs 16 or more of: letters, digits, - and _")
    return said


def count(word: str) -> int:
    """How many, from 1 to 1000."""
    number = int(text(word))
    if not 1 <= number <= 1000:  # noqa: PLR2004 - stated in the message
        raise argparse.ArgumentTypeError("must be a number from 1 to 1000")
    return number


def host(word: str) -> str:
    """A host name or an address, as name servers and browsers take it."""
    said = plain(word)
    try:
        said.encode("idna")
    except UnicodeError:
        named = False
    else:
        named = re.fullmatch(r"[\w.:%-]+", said) is not None
    if not named:
        raise argparse.ArgumentTypeError("must be a host name or an address")
    return said
