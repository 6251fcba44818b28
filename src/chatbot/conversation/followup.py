"""A follow-up into a question that stands alone, from the turns before it."""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from chatbot.frozen import dataclass
from chatbot.pack.words import Word, split_words
from chatbot.patterns import pattern
from chatbot.retrieval.library import EVERYDAY
from chatbot.retrieval.terms import STOPWORDS, Analyzer, Found

_SHORT = 8
_FEW = 3
_ASKING = frozenset("how what when where which who why any".split())
_SHORT_REST = 25
_MOST_TOPICS = 2
# Blanks and marks behind an opening word; a minus sign belongs to the number that follows it.
_GAP = r"(?:[\s,.:]|[-\u2212\u2013](?!\s?\d))*"
_OPENERS = pattern(
    r"^\s*(?:(?:ok(?:ay)?|and|but|so|also|or|then|well|right|hm+|oh|ah|sorry|thanks?|what about|"
    r"how about|what of|what if|in (?:that|which) case|same for|same with|is that also|for|in|with)"
    r"\b" + _GAP + ")+",
    re.IGNORECASE,
)
_CORRECTION = pattern(
    r"^\s*(?:no|nope|sorry|actually|i mean|not that)\b"
    + _GAP
    + r"(?:(?:i|we)\s+(?:meant?|said)\b)?"
    + _GAP
    + r"(?:the\b)?"
    + _GAP,
    re.IGNORECASE,
)
_PRONOUNS = frozenset(
    "thats it its they them their this that these those he she one ones there".split()
)
_MORE = pattern(
    r"^\W*(?:(?:please )?(?:tell|show|give) me more|more(?: please| info(?:rmation)?| detail)?s?|"
    r"go on|continue|what else|anything else|explain(?: more| that| further)?|and then|"
    r"elaborate|say more|more about (?:it|that|this))\W*(?:please)?\W*$",
    re.IGNORECASE,
)
_PICK = pattern(
    r"^\W*(?:the )?(?:(?:number|no|option|question)\W*)?"
    r"(first|second|third|fourth|fifth|last|[1-6])(?: (?:one|question|option|topic))?"
    r"(?:,? please)?\W*$",
    re.IGNORECASE,
)
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_SIGNS = ("-", "\u2212", "\u2013", "+")
_NUMBER = pattern(r"(?:[-\u2212\u2013+]\s?)?\d+(?:[.,]\d+)?")


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is searched; `more` says that passages already quoted are to be left out.

    `said` is the new part of a question that carries over words of the one before; empty where
    what was carried over counts in full.
    """

    text: str
    followup: bool = False
    more: bool = False
    said: str = ""


def resolve(
    text: str,
    before: Sequence[str],
    choices: Sequence[str],
    analyzer: Analyzer,
    kinds: Mapping[str, str],
) -> Resolved:
    """Make a follow-up stand alone; anything that already does is given back unchanged.

    `before` holds the parts of the last question as they were searched, empty if there is none;
    `choices` are the suggestions that were shown with its answer. "And magnesium?" after a
    question about calcium and exercise goes on with the part about a thing of its kind.
    """
    if not before:
        return Resolved(text)
    if _MORE.match(text):
        return Resolved(before[-1], followup=True, more=True)
    picked = _PICK.match(text)
    if picked:
        return _pick(picked.group(1).lower(), text, choices)
    correction = _CORRECTION.match(text)
    if correction and text[correction.end() :].strip(" ?.!"):
        return _merge(text[correction.end() :], before, analyzer, kinds)
    words = split_words(text)
    opener = _OPENERS.match(text)
    own = _names(text, analyzer, kinds)
    bare = text[opener.end() :] if opener else text
    content = [w for w in _left(bare, analyzer) if w.text not in STOPWORDS | _PRONOUNS]
    pointing = _points_back(words, analyzer, kinds)
    # "What helps?", "how long for?" ask about nothing by themselves.
    if not own and 0 < len(words) <= _FEW:
        pointing = pointing or words[0].text in _ASKING
    said = sum(word.text not in STOPWORDS | _PRONOUNS for word in split_words(bare))
    if not _leans(
        len(words), len(content), said, own=bool(own), opener=bool(opener), pointing=pointing
    ):
        return Resolved(text)
    return _merge(bare if own or content else text, before, analyzer, kinds)


def with_topic(text: str, background: str, analyzer: Analyzer, kinds: Mapping[str, str]) -> str:
    """A question that names nothing, with what the rest of the message speaks of most.

    A short rest is put in front whole; of a long one the things it names most often are added.
    """
    if not background or _names(text, analyzer, kinds):
        return text
    if len(split_words(background)) <= _SHORT_REST:
        return f"{background} {text}"
    # What was named last stands nearest to the question; what was named often, too.
    named = _names(background, analyzer, kinds)
    counts = Counter(named)
    order = sorted(counts, key=lambda name: (-counts[name], -_last(named, name)))
    topics = order[:_MOST_TOPICS]
    return f"{text.strip(' ?.!')} ({', '.join(topics)})?" if topics else text


def _points_back(words: Sequence[Word], analyzer: Analyzer, kinds: Mapping[str, str]) -> bool:
    """Whether a pronoun stands before anything that the message itself names."""
    named = [item.start for item in _things(words, analyzer, kinds)]
    pronouns = [place for place, word in enumerate(words) if word.text in _PRONOUNS]
    return bool(pronouns) and not (named and named[0] < pronouns[0])


def _kinds_in(text: str, analyzer: Analyzer, kinds: Mapping[str, str]) -> set[str]:
    return {kinds[item.concept] for item in _things(split_words(text), analyzer, kinds)}


def _left(text: str, analyzer: Analyzer) -> list[Word]:
    """The words of a text that are part of no concept, not even of an everyday one."""
    words = split_words(text)
    found = analyzer.concepts(analyzer.stems(words))
    taken = {place for item in found for place in range(item.start, item.end)}
    return [word for place, word in enumerate(words) if place not in taken]


def _last(names: Sequence[str], name: str) -> int:
    return max(place for place, other in enumerate(names) if other == name)


def _names(text: str, analyzer: Analyzer, kinds: Mapping[str, str]) -> list[str]:
    """The things a text names, folded, in its order."""
    words = split_words(text)
    return [
        " ".join(word.text for word in words[item.start : item.end])
        for item in _things(words, analyzer, kinds)
    ]


def _things(words: Sequence[Word], analyzer: Analyzer, kinds: Mapping[str, str]) -> list[Found]:
    """The concepts in a text that a question may be about."""
    found = analyzer.concepts(analyzer.stems(words))
    return [item for item in found if kinds.get(item.concept) != EVERYDAY]


def _leans(
    length: int, content: int, said: int, *, own: bool, opener: bool, pointing: bool
) -> bool:
    """Whether a message needs the one before it."""
    if length > 2 * _SHORT:
        return False
    if opener and length <= _SHORT:
        return True
    if not own:
        # "How often?", "is it safe?", "for how long should they last?"
        return (content == 0 and (pointing or said <= _FEW)) or (pointing and content <= _FEW)
    return pointing and length <= _SHORT + 4 and content <= 4  # noqa: PLR2004


def _pick(place: str, text: str, choices: Sequence[str]) -> Resolved:
    index = int(place) - 1 if place.isdigit() else _PLACES[place]
    if not choices or index >= len(choices):
        return Resolved(text)
    return Resolved(choices[index], followup=True)


def _merge(
    text: str, earlier: Sequence[str], analyzer: Analyzer, kinds: Mapping[str, str]
) -> Resolved:
    """Put what is new into the question before: a number, a thing of a kind, or beside it."""
    text = text.strip(" ?.!,")
    wanted = _kinds_in(text, analyzer, kinds)
    fitting = [part for part in earlier if wanted & _kinds_in(part, analyzer, kinds)]
    before = (fitting or earlier)[-1]
    old_words, new_words = split_words(before), split_words(text)
    old = _things(old_words, analyzer, kinds)
    new = _things(new_words, analyzer, kinds)
    number = _NUMBER.search(text)
    old_number = _like(number.group(), before) if number else None
    if number and old_number and not new:
        whole = before[: old_number.start()] + number.group() + before[old_number.end() :]
        return Resolved(whole, followup=True)
    fresh = [item for item in new if item.concept not in {known.concept for known in old}]
    asks = {word.text for word in new_words} & {"how", "what", "why", "when", "which", "is", "are"}
    for item in fresh:
        for known in old:
            if kinds.get(known.concept) == kinds.get(item.concept) and not asks:
                start, end = old_words[known.start].start, old_words[known.end - 1].end
                name = text[new_words[item.start].start : new_words[item.end - 1].end]
                return Resolved(before[:start] + name + before[end:], followup=True)
    topic = _topic(before, old_words, old)
    if fresh and not asks:
        return Resolved(f"{before.rstrip(' ?.!')} {text}?", followup=True, said=text)
    return Resolved(f"{text} ({topic})?" if topic else text, followup=True, said=text)


def _like(number: str, before: str) -> re.Match[str] | None:
    """The number of a text that another stands for: one with a sign and decimals if it has them.

    After "I'm 58, my T-score is -2.1", "and if it were -3.1?" is not about the age.
    """

    def alike(match: re.Match[str]) -> tuple[bool, bool]:
        signs = match.group().startswith(_SIGNS) == number.startswith(_SIGNS)
        return signs, ("." in match.group()) == ("." in number)

    return max(_NUMBER.finditer(before), key=alike, default=None)


def _with_sign(text: str, word: Word) -> str:
    signed = word.text[0].isdigit() and text[: word.start].endswith(_SIGNS)
    return text[word.start - signed : word.end]


def _topic(before: str, words: Sequence[Word], named: Sequence[Found]) -> str:
    """What a question was about: its content words; of a long one, the things it names."""
    content = [_with_sign(before, word) for word in words if word.text not in STOPWORDS]
    if len(content) <= _SHORT:
        return " ".join(dict.fromkeys(content))
    names = [before[words[item.start].start : words[item.end - 1].end] for item in named]
    return ", ".join(dict.fromkeys(names))
