"""A document at a passage: pages, highlighted quotes, outline, list of documents."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from chatbot.answer import Quote
from chatbot.pack.records import Document
from chatbot.safe_text import safe_text
from chatbot.tui.painting import LABEL, MARK
from chatbot.tui.reading import Shown, page_of, pages, section_at, shown
from chatbot.tui.widgets.turn_view import Say


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: an offset of a document, and the quotes to step through.

    `index` is the quote that the place belongs to, None if the reader went elsewhere.
    """

    document: str = ""
    offset: int = 0
    quotes: tuple[Quote, ...] = ()
    index: int | None = None

    @classmethod
    def of(cls, quotes: tuple[Quote, ...], index: int) -> "Place":
        """The place of a quote."""
        return cls(quotes[index].document, quotes[index].start, quotes, index)


class SourcePane(Vertical):
    """Shows one page at a time; its keys work when the focus is inside."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "quote(1)", show=False, id="next_quote"),
        Binding("p", "quote(-1)", show=False, id="previous_quote"),
        Binding("right", "page(1)", show=False),
        Binding("left", "page(-1)", show=False),
        Binding("o", "outline", show=False, id="outline"),
        Binding("d", "documents", show=False, id="documents"),
        Binding("escape", "close", show=False),
    ]

    class Closed(Message):
        """The user is done here."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Place()
        self._documents: Mapping[str, Document] = {}
        self._say: Say = str

    def compose(self) -> ComposeResult:
        """Where we are, the list, the page."""
        yield Static(Content(""), classes="where")
        yield OptionList(markup=False, classes="list")
        yield VerticalScroll(classes="page")

    async def open_at(self, documents: Mapping[str, Document], say: Say, place: Place) -> None:
        """Show a place, or the list of documents where the place names none."""
        self._documents, self._say, self.place = documents, say, place
        if place.document in documents:
            await self._show_page()
        else:
            self.action_documents()

    def take_focus(self) -> None:
        """Put the focus where reading goes on."""
        self.screen.set_focus(self._list if self._list.display else self._page)

    def action_quote(self, step: int) -> None:
        """Go to the next or the previous quote, round and round."""
        quotes = self.place.quotes
        if quotes:
            at = -1 if self.place.index is None and step > 0 else self.place.index or 0
            self._go(Place.of(quotes, (at + step) % len(quotes)))

    def action_page(self, step: int) -> None:
        """Turn the page."""
        document = self._documents.get(self.place.document)
        if document:
            spans = pages(document)
            index = page_of(spans, self.place.offset) + step
            if 0 <= index < len(spans):
                self._go(Place(document.id, spans[index][0], self.place.quotes))

    def action_outline(self) -> None:
        """List the headings of the document, or put the list away."""
        document = self._documents.get(self.place.document)
        if document and not self._list.display:
            options = [
                Option(Content("  " * (item.level - 1) + safe_text(item.heading)), str(item.start))
                for item in document.sections
            ]
            here = section_at(document, self.place.offset)
            at = document.sections.index(here) if here else 0
            self._show_list(options, self._say("outline_heading"), at)
        else:
            self._hide_list()

    def action_documents(self) -> None:
        """List the documents, or put the list away."""
        if self._list.display and self.place.document:
            self._hide_list()
        else:
            options = [
                Option(Content(f"{safe_text(item.title)}"), f"#{item.id}")
                for item in self._documents.values()
            ]
            self._show_list(options, self._say("documents_heading"), 0)

    def action_close(self) -> None:
        """Put the list away, or announce that the user is done."""
        if self._list.display and self.place.document:
            self._hide_list()
        else:
            self.post_message(self.Closed())

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to a heading or to a document."""
        event.stop()
        chosen = event.option_id or ""
        if chosen.startswith("#"):
            self._go(Place(chosen[1:], 0, self.place.quotes))
        else:
            self._go(Place(self.place.document, int(chosen), self.place.quotes))

    @property
    def _list(self) -> OptionList:
        return self.query_one(".list", OptionList)

    @property
    def _page(self) -> VerticalScroll:
        return self.query_one(".page", VerticalScroll)

    def _go(self, place: Place) -> None:
        self.place = place
        self.run_worker(self._show_page(focus=True), group="page", exclusive=True)

    def _show_list(self, options: list[Option], heading: str, at: int) -> None:
        self._where(heading)
        self._list.clear_options()
        self._list.add_options(options)
        self._list.highlighted = at if options else None
        self._list.display = True
        if self.has_focus_within:  # before the page goes, or the focus goes with it
            self.screen.set_focus(self._list)
        self._page.display = False

    def _hide_list(self) -> None:
        if self.place.document in self._documents:
            self._page.display = True
            self.screen.set_focus(self._page)
            self._list.display = False
            self._say_where()

    def _say_where(self) -> None:
        document, place = self._documents[self.place.document], self.place
        spans = pages(document)
        count = ""
        if place.index is not None:
            count = f" · {self._say('quote_word')} {place.index + 1}/{len(place.quotes)}"
        at = page_of(spans, place.offset) + 1
        page = f"{self._say('page_word')} {at}/{len(spans)}"
        self._where(f"{document.title}\n{page}{count}")

    def _where(self, heading: str) -> None:
        self.query_one(".where", Static).update(Content(safe_text(heading)).stylize(LABEL))

    async def _show_page(self, *, focus: bool = False) -> None:
        """Draw the page and scroll to the passage."""
        document, place = self._documents[self.place.document], self.place
        spans = pages(document)
        page = spans[page_of(spans, place.offset)]
        marks = [
            (quote.start, quote.end) for quote in place.quotes if quote.document == document.id
        ]
        self._say_where()
        self._page.display = True
        if focus:
            self.screen.set_focus(self._page)
        self._list.display = False
        await self._page.remove_children()
        await self._page.mount_all([*_drawn(shown(document, page, marks)), *_about(document)])
        self.call_after_refresh(self._find, place)

    def _find(self, place: Place) -> None:
        """Scroll to the line where the passage begins, one line above it in sight."""
        if place.index is None:
            self._page.scroll_home(animate=False)
            return
        for widget in self._page.query(".marked").results(Passage):
            if widget.start <= place.offset < widget.end:
                top = widget.virtual_region.y + widget.line_of_mark()
                self._page.scroll_to(y=max(0, top - 2), animate=False, force=True)
                return


class Passage(Static):
    """A stretch of the page; `start` and `end` are its offsets in the document."""

    def __init__(self, content: Content, *, marked: bool, start: int, end: int) -> None:
        super().__init__(content, classes="marked" if marked else "")
        self.words = content
        self.start, self.end = start, end

    def line_of_mark(self) -> int:
        """The line, once wrapped, on which the marked words begin."""
        starts = [span.start for span in self.words.spans if span.style == MARK]
        if not starts or self.content_size.width < 1:
            return 0
        return len(self.words[: starts[0] + 1].wrap(self.content_size.width)) - 1


def _drawn(pieces: Iterator[Shown]) -> Iterator[Widget]:
    """Few widgets: what is not quoted is put together, a quoted piece stands by itself."""
    run: list[Content] = []
    for piece in pieces:
        if piece.marked:
            if run:
                yield Passage(Content("\n\n").join(run), marked=False, start=0, end=0)
            run = []
            yield Passage(piece.content, marked=True, start=piece.start, end=piece.end)
        else:
            run.append(piece.content)
    if run:
        yield Passage(Content("\n\n").join(run), marked=False, start=0, end=0)


def _about(document: Document) -> Iterator[Widget]:
    lines = [document.source, document.note]
    if document.reviewed:
        lines.insert(1, document.reviewed)
    yield Static(Content(safe_text("\n".join(line for line in lines if line))), classes="about")
