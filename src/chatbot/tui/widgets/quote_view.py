"""A quote with its number, its context and its citation."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from chatbot.answer import Quote
from chatbot.safe_text import safe_text
from chatbot.tui.messages import CopyWanted, PlainWanted, SaveWanted, SourceWanted
from chatbot.tui.painting import LABEL, quote_lines, quote_text

QUOTE_FILE = "quote.txt"


class QuoteView(Static, can_focus=True):
    """One of a turn's quotes: `quotes` are all of them, `index` says which this is.

    `above`, if not None, says in words that the quote stands above; only its citation is shown.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,space", "open", show=False),
        Binding("c", "copy", show=False, id="copy"),
        Binding("t", "plain", show=False, id="plain"),
        Binding("s", "save", show=False, id="save"),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(
        self, quotes: tuple[Quote, ...], index: int, disclaimer: str, above: str | None = None
    ) -> None:
        quote = quotes[index]
        lines = quote_lines(quote) if above is None else []
        citation = safe_text(f"{quote.citation} {above or ''}".rstrip())
        lines.append(Content.assemble((f"[{index + 1}] ", LABEL), citation))
        super().__init__(Content("\n").join(lines))
        self.quotes = quotes
        self.index = index
        self._disclaimer = disclaimer

    def action_open(self) -> None:
        """Announce that the source is wanted."""
        self.post_message(SourceWanted(self.quotes, self.index))

    def action_copy(self) -> None:
        """Announce that quote, citation and disclaimer are wanted on the clipboard."""
        self.post_message(CopyWanted(self._text))

    def action_plain(self) -> None:
        """Announce that the same is wanted as plain text."""
        self.post_message(PlainWanted(self._text, QUOTE_FILE))

    def action_save(self) -> None:
        """Announce that the same is wanted in a file."""
        self.post_message(SaveWanted(self._text, QUOTE_FILE))

    @property
    def _text(self) -> str:
        return quote_text(self.quotes[self.index], self._disclaimer)

    def on_click(self) -> None:
        """Open by mouse, unless the mouse was marking text."""
        if not self.screen.get_selected_text():
            self.action_open()
