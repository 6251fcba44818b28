"""What a text names: the concepts of one pack, and the places that its scores are taken at."""

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from chatbot.pack.words import Word, split_words, texts_of
from chatbot.retrieval.library import EVERYDAY
from chatbot.retrieval.terms import STOPWORDS, Analyzer, Found

LOOSE = "other"
"""The kind of concepts that are unlike each other: a cost may not stand for a treatment."""
MEASURE = "measure"
"""The kind of concepts that are measured, scores among them."""
PROFESSION = "profession"
"""The kind of those who are asked, and not asked about."""
_SITE = "site"
_PEOPLE = frozenset(
    "men man male males women woman female females boys girls children kids adults".split()
)
PRONOUNS = frozenset(
    "mine thats it its they them their this that these those he she one ones there instead "
    "otherwise".split()
)
POINTERS = frozenset("it they them this that these those".split())
PLURAL = frozenset("they them these those ones their".split())
# Nouns that are of something: alone they ask about what was spoken of.
OF_SOMETHING = frozenset(
    "example examples reason reasons dose dosage frequency duration alternatives options benefits "
    "symptoms signs causes meaning prevention tips details evidence proof risks downsides "
    "drawbacks pros cons cost costs price side effects effect risk factors treatment treatments "
    "range age normal".split()
)
IDLE = STOPWORDS | PRONOUNS
"""Words that name nothing and tell nothing by themselves."""
_DECIMALS = ".,"
_Site = tuple[str, tuple[str, ...]]
"""A place that scores are taken at, and one of its names in words."""
SIGNS = ("-", "\u2212", "\u2013", "+")


class Naming:
    """Finds the things that a text is about."""

    def __init__(
        self,
        analyzer: Analyzer,
        kinds: Mapping[str, str],
        sites: Mapping[str, Iterable[str]] | None = None,
    ) -> None:
        self._analyzer = analyzer
        self._kinds = kinds
        named = ((site, name) for site, names in (sites or {}).items() for name in names)
        self._sites = _by_first_word(tuple(named))

    def things(self, text: str) -> list[Found]:
        """The concepts and places in a text that a question may be about, in its order."""
        words, _, concepts = self._analyzer.read(text)
        sites = self._places(words)
        taken = {place for item in sites for place in range(item.start, item.end)}
        found = [
            item
            for item in concepts
            if self._kinds.get(item.concept) != EVERYDAY
            and taken.isdisjoint(range(item.start, item.end))
        ]
        return sorted([*sites, *found], key=lambda item: item.start)

    def firm(self, text: str) -> list[Found]:
        """The things that need no other to be asked about: not a cost, which is a cost of one."""
        return [item for item in self.things(text) if self.kind(item) != LOOSE]

    def says_enough(self, text: str) -> bool:
        """Whether a text names what it asks about in everyday words: "how often is the scan?"."""
        words, _, concepts = self._analyzer.read(text)
        return len(concepts) > 1 and not any(word.text in POINTERS for word in words)

    def kind(self, item: Found) -> str:
        """The kind of a thing."""
        return _SITE if item.concept.startswith(_SITE + ":") else self._kinds.get(item.concept, "")

    def kin(self, old: Found, before: str, new: Found, text: str) -> bool:
        """Whether a thing of one text may stand where a thing of another stood."""
        if self.kind(old) != self.kind(new):
            return False
        return self.kind(old) != LOOSE or (_people(before, old) and _people(text, new))

    def left(self, text: str) -> list[Word]:
        """The words of a text that tell something and are part of no concept of any kind."""
        words, _, concepts = self._analyzer.read(text)
        taken = {
            place
            for item in [*concepts, *self._places(words)]
            for place in range(item.start, item.end)
        }
        return [w for n, w in enumerate(words) if n not in taken and w.text not in IDLE]

    def _places(self, words: Sequence[Word]) -> list[Found]:
        """The places of a scan, the longest name first."""
        found: list[Found] = []
        for start, word in enumerate(words):
            if found and start < found[-1].end:
                continue
            fitting = [
                (len(name), site)
                for site, name in self._sites.get(word.text, ())
                if tuple(w.text for w in words[start : start + len(name)]) == name
            ]
            if fitting:
                length, site = max(fitting)
                found.append(Found(f"{_SITE}:{site}", start, start + length))
        return found


@lru_cache(maxsize=8)
def _by_first_word(named: tuple[tuple[str, str], ...]) -> Mapping[str, Sequence[_Site]]:
    """Places and their names in words, by the first of these: those of a pack, worked out once."""
    sites: dict[str, list[_Site]] = {}
    for site, name in named:
        words = tuple(texts_of(name))
        sites.setdefault(words[0], []).append((site, words))
    return sites


def is_site(item: Found) -> bool:
    """Whether a thing is a place that scores are taken at."""
    return item.concept.startswith(_SITE + ":")


def cut(text: str, item: Found) -> tuple[int, int]:
    """Where a thing stands in its text."""
    words = split_words(text)
    return words[item.start].start, words[item.end - 1].end


def shown(text: str, item: Found) -> str:
    """A thing as it is written in its text."""
    start, end = cut(text, item)
    return text[start:end]


def with_sign(text: str, word: Word) -> str:
    """A word as it is written, a number with the sign before it."""
    signed = word.text[0].isdigit() and text[: word.start].endswith(SIGNS)
    return text[word.start - signed : word.end]


def is_reading(text: str, word: Word) -> bool:
    """Whether a word is a number with a sign or decimals, as scores are."""
    if not word.text[0].isdigit():
        return False
    decimals = any(mark in word.text for mark in _DECIMALS)
    return decimals or text[: word.start].endswith(SIGNS)


def _people(text: str, item: Found) -> bool:
    words = split_words(text)
    return any(word.text in _PEOPLE for word in words[item.start : item.end])
