"""What is new in a follow-up, put into the question before it."""

import re
from collections.abc import Sequence

from chatbot.conversation.followup.carrying import (
    asks_of_any,
    asks_something,
    is_bare,
    is_open,
    names_aspect,
    opens_as_question,
    said_and_carried,
    topic_of,
)
from chatbot.conversation.followup.naming import (
    MEASURE,
    PLURAL,
    POINTERS,
    SIGNS,
    Naming,
    cut,
    is_reading,
    is_site,
    shown,
)
from chatbot.conversation.followup.opening import Opening
from chatbot.frozen import dataclass
from chatbot.pack.words import split_words
from chatbot.patterns import pattern
from chatbot.retrieval.terms import Found

_NUMBER = pattern(
    r"(?:(?:[-\u2212\u2013+]|\b(?:minus|negative|plus|positive)\b)\s?)?\d+(?:[.,]\d+)?",
    re.IGNORECASE,
)
_NOT = pattern(
    r"[\s,;]*\b(?:and not|but not|not|instead of|rather than)\s+(?:the\s+|about\s+|my\s+)*"
    r"(?P<what>[^,.;:?!\n]+)[\s,;:]*",
    re.IGNORECASE,
)
_TAIL = pattern(r",\s+(?P<first>[a-z]+)\s[^,()?\d]{1,30}\??\s*$")
_OF = pattern(r"\s+of\s+[^,;.]+$", re.IGNORECASE)
_RELATIVE = pattern(r"\b(?<=thing )that\b", re.IGNORECASE)
_TRAILING = pattern(r"[\s,]+(?:then|too|as well|also|though|please|instead)\W*$", re.IGNORECASE)
# "How long does that take?" is asked as "how long does it take?".
_THAT = pattern(
    r"^(how \w+ (?:do|does|did|will|would|can|could|should|might|may) )(?:that|this)"
    r"(?= (?:usually |normally |typically |really |actually )?"
    r"(?:take|last|cost|work|help|hurt|happen)\b)",
    re.IGNORECASE,
)
_LONG = 25
_COMPARING = ("versus", "vs", "unlike", "compared to", "compared with")
_ORDER = {"first": 0, "former": 0, "second": 1, "latter": 1, "last": -1}
_ONE_OF = pattern(
    r"^(?:what about |how about )?the (?P<which>first|former|second|latter|last)(?: one| of them)?"
    r"\s*[,:]\s*(?P<rest>.+)$",
    re.IGNORECASE | re.DOTALL,
)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What is searched; `more` says that passages already quoted are to be left out.

    `said` is the new part of a question that carries over words of the one before; empty where
    what was carried over counts in full. `source` is the number of the shown quote that was asked
    about: from 1, -1 the last; 0 if none was. `otherwise` is how to read a message that says all it
    asks, if nothing is found: it may lean on the one before it after all. `anew` tells that the
    question before is asked again, with another number or thing in it.
    """

    text: str
    followup: bool = False
    more: bool = False
    said: str = ""
    source: int = 0
    otherwise: "Resolved | None" = None
    anew: bool = False


def merge(opening: Opening, earlier: Sequence[str], naming: Naming) -> Resolved:
    """The question before with what is new: a number, a thing of a kind, or beside it."""
    text = opening.text.strip(" ?.!,")
    corrected = opening.corrects or bool(opening.taken_back)
    rest, denied = _denied(text, earlier, naming)
    if denied:
        text, corrected = rest, True
    before = _fitting(text, earlier, naming)
    whole = _of_a_place(text, before, naming) or _one_of(text, before, naming)
    if whole:
        return whole
    asks = opens_as_question(text)
    new = naming.things(text)
    swapped = _number_swapped(text, before, new, naming)
    if not swapped and not asks and opening.preposition not in _COMPARING:
        swapped = _thing_swapped(_TRAILING.sub("", text), before, naming)
    swapped = swapped or _of_that_score(text, before, naming)
    if swapped:
        return Resolved(swapped, followup=True, anew=True)
    if corrected and opening.meant and not asks:
        replaced = _instead(text, before, naming)
        if replaced:
            return replaced
    pointed = {word.text for word in split_words(_RELATIVE.sub(" ", text))} & POINTERS
    narrow = bool(asks and pointed and not is_bare(text, naming)) or (corrected and opening.meant)
    several = not PLURAL.isdisjoint(pointed)
    topic = topic_of(
        before, naming, narrow=narrow, several=several, without=opening.taken_back or denied
    )
    known = {item.concept for item in naming.things(before)}
    fresh = any(item.concept not in known for item in new)
    if not asks and not corrected and (opening.joined or fresh):
        return _added(_TRAILING.sub("", text), before, topic, opening.preposition, naming)
    text = _THAT.sub(r"\1it", text)
    return Resolved(f"{text} ({topic})?" if topic else text, followup=True, said=text)


def _added(text: str, before: str, topic: str, preposition: str, naming: Naming) -> Resolved:
    """What is named beside the question before, with it, in its place, or with its topic."""
    said, carried = said_and_carried(before)
    alone = names_aspect(text) or (len(split_words(before)) > _LONG)
    if alone and topic:
        return Resolved(f"{text} ({topic})?", followup=True, said=text)
    names = bool(naming.things(text) or naming.left(text))
    if preposition == "of" and (of := _OF.search(said)):
        return Resolved(f"{said[: of.start()]} {text}?", followup=True)
    if carried and not preposition and names and asks_of_any(said, naming):
        plain = Resolved(f"{text}?", followup=True)
        return Resolved(f"{said} ({text})?", followup=True, said=said, otherwise=plain)
    return _beside(text, said, carried, preposition)


def named_at_last(opening: Opening, earlier: Sequence[str], naming: Naming) -> Resolved | None:
    """A thing named alone, after a question that left open what it was about: "is it safe?"."""
    before, text = earlier[-1].strip(" ?.!"), opening.text.strip(" ?.!,")
    waiting = is_open(before, naming) and asks_something(before)
    if not waiting or not naming.things(text) or asks_something(text):
        return None
    return Resolved(f"{before} ({text})?", followup=True, said=before)


def denies(opening: Opening, earlier: Sequence[str], naming: Naming) -> bool:
    """Whether a message that does not ask says what was not meant: "porosis, not penia"."""
    text = opening.text.strip(" ?.!,")
    return not opens_as_question(text) and bool(_denied(text, earlier, naming)[1])


def names_any(text: str, earlier: Sequence[str], naming: Naming) -> bool:
    """Whether a text names a thing that is named in one of the questions before."""
    known = {item.concept for part in earlier for item in naming.things(part)}
    return any(item.concept in known for item in naming.things(text))


def tells_score(text: str, earlier: Sequence[str], naming: Naming) -> bool:
    """Whether a text gives a score and leaves it to the question before to say of what kind."""
    return any(_of_that_score(text, before, naming) for before in earlier)


def _of_that_score(text: str, before: str, naming: Naming) -> str:
    """A score without its kind, with the kind that the question before spoke of."""
    if any(naming.kind(item) == MEASURE for item in naming.things(text)):
        return ""
    measures = [item for item in naming.things(before) if naming.kind(item) == MEASURE]
    if not measures or not any(is_reading(text, word) for word in split_words(text)):
        return ""
    return f"{text} ({shown(before, measures[-1])})?"


def _fitting(text: str, earlier: Sequence[str], naming: Naming) -> str:
    """The last part of the question before that names a thing of a kind in the text."""
    new = naming.things(text)
    fitting = [
        part
        for part in earlier
        if any(naming.kind(old) == naming.kind(item) for old in naming.things(part) for item in new)
    ]
    return (fitting or earlier)[-1]


def _denied(text: str, earlier: Sequence[str], naming: Naming) -> tuple[str, str]:
    """A text without its "not X", and X, if X was named before: "tai chi, not yoga"."""
    match = _NOT.search(text)
    if match is None or not names_any(match["what"], earlier, naming):
        return text, ""
    rest = f"{text[: match.start()]} {text[match.end() :]}".strip(" ,;:")
    return (rest, match["what"]) if rest else (text, "")


def _number_swapped(text: str, before: str, new: Sequence[Found], naming: Naming) -> str:
    """The question before with another number in place of the like one, of the same place."""
    number = _NUMBER.search(text)
    places = {item.concept for item in new if is_site(item)}
    if number is None or any(not is_site(item) for item in new):
        return ""
    sites = [item for item in naming.things(before) if item.concept in places]
    if places and not sites:
        return ""
    near = cut(before, sites[0])[1] if sites else None
    old = _like(number.group(), before, near)
    return f"{before[: old.start()]}{number.group()}{before[old.end() :]}" if old else ""


def _like(number: str, before: str, near: int | None) -> re.Match[str] | None:
    """The number of a text that another stands for: one with a sign and decimals if it has them.

    After "I'm 58, my T-score is -2.1", "and if it were -3.1?" is not about the age. With `near`
    it is of those alike the one that stands nearest to that place.
    """

    def signed(text: str) -> bool:
        return text.startswith(SIGNS) or text[0].isalpha()

    def alike(match: re.Match[str]) -> tuple[bool, bool, int]:
        near_it = 0 if near is None else -abs(match.start() - near)
        same = signed(match.group()) == signed(number)
        return same, ("." in match.group()) == ("." in number), near_it

    best = max(_NUMBER.finditer(before), key=alike, default=None)
    # An age takes the place of no score.
    return best if best and any(alike(best)[:2]) else None


def _thing_swapped(text: str, before: str, naming: Naming) -> str:
    """The question before with a new thing in the place of one of its kind."""
    old, new = naming.things(before), naming.things(text)
    known = {item.concept for item in old}
    for item in new:
        if item.concept in known:
            continue
        for there in old:
            if naming.kin(there, before, item, text):
                start, end = cut(before, there)
                return before[:start] + shown(text, item) + before[end:]
    return ""


def _instead(text: str, before: str, naming: Naming) -> Resolved | None:
    """A thing that was meant all along in the place of the only one that was asked about."""
    said, carried = said_and_carried(before)
    if carried:
        return Resolved(f"{said} ({text})?", followup=True)
    firm = naming.firm(before)
    if len(firm) == 1 and naming.firm(text):
        start, end = cut(before, firm[0])
        whole = before[:start] + shown(text, naming.firm(text)[0]) + before[end:]
        return Resolved(whole, followup=True)
    return None


def _beside(text: str, before: str, carried: str, preposition: str) -> Resolved:
    """The question before with something beside it: ", for men?", ", and coffee?".

    What stood beside it by the same word gives way: one asks about one thing after another. What
    the question carried over stays behind it.
    """
    tail = text if preposition else f"and {text}"
    first = tail.split()[0].lower()
    base = before.rstrip(" ?.!")
    old = _TAIL.search(base)
    if old and old["first"] == first and base[: old.start()].strip():
        base = base[: old.start()]
    behind = f" ({carried})" if carried else ""
    return Resolved(f"{base}, {tail}{behind}?", followup=True, said=tail)


def _of_a_place(text: str, before: str, naming: Naming) -> Resolved | None:
    """Of several scores the one at the place that is named: "what about the hip?"."""
    new = naming.things(text)
    numbers = list(_NUMBER.finditer(before))
    if len(numbers) < 2 or not new or not all(map(is_site, new)) or _NUMBER.search(text):  # noqa: PLR2004
        return None
    here = [item for item in naming.things(before) if item.concept == new[0].concept]
    if not here or naming.left(text):
        return None
    number = _like("-1.0", before, cut(before, here[0])[1])
    scores = [shown(before, item) for item in naming.things(before) if naming.kind(item) == MEASURE]
    kind = f" ({scores[0]})" if scores else ""
    value = number.group() if number else ""
    return Resolved(f"{shown(text, new[0])} {value}{kind}?", followup=True)


def _one_of(text: str, before: str, naming: Naming) -> Resolved | None:
    """A question about one of the things that were named: "the first one, is it a disease?"."""
    match = _ONE_OF.match(text)
    named = list({item.concept: item for item in naming.firm(before)}.values())
    if match is None or len(named) < 2:  # noqa: PLR2004 - of one thing there is no second
        return None
    place = _ORDER[match["which"].lower()]
    if place >= len(named):
        return None
    whole = f"{match['rest'].strip(' ?.!')} ({shown(before, named[place])})?"
    return Resolved(whole, followup=True, said=match["rest"])
