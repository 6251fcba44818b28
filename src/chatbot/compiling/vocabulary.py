"""Words to stems, closed under English endings, so that a turn needs no stemmer."""

from collections.abc import Iterable
from functools import cache

from nltk.stem.snowball import SnowballStemmer

from chatbot.pack.inflecting import inflections

_STEMMER = SnowballStemmer("english")
# Endings that Porter2 takes off or unites: some are tried on a word's stem, some on the word.
_ENDINGS = "e er ers ies ied ion ions ation al able ment ity ing ed es".split()
_ADVERBS = "ly er ness".split()


@cache
def stem(word: str) -> str:
    """The Porter2 stem of a folded word; numbers and short words stay.

    Porter, M. (2001), Snowball, English stemmer.
    """
    return word if len(word) < 3 or not word.isalpha() else str(_STEMMER.stem(word))  # noqa: PLR2004


def close(words: Iterable[str], asked: Iterable[str]) -> dict[str, str]:
    """Map every word, and every form of it that has the same stem, to the stem.

    `words` are those of documents and lexicon, with all their endings; of `asked`, the words of
    known questions, only the inflections are wanted.
    """
    table: dict[str, str] = {}
    for word in sorted(set(words)):
        _add(table, word, _derived(word))
    for word in sorted(set(asked)):
        _add(table, word, inflections(word))
    return table


def _add(table: dict[str, str], word: str, forms: Iterable[str]) -> None:
    target = table[word] = stem(word)
    if word.isalpha() and word.isascii():
        for form in forms:
            if form not in table and stem(form) == target:
                table[form] = target


def _derived(word: str) -> frozenset[str]:
    root = stem(word)
    ended = {root + ending for ending in _ENDINGS} | {word + ending for ending in _ADVERBS}
    forms = inflections(word) | inflections(root) | inflections(root + "e") | ended | {root + "y"}
    # A bare root ("befor") is no form of the word; where it is a word, it comes by itself.
    return forms - {root}
