"""Numbers as people write them, into digits with a point; each place stays where it was."""

import re

from chatbot.patterns import pattern

_SIGNS = str.maketrans(
    {
        **{chr(0xFF10 + digit): str(digit) for digit in range(10)},
        "\uff0e": ".",
        "\uff0c": ",",
        "\uff0d": "-",
        "\ufe63": "-",
        "\uff0b": "+",
        "\u066b": ".",
    }
)
_MIDDLE_DOT = pattern(r"(?<=\d)[\u00b7\u2022\u2027\u2219\u22c5\u30fb](?=\d)")
_WORDS = {
    "zero": "0",
    "nought": "0",
    "one": "1",
    "two": "2",
    "three": "3",
    "four": "4",
    "five": "5",
}
_DIGITS = _WORDS | {"oh": "0", "six": "6", "seven": "7", "eight": "8", "nine": "9"}
_WHOLE = r"(?P<whole>\d{1,2}|" + "|".join(_WORDS) + ")"
_PART = r"(?P<part>\d{1,2}|(?:" + "|".join(_DIGITS) + r")(?:[ -](?:" + "|".join(_DIGITS) + "))?)"
_SPOKEN = pattern(
    rf"(?<![\w.,/]){_WHOLE}"
    rf"(?:\s*[\s-](?:point|dot|comma|decimal)[\s-]\s*{_PART}|\s+\.\s*(?P<apart>\d{{1,2}})"
    r"|\s+(?P<half>and a half))(?![\w/%]|[.,]\d)",
    re.IGNORECASE,
)
_SIGNED_WORD = pattern(
    r"(?:(?<=\bminus )|(?<=\bnegative )|(?<=(?<!\w)-))"
    r"(?P<whole>" + "|".join(_WORDS) + r")(?!\w|[\s-]+(?:point|dot|comma|and)\b)",
    re.IGNORECASE,
)
_UNITS = r"(?:years?|yrs?|months?|weeks?|days?|times|fractures?|breaks?|falls?|mg|iu|mcg|g|cm|mm)\b"
# What is written as one number and has no one reading: "-2..8", "-2'8", "minus 2-8", "-2. 8".
_UNCLEAR = pattern(
    r"(?<![\w.,/])\d{1,2}(?:\.{2,}|\u2026|[.,]?['\u2019\u2018\u00b4`:;_*^~|\\]|[.,]{2,}"
    r"|[.,]?\s*(?:point|dot|comma|decimal)\s*)\s?\d+(?!\w)"
    r"|(?:(?<=minus )|(?<=negative )|(?<=(?<!\w)[-\u2212\u2013]))\d{1,2}"
    r"(?:[-\u2010\u2011\u2212\u2013]\d(?![\w.,])|\.?\s+\d(?![\w.,/%]|\s?" + _UNITS + "))",
    re.IGNORECASE,
)


def names_number(text: str) -> bool:
    """Whether a text may hold a number, in digits or in words."""
    words = (word.strip(".,;:!?()") for word in text.lower().replace("-", " ").split())
    return any(sign.isdecimal() for sign in text) or not _WORDS.keys().isdisjoint(words)


def in_digits(text: str, *, words: bool = True) -> str:
    """The text with its numbers in digits, as long as it was; what has no one reading is veiled.

    `words`: whether a bare number word behind a minus is a number too.

    >>> in_digits("minus 2 point 9."), in_digits("minus one and a half")
    ('minus 2.9      .', 'minus 1.5           ')
    >>> in_digits("negative three"), in_digits("-2..8")
    ('negative 3    ', '-xxxx')
    """
    text = _MIDDLE_DOT.sub(".", text.translate(_SIGNS))
    text = _SPOKEN.sub(_spoken, text)
    if words:
        text = _SIGNED_WORD.sub(lambda found: _padded(_WORDS[found[0].lower()], found), text)
    return _UNCLEAR.sub(lambda found: "x" * len(found[0]), text)


def _spoken(found: re.Match[str]) -> str:
    whole = _WORDS.get(found["whole"].lower(), found["whole"])
    if found["half"]:
        return _padded(f"{whole}.5", found)
    part = found["part"] or found["apart"]
    if not part.isdecimal():
        part = "".join(_DIGITS[word] for word in re.split("[ -]", part.lower()))
    return _padded(f"{whole}.{part}", found)


def _padded(number: str, found: re.Match[str]) -> str:
    return number.ljust(len(found[0]))
