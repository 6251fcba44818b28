"""Sentence boundaries by nltk's Punkt with our own abbreviations; nothing is downloaded."""

import re
from collections.abc import Iterable, Iterator

from nltk.tokenize.punkt import PunktParameters, PunktSentenceTokenizer

_LONGEST = 520
_LETTER_END = re.compile(
    r"(?:(?<=[a-z])[ \u00a0][A-Z]|(?<=\d)[ \u00a0]?[a-zA-Z])([.?!])\s+(?=[A-Z])"
)
_BREAKS = (". ", "; ", ": ", ", ", " ")


class SentenceSplitter:
    """Punkt without training: on so little text it learns wrong abbreviations.

    >>> splitter = SentenceSplitter(["vit.", "approx."])
    >>> text = "Vit. D 10 mcg/day is approx. 400 IU. More is not better."
    >>> [text[a:b] for a, b in splitter.spans(text)]
    ['Vit. D 10 mcg/day is approx. 400 IU.', 'More is not better.']
    """

    def __init__(self, abbreviations: Iterable[str]) -> None:
        parameters = PunktParameters()
        # Punkt knows words one by one: of "et al." the last one carries the full stop.
        parameters.abbrev_types = {word.lower().split()[-1].rstrip(".") for word in abbreviations}
        self._tokenizer = PunktSentenceTokenizer(parameters)

    def spans(self, text: str, start: int = 0, end: int | None = None) -> Iterator[tuple[int, int]]:
        """Sentences of `text[start:end]` as offsets into `text`, without outer blanks.

        A sentence that is too long to be quoted is cut at the last break that fits.
        """
        for left, right in self._tokenizer.span_tokenize(text[start:end]):
            yield from _after_letters(text, start + left, start + right)


def _after_letters(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut what Punkt leaves whole: it takes the letters of "vitamin D." and "70 g." for initials.

    A single letter behind a word in small letters or behind a number is no initial of a name.
    """
    start += len(text[start:end]) - len(text[start:end].lstrip())
    for match in _LETTER_END.finditer(text, start, end):
        yield from _pieces(text, start, match.end(1))
        start = match.end()
    yield from _pieces(text, start, end)


def _pieces(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    while end - start > _LONGEST:
        cut = next(
            (
                found + len(mark.rstrip())
                for mark in _BREAKS
                if (found := text.rfind(mark, start + _LONGEST // 2, start + _LONGEST)) >= 0
            ),
            start + _LONGEST,
        )
        yield start, cut
        start = cut + len(text[cut:end]) - len(text[cut:end].lstrip())
    if start < end:
        yield start, end
