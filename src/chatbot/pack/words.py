"""Text into words with their places: the one tokenizer of the program."""

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from chatbot.remembering import for_a_turn

# A number keeps its separators ("1,000", "2.5"); a word keeps its inner apostrophe ("can't").
# What is no word is the end of a clause.
_TOKEN = re.compile(r"(\d+(?:[.,]\d+)*|[^\W\d_]+(?:['’][^\W\d_]+)*|[^\W_]+)|[.?!;,:\n()]")

_TEXTS_KEPT = 128
"""Each step of a turn reads the same few texts."""


class Word(NamedTuple):
    """A word: `text` folded (lower case, no accents, no apostrophes), at code points start..end.

    `opens` is True where a clause begins: at the start, and after . ? ! ; , : or a line break.
    """

    text: str
    start: int
    end: int
    opens: bool = False


def fold(text: str) -> str:
    """Lower case, without accents and apostrophes.

    >>> fold("Can’t"), fold("Café")
    ('cant', 'cafe')
    """
    text = text.lower()
    if text.isascii():
        return text.replace("'", "")
    text = text.replace("'", "").replace("’", "")
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFKD", text)
    return "".join(part for part in decomposed if not unicodedata.combining(part)).lower()


@for_a_turn(_TEXTS_KEPT)
def split_words(text: str) -> tuple[Word, ...]:
    """The words of a text, in order.

    >>> [word.text for word in split_words("Weight-bearing: 1,000 mg, can't")]
    ['weight', 'bearing', '1,000', 'mg', 'cant']
    """
    return tuple(words_of(text))


def texts_of(text: str) -> list[str]:
    """The words alone, without their places, of a text that is read once.

    >>> texts_of("Weight-bearing: 1,000 mg, can't")
    ['weight', 'bearing', '1,000', 'mg', 'cant']
    """
    if not text.isascii():
        return [word.text for word in words_of(text)]
    return [found.replace("'", "") for found in _TOKEN.findall(text.lower()) if found]


def words_of(text: str) -> Iterator[Word]:
    """The same, one by one, of a text that is read once."""
    opens = True
    # Folded at once where that keeps the length; what is left then is to drop apostrophes.
    lower = text.lower() if text.isascii() else ""
    for match in _TOKEN.finditer(text):
        word = bool(match.lastindex)
        if word:
            start, end = match.span()
            folded = lower[start:end].replace("'", "") if lower else fold(text[start:end])
            yield Word(folded, start, end, opens)
        opens = not word
