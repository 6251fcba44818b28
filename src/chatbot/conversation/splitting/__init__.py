"""A message into the parts that ask something, and the background that only tells."""

import itertools
import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from chatbot.conversation.splitting.chains import aspects, names_aspect, things
from chatbot.frozen import dataclass
from chatbot.pack.words import Word, split_words
from chatbot.patterns import pattern
from chatbot.retrieval.terms import STOPWORDS, Analyzer

MAX_PARTS = 4
_MOST_JOINTS = 64
"""So many joining words of a sentence are looked at, each with all that stands ahead of it."""
_LONG = 22
_ASIDE_REACH = 16
"""So many characters ahead of a comma may be an aside."""
_SENTENCE = pattern(r"[^.?!;\n]*(?:\.(?=\d)[^.?!;\n]*)*[.?!;\n]*")
_OPENERS = frozenset(
    "how what whats which why when where who can could should shall is are am do does did will "
    "would may might has have".split()
)
_POINTING = frozenset(
    "bad good normal worry worried serious ok okay right number two both explain tell true".split()
)
_PASSED_OVER = frozenset(("then", "also", "please", "maybe", "secondly"))
_TELLING = frozenset(("tell", "explain", "show", "say"))
_ME = frozenset(("me", "us", "to"))
_WHETHER = frozenset(("if", "whether"))
_INDIRECT = ("whether ", "if ")
_WH = frozenset("how what whats which why when where who".split())
_JOINING = frozenset("and but so also plus or".split())
_REQUESTS = pattern(
    r"\b(?:(?:i|we|she|he|they)(?:['\u2019][dm])?(?: (?:would|am|is|was|just|also|really|will))* )?"
    r"(?:(?:wants?|needs?|likes?|love|able|trying|wish(?:es)?) to "
    r"(?:know|understand|hear|tell|find out|learn|ask)|"
    r"wonder(?:ing|ed)?|explain|please|advi[sc]e|(?:my|a|one|quick) question|confused about|"
    r"looking for|need (?:information|info|help|advice)|(?:don'?t|do not) (?:know|understand)|"
    r"not sure|unsure|information (?:on|about)|"
    r"(?:tell|asks?|asked|asking|know|explain|show)(?: \w+)? "
    r"(?:what|how|why|which|when|where|whether|if))\b",
    re.IGNORECASE,
)
# "What about the hip, is that safe?" is one question.
_NAMES_ONLY = pattern(r"^\W*(?:and |so |but |or )?(?:what|how) (?:about|of)\b", re.IGNORECASE)
# "Which tests, if any, should I have?" is one question.
_ASIDE = pattern(r"\bif (?:any|anything|at all|so|ever|possible|needed|necessary)$", re.IGNORECASE)
_POINTERS = frozenset("it its that thats this they them their those these".split())
_JOIN = pattern(
    r"\s*(?:,|;)?\s*\b(?:and|but|also|plus|or)\b\s+(?:also\s+)?|\s*[,;&]\s*", re.IGNORECASE
)


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
    asking = _asking(sentences, long=len(split_words(text)) > _LONG)
    if not asking:
        return tuple(Part(aspect.strip()) for aspect in aspects(text, analyzer, kinds))
    whole = _with_subject(sentences, asking)
    told = " ".join(_told(sentences, asking, whole))
    parts = [
        Part(piece, told)
        for sentence in whole
        for question in _questions(sentence, lambda text: names_aspect(text, analyzer, kinds))
        for aspect in aspects(question, analyzer, kinds)
        for piece in things(aspect, analyzer, kinds)
    ]
    return tuple(parts[:MAX_PARTS]) or (Part(text.strip()),)


def _told(
    sentences: Sequence[str], asking: Mapping[str, str], whole: Sequence[str]
) -> Iterator[str]:
    """What a message tells beside its questions, and ahead of them in a long sentence."""
    for sentence in sentences:
        ahead = sentence.removesuffix(asking.get(sentence, ""))
        if ahead.strip() and not any(ahead in question for question in whole):
            yield ahead.strip()


def _with_subject(sentences: Sequence[str], asking: Mapping[str, str]) -> list[str]:
    """A sentence that only points ("What does that mean?") together with what it points to."""
    whole: list[str] = []
    for place, sentence in enumerate(sentences):
        if sentence not in asking:
            continue
        if _has_content(sentence) or place == 0:
            whole.append(asking[sentence])
        elif sentences[place - 1] in asking:
            if whole:
                whole[-1] = f"{whole[-1]} {sentence}"
        else:
            whole.append(f"{sentences[place - 1]} {sentence}")
    return whole


def _has_content(text: str) -> bool:
    return any(word.text not in STOPWORDS | _POINTING for word in split_words(text))


def _asking(sentences: Sequence[str], *, long: bool) -> dict[str, str]:
    """The sentences that ask, each with its part that does.

    In a long message with question marks only those with one count; of a long sentence without
    one, what stands ahead of the request only tells.
    """
    marked = [sentence for sentence in sentences if "?" in sentence]
    if long and marked:
        return {sentence: sentence for sentence in marked}
    asking = [sentence for sentence in sentences if asks(sentence)] if not long else []
    if asking or not long:
        return {sentence: sentence for sentence in asking}
    opened = [sentence for sentence in sentences if _opens(split_words(sentence))]
    return {sentence: sentence for sentence in opened} or {
        sentence: sentence[match.start() :] if len(split_words(sentence)) > _LONG else sentence
        for sentence in sentences
        if (match := _REQUESTS.search(sentence))
    }


def asks(sentence: str) -> bool:
    """Whether a sentence asks: by its mark, its first word, or a clause with a wh-word first."""
    words = split_words(sentence)
    return (
        "?" in sentence
        or _opens(words)
        or any(
            word.text in _WH and (word.opens or words[place - 1].text in _JOINING)
            for place, word in enumerate(words)
        )
    )


def _opens(words: Sequence[Word]) -> bool:
    """Whether a sentence begins as a question does, joining words aside."""
    first = next((word.text for word in words if word.text not in _JOINING), "")
    return first in _OPENERS


def _questions(sentence: str, is_aspect: Callable[[str], bool]) -> list[str]:
    """A sentence cut where a joining word is followed by a question word.

    `is_aspect` tells whether a text names what is asked of a thing ("cost of a scan"): it asks.
    """
    cuts = [0]
    for match in itertools.islice(_JOIN.finditer(sentence), _MOST_JOINTS):
        following = [word.text for word in split_words(sentence[match.end() : match.end() + 32])]
        indirect = (
            following[:1] and following[0] in _WHETHER and _requests(sentence[: match.start()])
        )
        if match.start() == 0 or not (indirect or _begins(following)):
            continue
        if _ASIDE.search(sentence, max(match.start() - _ASIDE_REACH, 0), match.start()):
            continue
        ahead = [word.text for word in split_words(sentence[: match.start()])]
        begun = len(ahead) > 2 and any(  # noqa: PLR2004
            word in _OPENERS or word in _WHETHER for word in ahead
        )
        begun = begun or (following[0] in _WH and is_aspect(sentence[: match.start()]))
        if begun and _has_content(sentence[match.end() :]):
            cuts += [match.start(), match.end()]
    cuts.append(len(sentence))
    pieces = [sentence[cuts[i] : cuts[i + 1]].strip(" ,;") for i in range(0, len(cuts), 2)]
    questions: list[str] = []
    told = ""
    for piece, behind in zip(pieces, [*pieces[1:], ""], strict=True):
        # "My score is -2.8, what is that called": what is only told belongs to what follows.
        asking = asks(piece) or _requests(piece) or piece.lower().startswith(_INDIRECT)
        asking = asking or is_aspect(piece)
        told_only = not asking or (_names_only(piece) and _points(behind))
        if told_only and behind:
            told = f"{told}{piece}, "
        elif piece.strip(" ?!."):
            questions.append(told + piece)
            told = ""
    return questions


def _requests(text: str) -> bool:
    """Whether a text asks in a sentence that tells: "I would like to know how it works"."""
    match = _REQUESTS.search(text)
    behind = [word.text for word in split_words(text[match.start() :])] if match else []
    if any(word in _WH or word in _WHETHER for word in behind):
        return True
    # "She wants to know does it hurt."
    return match is not None and _opens(split_words(text[match.end() :]))


def _names_only(text: str) -> bool:
    """Whether a text asks no more than "what about X"."""
    match = _NAMES_ONLY.match(text)
    return match is not None and not any(w.text in _WH for w in split_words(text[match.end() :]))


def _points(text: str) -> bool:
    """Whether a text speaks of something by a pronoun."""
    return any(word.text in _POINTERS for word in split_words(text))


def _begins(words: Sequence[str]) -> bool:
    """Whether a question begins here: with a question word, or with "tell me if"."""
    words = list(itertools.dropwhile(_PASSED_OVER.__contains__, words))
    if words[:1] and words[0] in _TELLING and words[1:2] and words[1] in _ME:
        words = words[2:]
        return bool(words) and (words[0] in _WH or words[0] in _WHETHER)
    return bool(words) and words[0] in _OPENERS
