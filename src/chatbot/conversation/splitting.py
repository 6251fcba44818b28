"""A message into the parts that ask something, and the background that only tells."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from chatbot.pack.words import Word, split_words
from chatbot.retrieval.terms import Analyzer, Found

MAX_PARTS = 4
_LONG = 22
_SENTENCE = re.compile(r"[^.?!;\n]*(?:\.(?=\d)[^.?!;\n]*)*[.?!;\n]*")
_OPENERS = frozenset(
    "how what whats which why when where who can could should shall is are am do does did will "
    "would may might has have".split()
)
_REQUESTS = re.compile(
    r"\b(?:want(?:ed)? to know|like to know|wonder(?:ing)?|tell me|explain|please|advi[sc]e|"
    r"question|asking|looking for|need (?:to know|information|info|help)|confused about|"
    r"don'?t (?:know|understand)|not sure|unsure|worried (?:about|that)|information on)\b",
    re.IGNORECASE,
)
_JOIN = re.compile(r"\s*(?:,|;)?\s*\b(?:and|but|also|plus|or)\b\s+(?:also\s+)?|\s*[,;&]\s*", re.I)


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that is asked, with what else the message says."""

    text: str
    background: str = ""


def split_parts(text: str, analyzer: Analyzer, kinds: Mapping[str, str]) -> tuple[Part, ...]:
    """The parts of a message, in its order, at most MAX_PARTS.

    Sentences that ask are the parts; the rest of the message is their background. A sentence
    with two question words is two parts; "how much calcium and vitamin D" is one part a thing.
    A message that asks nothing openly is one part, whole.
    """
    sentences = [found.strip() for found in _SENTENCE.findall(text) if found.strip(" .?!;\n")]
    asking = [sentence for sentence in sentences if _asks(sentence)]
    if not asking:
        if len(split_words(text)) > _LONG:
            asking = [sentence for sentence in sentences if _REQUESTS.search(sentence)]
        if not asking:
            return (Part(text.strip()),)
    told = " ".join(sentence for sentence in sentences if sentence not in asking)
    parts = [
        Part(piece, told)
        for sentence in asking
        for question in _questions(sentence)
        for piece in _things(question, analyzer, kinds)
    ]
    return tuple(parts[:MAX_PARTS])


def _asks(sentence: str) -> bool:
    words = [word.text for word in split_words(sentence)[:3]]
    return "?" in sentence or bool(words and words[0] in _OPENERS)


def _questions(sentence: str) -> list[str]:
    """A sentence cut where a joining word is followed by a question word."""
    cuts = [0]
    for match in _JOIN.finditer(sentence):
        following = split_words(sentence[match.end() : match.end() + 24])
        if not following or following[0].text not in _OPENERS or match.start() == 0:
            continue
        ahead = [word.text for word in split_words(sentence[: match.start()])]
        if len(ahead) > 2 and any(word in _OPENERS for word in ahead):  # noqa: PLR2004
            cuts += [match.start(), match.end()]
    cuts.append(len(sentence))
    pieces = [sentence[cuts[i] : cuts[i + 1]] for i in range(0, len(cuts), 2)]
    return [piece.strip(" ,;") for piece in pieces if piece.strip(" ,;?!.")]


def _things(question: str, analyzer: Analyzer, kinds: Mapping[str, str]) -> list[str]:
    """ "How much A and B a day" as "How much A a day" and "How much B a day"."""
    words = split_words(question)
    line = " ".join(word.text for word in words)
    if "how much" not in line and "how many" not in line:
        return [question]
    found = analyzer.concepts(analyzer.stems(words))
    chain = _chain(question, words, found, lambda item: kinds.get(item.concept, ""))
    if len(chain) < 2:  # noqa: PLR2004 - two things make a chain
        return [question]
    start, end = words[chain[0].start].start, words[chain[-1].end - 1].end
    return [
        question[:start]
        + question[words[item.start].start : words[item.end - 1].end]
        + question[end:]
        for item in chain
    ]


def _chain(
    question: str, words: Sequence[Word], found: Sequence[Found], kind: Callable[[Found], str]
) -> list[Found]:
    """The first run of concepts of one kind that only a joining word or a comma divides."""
    chain: list[Found] = []
    for item in found:
        if chain:
            between = question[words[chain[-1].end - 1].end : words[item.start].start].strip(" ")
            if kind(item) == kind(chain[-1]) and between.lower() in (",", "and", "&", ", and", "or"):
                chain.append(item)
                continue
            if len(chain) > 1:
                return chain
        chain = [item]
    return chain
