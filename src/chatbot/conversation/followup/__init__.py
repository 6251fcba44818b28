"""A follow-up into a question that stands alone, from the turns before it."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from chatbot.conversation.followup.carrying import (
    ASKING,
    in_full,
    is_open,
    opens_as_question,
    said_and_carried,
)
from chatbot.conversation.followup.merging import (
    Resolved,
    denies,
    merge,
    named_at_last,
    tells_score,
)
from chatbot.conversation.followup.naming import (
    IDLE,
    LOOSE,
    OF_SOMETHING,
    PROFESSION,
    PRONOUNS,
    Naming,
    shown,
)
from chatbot.conversation.followup.opening import Opening, cut_lead, read_opening, uncompared
from chatbot.conversation.followup.reaching import asks_meaning, reached, tells_measure
from chatbot.conversation.followup.replying import sign_told, yes_or_no
from chatbot.pack.words import Word, fold, split_words
from chatbot.patterns import Opener, pattern
from chatbot.retrieval.terms import Analyzer

__all__ = [
    "Naming",
    "Resolved",
    "asks_meaning",
    "asks_on",
    "cut_lead",
    "in_full",
    "names_nothing",
    "reached",
    "resolve",
    "sign_told",
    "tells_measure",
    "uncompared",
    "with_topic",
    "yes_or_no",
]

_SHORT = 8
_FEW = 3
_SHORT_REST = 25
_MOST_TOPICS = 2
_BEING = frozenset("is are was were does do did can will would has".split())
_BINDING = frozenset(
    "from for in of with at on by because like due after before during without".split()
)
_HOW_MUCH = frozenset("much many often long soon fast quickly common likely".split())
_DEFINING = frozenset(("is", "are", "was", "whats", "does", "do"))
_SOMEBODY = frozenset(("he", "she"))
_PASSING = (PROFESSION, LOOSE)
"""Kinds of things that a pronoun behind them rarely speaks of."""
_ANY_MORE = (
    r"(?:can you |could you |please )*(?:tell|show|give) me (?:some |a bit |a little )?more|"
    r"more(?: please| info(?:rmation)?| detail)?s?|go on|continue|keep going|what else|what more|"
    r"next|(?:is there )?any ?thing (?:else|more)|explain(?: more| that| further)?|and then|"
    r"elaborate|say more|(?:(?:tell|show|give) me )?more (?:about|on) (?:it|that|this)|read on"
)
_MORE = Opener(
    "can you |could you |please |tell me |show me |give me |more|go on|continue|keep going|"
    "what else|what more|next|is there any|any|explain|and then|elaborate|say more|read on",
    rf"^\W*(?:{_ANY_MORE})\W*(?:please)?\W*$",
)
_WHY = pattern(
    r"^\W*(?:and |but |so |ok(?:ay)? )*"
    r"(?:why(?: not| so)?|how (?:come|so)|why (?:is|was) (?:that|it|this))\W*$",
    re.IGNORECASE,
)
_PICK = Opener(
    "the |number|no|option|question|first|second|third|fourth|fifth|last|1|2|3|4|5|6",
    r"^\W*(?:the )?(?:(?:number|no|option|question)\W*)?"
    r"(first|second|third|fourth|fifth|last|[1-6])(?: (?:one|question|option|topic))?"
    r"(?:,? please)?\W*$",
)
_PLACES = {"first": 0, "second": 1, "third": 2, "fourth": 3, "fifth": 4, "last": -1}
_SOURCE = pattern(
    r"\b(?:(?:the |your |that )?(?P<place>first|second|third|fourth|fifth|last) (?:source|quote|"
    r"document|text|article|passage|quotation)|(?:source|quote|document) (?:number |no\.? ?)?"
    r"(?P<number>[1-9]))\b",
    re.IGNORECASE,
)


def resolve(
    text: str,
    before: Sequence[str],
    choices: Sequence[str],
    analyzer: Analyzer,
    kinds: Mapping[str, str],
    sites: Mapping[str, Iterable[str]] | None = None,
) -> Resolved:
    """Make a follow-up stand alone; anything that already does is given back unchanged.

    `before` holds the parts of the last question as they were searched, empty if there is none;
    `choices` are the suggestions that were shown with its answer; `sites` are the places that
    scores are taken at. "And magnesium?" after a question about calcium and exercise goes on with
    the part about a thing of its kind.
    """
    naming = Naming(analyzer, kinds, sites)
    opening = read_opening(text)
    if opening.taken_back and not _takes_back(opening.taken_back, naming):
        opening = Opening(text)
    if not before:
        return _first(text, opening, choices)
    again = _asked_again(text, opening.text, before, choices)
    again = again or named_at_last(opening, before, naming)
    if again is not None:
        return again
    turns_away = bool(opening.fresh or opening.taken_back or opening.meant)
    if _stands_alone(opening, naming):
        # An opening that turns the talk is no part of the question.
        if turns_away:
            return Resolved(opening.text, followup=True)
        leaning = opening.joined and len(split_words(opening.text)) <= _SHORT
        return Resolved(text, otherwise=merge(opening, before, naming) if leaning else None)
    short = len(split_words(opening.text)) <= _SHORT
    if opening.corrects or _leans(opening, naming) or (short and _answers(opening, before, naming)):
        return merge(opening, before, naming)
    return Resolved(opening.text, followup=True) if opening.taken_back else Resolved(text)


def _first(text: str, opening: Opening, choices: Sequence[str]) -> Resolved:
    """The first message of a talk: it may still pick what was shown, or take something back."""
    if opening.taken_back:
        return Resolved(opening.text)
    picked = _PICK.match(opening.text) if choices else None
    return _pick(picked.group(1).lower(), text, choices) if picked else Resolved(text)


def asks_on(text: str) -> bool:
    """Whether a message asks the reason of what was just shown, and no more: "why?"."""
    return bool(_WHY.match(text))


def names_nothing(text: str, analyzer: Analyzer, kinds: Mapping[str, str]) -> bool:
    """Whether a message leaves open what it is about: "is it safe?", "yes", "how often?"."""
    bare = read_opening(text).text
    return is_open(bare, Naming(analyzer, kinds)) or bool(_MORE.match(bare) or _PICK.match(bare))


def _answers(opening: Opening, before: Sequence[str], naming: Naming) -> bool:
    """Whether a message goes on without asking: with what was not meant, or with a score."""
    return denies(opening, before, naming) or tells_score(opening.text, before, naming)


def _asked_again(
    text: str, bare: str, before: Sequence[str], choices: Sequence[str]
) -> Resolved | None:
    """More on the same question, one of the suggestions, or more from one of the sources."""
    if _MORE.match(bare) or _MORE.match(text):
        said, carried = said_and_carried(before[-1])
        return Resolved(before[-1], followup=True, more=True, said=said if carried else "")
    if picked := _PICK.match(bare):
        return _pick(picked.group(1).lower(), text, choices)
    asked_source = _SOURCE.search(bare)
    return _of_source(asked_source, before) if asked_source else None


def with_topic(text: str, background: str, analyzer: Analyzer, kinds: Mapping[str, str]) -> str:
    """A question that names nothing, with what the rest of the message speaks of most.

    A short rest is put in front whole; of a long one the things it names most often are added.
    """
    naming = Naming(analyzer, kinds)
    if not background or naming.things(text):
        return text
    if len(split_words(background)) <= _SHORT_REST:
        return f"{background} {text}"
    if naming.says_enough(text):
        return text
    # What was named last stands nearest to the question; what was named often, too.
    named = [fold(shown(background, item)) for item in naming.things(background)]
    counts = Counter(named)
    order = sorted(counts, key=lambda name: (-counts[name], -_last(named, name)))
    topics = order[:_MOST_TOPICS]
    return f"{text.strip(' ?.!')} ({', '.join(topics)})?" if topics else text


def _last(names: Sequence[str], name: str) -> int:
    return max(place for place, other in enumerate(names) if other == name)


def _takes_back(what: str, naming: Naming) -> bool:
    """Whether words that are not to count any more point ("that") or name a thing."""
    idle = all(word.text in IDLE or word.text == "everything" for word in split_words(what))
    return idle or bool(naming.things(what))


def _stands_alone(opening: Opening, naming: Naming) -> bool:
    """Whether a message asks in full about a thing that it names, whatever joins it."""
    text = opening.text
    words, firm = split_words(text), naming.firm(text)
    asks = [n for n, word in enumerate(words) if word.text in ASKING and (n == 0 or word.opens)]
    if _points_back(words, text, naming) or (opening.preposition and not asks):
        return False
    if not firm:
        named = opening.fresh and bool(naming.things(text) or naming.left(text))
        return named or (bool(asks) and naming.says_enough(text))
    if opening.fresh:
        return True
    if not asks:
        return False
    # "The spine, is that safe?" speaks of what stands ahead.
    if opening.taken_back or opening.meant or firm[0].end <= asks[0]:
        return True
    places = {place for item in firm for place in range(item.start, item.end)}
    predicate = any(n not in places and word.text not in IDLE for n, word in enumerate(words))
    return predicate or (len(words) > 1 and words[1].text in _DEFINING)


def _leans(opening: Opening, naming: Naming) -> bool:
    """Whether a message needs the one before it."""
    text = opening.text
    words = split_words(text)
    pointing = _points_back(words, text, naming)
    if len(words) > 2 * _SHORT or not words or (opening.fresh and not pointing):
        return False
    # "She is confused today" tells of somebody, and of nothing that was asked about.
    told = "?" not in text and not opens_as_question(text)
    if told and words[0].text in _SOMEBODY and not (opening.joined or opening.corrects):
        return False
    if opening.joined and len(words) <= _SHORT:
        return True
    telling = [word.text for word in words if word.text not in IDLE]
    # "Side effects?", "what is the cost?"
    unowned = telling and telling[-1] in OF_SOMETHING and not naming.firm(text)
    if unowned and len(words) <= _FEW + _FEW:
        return True
    left = naming.left(text)
    if naming.things(text):
        return pointing and len(words) <= _SHORT + 4 and len(left) <= 4  # noqa: PLR2004
    return _asks_of_it(words, len(left), len(telling), pointing=pointing)


def _asks_of_it(words: Sequence[Word], left: int, telling: int, *, pointing: bool) -> bool:
    """Whether a message that names nothing asks about what was spoken of."""
    first = words[0].text
    # "What helps?", "how long for?", "is dangerous?" ask about nothing by themselves.
    pointing = pointing or (len(words) <= _FEW and first in ASKING | {"any"})
    # "How many times a week?", "what happens if you take too much?"
    quantity = len(words) > 1 and first == "how" and words[1].text in _HOW_MUCH
    if first in ASKING and len(words) <= _SHORT and left <= 1 + quantity:
        return True
    return (left == 0 and (pointing or telling <= _FEW)) or (pointing and left <= _FEW)


def _points_back(words: Sequence[Word], text: str, naming: Naming) -> bool:
    """Whether a pronoun stands before anything that the message itself names.

    So does a verb without its subject: "is from osteoporosis?".
    """
    named = [item.start for item in naming.things(text) if naming.kind(item) not in _PASSING]
    pronouns = [
        place
        for place, word in enumerate(words)
        if word.text in PRONOUNS and not _is_existential(words, place)
    ]
    if len(words) > 1 and words[0].text in _BEING and words[1].text in _BINDING:
        return True
    return bool(pronouns) and not (named and named[0] < pronouns[0])


def _is_existential(words: Sequence[Word], place: int) -> bool:
    """Whether a "there" points at nothing, as in "is there a test?"."""
    near = {word.text for word in words[max(place - 1, 0) : place + 2]}
    return words[place].text == "there" and bool(near & {"is", "are", "was", "were"})


def _pick(place: str, text: str, choices: Sequence[str]) -> Resolved:
    index = int(place) - 1 if place.isdigit() else _PLACES[place]
    if not choices or index >= len(choices):
        return Resolved(text)
    return Resolved(choices[index], followup=True)


def _of_source(match: re.Match[str], before: Sequence[str]) -> Resolved:
    """More from the document of one of the shown quotes."""
    place = _PLACES[match["place"].lower()] if match["place"] else int(match["number"]) - 1
    source = place + 1 if place >= 0 else place
    return Resolved(before[-1], followup=True, more=True, source=source)
