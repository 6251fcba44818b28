"""A turn on the screen: the question, the care card, the answer."""

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from chatbot.answer import Answer, Care, Quote, Turn
from chatbot.exports import listed_of, quotes_of
from chatbot.safe_text import safe_text
from chatbot.tui.messages import ListWanted, RephraseWanted
from chatbot.tui.painting import LABEL, clipped
from chatbot.tui.widgets.care_card import CareCard
from chatbot.tui.widgets.choice import Button, Choice
from chatbot.tui.widgets.quote_view import QuoteView
from chatbot.tui.wording import YOU

if TYPE_CHECKING:
    from chatbot.pack.records import Document

MOST_SHOWN = 600
"""The characters of a question that are shown."""

Say = Callable[[str], str]


class Numbered:
    """The quotes of answer and differences, numbered in the order of showing, each place once."""

    def __init__(self, question: str, answer: Answer, above: str) -> None:
        self.quotes = quotes_of(answer)
        self._index = {_place(quote): index for index, quote in enumerate(self.quotes)}
        self._listed = listed_of(Turn(question, answer))
        self._above = above
        self._seen: set[int] = set()

    def view(self, quote: Quote) -> QuoteView:
        """The quote in full when it is first shown, after that its number and citation."""
        index = self._index[_place(quote)]
        above = self._above if index in self._seen else None
        self._seen.add(index)
        return QuoteView(self._listed, index, above)

    def all_listed(self, say: Say) -> Iterator[Widget]:
        """A button that puts every quote on the list for the doctor."""
        if self._listed:
            yield Button(say("add_all"), lambda: ListWanted(self._listed))


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
        self, answer: Answer, say: Say, documents: "Mapping[str, Document]"
    ) -> None:
        """Show everything that the answer holds, the card first."""
        if answer.care:
            await self.show_care(answer.care)
        numbered = Numbered(self._question, answer, say("shown_above"))
        self.quotes = numbered.quotes
        room = self.query_one(".answer")
        await room.remove_children()
        await room.mount_all(
            [
                *_readings(answer, say),
                *_lines("message", answer.message),
                *_quotes(answer, numbered),
                *_score_scale(answer, say, documents),
                *_differences(answer, numbered, say),
                *_lines("disclaimer", answer.disclaimer),
                *_suggestions(answer, say),
                *_rephrasing(self._question, answer, say),
                *numbered.all_listed(say),
            ]
        )

    async def show_refusal(self, reason: str) -> None:
        """Show why there is no answer."""
        room = self.query_one(".answer")
        await room.remove_children()
        await room.mount_all(_lines("message", reason))


def _lines(kind: str, *texts: str) -> Iterator[Widget]:
    for text in texts:
        if text.strip():
            yield Static(Content(safe_text(text)), classes=kind)


def _readings(answer: Answer, say: Say) -> Iterator[Widget]:
    """How the question was read, where that is not how it was typed.

    Several parts with quotes stand above their quotes already.
    """
    lines = []
    if answer.corrections:
        pairs = ", ".join(f"{item.typed} → {item.searched}" for item in answer.corrections)
        lines.append(f"{say('corrected')} {pairs}")
    changed = [_plain(part) for part in answer.resolved] != [_plain(answer.question)]
    if answer.resolved and changed and not (len(answer.resolved) > 1 and answer.quotes):
        lines.append(f"{say('searched_for')} {'; '.join(answer.resolved)}")
    yield from _lines("reading", "\n".join(lines))


def _score_scale(answer: Answer, say: Say, documents: "Mapping[str, Document]") -> Iterator[Widget]:
    if not answer.scores:
        return
    from chatbot.tui.scale import scales  # few answers have one, and the first paint has none

    drawings = scales(answer.scores, documents, say)
    if drawings:
        yield from _lines("heading", say("score_heading"))
    for drawing in drawings:
        yield Static(drawing, classes="scale")


def _quotes(answer: Answer, numbered: Numbered) -> Iterator[Widget]:
    part = -1
    for quote in answer.quotes:
        if quote.part != part and len(answer.resolved) > 1 and quote.part < len(answer.resolved):
            yield from _lines("part", answer.resolved[quote.part])
        part = quote.part
        yield numbered.view(quote)


def _differences(answer: Answer, numbered: Numbered, say: Say) -> Iterator[Widget]:
    for difference in answer.differences:
        yield from _lines("heading", f"{say(f'{difference.relation}_heading')} {difference.topic}")
        yield from _lines("message", difference.text)
        for quote in difference.quotes:
            yield numbered.view(quote)


def _suggestions(answer: Answer, say: Say) -> Iterator[Widget]:
    if answer.suggestions:
        key = "nearest_heading" if answer.kind == "abstain" else "suggestions_heading"
        yield from _lines("heading", say(key))
    for suggestion in answer.suggestions:
        yield Choice(suggestion)


def _rephrasing(question: str, answer: Answer, say: Say) -> Iterator[Widget]:
    """Where nothing was found: the question again, to be put in other words."""
    if answer.kind == "abstain":
        yield Button(say("rephrase"), lambda: RephraseWanted(question), "›")


def _plain(text: str) -> str:
    return text.casefold().strip(" ?.!")


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.document, quote.start, quote.end
