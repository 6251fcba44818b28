"""A message in pieces, and each piece's words in groups: what the learned readings see of it."""

import itertools
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import TypeVar

from chatbot.pack.words import split_words
from chatbot.patterns import pattern
from chatbot.retrieval.blocks import Rows

T = TypeVar("T")
FILLER, DENY, ASK = "filler", "deny", "ask"
PERSONS = ("me", "other")
"""Groups with a part to play: words passed over, denials, openings of questions, persons."""
LONGEST_NAME = 3
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


class _Token:
    """A word, or a few that are one name: its root, its groups, where it stands."""

    __slots__ = ("denied", "groups", "root", "said", "sentence", "units")

    def __init__(
        self, said: str, root: str, groups: tuple[str, ...], sentence: int, *, denied: bool
    ) -> None:
        self.said, self.root, self.groups = said, root, groups
        self.sentence, self.denied = sentence, denied
        self.units: tuple[str, ...] = ()


class Groups:
    """Words into groups of like meaning, a misspelt one by its consonants.

    Of so many as are `kept` it is known what they were found to be.
    """

    def __init__(self, names: Sequence[str], rows: Rows, kept: int = _KEPT) -> None:
        self._names = names
        self._rows = rows
        self.of = lru_cache(kept)(self._of)
        self.at = lru_cache(kept)(self._at)

    def _of(self, name: str) -> tuple[str, ...]:
        """The groups of a name; of a single word that has none, those of its skeleton."""
        found = self._rows.row(name)
        if not found and " " not in name:
            bones = skeleton(name)
            found = self._rows.row(bones) if bones else found
        return tuple(self._names[number] for number in found)

    def _at(self, *words: str) -> tuple[int, tuple[str, ...]]:
        """The longest name that begins these words, in words, and its groups."""
        for size in range(len(words), 1, -1):
            found = self.of(" ".join(words[:size]))
            if found:
                return size, found
        return 1, self.of(words[0])


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
    return [left | right for left, right in pairs(pieces(text, groups))]


def pairs(pieces: list[T]) -> Iterator[tuple[T, T]]:
    """Neighbours; a piece without any is its own."""
    return itertools.pairwise(pieces if len(pieces) != 1 else pieces * 2)


def pieces(text: str, groups: Groups) -> list[dict[str, str]]:
    """The features of each sentence, long ones cut, with the words they stem from."""
    return [_features(piece) for piece in _sentences(_tokens(text, groups))]


def _tokens(text: str, groups: Groups) -> Iterator[_Token]:
    """Words with their groups; a word is denied shortly after a denial in the same clause."""
    words = split_words(text)
    texts = [word.text for word in words]
    place = last = sentence = reach = 0
    while place < len(words):
        size, found = groups.at(*texts[place : place + LONGEST_NAME])
        first = words[place]
        parts = texts[place : place + size]
        sentence += place > 0 and _SENTENCE_END.search(text, last, first.start) is not None
        if first.opens:
            reach = 0
        root = "_".join(_root(part) for part in parts)
        yield _Token(" ".join(parts), root, found, sentence, denied=reach > 0)
        if DENY in found:
            reach = _REACH
        elif FILLER not in found:
            reach -= 1
        last = words[place + size - 1].end
        place += size


def _root(word: str) -> str:
    for ending in _ENDINGS if word.endswith(_ENDINGS) else ():
        if word.endswith(ending) and len(word) - len(ending) >= _SHORTEST:
            return word[: -len(ending)][:_ROOT]
    return word[:_ROOT]


def _sentences(tokens: Iterator[_Token]) -> Iterator[list[_Token]]:
    """Sentences, long ones cut."""
    piece: list[_Token] = []
    for token in tokens:
        if piece and (token.sentence != piece[-1].sentence or len(piece) >= _CHUNK):
            yield piece
            piece = []
        piece.append(token)
    if piece:
        yield piece


def _features(piece: Sequence[_Token]) -> dict[str, str]:
    """Roots, groups, near pairs with a group in them, and neighbours; with the words behind each.

    In a question about nobody in particular all features are marked with "?"; a denied word's
    are marked with "-".
    """
    personal = any(group in PERSONS for token in piece for group in token.groups)
    general = ASK in piece[0].groups and not personal
    found = {"!general": ""} if general else {"!personal": ""} if personal else {}
    heavy: list[_Token] = []
    before: _Token | None = None
    for token in piece:
        sign = ("?" if general else "") + ("-" if token.denied else "")
        found[sign + token.root] = token.said
        if before is not None:
            found[f"{sign}{before.root}+{token.root}"] = f"{before.said} {token.said}"
        before = token
        if FILLER in token.groups:
            continue
        names = tuple(sign + "@" + group for group in token.groups)
        found |= dict.fromkeys(names, token.said)
        token.units = names or (sign + token.root,)
        for other in heavy[-_GAP:]:
            said = f"{other.said} … {token.said}"
            for left in other.units:
                for right in token.units:
                    if left != right and (other.groups or token.groups):
                        found[f"{min(left, right)}~{max(left, right)}"] = said
        heavy.append(token)
    return found
