"""The questions that passages are known to answer: which of them a question is most like."""

import itertools
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property, lru_cache, reduce
from operator import or_

from chatbot.pack.tables import Lists, SortedWords, Texts
from chatbot.retrieval.query import Query
from chatbot.retrieval.terms import CONCEPT
from chatbot.store import Store

_CUE_IDF = 1.5
_LANES = 8
"""How many features are laid beside the questions at most: one bit of a byte each."""
_COMMON_SHARE = 64
"""Of a feature of more than one in so many questions, a column is kept."""
_MANY = 60_000
_MOST_ALIKE = 15_000
"""Of more than so many questions, what more than so many hold is left out: it tells none apart."""

Best = dict[int, tuple[float, int]]
"""By passage the highest cosine, and the number of the first question with it, below 0."""
_UNLIKE = (0.0, 0)
_NOTHING = b"\0"


def phrasing_features(query: Query) -> list[str]:
    """What a question is compared by: content stems, concepts, and what kind of thing it asks."""
    terms = [term.text for term in query.terms if term.origin == "asked"]
    terms += [CONCEPT + concept for concept in query.concept_ids]
    return [*dict.fromkeys(terms), *sorted("?" + cue for cue in query.cues)]


def phrasing_sections(
    questions: Iterable[tuple[int, str, Sequence[str]]], idf_of: Callable[[int, int], float]
) -> dict[str, bytes]:
    """The sections that Phrasings reads, from (passage, question, features), passages ascending.

    `idf_of(questions, holding)` is the inverse document frequency. The questions of a passage are
    numbered from the shortest vector to the longest.
    """
    items = [item for item in questions if item[2]]
    counts = Counter(feature for _, _, found in items for feature in found)
    idf = {name: _weight(name, idf_of(len(items), count)) for name, count in counts.items()}
    known = [
        (owner, sum(idf[name] ** 2 for name in found), text, found) for owner, text, found in items
    ]
    ordered = sorted(known, key=lambda item: item[:2])
    firsts = [n for n, item in enumerate(ordered) if not n or item[0] != ordered[n - 1][0]]
    postings: dict[str, array[int]] = {name: array("i") for name in counts}
    for number, (_, _, _, found) in enumerate(ordered):
        for feature in found:
            postings[feature].append(number)
    numbers = ((name, str(number)) for number, name in enumerate(postings))
    return {
        "phrasing_features": SortedWords.build_map(numbers),
        "phrasing_postings": Lists.build(postings.values()),
        "phrasing_idf": array("d", [*idf.values(), idf_of(len(items), 0)]).tobytes(),
        "phrasing_owners": array("I", [owner for owner, *_ in ordered]).tobytes(),
        "phrasing_norms": array("d", [norm for _, norm, *_ in ordered]).tobytes(),
        "phrasing_starts": array("I", [*firsts, len(ordered)]).tobytes(),
        "questions": Texts.build(text for _, _, text, _ in ordered),
    }


def _weight(feature: str, idf: float) -> float:
    """A cue counts the same everywhere; a word counts by its rarity among the questions."""
    return _CUE_IDF if feature.startswith("?") else idf


class Phrasings:
    """Known questions, compared by cosine over IDF weights; only what is asked for is read."""

    def __init__(self, store: Store) -> None:
        self._features = SortedWords(store.section("phrasing_features"))
        self._postings = Lists(store.section("phrasing_postings"))
        self._idf = store.section("phrasing_idf").cast("d")
        self._owners = store.section("phrasing_owners").cast("I")
        self._norms = store.section("phrasing_norms").cast("d")
        self._starts = store.section("phrasing_starts").cast("I")
        self._store = store
        self._column = lru_cache(maxsize=128)(self._read_column)

    @cached_property
    def _columns(self) -> "tuple[array[int], array[int], array[float]]":
        """Of each question: where its passage's questions end, its passage, its length²."""
        ends = array("I")
        for first, end in itertools.pairwise(self._starts):
            ends.extend(array("I", [end]) * (end - first))
        # Copied, as bytes: to read what lies in the pack number by number takes longer.
        return ends, array("I", self._owners.tobytes()), array("d", self._norms.tobytes())

    def likeness(self, features: Sequence[str]) -> dict[int, float]:
        """Passage to its best question's cosine with the query's features."""
        return {owner: cosine for owner, (cosine, _) in self._best(features).items()}

    def nearest(self, features: Sequence[str], passages: Collection[int]) -> dict[int, str]:
        """Of some passages, each to its best question, where there is one."""
        best, texts = self._best(features), Texts(self._store.section("questions"))
        return {owner: texts[-best[owner][1]] for owner in passages if owner in best}

    def _best(self, features: Sequence[str]) -> Best:
        """The best of the questions that share a feature.

        Of a passage's questions that share the same features, the shortest is the most alike.
        """
        rows = [self._row(feature) for feature in features]
        gains = [self._idf[row] ** 2 for row in rows]
        laid, listed = self._split(rows)
        asked = _Asked(gains, laid)
        lanes = self._lanes([rows[bit] for bit in laid])
        best: Best = {}
        for (owner, mask), question in self._sharing([(n, rows[n]) for n in listed], asked, lanes):
            found = asked.cosine(asked.worth[mask], self._norms[question]), -question
            if owner not in best or found > best[owner]:
                best[owner] = found
        if laid:
            self._sharing_laid(asked, lanes, best)
        return best

    def _sharing(
        self, rows: Iterable[tuple[int, int]], asked: "_Asked", lanes: bytearray
    ) -> Iterable[tuple[tuple[int, int], int]]:
        """What the questions share that share one of some features, given by bit and row.

        Each passage with each mask, and its first question of these; passages ascending.
        """
        shared: dict[int, int] = {}
        for bit, row in rows:
            fresh = dict.fromkeys(self._postings.get(row), 1 << bit)
            for question in shared.keys() & fresh.keys():
                fresh[question] |= shared[question]
            shared |= fresh
        order = sorted(shared, reverse=True)
        masks = map(shared.__getitem__, order)
        if len(asked.masks) > 1:
            held = map(asked.masks.__getitem__, map(lanes.__getitem__, order))
            masks = map(or_, masks, held)
        owners = map(self._owners.__getitem__, order)
        # Of equal keys the last stays: the first question.
        return reversed(dict(zip(zip(owners, masks, strict=True), order, strict=True)).items())

    def _sharing_laid(self, asked: "_Asked", lanes: bytearray, best: Best) -> None:
        """Let the questions that share laid features alone be the best of a passage.

        From those that share the most to those that share the least, the first of each passage is
        looked at, if it is shorter than those before: others share no more and are no shorter.
        """
        ranked, ends, owners, norms = lanes.translate(asked.ranks), *self._columns
        first: dict[int, int] = {}
        for rank in sorted(set(ranked.translate(None, _NOTHING)), reverse=True):
            worth = asked.worths[rank]
            place = ranked.find(rank)
            while place >= 0:
                end = ends[place]
                if place < first.get(end, end):
                    first[end] = place
                    owner, found = owners[place], (asked.cosine(worth, norms[place]), -place)
                    if found > best.get(owner, _UNLIKE):
                        best[owner] = found
                place = ranked.find(rank, end)

    def _split(self, rows: Sequence[int]) -> tuple[list[int], list[int]]:
        """The places of the features that are laid beside the questions, and of the others.

        To list the questions that hold a feature takes a step each, to look through the lanes one
        a passage. Where there are too many questions to look through, none is laid.
        """
        total = len(self._owners)
        sizes = sorted(((len(self._postings.get(row)), bit) for bit, row in enumerate(rows)))
        if total > _MANY:
            return [], sorted(bit for size, bit in sizes if size <= _MOST_ALIKE)
        many = sum(size for size, _ in sizes) > len(self._starts)
        laid = sorted(bit for size, bit in sizes[-_LANES:] if size and many)
        return laid, [bit for bit in range(len(rows)) if bit not in laid]

    def _lanes(self, rows: Sequence[int]) -> bytearray:
        """A byte a question: its lowest bit says whether it holds the first row, and so on."""
        size = len(self._owners)
        common = [len(self._postings.get(row)) * _COMMON_SHARE > size for row in rows]
        columns = (self._column(row) << n for n, row in enumerate(rows) if common[n])
        lanes = bytearray(reduce(or_, columns, 0).to_bytes(size, "little"))
        for place, row in enumerate(rows):
            for question in () if common[place] else self._postings.get(row):
                lanes[question] |= 1 << place
        return lanes

    def _read_column(self, row: int) -> int:
        """A byte a question, as one number: 1 where it holds the feature."""
        column = bytearray(len(self._owners))
        for question in self._postings[row]:
            column[question] = 1
        return int.from_bytes(column, "little")

    def _row(self, feature: str) -> int:
        """The feature's number; that of one that no question holds is -1: the highest IDF."""
        return int(self._features.get(feature) or -1)


class _Asked:
    """A question's features: what sharing some of them is worth, as bits of a mask."""

    def __init__(self, gains: Sequence[float], laid: Sequence[int]) -> None:
        self.own = sum(gains)
        self.masks, values = [0], [0.0]
        """The mask of each byte of the lanes, and what it is worth."""
        for bit in laid:
            self.masks += [mask | 1 << bit for mask in self.masks]
            values += [value + gains[bit] for value in values]
        self.worth = _Worth(gains, zip(self.masks, values, strict=True))
        order = sorted(range(len(values)), key=values.__getitem__)
        self.worths = [values[byte] for byte in order]
        """What the bytes are worth, from the least, which is nothing."""
        self.ranks = bytearray(1 << _LANES)
        """Each byte's place among them."""
        for rank, byte in enumerate(order):
            self.ranks[byte] = rank

    def cosine(self, worth: float, norm: float) -> float:
        """How alike a question is that shares so much; `norm` is its own length²."""
        lengths: float = (self.own * norm) ** 0.5
        return worth / lengths


class _Worth(dict[int, float]):
    """The gains of a mask's features, added up in their order."""

    def __init__(self, gains: Sequence[float], known: Iterable[tuple[int, float]]) -> None:
        super().__init__(known)
        self._gains = gains

    def __missing__(self, mask: int) -> float:
        """Work a mask out when it is met first."""
        last = mask.bit_length() - 1
        value = self[mask] = self[mask ^ 1 << last] + self._gains[last]
        return value
