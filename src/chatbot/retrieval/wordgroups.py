"""A message in pieces, and each piece's words in groups: what the learned readings see of it."""

import itertools
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple, TypeVar

from chatbot.pack.words import Word, split_words
from chatbot.patterns import pattern
from chatbot.retrieval.blocks import Rows

T = TypeVar("T")
FILLER, DENY, ASK = "filler", "deny", "ask"
_PERSONS = frozenset(("me", "other"))
"""Groups with a part to play: words passed over, denials, openings of questions, persons."""
_LONGEST_NAME = 3
_KEPT = 4096
_REACH = 4
_CHUNK = 18
_GAP = 3
_ROOT = 7
_SENTENCE_END = pattern(r"[.?!;\n]")
_ENDINGS = ("ing", "ed", "es", "s", "ly")
_SHORTEST = 3
_SILENT = frozenset("aeiouyh")
_SKELETON = 5


class Token(NamedTuple):
    """A word, or a few that are one name: as said, its root, its groups, whether it is denied."""

    said: str
    root: str
    groups: tuple[str, ...]
    denied: bool = False


class Groups:
    """Words into groups of like meaning, a misspelt one by its consonants.

    Of so many words as are `kept` it is known what they were found to be.
    """

    def __init__(self, names: Sequence[str], rows: Rows, kept: int = _KEPT) -> None:
        self._names = names
        self._rows = rows
        self._word = lru_cache(kept)(self._read_word)

    def at(self, words: Sequence[Word], place: int) -> tuple[int, Token]:
        """The longest name that begins at a word, in words; else the word itself."""
        longest, token = self._word(words[place].text)
        if longest == 1:
            return 1, token
        for size in range(min(longest, len(words) - place), 1, -1):
            parts = [word.text for word in words[place : place + size]]
            found = self._rows.row(" ".join(parts))
            if found:
                return size, Token(" ".join(parts), "_".join(map(_root, parts)), self._named(found))
        return 1, token

    def _read_word(self, word: str) -> tuple[int, Token]:
        """How many words a name that begins with this one may have; the word by itself.

        Of a word that has no groups, those of its skeleton.
        """
        found = self._rows.row(word)
        if not found:
            bones = skeleton(word)
            found = self._rows.row(bones) if bones else found
        longest = max(self._rows.row(opening(word)), default=1)
        return min(longest, _LONGEST_NAME), Token(word, _root(word), self._named(found))

    def _named(self, numbers: Sequence[int]) -> tuple[str, ...]:
        return tuple(self._names[number] for number in numbers)


def opening(word: str) -> str:
    """Under what the sizes of the names are stored that begin with a word."""
    return word + " "


def skeleton(word: str) -> str:
    """First letter and consonants, none twice in a row; empty for what is too short to tell.

    >>> skeleton("breathing"), skeleton("brething"), skeleton("leg")
    ('~brtng', '~brtng', '')
    """
    bones = word[:1]
    for letter in word[1:]:
        if letter not in _SILENT and letter != bones[-1]:
            bones += letter
    return "~" + bones if len(bones) >= _SKELETON else ""


def windows(text: str, groups: Groups) -> list[dict[str, str]]:
    """The features of each two neighbouring pieces of a text, with the words they stem from."""
    found = [features(piece) for piece in pieces(text, groups)]
    return [left | right for left, right in pairs(found)]


def pairs(pieces: list[T]) -> Iterator[tuple[T, T]]:
    """Neighbours; a piece without any is its own."""
    return itertools.pairwise(pieces if len(pieces) != 1 else pieces * 2)


def pieces(text: str, groups: Groups) -> Iterator[tuple[Token, ...]]:
    """The words of each sentence, long ones cut.

    A word is denied shortly after a denial in the same clause.
    """
    words = split_words(text)
    piece: list[Token] = []
    place = last = reach = 0
    while place < len(words):
        size, token = groups.at(words, place)
        first = words[place]
        ended = first.opens and _SENTENCE_END.search(text, last, first.start)
        if piece and (ended or len(piece) >= _CHUNK):
            yield tuple(piece)
            piece = []
        if first.opens:
            reach = 0
        piece.append(Token(*token[:-1], denied=True) if reach > 0 else token)
        if DENY in token.groups:
            reach = _REACH
        elif FILLER not in token.groups:
            reach -= 1
        last = words[place + size - 1].end
        place += size
    if piece:
        yield tuple(piece)


def _root(word: str) -> str:
    for ending in _ENDINGS if word.endswith(_ENDINGS) else ():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)][:_ROOT]
    return word[:_ROOT]


def features(piece: Sequence[Token]) -> dict[str, str]:
    """Roots, groups, near pairs with a group in them, and neighbours; with the words behind each.

    In a question about nobody in particular all features are marked with "?"; a denied word's
    are marked with "-".
    """
    personal = any(not _PERSONS.isdisjoint(token.groups) for token in piece)
    general = ASK in piece[0].groups and not personal
    found = {"!general": ""} if general else {"!personal": ""} if personal else {}
    heavy: list[tuple[str, bool, tuple[str, ...]]] = []
    before: Token | None = None
    for token in piece:
        word, root, groups, denied = token
        sign = ("?" if general else "") + ("-" if denied else "")
        found[sign + root] = word
        if before is not None:
            found[f"{sign}{before.root}+{root}"] = f"{before.said} {word}"
        before = token
        if FILLER in groups:
            continue
        names = tuple([f"{sign}@{group}" for group in groups])
        found |= dict.fromkeys(names, word)
        units = names or (sign + root,)
        for other, grouped, theirs in heavy[-_GAP:]:
            if grouped or names:
                said = f"{other} … {word}"
                for left in theirs:
                    for right in units:
                        if left != right:
                            found[f"{left}~{right}" if left < right else f"{right}~{left}"] = said
        heavy.append((word, bool(names), units))
    return found
