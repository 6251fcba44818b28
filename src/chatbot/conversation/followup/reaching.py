"""Which turn a follow-up reaches back to, and whether it asks what a score means."""

from collections.abc import Sequence

from chatbot.conversation.followup.carrying import (
    asks_something,
    is_bare,
    opens_as_question,
    said_and_carried,
)
from chatbot.conversation.followup.naming import MEASURE, Naming, is_reading
from chatbot.conversation.followup.opening import read_opening
from chatbot.pack.words import split_words
from chatbot.patterns import Opener

_MEANING = Opener(
    "and what|so what|but what|ok what|okay what|then what|what",
    r"^\W*(?:(?:and|so|but|ok(?:ay)?|then)\W+)*"
    r"what (?:does|do|did|would|could) (?:it|that|this|they|these|those|mine)"
    r"(?: (?:number|score|result|value|reading)s?)?(?: actually| really)? mean"
    r"(?: (?:then|please|for me|exactly|now))*\W*$",
)


def asks_meaning(text: str) -> bool:
    """Whether a message asks what something that it does not name means, and no more.

    >>> asks_meaning("so what does that mean then?"), asks_meaning("what does a score mean?")
    (True, False)
    """
    return bool(_MEANING.match(text))


def tells_measure(text: str, naming: Naming) -> bool:
    """Whether a text names something measured and asks nothing: "T-score minus two"."""
    named = any(naming.kind(item) == MEASURE for item in naming.things(text))
    return named and not asks_something(text)


def reached(text: str, turns: Sequence[tuple[str, ...]], naming: Naming) -> tuple[str, ...]:
    """The parts of the turn that a message goes on with, of those since the talk began.

    It is the last, but "what about yoga?" asks the last full question anew: one that asks
    something and does not only lean ("how often?"). What was merely told is none.
    """
    if not turns or not _names_another(text, naming):
        return turns[-1] if turns else ()
    full = (parts for parts in reversed(turns) if not all(_is_between(p, naming) for p in parts))
    return next(full, turns[-1])


def _names_another(text: str, naming: Naming) -> bool:
    """Whether a message names a thing by a joining word, and leaves the question to the talk."""
    opening = read_opening(text)
    scores = any(is_reading(opening.text, word) for word in split_words(opening.text))
    asks = opens_as_question(opening.text) or scores
    return opening.joined and not asks and bool(naming.firm(opening.text))


def _is_between(part: str, naming: Naming) -> bool:
    """Whether a part stands between a question and its follow-up: told, or leaning by itself."""
    said, carried = said_and_carried(part)
    told = not asks_something(said) and not carried and not naming.things(said)
    return told or (bool(carried) and is_bare(said, naming))
