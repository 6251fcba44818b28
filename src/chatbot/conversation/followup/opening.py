"""How a message takes up the talk: reactions, a change of subject, a correction, a joining word."""

import re

from chatbot.frozen import dataclass
from chatbot.patterns import Opener, pattern

# Blanks and marks behind an opening word; a minus sign belongs to the number that follows it.
_GAP = r"(?:[\s,.:;!]|[-\u2212\u2013\u2014](?!\s?\d))*"
_END = r"(?=\s*(?:[,.!?:;\u2013\u2014]|-\s|$))"
_JOINS = r"(?=[\s,.!]+(?:and|but|so|or|then|what about|how about|what if)\b)"
# What people say before they go on. The second group are words that also begin a sentence: they
# only count if a mark or a joining word follows ("good to know. And milk?", not "good sources").
_LEADING = ("how", "very", "so", "all", "not")
_FEELINGS = (
    "good|great|nice|cool|fine|perfect|lovely|brilliant|excellent|interesting|helpful|useful|"
    "really|right|sure|yes|yeah|yep|noted|well|shame|pity|relief|bad|clear|sad|true|"
    "it makes sense|that makes sense|that helps|good news|bad news|to hear that|hear that|"
    "sorry to hear that"
)
_REACTION = Opener(
    "ok|o.k.|alright|hm|uh|um|er|oh|ah|wow|phew|whoa|ouch|thank|cheers|i see|i understand|got it|"
    f"understood|fair enough|makes sense|that|a |{_FEELINGS}|"
    + "|".join(f"{lead} {word}" for lead in _LEADING for word in ("a ", *_FEELINGS.split("|"))),
    r"^\W*(?:"
    r"(?:ok(?:ay)?|o\.k\.|alright|hm+|uh+|um+|er|oh(?: no| dear| my god| my)?|ah|aha|wow|phew|"
    r"whoa|ouch|thanks?(?: (?:you|a lot|so much|very much))*|cheers|i see|i understand|"
    r"got it|understood|fair enough|good to know|makes sense|ok then|"
    r"that(?:'|\u2019)?s what i (?:mean|meant|asked))\b(?! (?:to|for|with)\b)"
    rf"|(?:(?:that(?:'|\u2019)?s|that is|{'|'.join(_LEADING)}) )?(?:a )?(?:{_FEELINGS})"
    rf"(?:{_END}|{_JOINS})"
    r")" + _GAP,
)
_SUBJECT = r"(?:topic|question|subject|thing|point|note|query)s?"
_FRESH = Opener(
    "and |so |but |now |on |to |i have |i've got |an |a |one |the |my |completely |totally |"
    "different |new |other |another |next |more |last |final |separate |unrelated |quick |"
    "by the way|btw|anyway|moving on|separately|change of|changing|something else",
    r"^\W*(?:(?:and|so|but|now)\s+)?(?:"
    rf"(?:on |to |i have |i've got )?(?:(?:an|a|one|the|my)\s+)?(?:completely |totally )?"
    r"(?:different|new|other|another|next|one more|more|last|final|separate|unrelated|quick) "
    rf"{_SUBJECT}"
    rf"(?:{_END}| please| if i may)"
    r"|by the way|btw|anyway|anyways|moving on|separately|on another note|"
    r"change of (?:topic|subject)|(?:changing|to change) the (?:subject|topic)|"
    rf"something else(?: entirely)?{_END})" + _GAP,
)
_TAKEN_BACK = Opener(
    "please |just |let|scratch|forget|ignore|never|disregard",
    r"^\W*(?:(?:please|just|let(?:'|\u2019)?s)\s+)?"
    r"(?:scratch|forget|ignore|never ?mind|disregard)\s+"
    r"(?:about\s+)?(?P<what>[^,.;:!?\n]{1,40}?)(?:\s+aside)?\s*"
    r"(?:[,.;:!\n]|\s[-\u2013\u2014]\s)" + _GAP,
)
_CORRECTION = Opener(
    "no|sorry|actually|wait|oops|i mean|i said|we mean|we said|that was|that should|it was|"
    "it should|make that|make it",
    r"^\s*(?:(?:no|nope|sorry|actually|wait|oops|not that)\b(?! (?:longer|more|one)\b)"
    + _GAP
    + r")*"
    r"(?:(?:(?:i|we)\s+(?:meant?|said)|(?:that|it)\s+(?:was|should (?:be|say))|make (?:that|it))\b"
    + _GAP
    + r")?",
)
_MEANT = pattern(r"\b(?:meant?|said|was|should|make)\W*$", re.IGNORECASE)
_RIGHTED = pattern(
    r"^\W*(?:(?:it|its|is|was|my|the|score|t|at|minus|negative|plus|positive)\W+)*\d+(?:[.,]\d+)?"
    r"(?:\s+or)?\W+(?=(?:sorry|i meant?|actually|oops|no|wait|make that|rather)\b[^?]*\d\W*$)",
    re.IGNORECASE,
)
"""A number that is put right in the same breath: "-1.8, sorry, I mean -0.8"."""
_LEADING_NO = Opener(
    "no",
    r"^\s*(?:no|nope)\b(?!\s*(?:[,.!:;]|[-\u2212\u2013]|(?:not|wait|sorry|i|we|that|it|the|make|"
    r"actually)\b))",
)
_JOINING = Opener(
    "ok|and|but|so|also|or|then|well|what about|how about|what of|what if|in that|in which|if so|"
    "if not|same for|same with|is that also",
    r"^\s*(?:(?:ok(?:ay)?|and|but|so|also|or|then|well|what about|how about|what of|what(?= if\b)|"
    r"in (?:that|which) case|if so|if not|same for|same with|is that also)\b" + _GAP + ")+",
)
_PREPOSITION = Opener(
    "for|of|in|with|at|after|before|during|without|from|on|under|over|by|among|per|through|if|"
    "unless|unlike|versus|vs|compared",
    r"^\s*(?P<word>for|of|in|with|at|after|before|during|without|from|on|under|over|by|among|per|"
    r"through|if|unless|unlike|versus|vs|compared (?:to|with))\b"
    r"(?!\s+(?:how|what|which|who|whom|when)\b)",
)
_QUESTIONING = Opener(
    "for |in |with |at |after |since |until |by |from |through |of |about |to ",
    r"^\s*(?:for|in|with|at|after|since|until|by|from|through|of|about|to)\s+"
    r"(?=(?:how|what|which|who|whom|when)\b)",
)
_CLOSING = ("then", "too", "as well")
_TRAILING = pattern(rf"(?<=\w)[\s,]+(?:{'|'.join(_CLOSING)})\W*$", re.IGNORECASE)
_COMPARE = Opener(
    "please |can you |could you |compare|what's the difference|what is the difference|"
    "the difference|difference",
    r"^\W*(?:please |can you |could you )*(?:compare|(?:what(?:'s| is) )?the differences? between|"
    r"differences? between)\s+(?=\w)",
)
_FEW = 2


@dataclass(frozen=True, slots=True)
class Opening:
    """A message without what only takes up the talk.

    `text` is the rest; `fresh` says that a change of subject is announced; `taken_back` are the
    words that are not to count any more ("forget the drugs"); `corrects` and `meant` tell of a
    correction, the second of one in so many words ("I meant …"); `joined` of a joining word;
    `preposition` of one that stands first ("for men?").
    """

    text: str
    fresh: bool = False
    taken_back: str = ""
    corrects: bool = False
    meant: bool = False
    joined: bool = False
    preposition: str = ""


def without_reaction(text: str) -> str:
    """A message without the reactions in front; unchanged if it is nothing else.

    >>> without_reaction("Oh good. Thanks, and milk?"), without_reaction("Good sources of iron?")
    ('and milk?', 'Good sources of iron?')
    """
    rest = text
    while match := _taken(_REACTION, rest):
        rest = rest[match.end() :]
    return rest


def uncompared(text: str) -> str:
    """What a message wants compared, by itself; an empty text if it wants no such thing.

    >>> uncompared("Please compare A and B"), uncompared("Is A good?")
    ('A and B', '')
    """
    match = _COMPARE.match(text)
    return text[match.end() :] if match else ""


def cut_lead(text: str) -> tuple[str, str]:
    """What a message says ahead of its questions to turn the talk, and the rest of it.

    >>> cut_lead("ok. forget the drugs. what helps at home?")
    ('forget the drugs. ', 'what helps at home?')
    """
    text = rest = without_reaction(text)
    while match := _taken(_FRESH, rest) or _taken(_TAKEN_BACK, rest):
        rest = without_reaction(rest[match.end() :])
    return text[: len(text) - len(rest)], rest


def read_opening(text: str) -> Opening:
    """What a message begins with, taken off it in turn; what would leave nothing stays."""
    lead, rest = cut_lead(text)
    fresh, taken_back = False, ""
    while lead:
        match = _FRESH.match(lead) or _TAKEN_BACK.match(lead)
        if match is None:
            break
        groups = match.groupdict()
        fresh = fresh or "what" not in groups
        taken_back = taken_back or groups.get("what", "")
        lead = without_reaction(lead[match.end() :])
    righted = _RIGHTED.match(rest) if any(map(str.isdecimal, rest)) else None
    if righted:
        rest = rest[righted.end() :]
    correction = None if _LEADING_NO.match(rest) else _taken(_CORRECTION, rest)
    corrects = correction is not None and correction.end() > 0
    meant = correction is not None and bool(_MEANT.search(correction.group()))
    if correction is not None:
        rest = rest[correction.end() :]
    joined = False
    for opener in (_JOINING, _QUESTIONING):
        if match := _taken(opener, rest):
            joined, rest = True, rest[match.end() :]
    # "Wine too?", "surgery then?"
    closes = any(word in rest.lower() for word in _CLOSING)
    if (match := _TRAILING.search(rest) if closes else None) and len(
        rest[: match.start()].split()
    ) <= _FEW:
        joined, rest = True, rest[: match.start()]
    preposition = _PREPOSITION.match(rest)
    word = preposition["word"].lower() if preposition else ""
    return Opening(rest, fresh, taken_back, corrects, meant, joined or bool(word), word)


def _taken(opener: Opener, text: str) -> re.Match[str] | None:
    match = opener.match(text)
    return match if match and text[match.end() :].strip(" ?.!") else None
