"""What the last line says, by where the focus is; the first hints are the last to go."""

from textual.widget import Widget

from chatbot.tui.widgets.choice import Choice
from chatbot.tui.widgets.key_bar import Hint
from chatbot.tui.widgets.quote_view import QuoteView
from chatbot.tui.widgets.source_pane import SourcePane

_HELP = Hint("F1", "Help", "Help", "screen.help", "help")
_SOURCES = Hint("F3", "Sources", "Source", "screen.sources", "sources")
_AGAIN = Hint("F4", "Start over", "New", "screen.start_over", "start_over")
_QUIT = Hint("^Q", "Quit", "Quit", "app.quit", "quit")
_PALETTE = Hint("^P", "Commands", "More", "app.command_palette", "commands")
_BACK = Hint("Esc", "Back to the prompt", "Back", "screen.to_prompt")

PROMPT = (
    _HELP,
    _SOURCES,
    _AGAIN,
    _QUIT,
    Hint("Tab", "To the answer", "Answer", "screen.into_answer"),
    _PALETTE,
)
QUOTE = (
    Hint("Enter", "See the source", "Source", "open"),
    Hint("C", "Copy", "Copy", "copy", "copy"),
    Hint("A", "For my doctor", "List", "add", "add"),
    _BACK,
    _HELP,
    _AGAIN,
    _QUIT,
)
CHOICE = (Hint("Enter", "Ask this", "Ask", "choose"), _BACK, _HELP, _SOURCES, _AGAIN, _QUIT)
SOURCE = (
    Hint("N", "Next quote", "Next", "screen.in_source('quote', 1)", "next_quote"),
    Hint("O", "Headings", "List", "screen.in_source('outline')", "outline"),
    Hint("Esc", "Back", "Back", "screen.in_source('close')"),
    _HELP,
    Hint("P", "Previous quote", "Prev", "screen.in_source('quote', -1)", "previous_quote"),
    Hint("←→", "Page", "Page", "screen.in_source('page', 1)"),
    Hint("D", "Documents", "Docs", "screen.in_source('documents')", "documents"),
)
DOCTOR = (
    Hint("Enter", "Choose", "Choose", "choose"),
    Hint("S", "Save", "Save", "screen.save", "save"),
    Hint("Esc", "Back", "Back", "screen.close"),
    _QUIT,
)
SAVE = (Hint("Enter", "Save", "Save", "submit"), Hint("Esc", "Back", "Back", "screen.close"), _QUIT)
HELP = (Hint("Esc", "Close the help", "Close", "screen.dismiss"), _QUIT)


def at(widget: Widget) -> tuple[Hint, ...]:
    """The hints for the place of the conversation that has the focus."""
    if isinstance(widget, QuoteView):
        return QUOTE
    if isinstance(widget, Choice):
        return CHOICE
    return SOURCE if any(isinstance(item, SourcePane) for item in widget.ancestors) else PROMPT
