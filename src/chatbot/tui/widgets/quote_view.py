"""A quote with its number, its context and its citation."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from chatbot.exports import Listed
from chatbot.safe_text import safe_text
from chatbot.tui.messages import CopyWanted, ListWanted, PlainWanted, SourceWanted
from chatbot.tui.painting import LABEL, quote_lines, quote_text
from chatbot.tui.widgets.choice import FOCUS

QUOTE_FILE = "quote.txt"


class QuoteView(Static, can_focus=True):
    """One of a turn's quotes: `listed` are all of them, `index` says which this is.

    `above`, if not None, says in words that the quote stands above; only its citation is shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", show=False),
        Binding("f7", "copy", show=False, id="copy"),
        Binding("ctrl+t", "plain", show=False, id="plain"),
        Binding("f9", "add", show=False, id="add"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, listed: tuple[Listed, ...], index: int, above: str | None = None) -> None:
        quote = listed[index].quote
        lines = quote_lines(quote) if above is None else []
        citation = safe_text(f"{quote.citation} {above or ''}".rstrip())
        number = (f"[{index + 1}] ", LABEL)
        super().__init__(Content("\n").join([*lines, Content.assemble(number, citation)]))
        self._marked = Content("\n").join(
            [*lines, Content.assemble((FOCUS, LABEL), number, citation)]
        )
        self._unmarked = self.content
        self.quotes = tuple(item.quote for item in listed)
        self.index = index
        self.listed = listed[index]

    def watch_has_focus(self, value: bool) -> None:  # noqa: FBT001 - as Textual calls it
        """Show which quote has the focus by a marker too, not by border and colour alone."""
        super().watch_has_focus(value)
        self.update(self._marked if value else self._unmarked)

    def action_open(self) -> None:
        """Announce that the source is wanted."""
        self.post_message(SourceWanted(self.quotes, self.index))

    def action_copy(self) -> None:
        """Announce that quote, citation and disclaimer are wanted on the clipboard."""
        self.post_message(CopyWanted(self._text))

    def action_plain(self) -> None:
        """Announce that the same is wanted as plain text."""
        self.post_message(PlainWanted(self._text, QUOTE_FILE))

    def action_add(self) -> None:
        """Announce that the quote is to go on the list for the doctor."""
        self.post_message(ListWanted((self.listed,)))

    @property
    def _text(self) -> str:
        return quote_text(self.listed.quote, self.listed.disclaimer)

    def on_click(self) -> None:
        """Open by mouse, unless the mouse was marking text."""
        if not self.screen.get_selected_text():
            self.action_open()
