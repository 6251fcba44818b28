"""What known questions and labelled messages teach: which intent, which passage, which rule."""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence

from chatbot.compiling.analyses import Earlier
from chatbot.compiling.language import Language
from chatbot.compiling.likeness import likeness_sections
from chatbot.compiling.screening import Screen
from chatbot.compiling.softmax import learned_sections
from chatbot.conversation.routing import ASIDE
from chatbot.pack.records import Pack, Passage, RuleFile
from chatbot.pack.rulebook import RuleBook
from chatbot.pack.words import texts_of
from chatbot.retrieval.features import features
from chatbot.store import to_json

_ONE_IN = 2
"""Of the known questions one in so many is learned as calling for no rule."""
_PHRASE_COUNTS = 5
"""How many known questions of sections one phrase of an intent counts as."""

Example = tuple[Mapping[str, float], int]
"""A question's features, and the number of its class."""


class Lessons:
    """Learns, or takes over what stands in an earlier compiled pack, learned from the very same."""

    def __init__(self, earlier: Earlier | None) -> None:
        self._earlier = earlier
        self._learned: dict[str, tuple[str, list[str]]] = {}

    def learn(
        self, name: str, made_of: object, teach: Callable[[], dict[str, bytes]]
    ) -> dict[str, bytes]:
        """The sections of a lesson; `made_of`, as JSON, is all that it depends on besides code."""
        key = hashlib.sha256(json.dumps(made_of).encode()).hexdigest()
        known = self._earlier.lesson(name, key) if self._earlier else None
        sections = teach() if known is None else known
        self._learned[name] = key, list(sections)
        return sections

    def section(self) -> bytes:
        """The section that `Earlier` reads: each lesson's key, and the names of its sections."""
        return to_json(self._learned)


def model_sections(
    pack: Pack, passages: list[Passage], language: Language, lessons: Lessons
) -> dict[str, bytes]:
    """What known questions teach: which intent a question has, and which passage answers it.

    Both learn as well what no document answers, as a class of its own.
    """
    kinds = {concept.id: concept.kind for concept in pack.concepts}

    def seen(text: str) -> dict[str, float]:
        return features(language.query(text), kinds, language.broader, scored=False)

    aside = [seen(text) for text in pack.not_covered]
    asked = [(seen(text), item) for item in pack.phrasings for text in item.questions]
    routes = routes_of(pack)
    routed = [(seen(text), intent.name) for intent in pack.intents for text in intent.phrases]
    routed += [(found, ASIDE) for found in aside]
    # A phrase of an intent speaks for the intent; a section's question only by way of the section.
    routed *= _PHRASE_COUNTS
    routed += [(found, item.intent) for found, item in asked]
    places = {(p.document, p.section): n for n, p in reversed([*enumerate(passages)])}
    known = sorted({places[item.document, item.section] for _, item in asked})
    owned = [(found, known.index(places[i.document, i.section])) for found, i in asked]
    owned += [(seen(passages[place].heading), number) for number, place in enumerate(known)]
    owned += [(found, len(known)) for found in aside]
    router = [(found, routes.index(name)) for found, name in routed]
    return {
        **_model("router", (router, len(routes), 1.0), lessons),
        **_model("answers", (owned if known else [], len(known) + 1, 0.5), lessons),
        "answers_passages": b"".join(place.to_bytes(4, "little") for place in known),
    }


def _model(
    name: str, task: tuple[Sequence[Example], int, float], lessons: Lessons
) -> dict[str, bytes]:
    """The sections of a model; the task is its examples, how many classes, and their evenness."""
    examples, classes, evenness = task
    made_of = [[[*found], number] for found, number in examples], classes, evenness
    return lessons.learn(
        name, made_of, lambda: learned_sections(name, examples, classes, evenness=evenness)
    )


def routes_of(pack: Pack) -> list[str]:
    """The router's classes: the intents, and what the documents do not answer."""
    names = {intent.name for intent in pack.intents} | {item.intent for item in pack.phrasings}
    return sorted(names | ({ASIDE} if pack.not_covered else set()))


def reading_sections(
    pack: Pack, rules: Mapping[str, Mapping[str, bytes]], lessons: Lessons
) -> dict[str, bytes]:
    """The second readings, learned from labelled messages, rules' examples, and plain questions."""
    plain = [text for item in pack.phrasings for text in item.questions][::_ONE_IN]
    plain += [text for intent in pack.intents for text in intent.phrases]
    chat = [text for rule in pack.chat.rules if not rule.after for text in rule.should_match]
    referred = [text for rule in pack.decisions.rules for text in rule.should_match]
    referred += [text for _, text in pack.decisions.messages.texts]
    calm = {
        "red_flags": [*plain, *pack.not_covered, *referred, *chat],
        # What no document covers may well be a decision.
        "decisions": [*plain, *chat],
    }
    sections: dict[str, bytes] = {}
    for name, file in (("red_flags", pack.red_flags), ("decisions", pack.decisions)):
        if file.messages.texts:
            sections |= _reading(name, file, rules[name], calm[name], lessons)
    return sections


def _reading(
    name: str, file: RuleFile, tables: Mapping[str, bytes], calm: Sequence[str], lessons: Lessons
) -> dict[str, bytes]:
    """The sections of a file's second reading; `calm` are texts that hardly call for a rule."""
    texts = [*calm, *(text for rule in file.rules for text in rule.should_not_match)]

    def teach() -> dict[str, bytes]:
        # What the rules hear is theirs, and no lesson in calm.
        book, screen = RuleBook(tables), Screen(tables)
        heard = (screen.passes(texts_of(text)) and book.find(text) for text in texts)
        unheard = [text for text, hits in zip(texts, heard, strict=True) if not hits]
        return likeness_sections(name, file, unheard)

    messages = file.messages
    made_of = [
        texts,
        [[rule.id, rule.should_match] for rule in file.rules],
        [messages.texts, list(messages.groups.items()), messages.bar, messages.veto],
        [hashlib.sha256(table).hexdigest() for table in tables.values()],
    ]
    return lessons.learn(f"{name}_likeness", made_of, teach)
