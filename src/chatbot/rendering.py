"""An `Answer` as plain lines of text: no boxes, no colours, each thing once, the card first."""

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence

from chatbot.answer import Answer, Care, Difference, Level, Quote
from chatbot.listing import listed
from chatbot.patterns import pattern
from chatbot.safe_text import safe_text
from chatbot.table_rows import headed_cells, is_row, is_ruler

WIDTH = 75
"""The longest line: comfortable to read, and the same on every terminal and in a pipe."""

LEVELS: dict[Level, str] = {
    "emergency": "EMERGENCY",
    "urgent": "URGENT",
    "prompt": "PLEASE NOTE",
}
"""The levels of care cards in words; a card may stand before the pack's own words are there."""
CARE_SOURCE = "Source of this card:"
_BREAK = pattern(r"\n(?=\s*(?:[-*+•][ \t]|\d{1,3}[.)][ \t]|\||\r?\n))")
_ITEM = pattern(r"(?:[-*+•]|\d{1,3}[.)])[ \t]+(?=\S)")

Say = Callable[[str], str]


def render_answer(answer: Answer, say: Say, width: int = WIDTH, label: str = "") -> str:
    """The whole answer as text for people; `label` stands before its message ("Answer:")."""
    blocks = [*_opening(answer, say, label), *_Sources(say).blocks(answer)]
    blocks += [answer.disclaimer, *_suggestions(answer, say)]
    return wrapped("\n\n".join(block for block in blocks if block.strip()), width)


def render_care(care: Care) -> str:
    """A care card: level and title, what to do, where that comes from."""
    return f"{LEVELS[care.level]}. {care.title}\n{care.text}\n{CARE_SOURCE} {care.source}"


def render_explanation(answer: Answer) -> str:
    """The steps of the turn, one a line, for staff; not wrapped."""
    return "\n".join(f"{step.step}: {one_line(step.text)}" for step in answer.explanation)


def wrapped(text: str, width: int = WIDTH) -> str:
    r"""Each line of the text in lines of at most `width`, safe to print; no word is cut.

    >>> wrapped("A T-score of -1.8", 10)
    'A T-score\nof -1.8'
    """
    return "\n".join(_filled(line, width) for line in safe_text(text).split("\n"))


def one_line(text: str) -> str:
    """The text on a single line, safe to print."""
    return " ".join(safe_text(text).split())


def row_text(row: str, header: str) -> str:
    r"""A table row in words: a line a cell, each behind its column's heading.

    >>> row_text("| DXA scan | $125-$300 |", "| Treatment | Cost |")
    'Treatment: DXA scan\nCost: $125-$300'
    """
    row, header = one_line(row), one_line(header)
    lines = []
    for head, low, high in headed_cells(row, header):
        lines.append(f"{head}: {row[low:high]}" if head else row[low:high])
    return "\n".join(lines)


def quote_text(quote: Quote) -> str:
    """A quote's words with its header, ready to read: items a line each, table rows as cells."""
    headers = [item.text for item in quote.context if item.role == "header"]
    lines = [one_line(text) for text in headers if not is_row(text)]
    pieces = _pieces(quote.text)
    if not any(is_row(piece) for piece in pieces):
        words = "\n".join(pieces)
        return "\n".join([*lines, f"“{words}”"])
    header = next((text for text in headers if is_row(text)), "")
    for piece, following in zip(pieces, [*pieces[1:], ""], strict=True):
        if is_ruler(following):
            header = piece
        elif not is_ruler(piece):
            lines.append(row_text(piece, header) if is_row(piece) else f"“{piece}”")
    return "\n".join(lines)


def render_listed(number: int, question: str, quote: Quote, say: Say) -> str:
    """A quote on the list for the doctor: number, question, words, citation."""
    asked = f"{number}. {say('list_question')} {one_line(question)}"
    return f"{asked}\n{quote_text(quote)}\n{quote.citation} ({quote.passage})"


def label_of(key: str, say: Say) -> str:
    """A heading from the pack's copy, ending in a colon."""
    text = say(key)
    return text if text.endswith(":") else f"{text}:"


def _opening(answer: Answer, say: Say, label: str) -> Iterator[str]:
    if answer.care is not None:
        yield render_care(answer.care)
    yield "\n".join(readings(answer, say))
    yield f"{label} {answer.message}" if label else answer.message


def readings(answer: Answer, say: Say) -> Iterator[str]:
    """What was corrected, and what was searched where that is not what was typed."""
    if answer.corrections:
        pairs = ", ".join(f"{one_line(c.typed)} → {c.searched}" for c in answer.corrections)
        yield f"{label_of('corrected', say)} {pairs}"
    if len({quote.part for quote in answer.quotes}) > 1:
        return  # each part heads its own quotes
    asked = _plain(answer.question)
    if answer.resolved and asked != _plain(" ".join(answer.resolved)):
        parts = "; ".join(one_line(part) for part in answer.resolved)
        yield f"{label_of('searched_for', say)} {parts}"


def _suggestions(answer: Answer, say: Say) -> Iterator[str]:
    if answer.suggestions:
        key = "nearest_heading" if answer.kind == "abstain" else "suggestions_heading"
        lines = [f"{n}. {one_line(text)}" for n, text in enumerate(answer.suggestions, 1)]
        yield "\n".join([label_of(key, say), *lines])


class _Sources:
    """Numbers the quotes of one answer, so that each passage and each note is printed once."""

    def __init__(self, say: Say) -> None:
        self._say = say
        self._numbers: dict[tuple[str, int, int], int] = {}
        self._notes: set[tuple[str, int]] = set()

    def blocks(self, answer: Answer) -> Iterator[str]:
        """Quotes by part of the question, then the differences."""
        parts = list(dict.fromkeys(quote.part for quote in answer.quotes))
        for part in parts:
            if len(parts) > 1 and part < len(answer.resolved):
                yield f"{one_line(answer.resolved[part]).rstrip('?.!')}:"
            yield from self._quotes([quote for quote in answer.quotes if quote.part == part])
        for difference in answer.differences:
            yield from self._difference(difference)

    def _difference(self, difference: Difference) -> Iterator[str]:
        heading = label_of(f"{difference.relation}_heading", self._say)
        places = {quote: self._place_of(quote) for quote in difference.quotes}
        shown = sorted({number for number in places.values() if number})
        above = f" {self._see_above(shown)}" if shown else ""
        yield f"{heading} {difference.topic}. {difference.text}{above}"
        yield from self._quotes([quote for quote, number in places.items() if not number])

    def _see_above(self, shown: Sequence[int]) -> str:
        see = self._say("see_above_one" if len(shown) == 1 else "see_above_many")
        return see.replace("{numbers}", listed([str(n) for n in shown], self._say("and_word")))

    def _place_of(self, quote: Quote) -> int:
        """The number of the source that has shown these words already, or 0."""
        for (document, start, end), number in self._numbers.items():
            if document == quote.document and start <= quote.start and quote.end <= end:
                return number
        return 0

    def _quotes(self, quotes: Sequence[Quote]) -> Iterator[str]:
        for quote in quotes:
            place = (quote.document, quote.start, quote.end)
            if place in self._numbers:
                # What answers two parts is shown with the first of them.
                yield self._see_above([self._numbers[place]])
                continue
            number = self._numbers[place] = len(self._numbers) + 1
            lines = [quote_text(quote), *self._notes_of(quote)]
            lines.append(f"{self._say('source_word')} {number}: {quote.citation} ({quote.passage})")
            yield "\n".join(lines)

    def _notes_of(self, quote: Quote) -> Iterator[str]:
        for item in quote.context:
            if item.role == "note" and (quote.document, item.start) not in self._notes:
                self._notes.add((quote.document, item.start))
                yield one_line(item.text)


def _filled(line: str, width: int) -> str:
    marker = _ITEM.match(line)
    return textwrap.fill(
        line,
        width,
        subsequent_indent=" " * marker.end() if marker else "",
        break_long_words=False,
        break_on_hyphens=False,
    )


def _pieces(text: str) -> list[str]:
    r"""The text's paragraphs, list items and table rows, each on one line.

    >>> _pieces("Feed with:\n\n- potash\n  weekly\n- compost")
    ['Feed with:', '- potash weekly', '- compost']
    """
    return [line for piece in _BREAK.split(text) if (line := one_line(piece))]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s−-]+", " ", text.casefold()).split())
