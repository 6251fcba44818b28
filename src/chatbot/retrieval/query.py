"""A question's text into a query: its terms with their weights, concepts and what it asks for."""

from collections.abc import Mapping, Sequence

from chatbot.frozen import dataclass
from chatbot.pack.words import Word, words_of
from chatbot.retrieval.index import Term
from chatbot.retrieval.terms import CONCEPT, STOPWORDS, Analyzer, Found

CONCEPT_WEIGHT = 0.9
NAME_WEIGHT = 0.5
"""A word that is part of a concept's name: the concept counts as well."""
BROADER_WEIGHT = 0.5
BACKGROUND_WEIGHT = 0.15
CARRIED_WEIGHT = 0.5
"""What a follow-up takes over from the question before counts less than what it says itself."""

# What kind of thing is asked for, by the words that ask; the longest fitting cue is not needed,
# a question may have several.
_CUES: Mapping[str, tuple[str, ...]] = {
    "amount": (
        "how much",
        "how many",
        "amount",
        "dose",
        "dosage",
        "mg",
        "iu",
        "units",
        "grams",
        "milligrams",
        "daily",
        "per day",
        "a day",
        "each day",
        "every day",
        "intake",
        "enough",
        "limit",
        "too much",
        "level",
        "levels",
    ),
    "often": ("how often", "how many times", "times a week", "how frequently", "frequency"),
    "long": ("how long", "how soon", "how quickly", "how fast", "when will", "how many months"),
    "why": ("why", "what causes", "what caused", "reason", "cause of", "causes of", "how come"),
    "safe": ("safe", "dangerous", "harmful", "harm", "avoid", "bad", "hurt", "risky", "unsafe"),
    "effects": ("side effects", "side effect", "adverse", "problems with"),
    "cost": ("cost", "costs", "price", "prices", "expensive", "pay", "cheap", "afford", "bill"),
    "what": ("what is", "whats", "what are", "define", "definition", "meaning", "mean", "means"),
    "difference": ("difference", "differences", "differ", "versus", "vs", "compare", "compared"),
    "how": ("how do", "how does", "how is", "how are", "how can"),
    "who": ("who",),
    "where": ("where", "sources", "source of"),
    "not": ("cant", "cannot", "not", "dont", "doesnt", "isnt", "arent", "never", "without", "no"),
    "normal": ("normal", "common", "unusual", "usual", "typical"),
    "when": ("when",),
    "which": ("which", "what kind", "what type", "what sort", "best"),
}
# By the first word of the phrase, so that a text is asked only about those that may stand in it.
_CUES_AT: dict[str, list[tuple[str, str]]] = {}
for _cue, _phrases in _CUES.items():
    for _phrase in _phrases:
        _CUES_AT.setdefault(_phrase.split()[0], []).append((f" {_phrase} ", _cue))
NUMERIC_CUES = frozenset(("amount", "often", "long", "cost"))
_NUMBERS = frozenset(
    """
    two three four five six seven eight nine ten eleven twelve fifteen twenty thirty forty fifty
    sixty seventy eighty ninety hundred thousand half third quarter once twice daily weekly monthly
    yearly annually every
    """.split()
)


def tells_number(text: str) -> bool:
    """Whether a text says how much, how often or how long, in digits or in words.

    >>> tells_number("every two to three years"), tells_number("1,000 mg"), tells_number("enough")
    (True, True, False)
    """
    return any(word.text in _NUMBERS or word.text[0].isdigit() for word in words_of(text))


@dataclass(frozen=True, slots=True)
class Query:
    """A part of a question, ready to be searched.

    `terms` are in the order in which they are added up: words asked, concepts, broader concepts,
    background. `cues` say what kind of thing is asked for ("amount", "why", …). `carried` are
    the stems that a follow-up only takes over from the question before.
    """

    text: str
    words: tuple[Word, ...]
    stems: tuple[str, ...]
    concepts: tuple[Found, ...]
    terms: tuple[Term, ...]
    cues: frozenset[str]
    carried: frozenset[str] = frozenset()

    @property
    def concept_ids(self) -> tuple[str, ...]:
        """The concepts in the question, in its order, each once."""
        return tuple(dict.fromkeys(found.concept for found in self.concepts))

    @property
    def content(self) -> tuple[str, ...]:
        """Stems of the content words asked, each once."""
        return tuple(term.text for term in self.terms if term.origin == "asked")


def build_query(
    text: str,
    analyzer: Analyzer,
    broader: Mapping[str, Sequence[str]],
    expand: Mapping[str, bool],
    background: str = "",
    said: str = "",
) -> Query:
    """Analyse a question; `background` is what else the message says, at a low weight.

    `said` is the part of a follow-up that was typed: the other words are carried over. A question
    word that was typed says what is asked for; else the question before does.
    """
    words, stems, found = analyzer.read(text)
    own = analyzer.read(said)
    carried = frozenset(stems) - frozenset(own.stems) if said else frozenset()
    weights: dict[str, Term] = {}

    def add(term: str, weight: float, origin: str) -> None:
        if term not in weights:
            weights[term] = Term(term, weight, origin)

    def worth(held: Sequence[str]) -> float:
        return CARRIED_WEIGHT if carried.issuperset(held) else 1.0

    named = {place for item in found for place in range(item.start, item.end)}
    for place, (word, stem) in enumerate(zip(words, stems, strict=True)):
        if word.text not in STOPWORDS:
            add(stem, (NAME_WEIGHT if place in named else 1.0) * worth([stem]), "asked")
    for item in found:
        share = worth(stems[item.start : item.end])
        if expand.get(item.concept, True):
            add(CONCEPT + item.concept, CONCEPT_WEIGHT * share, "concept")
        for wider in broader.get(item.concept, ()):
            add(CONCEPT + wider, BROADER_WEIGHT * share, "broader")
    for term in analyzer.terms(background) if background else ():
        add(term, BACKGROUND_WEIGHT, "background")
    return Query(
        text,
        words,
        stems,
        found,
        tuple(weights.values()),
        cues_of(own.words) or cues_of(words),
        carried,
    )


def cues_of(words: Sequence[Word]) -> frozenset[str]:
    """What kind of thing the words ask for."""
    texts = [word.text for word in words]
    line = " " + " ".join(texts) + " "
    return frozenset(
        cue for text in set(texts) for phrase, cue in _CUES_AT.get(text, ()) if phrase in line
    )
