"""The words that must be there before the bot is: title, prompt, key names, faults.

Everything else that is fixed comes from the pack: `COPY_KEYS` lists what the screen asks for.
"""

from chatbot.answer import Level

TITLE = "Questions and answers"
PLACEHOLDER = "Type your question and press Enter"
LOADING = "Loading the documents …"
LOADING_MEANWHILE = "Loading the documents … You can type already."
WAITING = "Waiting for the documents to load …"
LEAVE = "Press Ctrl+C again, or Ctrl+Q, to leave."
CRASH = "chatbot: stopped by a fault of ours"
CRASH_HINT = "Nothing was saved. Please start it again."
YOU = "You asked"
LOOKUP_TITLE = "Look up"
LOOKUP_DOCUMENT = "Source"
LOOKUP_INTENT = "Kind"

CARE_LEVELS: dict[Level, str] = {
    "emergency": "EMERGENCY",
    "urgent": "URGENT",
    "prompt": "PLEASE NOTE",
}

AGAIN_WORDS = frozenset(("start over", "start again", "new", "reset", "restart", "clear"))
LEAVE_WORDS = frozenset(("quit", "exit", "q", ":q"))
"""Lines that are commands and no questions; "help", "bye" and the like are the bot's to answer."""

COPY_KEYS = (
    "opening",
    "not_medical_advice",
    "privacy",
    "covers_heading",
    "examples_heading",
    "examples",
    "searching",
    "searched_for",
    "corrected",
    "score_heading",
    "differ_heading",
    "caution_heading",
    "shown_above",
    "suggestions_heading",
    "nearest_heading",
    "older_dropped",
    "started_over",
    "copied",
    "fault",
    "documents_heading",
    "outline_heading",
    "quote_word",
    "find_placeholder",
    "found_of",
    "lookup_how",
    "lookup_nothing",
    "every_one",
    "new_caller",
    "why_heading",
    "why_no_terms",
    "why_question",
    "why_kinds",
    "why_score",
    "copied_surely",
    "plain_how",
    "save_where",
    "save_taken",
    "save_failed",
    "saved",
)
"""The keys of the pack's copy that the screen shows."""

HELP_KEYS = (
    ("Enter", "ask the question, or open what is marked"),
    ("Up, Down", "earlier questions; in an answer: move"),
    ("Tab", "from the prompt into the newest answer, and on"),
    ("Esc", "back to the prompt"),
    ("Page Up, Page Down", "scroll"),
    ("F1 or ?", "this help"),
    ("F2", "look up passages, for staff"),
    ("F3", "the sources"),
    ("F4", "start over: the conversation is forgotten"),
    ("Ctrl+P", "all commands, colors among them"),
    ("Ctrl+Q", "quit"),
)
HELP_ANSWER_KEYS = (
    ("1 to 9", "open the source of that quote"),
    ("C", "copy the marked quote with its source"),
    ("T", "show it as plain text"),
    ("S", "save it to a file"),
    ("/", "go to the prompt"),
)
HELP_SOURCE_KEYS = (
    ("N, P", "next and previous quote"),
    ("/", "find words in the text; then N and Shift+N: next and previous place"),
    ("Left, Right", "previous and next heading"),
    ("O", "headings of this document"),
    ("D", "all documents"),
    ("Esc", "back"),
)
HELP_LOOKUP_KEYS = (
    ("Down, Enter", "from the words to the results"),
    ("1 to 9", "mark that result; again: open its document"),
    ("Enter", "open the document at the marked result"),
    ("C", "copy quote, source, note and passage id"),
    ("T, S", "show as plain text, save to a file"),
    ("W", "why this passage"),
    ("D, K", "only one document, only one kind of question"),
    ("F4", "new caller: words, filters and conversation are forgotten"),
    ("Esc", "back to the words, then to the chat"),
)
HELP_TITLE = "Help"
HELP_EVERYWHERE = "Keys"
HELP_IN_ANSWER = "In an answer (not while you type)"
HELP_IN_LOOKUP = "In the look-up (letters and digits not while you type)"
HELP_IN_SOURCE = "In the sources"
HELP_MOUSE = "Everything can also be clicked. Shift and the mouse mark text in most terminals."
HELP_THEMES = "Ctrl+P, then “light” or “dark”, changes the colors."
