"""One question of several things, or of several aspects of one, into a question each."""

from collections.abc import Callable, Mapping, Sequence

from chatbot.pack.words import Word
from chatbot.retrieval.library import EVERYDAY
from chatbot.retrieval.terms import Analyzer, Found

_NO_THINGS = ("word", "measure", "other")
"""Kinds of concepts that are no things of which there is an amount."""
_ASPECT = "other"
"""The kind of what is asked of things: their cost, their side effects."""
_ASPECTS = (_ASPECT, "word")
"""The same where an "of" follows: so may causes and symptoms be."""
_BETWEEN = frozenset((",", "and", "&", ", and", "or", "vs", "versus"))
_TELLERS = frozenset("i im ive my we our she her he his you your they mum mom dad".split())
_FEW_WORDS = 8
_EACH = frozenset(("each", "respectively"))
_OF_TIME = frozenset("day week month year night morning evening meal time hour".split())


def aspects(question: str, analyzer: Analyzer, kinds: Mapping[str, str]) -> list[str]:
    """Make "Side effects and cost of X" into "Side effects of X" and "cost of X"."""
    words, _, found = analyzer.read(question)
    chain = _chain(
        question,
        words,
        found,
        lambda item: "aspect" if kinds.get(item.concept) in _ASPECTS else EVERYDAY,
    )
    if len(chain) < 2:  # noqa: PLR2004 - two aspects make a chain
        return [question]
    behind = [word.text for word in words[chain[-1].end :]]
    return _each(question, words, chain) if behind[:1] == ["of"] else [question]


def names_aspect(text: str, analyzer: Analyzer, kinds: Mapping[str, str]) -> bool:
    """Whether a text names in few words what is asked of a thing: "cost of a scan"."""
    words, _, found = analyzer.read(text)
    named = {kinds.get(item.concept) for item in found}
    telling = any(word.text in _TELLERS for word in words)
    return len(words) <= _FEW_WORDS and _ASPECT in named and len(named) > 1 and not telling


def things(question: str, analyzer: Analyzer, kinds: Mapping[str, str]) -> list[str]:
    """Make "How much A and B a day" into "How much A a day" and "How much B a day".

    The same with "A and B: what does each do?", there even if A and B are of different kinds.
    """
    words, _, found = analyzer.read(question)
    line = " ".join(word.text for word in words)
    each = any(
        word.text in _EACH
        and not _OF_TIME.intersection(w.text for w in words[place + 1 : place + 2])
        for place, word in enumerate(words)
    )
    if not each and "how much" not in line and "how many" not in line:
        return [question]
    chain = _chain(
        question,
        words,
        [item for item in found if not each or kinds.get(item.concept) != EVERYDAY],
        lambda item: "" if each else kinds.get(item.concept, ""),
    )
    if len(chain) < 2:  # noqa: PLR2004 - two things make a chain
        return [question]
    return _each(question, words, chain)


def _each(question: str, words: Sequence[Word], chain: Sequence[Found]) -> list[str]:
    """The question for each of the things of a chain."""
    start, end = words[chain[0].start].start, words[chain[-1].end - 1].end
    return [
        question[:start]
        + question[words[item.start].start : words[item.end - 1].end]
        + question[end:]
        for item in chain
    ]


def _chain(
    question: str,
    words: Sequence[Word],
    found: Sequence[Found],
    kind: Callable[[Found], str],
) -> list[Found]:
    """The first run of concepts of one kind that only a joining word or a comma divides."""
    chain: list[Found] = []
    for item in found:
        if chain:
            between = question[words[chain[-1].end - 1].end : words[item.start].start].strip(" ")
            if kind(item) == kind(chain[-1]) not in _NO_THINGS and between.lower() in _BETWEEN:
                chain.append(item)
                continue
            if len(chain) > 1:
                return chain
        chain = [item]
    return chain
