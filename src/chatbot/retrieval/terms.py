"""Text into the terms that are indexed and searched: stems, and concepts under all their names."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from chatbot.frozen import dataclass
from chatbot.pack.words import Word, split_words
from chatbot.remembering import for_a_turn

_TEXTS_KEPT = 128
CONCEPT = "#"
"""A concept's term is this sign and its id, so that no word can be taken for it."""

# Words that say how something is asked, not what it is about. Negations stay: they are content.
STOPWORDS = frozenset(
    """
    a about actually after again all also am an and another any anything are as ask asked at be
    because been before being both but by can cant could couldnt did do does doesnt doing dont
    each either else even ever every for from get gets getting give given go goes going got had
    has have havent having he hello help her here hers hes hi him his how i id if ill im in into
    is isnt it its itself ive just kind know let lets like lot many may maybe me mean means might
    more most much must my myself no not of off ok okay on one ones only or other our out over
    please quite rather re really said same say says see she should shouldnt since so some
    someone something sort still such sure take taking tell than thank thanks that thats the
    their them then there theres these they theyre thing things think this those though to told
    too try up upon us use used using very want wants was way we well were what whats when where
    whether which while who whom whose why will with without wont would wouldnt yes yet you your
    yours youre wat wot wats wots whts u ur r pls plz shud cud wud dis dat da im ive hows wheres
    thay thier wen wich wud cos coz cuz bcos bcoz becos becoz abt bout dunno gonna wanna gotta
    arent wasnt werent mustnt neednt hadnt hasnt shant mightnt oughtnt darent aint cannot
    youve weve theyve youd youll theyll theyd whos heres couldve shouldve wouldve hadnt according
    everybody everyone someone guys folks okay hey hi dear
    document documents source sources information info overview
    """.split()
)


Forms = Mapping[str, Sequence[tuple[list[str], str]]]
"""Names of concepts, as stems, by the first stem; the longest name first."""


@dataclass(frozen=True, slots=True)
class Found:
    """A concept found in a text: words start..end (half-open indices into the word list)."""

    concept: str
    start: int
    end: int


class Reading(NamedTuple):
    """A text's words, a stem for each, and the concepts that they name."""

    words: tuple[Word, ...]
    stems: tuple[str, ...]
    concepts: tuple[Found, ...]


class Analyzer:
    """Turns words into stems and finds concepts, with the tables of one pack.

    `stem` gives a word's stem; for a word it does not know it returns the word itself.
    """

    def __init__(self, stem: Callable[[str], str], forms: Forms) -> None:
        self.stem = stem
        self._forms = forms
        # The steps of a turn look for things in the same few texts.
        self.read = for_a_turn(_TEXTS_KEPT)(self._read)

    def _read(self, text: str) -> Reading:
        words = split_words(text)
        stems = self.stems(words)
        return Reading(words, tuple(stems), tuple(self.concepts(stems)))

    def stems(self, words: Sequence[Word]) -> list[str]:
        """One stem a word, in order."""
        return [self.stem(word.text) for word in words]

    def concepts(self, stems: Sequence[str]) -> list[Found]:
        """Concepts, the longest name first at each place; names do not overlap."""
        found, place, following = [], 0, list(stems)
        while place < len(stems):
            longest = 0
            for name, concept in self._forms.get(stems[place], ()):
                size = len(name)
                if size < longest:
                    break
                if following[place : place + size] == name:
                    found.append(Found(concept, place, place + size))
                    longest = size
            place += max(longest, 1)
        return found

    def terms(self, text: str) -> list[str]:
        """The terms of a text as they are indexed: content stems, then concepts."""
        words, stems, concepts = self.read(text)
        content = [
            stem for word, stem in zip(words, stems, strict=True) if word.text not in STOPWORDS
        ]
        return content + [CONCEPT + found.concept for found in concepts]


def forms_of(names: Iterable[tuple[Sequence[str], str]]) -> Forms:
    """Names of concepts, each with the concept's id, in the order in which they are looked for."""
    forms: dict[str, list[tuple[list[str], str]]] = {}
    for stems, concept in sorted(names, key=lambda item: (-len(item[0]), *item)):
        forms.setdefault(stems[0], []).append((list(stems), concept))
    return forms


def bigram(left: str, right: str) -> str:
    """Two neighbouring stems as one feature.

    >>> bigram("how", "much")
    'how_much'
    """
    return f"{left}_{right}"
