"""A document at a passage: quotes marked, outline, list of documents, find in the text."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Input, OptionList, Static

from chatbot.frozen import replace
from chatbot.pack.records import Document
from chatbot.safe_text import blanked, safe_text
from chatbot.tui.painting import LABEL
from chatbot.tui.place import Place
from chatbot.tui.reading import find, section_at
from chatbot.tui.widgets.document_view import DocumentView
from chatbot.tui.widgets.menu import Menu
from chatbot.tui.widgets.turn_view import Say


class SourcePane(Vertical):
    """Shows a document; its keys work when the focus is inside."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f9", "onward(1)", show=False, id="next_quote"),
        Binding("ctrl+r", "onward(-1)", show=False, id="previous_found"),
        Binding("f7", "quote(-1)", show=False, id="previous_quote"),
        Binding("right", "section(1)", show=False),
        Binding("left", "section(-1)", show=False),
        Binding("slash", "find", show=False, id="find"),
        Binding("ctrl+e", "outline", show=False, id="outline"),
        Binding("ctrl+g", "documents", show=False, id="documents"),
        Binding("escape", "close", show=False),
    ]

    class Closed(Message):
        """The user is done here."""

    def __init__(self) -> None:
        super().__init__()
        self.place = Place()
        self._documents: Mapping[str, Document] = {}
        self._say: Say = str
        self._found: list[tuple[int, int]] = []
        self._at = -1

    def compose(self) -> ComposeResult:
        """Where we are, what to look for, the list, the page."""
        yield Static(Content(""), classes="where")
        yield FindBox()
        yield Menu(classes="list")
        yield DocumentView(classes="page")

    async def open_at(self, documents: Mapping[str, Document], say: Say, place: Place) -> None:
        """Show a place, or the list of documents where the place names none."""
        self._documents, self._say, self.place = documents, say, place
        self._forget_found()
        if place.document in documents:
            self._show()
        else:
            self.action_documents()

    def take_focus(self) -> None:
        """Put the focus where reading goes on."""
        self.screen.set_focus(self._list if self._list.display else self.page)

    @property
    def page(self) -> DocumentView:
        """The document on the screen."""
        return self.query_one(DocumentView)

    # What keys do

    def action_onward(self, step: int) -> None:
        """Go to the next or the previous place of what was looked for, else of the quotes."""
        if self._found:
            self._go_found((self._at + step) % len(self._found))
        else:
            self.action_quote(step)

    def action_quote(self, step: int) -> None:
        """Go to the next or the previous quote, round and round."""
        quotes = self.place.quotes
        if quotes:
            at = -1 if self.place.index is None and step > 0 else self.place.index or 0
            self._go(Place.of(quotes, (at + step) % len(quotes)))

    def action_section(self, step: int) -> None:
        """Go to the next heading, or back to the one above."""
        document = self._documents.get(self.place.document)
        if document is None or not document.sections:
            return
        here = section_at(document, self._reached)
        at = document.sections.index(here) if here else 0
        at = max(0, min(at + step, len(document.sections) - 1))
        self._go(Place(document.id, document.sections[at].start, self.place.quotes))

    def action_find(self) -> None:
        """Ask what to look for."""
        if self.place.document in self._documents:
            self._hide_list()
            box = self._box
            box.placeholder = self._say("find_placeholder")
            box.display = True
            self.screen.set_focus(box)

    def action_outline(self) -> None:
        """List the headings of the document, or put the list away."""
        document = self._documents.get(self.place.document)
        if document and not self._list.display:
            options = [
                ("  " * (item.level - 1) + item.heading, str(item.start))
                for item in document.sections
            ]
            here = section_at(document, self._reached)
            at = document.sections.index(here) if here else 0
            self._show_list(options, self._say("outline_heading"), at)
        else:
            self._hide_list()

    def action_documents(self) -> None:
        """List the documents, or put the list away."""
        if self._list.display and self.place.document:
            self._hide_list()
        else:
            options = [(item.title, f"#{item.id}") for item in self._documents.values()]
            self._show_list(options, self._say("documents_heading"), 0)

    def action_close(self) -> None:
        """Put list or search away, or announce that the user is done."""
        if self._list.display and self.place.document:
            self._hide_list()
        elif self._box.display:
            self._forget_found()
            self.screen.set_focus(self.page)
        else:
            self.post_message(self.Closed())

    # What parts announce

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Go to a heading or to a document."""
        event.stop()
        chosen = event.option_id or ""
        if chosen.startswith("#"):
            self._forget_found()
            self._go(Place(chosen[1:], 0, self.place.quotes))
        else:
            self._go(Place(self.place.document, int(chosen), self.place.quotes))

    def on_document_view_moved(self) -> None:
        """Say how far the reader is."""
        self._say_where()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Look for what is being typed, from the place where the reader is."""
        event.stop()
        document = self._documents.get(self.place.document)
        if document is None or not event.input.display:
            return
        self._found = find(blanked(document.text), event.value, _body(document))
        later = (at for at, (start, _) in enumerate(self._found) if start >= self.place.offset)
        self._go_found(next(later, 0) if self._found else -1)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Leave the box; the keys for next and previous place go on from here."""
        event.stop()
        self.screen.set_focus(self.page)

    # Steps

    @property
    def _list(self) -> Menu:
        return self.query_one(".list", Menu)

    @property
    def _box(self) -> "FindBox":
        return self.query_one(FindBox)

    @property
    def _reached(self) -> int:
        """Where the reader is: at the place just gone to, or at the top once it is out of sight."""
        seen = self.page.in_sight(self.place.offset)
        return self.place.offset if seen else self.page.top

    def _go(self, place: Place) -> None:
        self.place = place
        self._show()
        self.screen.set_focus(self.page)

    def _go_found(self, at: int) -> None:
        self._at = at
        self.page.show_found(self._found, at)
        if at >= 0:
            self.place = replace(self.place, offset=self._found[at][0], index=None)
        self._say_where()

    def _forget_found(self) -> None:
        self._found, self._at = [], -1
        self._box.display = False
        self._box.value = ""
        self.page.show_found((), -1)
        self._say_where()

    def _show_list(self, options: list[tuple[str, str]], heading: str, at: int) -> None:
        self._where(heading)
        self._list.fill(options, at)
        self._list.display = True
        if self.has_focus_within:  # before the page goes, or the focus goes with it
            self.screen.set_focus(self._list)
        self.page.display = False

    def _hide_list(self) -> None:
        if self._list.display and self.place.document in self._documents:
            self.page.display = True
            self.screen.set_focus(self.page)
            self._list.display = False
            self._say_where()

    def _show(self) -> None:
        """Show the document at the place."""
        document, place = self._documents[self.place.document], self.place
        self.page.display = True
        if self._list.display and self._list.has_focus:
            self.screen.set_focus(self.page)
        self._list.display = False
        marks = [(item.start, item.end) for item in place.quotes if item.document == document.id]
        self.page.open_at(document, place.offset, marks)
        self._say_where()

    def _say_where(self) -> None:
        place = self.place
        document = self._documents.get(place.document)
        if document is None or self._list.display:
            return
        here = [f"{self.page.share} %"]
        if place.index is not None:
            here.append(f"{self._say('quote_word')} {place.index + 1}/{len(place.quotes)}")
        if self._box.display and self._box.value.strip():
            here.append(f"{self._at + 1} {self._say('found_of')} {len(self._found)}")
        self._where(f"{document.title}\n{' · '.join(here)}")

    def _where(self, heading: str) -> None:
        self.query_one(".where", Static).update(Content(safe_text(heading)).stylize(LABEL))


class FindBox(Input):
    """What to look for in the text; Enter and Down leave it for the page."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("down,tab", "submit", show=False)]

    def __init__(self) -> None:
        super().__init__(classes="find", select_on_focus=False)
        self.cursor_blink = False


def _body(document: Document) -> int:
    return document.sections[0].start if document.sections else 0
