"""Repairs words that are no words: never an English word, a drug, a lexicon or a red-flag word."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property, lru_cache
from math import log10

from chatbot.answer import Correction
from chatbot.pack.coding import SpellingTarget
from chatbot.pack.words import split_words
from chatbot.patterns import pattern

_SHORTEST = 4
_USUAL = 0.15
"""What a word is nearer, in edits, for each tenfold of times that it is used."""
_SURE_OF_STRICT = 1.5
"""How far off a name of a strict kind may be that no document has: "valerate" is no "valproate"."""
_DOUBLED = pattern(r"(.)\1+")
_SOUNDS = (
    ("ph", "f"),
    ("ck", "k"),
    ("y", "i"),
    ("z", "s"),
    ("oe", "e"),
    ("ae", "e"),
    ("eo", "e"),
    ("ei", "i"),
    ("ie", "i"),
    ("x", "ks"),
    ("qu", "kw"),
    ("ce", "se"),
    ("ci", "si"),
    ("c", "k"),
    ("gue", "g"),
    ("oa", "o"),
    ("ui", "i"),
    ("ee", "i"),
    ("ea", "i"),
)
_BRITISH = (
    ("our", "or"),
    ("is", "iz"),
    ("ys", "yz"),
    ("tre", "ter"),
    ("ogue", "og"),
    ("ll", "l"),
    ("enc", "ens"),
    ("amme", "am"),
    ("ae", "e"),
    ("oe", "e"),
)
_LONG_BRITISH = 7
"""In a shorter word, "ae" and "oe" are as likely misspelt: "paen"."""
_SILENT = pattern(r"(?<=[aeiou][^aeiou])e$")
_VOWELS = pattern(r"[aeiou]+")
_LONG = 8
"""So many letters has a word, at least, that may be known by its consonants alone."""
_OFF = 3
"""So many edits such a word may be off."""
_OFTEN = 10
"""So often such a word is used, at least."""

_Lengths = dict[int, tuple[list[str], list[SpellingTarget]]]
"""Texts with the targets that they stand for, by their lengths."""


def targets_of(counts: Mapping[str, int]) -> list[SpellingTarget]:
    """The words worth repairing to, with their sounds worked out once, when a pack is compiled."""
    return [
        SpellingTarget(word, count, sound_of(word))
        for word, count in counts.items()
        if len(word) >= _SHORTEST and word.isalpha()
    ]


class Speller:
    """Repairs a text word by word.

    `known(word)` says which words are left alone; `targets` is asked for the words to repair to
    once the first word is not known.
    """

    def __init__(
        self, known: Callable[[str], bool], targets: Callable[[], Sequence[SpellingTarget]]
    ) -> None:
        self._known = known
        self._load = targets
        self._repair = lru_cache(maxsize=512)(self._find)

    @cached_property
    def _targets(self) -> Sequence[SpellingTarget]:
        return self._load()

    @cached_property
    def _letters(self) -> _Lengths:
        return _by_length((target.word, target) for target in self._targets)

    @cached_property
    def _sounds(self) -> _Lengths:
        return _by_length((target.sound, target) for target in self._targets)

    @cached_property
    def _words(self) -> set[str]:
        return {target.word for target in self._targets}

    @cached_property
    def _frames(self) -> dict[str, list[SpellingTarget]]:
        """The long words that are often used, by their consonants."""
        found: dict[str, list[SpellingTarget]] = {}
        for target in self._targets:
            if len(target.word) >= _LONG and target.seen >= _OFTEN:
                found.setdefault(_frame(target.sound), []).append(target)
        return found

    def repair(self, text: str) -> tuple[str, tuple[Correction, ...]]:
        """The text with repaired words in place, and what was changed."""
        pieces, corrections, last = [], [], 0
        for word in split_words(text):
            typed = text[word.start : word.end]
            # "doesn't" is no misspelt "does".
            if len(word.text) < _SHORTEST or not typed.isalpha() or self._known(word.text):
                continue
            better = self._repair(word.text)
            if better:
                pieces += [text[last : word.start], better]
                last = word.end
                corrections.append(Correction(typed, better))
        return "".join([*pieces, text[last:]]), tuple(dict.fromkeys(corrections))

    def _find(self, word: str) -> str | None:
        """The nearest target: by edits of letters, or of sounds at half an edit more.

        Edits are insertions, deletions, replacements and swaps of neighbours (optimal string
        alignment, Damerau 1964). What is further off is only looked at where nothing is nearer.
        """
        if word.endswith("in") and word + "g" in self._words:
            return word + "g"  # as it is spoken: "walkin"
        allowed = _allowed(len(word))
        for most in range(1, allowed + 1):
            found = [
                (far - _USUAL * log10(target.seen + 1), -target.seen, target.word)
                for target, far in self._within(word, most)
                if abs(len(target.word) - len(word)) <= allowed + 1
                and not _opposite(word, target.word)
                and (target.seen or far <= _SURE_OF_STRICT)
            ]
            # All others are more than `most` off.
            if found and (min(found)[0] <= most or most == allowed):
                return min(found)[2]
        return self._framed(word) or self._split(word)

    def _within(self, word: str, most: int) -> Iterator[tuple[SpellingTarget, float]]:
        """The targets that are at most so many edits off, with how far."""
        sound = sound_of(word)
        letters = dict(_near(word, self._letters, most))
        sounds = dict(_near(sound, self._sounds, most - 1))
        for target in letters.keys() | sounds.keys():
            far = letters.get(target, most + 1.0)
            if word[0] != target.word[0] and sound[0] != target.sound[0]:
                far += 1.0
            far = min(far, sounds.get(target, most) + 0.5)
            if far <= most:
                yield target, far

    def _framed(self, word: str) -> str | None:
        """A long word with the same consonants: "ostopina" is "osteopenia"."""
        if len(word) < _LONG:
            return None
        targets = self._frames.get(_frame(sound_of(word)), ())
        near = dict(_near(word, _by_length((t.word, t) for t in targets), _OFF))
        return min(near, key=lambda t: (near[t], -t.seen, t.word)).word if near else None

    def _split(self, word: str) -> str | None:
        """Two words written as one ("bonedensity")."""
        for place in range(_SHORTEST - 1, len(word) - _SHORTEST + 2):
            left, right = word[:place], word[place:]
            if left in self._words and right in self._words:
                return f"{left} {right}"
        return None


def sound_of(word: str) -> str:
    """A word as it sounds, roughly: "bisphosphonates" and "bisfosfonates" are the same.

    >>> sound_of("bisphosphonate") == sound_of("bisfosfonate")
    True
    """
    for letters, sound in _SOUNDS:
        word = word.replace(letters, sound)
    return _DOUBLED.sub(r"\1", _SILENT.sub("", word))


def _frame(sound: str) -> str:
    """What is left of a sound without its vowels, but for the first letter."""
    return sound[:1] + _DOUBLED.sub(r"\1", _VOWELS.sub("", sound[1:]))


def americanised(word: str) -> set[str]:
    """How a word would be written in the United States, if it is in the British way.

    >>> sorted(americanised("colours")), americanised("bone")
    (['colors'], set())
    """
    long = len(word) >= _LONG_BRITISH
    return {
        word.replace(british, american)
        for british, american in _BRITISH
        if british in word and (long or british not in ("ae", "oe"))
    }


def shortened(word: str) -> set[str]:
    """A word and all that is left of it without one letter.

    Two words that share one of these are about one mistake apart (Garbe 2012, SymSpell).

    >>> bool(shortened("calcuim") & shortened("calcium")), bool(shortened("a") & shortened("bcd"))
    (True, False)
    """
    return {word} | {word[:place] + word[place + 1 :] for place in range(len(word))}


def _by_length(texts: Iterable[tuple[str, SpellingTarget]]) -> _Lengths:
    table: _Lengths = {}
    for text, target in texts:
        spelled, targets = table.setdefault(len(text), ([], []))
        spelled.append(text)
        targets.append(target)
    return table


def _near(text: str, table: _Lengths, most: int) -> Iterator[tuple[SpellingTarget, float]]:
    """The targets whose texts are at most so many edits away, with their distances."""
    # A compiled library, and only imported once a word is not known.
    from rapidfuzz.distance import OSA
    from rapidfuzz.process import extract_iter

    for length in range(len(text) - most, len(text) + most + 1):
        spelled, targets = table.get(length, ((), ()))
        for _, far, place in extract_iter(text, spelled, scorer=OSA.distance, score_cutoff=most):
            yield targets[place], float(far)


def _opposite(left: str, right: str) -> bool:
    """Too little and too much are never each other's misspelling."""
    return any(
        a.startswith("hypo") and b.startswith("hyper") for a, b in ((left, right), (right, left))
    )


def _allowed(length: int) -> int:
    """How many mistakes a word of this length may hold."""
    return 1 if length <= 5 else 2 if length <= 9 else 3  # noqa: PLR2004
