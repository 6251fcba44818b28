"""The list for the doctor: quotes that somebody collected, kept in memory until they save it."""

from collections.abc import Iterator

from chatbot.answer import Answer, Quote, Turn
from chatbot.frozen import dataclass
from chatbot.safe_text import safe_text

MOST = 99
"""More is no list that anybody reads with a doctor."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A quote on the list, with the question that it answered and the note that goes with it."""

    question: str
    quote: Quote
    disclaimer: str


class DoctorList:
    """Each passage once, in the order of collecting."""

    def __init__(self) -> None:
        self._items: list[Listed] = []

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[Listed]:
        return iter(self._items)

    def add(self, item: Listed) -> bool:
        """Put a quote on the list; False if it is on it already, or the list is full."""
        if len(self._items) >= MOST or _place(item) in map(_place, self._items):
            return False
        self._items.append(item)
        return True

    def remove(self, number: int) -> bool:
        """Take the quote with a number (from 1) off; False if there is none."""
        if not 1 <= number <= len(self._items):
            return False
        del self._items[number - 1]
        return True

    def clear(self) -> None:
        """Take everything off."""
        self._items.clear()


def quotes_of(answer: Answer) -> tuple[Quote, ...]:
    """The quotes of answer and differences in the order of showing, each passage once.

    Every face numbers them so: the first is source 1.
    """
    every = [*answer.quotes, *(quote for item in answer.differences for quote in item.quotes)]
    places: dict[tuple[str, int, int], Quote] = {}
    for quote in every:
        places.setdefault((quote.document, quote.start, quote.end), quote)
    return tuple(places.values())


def listed_of(turn: Turn, number: str = "") -> tuple[Listed, ...]:
    """The quotes of a turn for the list: the one with a number as it was typed, or all."""
    quotes = quotes_of(turn.answer)
    if number:
        index = int(number)
        quotes = quotes[index - 1 : index] if index else ()
    question = " ".join(safe_text(turn.question).split())
    return tuple(Listed(question, quote, turn.answer.disclaimer) for quote in quotes)


def _place(item: Listed) -> tuple[str, int, int]:
    return item.quote.document, item.quote.start, item.quote.end
