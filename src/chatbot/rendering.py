"""An `Answer` as plain lines of text: no boxes, no colours, each thing once, the card first."""

import re
import textwrap
from collections.abc import Callable, Iterator, Sequence

from chatbot.answer import Answer, Care, Difference, Quote
from chatbot.safe_text import safe_text

WIDTH = 75
"""The longest line: comfortable to read, and the same on every terminal and in a pipe."""

LABELS = {
    "corrected": "Read as:",
    "searched_for": "Searched for:",
    "differ_heading": "The documents differ:",
    "caution_heading": "Take care:",
    "suggestions_heading": "You could also ask:",
    "nearest_heading": "The nearest topics:",
    "note_heading": "Note:",
}
"""Headings by their key in the pack's copy; these serve where a pack has none of its own."""
_LEVELS = {"emergency": "EMERGENCY", "urgent": "URGENT", "prompt": "PLEASE NOTE"}
_BAR = re.compile(r"(?<!\\)\|")
_RULER = re.compile(r"\s*\|?[\s:|-]*-[\s:|-]*$")

Say = Callable[[str], str]


def render_answer(answer: Answer, say: Say, width: int = WIDTH, label: str = "") -> str:
    """The whole answer as text for people; `label` stands before its message ("Answer:")."""
    blocks = [*_opening(answer, say, label), *_Sources(say).blocks(answer)]
    blocks += [answer.disclaimer, *_suggestions(answer, say)]
    return wrapped("\n\n".join(block for block in blocks if block.strip()), width)


def render_care(care: Care) -> str:
    """A care card: level and title, what to do, where that comes from."""
    return f"{_LEVELS[care.level]}. {care.title}\n{care.text}\nSource of this card: {care.source}"


def render_explanation(answer: Answer) -> str:
    """The steps of the turn, one a line, for staff; not wrapped."""
    return "\n".join(f"{step.step}: {one_line(step.text)}" for step in answer.explanation)


def wrapped(text: str, width: int = WIDTH) -> str:
    """Each line of the text in lines of at most `width`, safe to print; no word is cut.

    >>> wrapped("A T-score of -1.8", 10)
    'A T-score\\nof -1.8'
    """
    return "\n".join(
        textwrap.fill(line, width, break_long_words=False, break_on_hyphens=False)
        for line in safe_text(text).split("\n")
    )


def one_line(text: str) -> str:
    """The text on a single line, safe to print."""
    return " ".join(safe_text(text).split())


def row_text(row: str, header: str) -> str:
    """A table row in words: a line a cell, each behind its column's heading.

    >>> row_text("| DXA scan | $125-$300 |", "| Treatment | Cost |")
    'Treatment: DXA scan\\nCost: $125-$300'
    """
    heads = _cells(header) if _is_row(header) else []
    lines = []
    for place, cell in enumerate(_cells(row)):
        head = heads[place] if place < len(heads) else ""
        if cell:
            lines.append(f"{head}: {cell}" if head else cell)
    return "\n".join(lines)


def quote_text(quote: Quote) -> str:
    """A quote's words with its header, ready to read; a table row as its cells."""
    headers = [item.text for item in quote.context if item.role == "header"]
    lines = [one_line(text) for text in headers if not _is_row(text)]
    if not _is_row(quote.text):
        return "\n".join([*lines, f"“{one_line(quote.text)}”"])
    header = next((text for text in headers if _is_row(text)), "")
    rows = [row for row in quote.text.splitlines() if not _RULER.match(row)]
    return "\n".join([*lines, *(row_text(row, header) for row in rows)])


def label_of(key: str, say: Say) -> str:
    """A heading from the pack's copy, ending in a colon, or our own."""
    text = say(key) or LABELS[key]
    return text if text.endswith(":") else f"{text}:"


def _opening(answer: Answer, say: Say, label: str) -> Iterator[str]:
    if answer.care is not None:
        yield render_care(answer.care)
    yield "\n".join(_reading(answer, say))
    yield f"{label} {answer.message}" if label else answer.message


def _reading(answer: Answer, say: Say) -> Iterator[str]:
    """What was corrected, and what was searched where that is not what was typed."""
    if answer.corrections:
        pairs = ", ".join(f"“{c.typed}” as “{c.searched}”" for c in answer.corrections)
        yield f"{label_of('corrected', say)} {pairs}"
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
                yield f"{one_line(answer.resolved[part])}"
            yield from self._quotes([quote for quote in answer.quotes if quote.part == part])
        for difference in answer.differences:
            yield from self._difference(difference)

    def _difference(self, difference: Difference) -> Iterator[str]:
        heading = label_of(f"{difference.relation}_heading", self._say)
        shown = [self._numbers[k] for q in difference.quotes if (k := _key(q)) in self._numbers]
        above = f" (See also source {', '.join(map(str, shown))} above.)" if shown else ""
        yield f"{heading} {difference.topic}. {difference.text}{above}"
        fresh = [quote for quote in difference.quotes if _key(quote) not in self._numbers]
        yield from self._quotes(fresh)

    def _quotes(self, quotes: Sequence[Quote]) -> Iterator[str]:
        for quote in quotes:
            number = self._numbers.setdefault(_key(quote), len(self._numbers) + 1)
            lines = [quote_text(quote), *self._notes_of(quote)]
            lines.append(f"Source {number}: {quote.citation} ({quote.passage})")
            yield "\n".join(lines)

    def _notes_of(self, quote: Quote) -> Iterator[str]:
        for item in quote.context:
            if item.role == "note" and (quote.document, item.start) not in self._notes:
                self._notes.add((quote.document, item.start))
                yield one_line(item.text)


def _key(quote: Quote) -> tuple[str, int, int]:
    return quote.document, quote.start, quote.end


def _is_row(text: str) -> bool:
    return text.lstrip().startswith("|")


def _cells(row: str) -> list[str]:
    row = one_line(row)
    return [cell.strip() for cell in _BAR.split(row.removeprefix("|").removesuffix("|"))]


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^\w\s−-]+", " ", text.casefold()).split())
