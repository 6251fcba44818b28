"""What a question was about, in few words: what a follow-up takes over from it."""

from chatbot.conversation.followup.naming import (
    IDLE,
    OF_SOMETHING,
    POINTERS,
    PROFESSION,
    PRONOUNS,
    Naming,
    cut,
    is_reading,
    shown,
    with_sign,
)
from chatbot.pack.words import split_words
from chatbot.patterns import pattern
from chatbot.retrieval.terms import STOPWORDS

_SHORT = 8
ASKING = frozenset(
    "how what whats which why when where who whom whose any can could should shall is are am do "
    "does did will would may might has have was were".split()
)
QUANTITIES = frozenset("often long soon fast quickly far".split())
"""With "how" they only ask: they tell nothing of what is asked about."""
_JUDGING = frozenset(
    "safe unsafe dangerous harmful risky bad good fine right true now yeah yep nope".split()
)
"""Words that judge a thing or hurry, and name none."""
_ASKING_FOR = frozenset("find found compare compared good enough forget".split())
"""Words that ask something of a thing: they are not carried on with it."""
_MOST_CARRIED = 4
_OF_ANY = frozenset("is are was does do can how why when".split())
_CARRIED = pattern(r"\s*\((?P<topic>[^()]+)\)\s*\??\s*$")


def asks_something(text: str) -> bool:
    """Whether a text asks, by its mark or by any word that asks."""
    return "?" in text or any(word.text in ASKING for word in split_words(text))


def opens_as_question(text: str) -> bool:
    """Whether a question begins in it: first, or behind a comma."""
    words = split_words(text)
    return any(word.text in ASKING and (n == 0 or word.opens) for n, word in enumerate(words))


def said_and_carried(text: str) -> tuple[str, str]:
    """A searched question in what was said and what it carried over, the latter often empty.

    >>> said_and_carried("is it safe (yoga)?"), said_and_carried("Is yoga safe?")
    (('is it safe', 'yoga'), ('Is yoga safe?', ''))
    """
    match = _CARRIED.search(text)
    if match is None or not text[: match.start()].strip():
        return text, ""
    return text[: match.start()], match["topic"]


def in_full(text: str) -> str:
    """A searched question with what it carried over in the place of the word that points to it.

    >>> in_full("is it safe (yoga)?")
    'is yoga safe?'
    """
    said, carried = said_and_carried(text)
    pointer = next((word for word in split_words(said) if word.text in POINTERS), None)
    if not carried or pointer is None:
        return text
    return f"{said[: pointer.start]}{carried}{said[pointer.end :]}?"


def topic_of(
    before: str, naming: Naming, *, narrow: bool = False, several: bool = False, without: str = ""
) -> str:
    """What the question before was about.

    Its content words; of a long one the things it names. With `narrow` the things of any question,
    for a follow-up that says by itself what it asks about "it"; `several` tells that it speaks of
    "them". What a question carried over goes on being carried, but not what it asked of it: after
    "does it hurt (yoga)?" there is talk of yoga still. What `without` names is left out.
    """
    said, carried = said_and_carried(before)
    gone = {item.concept for item in naming.things(without)}
    if carried:
        known = {item.concept for item in naming.things(carried)} | gone
        named = [shown(said, item) for item in naming.firm(said) if item.concept not in known]
        named += [with_sign(said, word) for word in split_words(said) if is_reading(said, word)]
        return " ".join([*named, _without(carried, naming, gone)]).strip()
    content = [
        with_sign(before, word)
        for word in split_words(before)
        if word.text not in STOPWORDS | _ASKING_FOR
    ]
    short = len(content) <= _SHORT
    if gone or not short or (narrow and asks_something(before)):
        things = _things(before, naming, gone, whole=several or not narrow)
        if things or not short or gone:
            return things
    return " ".join(dict.fromkeys(content))


def is_bare(text: str, naming: Naming) -> bool:
    """Whether a follow-up says nothing of its own: "why?", "how often?", "for how long?"."""
    idle = STOPWORDS | PRONOUNS | QUANTITIES
    return not naming.things(text) and all(word.text in idle for word in split_words(text))


def is_open(text: str, naming: Naming) -> bool:
    """Whether a message leaves open what it is about: "is it safe?", "yes", "how often?"."""
    idle = STOPWORDS | PRONOUNS | QUANTITIES | _JUDGING
    return all(word.text in idle for word in split_words(text)) and not naming.things(text)


def names_aspect(text: str) -> bool:
    """Whether a text names nothing but what is asked of a thing: "the side effects"."""
    telling = [word.text for word in split_words(text) if word.text not in IDLE]
    return bool(telling) and OF_SOMETHING.issuperset(telling)


def asks_of_any(said: str, naming: Naming) -> bool:
    """Whether a question asks the same of any thing: "is it safe", "how often"."""
    return is_open(said, naming) and split_words(said)[0].text in _OF_ANY


def _things(text: str, naming: Naming, gone: set[str], *, whole: bool) -> str:
    """The things a text names, and its scores, in its order.

    If not `whole`, without what was asked of them: of a scan's cost the scan.
    """
    found = [item for item in naming.things(text) if item.concept not in gone]
    found = [item for item in found if naming.kind(item) != PROFESSION] or found
    kept = [item for item in found if whole or not _of_something(shown(text, item))] or found
    spans = [cut(text, item) for item in kept]
    places = [(start, text[start:end]) for start, end in spans]
    if kept:
        places += [
            (word.start, with_sign(text, word))
            for word in split_words(text)
            if is_reading(text, word) and not any(a <= word.start < b for a, b in spans)
        ]
    # Of a long letter what was named last stands nearest to what is asked now.
    return ", ".join([*dict.fromkeys(piece for _, piece in sorted(places))][-_MOST_CARRIED:])


def _of_something(name: str) -> bool:
    return all(word.text in OF_SOMETHING for word in split_words(name))


def _without(text: str, naming: Naming, gone: set[str]) -> str:
    """A topic without the things that are gone."""
    for item in reversed(naming.things(text)):
        if item.concept in gone:
            start, end = cut(text, item)
            text = text[:start] + text[end:]
    return " ".join(text.split()).strip(" ,")
