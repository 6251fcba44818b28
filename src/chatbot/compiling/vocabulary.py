"""Words to stems, closed under English endings, so that a turn needs no stemmer."""

from collections.abc import Iterable
from functools import cache

from nltk.stem.snowball import SnowballStemmer

from chatbot.pack.inflecting import inflections

_STEMMER = SnowballStemmer("english")
# Endings that Porter2 takes off or unites; each is tried on a word and on its stem.
_ENDINGS = (
    "s es ed d ing er ers ly y ies ied ion ions ation al ally ness ful less able ment ments ity"
).split()


@cache
def stem(word: str) -> str:
    """The Porter2 stem of a folded word; numbers and short words stay.

    Porter, M. (2001), Snowball, English stemmer.
    """
    return word if len(word) < 3 or not word.isalpha() else str(_STEMMER.stem(word))  # noqa: PLR2004


def close(words: Iterable[str]) -> dict[str, str]:
    """Map every word, and every form of it that has the same stem, to the stem."""
    table: dict[str, str] = {}
    for word in sorted(set(words)):
        target = stem(word)
        table[word] = target
        if not word.isalpha() or not word.isascii():
            continue
        bases = {word, target, target + "e", target + "y"}
        forms = set(inflections(word)) | {base + ending for base in bases for ending in _ENDINGS}
        for form in forms | bases:
            if form not in table and stem(form) == target:
                table[form] = target
    return table
