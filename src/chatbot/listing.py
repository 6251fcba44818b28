"""Words and numbers of things in a sentence, for whatever speaks in sentences."""

from collections.abc import Sequence


def listed(words: Sequence[str], last: str = "and") -> str:
    """Words as a list in a sentence.

    >>> listed(["calcium", "protein", "salt"])
    'calcium, protein and salt'
    """
    if len(words) < 2:  # noqa: PLR2004 - one word is no list
        return "".join(words)
    return f"{', '.join(words[:-1])} {last} {words[-1]}"


def counted(number: int, thing: str) -> str:
    """A number of things; their name is an English one that takes an s.

    >>> counted(0, "rule"), counted(1, "rule"), counted(2, "rule")
    ('0 rules', '1 rule', '2 rules')
    """
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"
