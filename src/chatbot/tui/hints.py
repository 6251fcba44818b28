"""What the last line says, by where the focus is; the first hints are the last to go."""

from textual.widget import Widget
from textual.widgets import Input

from chatbot.tui.widgets.choice import Choice
from chatbot.tui.widgets.key_bar import Hint
from chatbot.tui.widgets.quote_view import QuoteView
from chatbot.tui.widgets.source_room import SourceRoom

_HELP = Hint("F1", "Help", "Help", "app.help", "help")
_SOURCES = Hint("F3", "Sources", "Source", "screen.sources", "sources")
_AGAIN = Hint("F4", "Start over", "New", "screen.start_over", "start_over")
_QUIT = Hint("^Q", "Quit", "Quit", "app.quit", "quit")
_PALETTE = Hint("^P", "Commands", "More", "app.command_palette", "commands")
_BACK = Hint("Esc", "Back to the prompt", "Back", "screen.to_prompt")
_CALLER = Hint("F4", "New caller", "New", "screen.new_caller", "start_over")

PROMPT = (
    _HELP,
    _SOURCES,
    _AGAIN,
    _QUIT,
    Hint("F2", "Look up", "Look", "screen.look_up", "look_up"),
    Hint("Tab", "To the answer", "Answer", "screen.into_answer"),
    _PALETTE,
)
LOOKUP_BOX = (
    Hint("Down", "To the results", "Results", "screen.to_results"),
    _CALLER,
    Hint("Esc", "Back to the chat", "Chat", "screen.back"),
    _HELP,
    Hint("Tab", "Filters", "Filters", "app.focus_next"),
    _PALETTE,
    _QUIT,
)
LOOKUP_RESULTS = (
    Hint("F7", "Copy", "Copy", "screen.copy", "copy"),
    Hint("Enter", "Open the document", "Open", "screen.source"),
    Hint("F9", "Why", "Why", "screen.why", "why"),
    Hint("Esc", "Back to the words", "Back", "screen.back"),
    _CALLER,
    _HELP,
    Hint("^T", "Plain text", "Text", "screen.plain", "plain"),
    Hint("F8", "Save", "Save", "screen.save", "save"),
    _PALETTE,
)
LOOKUP_MENU = (
    Hint("Enter", "Choose", "Choose", "select"),
    Hint("Esc", "Back", "Back", "screen.back"),
    _HELP,
    _QUIT,
)
QUOTE = (
    Hint("Enter", "See the source", "Source", "open"),
    Hint("F7", "Copy", "Copy", "copy", "copy"),
    Hint("F9", "For my doctor", "List", "add", "add"),
    _BACK,
    _HELP,
    Hint("^T", "Plain text", "Text", "plain", "plain"),
    _AGAIN,
    _QUIT,
)
CHOICE = (Hint("Enter", "Ask this", "Ask", "choose"), _BACK, _HELP, _SOURCES, _AGAIN, _QUIT)
SOURCE = (
    Hint("F9", "Next", "Next", "screen.in_source('onward', 1)", "next_quote"),
    Hint("^E", "Headings", "List", "screen.in_source('outline')", "outline"),
    Hint("Esc", "Back", "Back", "screen.in_source('close')"),
    _HELP,
    Hint("F7", "Previous quote", "Prev", "screen.in_source('quote', -1)", "previous_quote"),
    Hint("/", "Find", "Find", "screen.in_source('find')", "find"),
    Hint("←→", "Heading", "Head", "screen.in_source('section', 1)"),
    Hint("^G", "Documents", "Docs", "screen.in_source('documents')", "documents"),
)
DOCTOR = (
    Hint("Enter", "Choose", "Choose", "choose"),
    Hint("F8", "Save", "Save", "screen.save", "save"),
    Hint("Esc", "Back", "Back", "screen.close"),
    _QUIT,
)
SAVE = (Hint("Enter", "Save", "Save", "submit"), Hint("Esc", "Back", "Back", "screen.close"), _QUIT)
FORGET = (
    Hint("Enter", "Choose", "Choose", "choose"),
    Hint("Esc", "Keep everything", "Keep", "screen.dismiss(False)"),
    _QUIT,
)
BATCH = (
    Hint("Enter", "Go on", "Go on", "submit"),
    Hint("Esc", "Stop or back", "Back", "screen.stop"),
    _HELP,
    _QUIT,
)
HELP = (Hint("Esc", "Close the help", "Close", "screen.dismiss"), _QUIT)


def in_lookup(widget: Widget) -> tuple[Hint, ...]:
    """The hints for the place of the look-up that has the focus."""
    if isinstance(widget, Input):
        return LOOKUP_BOX
    return LOOKUP_MENU if widget.id == "lookup-menu" else LOOKUP_RESULTS


def at(widget: Widget) -> tuple[Hint, ...]:
    """The hints for the place of the conversation that has the focus."""
    if isinstance(widget, QuoteView):
        return QUOTE
    if isinstance(widget, Choice):
        return CHOICE
    return SOURCE if any(isinstance(item, SourceRoom) for item in widget.ancestors) else PROMPT
