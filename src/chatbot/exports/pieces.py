"""An answer as the pieces that every export writes, in the order in which they are read."""

from collections.abc import Iterator, Sequence
from typing import Literal

from chatbot.answer import Answer, Care, Level, Quote
from chatbot.exports.doctor_list import Listed, quotes_of
from chatbot.frozen import dataclass
from chatbot.rendering import CARE_SOURCE, LEVELS, Say, label_of, quote_text, readings

Kind = Literal["question", "text", "heading", "suggestions"]


@dataclass(frozen=True, slots=True)
class Words:
    """A line of fixed wording, a question, or a heading."""

    kind: Kind
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """A care card."""

    level: Level
    title: str
    text: str
    source: str


@dataclass(frozen=True, slots=True)
class Cited:
    """A quote in lines, with its citation."""

    lines: tuple[str, ...]
    citation: str


Piece = Words | Card | Cited


def answer_pieces(question: str, answer: Answer, say: Say) -> Iterator[Piece]:
    """A whole turn; nothing that the screen showed is left out but the suggestions."""
    yield Words("question", question)
    if answer.care:
        yield _card(answer.care)
    for text in (*readings(answer, say), answer.message):
        if text:
            yield Words("text", text)
    sources = _Sources(answer, say)
    parts = list(dict.fromkeys(quote.part for quote in answer.quotes))
    for part in parts:
        if len(parts) > 1 and part < len(answer.resolved):
            yield Words("heading", answer.resolved[part])
        yield from sources.cited([quote for quote in answer.quotes if quote.part == part])
    for item in answer.differences:
        yield Words("heading", f"{label_of(f'{item.relation}_heading', say)} {item.topic}")
        yield Words("text", item.text)
        yield from sources.cited(item.quotes)
    if answer.disclaimer:
        yield Words("text", answer.disclaimer)


def list_pieces(items: Sequence[Listed], suggested: Sequence[Listed], say: Say) -> Iterator[Piece]:
    """The list for the doctor, then what the documents suggest asking."""
    number = 0
    for heading, group in ((say("list_heading"), items), (say("list_ask_heading"), suggested)):
        if group:
            yield Words("question", heading)
        asked = ""
        for item in group:
            number += 1
            if item.question != asked:
                yield Words("heading", f"{say('list_question')} {item.question}")
            asked = item.question
            yield Cited(tuple(_lines(item.quote)), _citation(number, item.quote, say))
    for text in dict.fromkeys(item.disclaimer for item in (*items, *suggested) if item.disclaimer):
        yield Words("text", text)


def _card(care: Care) -> Card:
    source = f"{CARE_SOURCE} {care.source}" if care.source else ""
    return Card(care.level, f"{LEVELS[care.level]}. {care.title}", care.text, source)


class _Sources:
    """Numbers the quotes of one answer; each is written once, and pointed to after that."""

    def __init__(self, answer: Answer, say: Say) -> None:
        self._say = say
        self._numbers = {_place(quote): number for number, quote in enumerate(quotes_of(answer), 1)}
        self._shown: set[tuple[str, int, int]] = set()

    def cited(self, quotes: Sequence[Quote]) -> Iterator[Piece]:
        for quote in quotes:
            place = _place(quote)
            citation = _citation(self._numbers[place], quote, self._say)
            if place in self._shown:
                yield Words("text", f"{citation} {self._say('shown_above')}")
            else:
                self._shown.add(place)
                yield Cited(tuple(_lines(quote)), citation)


def _lines(quote: Quote) -> list[str]:
    notes = [" ".join(item.text.split()) for item in quote.context if item.role == "note"]
    return [*quote_text(quote).split("\n"), *notes]


def _citation(number: int, quote: Quote, say: Say) -> str:
    return f"{say('source_word')} {number}: {quote.citation} ({quote.passage})"


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.document, quote.start, quote.end
