"""A turn on the screen: the question, the care card, the answer."""

from collections.abc import Callable, Iterator, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from chatbot.answer import Answer, Care, Quote
from chatbot.pack.records import Document
from chatbot.safe_text import safe_text
from chatbot.tui.painting import LABEL, clipped
from chatbot.tui.scale import scales
from chatbot.tui.widgets.care_card import CareCard
from chatbot.tui.widgets.choice import Choice
from chatbot.tui.widgets.quote_view import QuoteView
from chatbot.tui.wording import YOU

MOST_SHOWN = 600
"""The characters of a question that are shown."""

Say = Callable[[str], str]


class TurnView(Vertical):
    """One turn; it grows as care card and answer arrive."""

    def __init__(self, number: int, question: str, status: str) -> None:
        super().__init__()
        self.number = number
        self.quotes: tuple[Quote, ...] = ()
        self._question = question
        self._status = status

    def compose(self) -> ComposeResult:
        """The question, room for the card, room for the answer."""
        question = safe_text(clipped(self._question, MOST_SHOWN))
        yield Static(Content.assemble((f"{YOU}: ", LABEL), question), classes="question")
        yield Vertical(classes="care")
        with Vertical(classes="answer"):
            yield Static(Content(safe_text(self._status)), classes="status")

    def show_status(self, status: str) -> None:
        """Say what is going on, in words."""
        for line in self.query(".status").results(Static):
            line.update(Content(safe_text(status)))

    async def show_care(self, care: Care) -> None:
        """Put the card up, or another in its place; a card that stands is never just removed."""
        room = self.query_one(".care")
        if [card.care for card in room.query(CareCard)] != [care]:
            await room.remove_children()
            await room.mount(CareCard(care))

    async def show_answer(
        self, answer: Answer, say: Say, documents: Mapping[str, Document]
    ) -> None:
        """Show everything that the answer holds, the card first."""
        if answer.care:
            await self.show_care(answer.care)
        self.quotes = _all_quotes(answer)
        room = self.query_one(".answer")
        await room.remove_children()
        await room.mount_all(
            [
                *_readings(answer, say),
                *_message(answer, say),
                *_score_scale(answer, say, documents),
                *_quotes(answer, self.quotes, say),
                *_differences(answer, self.quotes, say),
                *_lines("disclaimer", answer.disclaimer),
                *_suggestions(answer, say),
            ]
        )

    async def show_refusal(self, reason: str) -> None:
        """Show why there is no answer."""
        room = self.query_one(".answer")
        await room.remove_children()
        await room.mount_all(_lines("message", reason))


def _lines(kind: str, *texts: str) -> Iterator[Widget]:
    for text in texts:
        if text:
            yield Static(Content(safe_text(text)), classes=kind)


def _readings(answer: Answer, say: Say) -> Iterator[Widget]:
    """How the question was read, where that is not how it was typed."""
    if answer.corrections:
        pairs = ", ".join(f"{item.typed} → {item.searched}" for item in answer.corrections)
        yield from _lines("reading", f"{say('corrected')} {pairs}")
    parts = tuple(part.strip() for part in answer.resolved)
    if parts and [part.casefold() for part in parts] != [answer.question.strip().casefold()]:
        yield from _lines("reading", f"{say('searched_for')} {'; '.join(parts)}")


def _message(answer: Answer, say: Say) -> Iterator[Widget]:
    if answer.kind in {"refer", "abstain"}:
        yield from _lines("heading", say(f"{answer.kind}_heading"))
    yield from _lines("message", answer.message)
    if answer.kind == "abstain":
        if answer.missing:
            yield from _lines("message", f"{say('missing_heading')} {', '.join(answer.missing)}")
        yield from _lines("message", say("abstain_help"))


def _score_scale(answer: Answer, say: Say, documents: Mapping[str, Document]) -> Iterator[Widget]:
    drawings = scales(answer.scores, documents)
    if drawings:
        yield from _lines("heading", say("score_heading"))
    for drawing in drawings:
        yield Static(drawing, classes="scale")


def _quotes(answer: Answer, quotes: tuple[Quote, ...], say: Say) -> Iterator[Widget]:
    if answer.quotes:
        yield from _lines("heading", say("quotes_heading"))
    part = -1
    for quote in answer.quotes:
        if quote.part != part and len(answer.resolved) > 1 and quote.part < len(answer.resolved):
            yield from _lines("part", answer.resolved[quote.part])
        part = quote.part
        yield QuoteView(quotes, quotes.index(quote), answer.disclaimer)


def _differences(answer: Answer, quotes: tuple[Quote, ...], say: Say) -> Iterator[Widget]:
    for difference in answer.differences:
        yield from _lines("heading", f"{say(f'{difference.relation}_heading')} {difference.topic}")
        yield from _lines("message", difference.text)
        for quote in difference.quotes:
            yield QuoteView(quotes, quotes.index(quote), answer.disclaimer)


def _suggestions(answer: Answer, say: Say) -> Iterator[Widget]:
    if answer.suggestions:
        key = "nearest_heading" if answer.kind == "abstain" else "suggestions_heading"
        yield from _lines("heading", say(key))
    for suggestion in answer.suggestions:
        yield Choice(suggestion)


def _all_quotes(answer: Answer) -> tuple[Quote, ...]:
    """The quotes of answer and differences, numbered in the order of showing, each once."""
    every = [*answer.quotes, *(quote for item in answer.differences for quote in item.quotes)]
    return tuple(dict.fromkeys(every))
