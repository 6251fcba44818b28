"""The parts of the look-up: box, filters, results, preview."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.events import Click, Paste
from textual.widgets import Input, Static
from textual.widgets.option_list import Option

from chatbot.pack.records import Document
from chatbot.safe_text import safe_text
from chatbot.searching import LookUp, SearchHit
from chatbot.tui.announcement import Announcement
from chatbot.tui.lookup_painting import Say, result_line, why_lines
from chatbot.tui.painting import LABEL
from chatbot.tui.typed_words import one_line
from chatbot.tui.widgets.document_view import DocumentView
from chatbot.tui.widgets.key_bar import bound_keys
from chatbot.tui.widgets.menu import Menu


class LookupBox(Input):
    """The words to look for; Down and Enter leave it for the results."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,enter", "screen.to_results", show=False),
    ]

    def __init__(self) -> None:
        super().__init__(id="words", select_on_focus=False)
        self.cursor_blink = False

    def on_paste(self, event: Paste) -> None:
        """Take a paste as one line without control sequences."""
        event.prevent_default()
        event.stop()
        self.replace(one_line(event.text), *self.selection)


class SpokenLine(Static):
    """A line that is there while it has something to say; said twice, it is drawn once."""

    def __init__(self, *, id: str) -> None:  # noqa: A002 - Textual's name
        super().__init__(Content(""), id=id)
        self.display = False
        self._said = ""

    def say(self, text: str) -> None:
        """Show a text; empty puts the line away."""
        if text != self._said:
            self._said = text
            self.update(Content(safe_text(text)))
            self.display = bool(text)


class FilterButton(Static, can_focus=True):
    """One filter and what it is set to; choosing it lists what it may be."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "choose", show=False),
        Binding("left", "app.focus_previous", show=False),
        Binding("right", "app.focus_next", show=False),
        Binding("down", "screen.to_results", show=False),
        Binding("up", "screen.to_box", show=False),
    ]

    class Wanted(Announcement):
        """The list of a filter is wanted: "document" or "intent"."""

        name: str

    def __init__(self, name: str, action: str, label: str) -> None:
        super().__init__(id=f"filter-{name}", classes="filter")
        self._filter, self._action, self._label = name, action, label

    def show(self, value: str) -> None:
        """Say what the filter is set to."""
        key = bound_keys(self.screen).get(self._action, "")
        name = (f"{key} {self._label}: ", LABEL)
        self.update(Content.assemble(name, safe_text(value)))

    def action_choose(self) -> None:
        """Announce that the list is wanted."""
        self.post_message(self.Wanted(self._filter))

    def on_click(self) -> None:
        """The same by mouse."""
        self.action_choose()


class Results(Menu):
    """The ranked passages; Enter or a second click opens one in its document."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("up", "back_or_up", show=False)]

    class Opened(Announcement):
        """A result is to be seen in its document."""

        index: int

    def __init__(self) -> None:
        super().__init__(id="results")
        self._hits: tuple[SearchHit, ...] = ()
        self._brief = False

    def show(self, hits: tuple[SearchHit, ...], *, brief: bool) -> None:
        """Show other results, the first one marked."""
        self._hits, self._brief = hits, brief
        self.clear_options()
        self._marked = None
        self.add_options([Option(self._line(place)) for place in range(len(hits))])
        self.highlighted = 0 if hits else None

    def fit(self, *, brief: bool) -> None:
        """Show the same results in one line each, or in three."""
        if brief != self._brief:
            at = self.highlighted
            self.show(self._hits, brief=brief)
            self.highlighted = at

    def _line(self, place: int) -> Content:
        marked = place == self._marked
        return result_line(self._hits[place], brief=self._brief, marked=marked)

    def action_select(self) -> None:
        """Open the marked one."""
        if self.highlighted is not None:
            self.post_message(self.Opened(self.highlighted))

    def action_back_or_up(self) -> None:
        """Go up, from the first result back to the box."""
        if self.highlighted:
            self.action_cursor_up()
        else:
            self.screen.set_focus(self.screen.query_one(LookupBox))

    async def _on_click(self, event: Click) -> None:
        """Mark by the first click, open by the second."""
        clicked = event.style.meta.get("option")
        if clicked is not None:
            event.prevent_default()
            again = clicked == self.highlighted
            self.highlighted = clicked
            if again:
                self.action_select()


class Preview(Vertical):
    """The marked passage in its document, under its citation; beside or in its place, why."""

    def compose(self) -> ComposeResult:
        """Citation, document, reasons."""
        yield Static(Content(""), classes="citation")
        yield DocumentView(classes="context")
        with VerticalScroll(classes="why"):
            yield Static(Content(""))

    def show(self, hit: SearchHit, document: Document, found: LookUp, say: Say) -> None:
        """Show a passage."""
        self.display = True
        citation = safe_text(f"{hit.citation} ({hit.passage})")
        self.query_one(".citation", Static).update(Content(citation))
        marks = [(quote.start, quote.end) for quote in hit.quotes]
        start = marks[0][0] if marks else hit.start
        self.query_one(DocumentView).open_at(document, start, marks)
        why = Content("\n").join(why_lines(hit, found, say))
        self.query_one(".why Static", Static).update(why)

    def clear(self) -> None:
        """Show nothing."""
        self.display = False
