"""The words that must be there before the bot is: title, prompt, key names, faults.

Everything else that is fixed comes from the pack: `COPY_KEYS` lists what the screen asks for.
"""

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
    "score_place",
    "rephrase",
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
    "list_heading",
    "list_question",
    "list_empty",
    "list_added",
    "list_there",
    "list_no_such",
    "list_ask_heading",
    "list_kept",
    "add_all",
    "add_one",
    "remove",
    "save_heading",
    "save_name",
    "save_text",
    "save_page",
    "save_data",
    "save_where",
    "saved",
    "saved_unnoted",
    "downloaded",
    "save_exists",
    "save_failed",
    "save_nothing",
    "find_placeholder",
    "found_of",
    "lookup_how",
    "lookup_nothing",
    "also_missing",
    "every_one",
    "new_caller",
    "why_heading",
    "why_no_terms",
    "why_question",
    "why_kinds",
    "why_score",
    "copied_surely",
    "plain_text_how",
    "list_removed",
    "batch_heading",
    "batch_how",
    "batch_source",
    "batch_target",
    "batch_progress",
    "batch_done",
    "batch_bad",
    "batch_stopped",
)
"""The keys of the pack's copy that the screen shows."""

HELP_KEYS = (
    ("Enter", "ask the question, or open what is marked"),
    ("Up", "earlier questions; in an answer: move"),
    ("Down, Tab", "from the prompt into the newest answer, and on"),
    ("Esc", "back to the prompt"),
)
HELP_ANSWER_KEYS = (("Up, Down", "to the quote before, to the next"),)
HELP_SOURCE_KEYS = (
    ("Left, Right", "previous and next heading"),
    ("Esc", "back"),
)
HELP_LOOKUP_KEYS = (
    ("Down, Enter", "from the words to the results"),
    ("1 to 9", "mark that result; again: open its document"),
    ("Enter", "open the document at the marked result"),
    ("Esc", "back to the words, then to the chat"),
)
"""Keys that keep their meaning; the others stand in the configuration's table of actions."""
HELP_HERE = {
    "save": "save the marked passage to a file",
    "start_over": "new caller: forget words, filters and, after asking, the conversation",
    "copy": "copy quote, source, note and passage id",
    "documents": "only one document",
}
"""What actions do in the look-up, where that is not what they do elsewhere."""
HELP_TITLE = "Help"
HELP_EVERYWHERE = "Keys (what you type always goes into your question)"
FORGET_TITLE = "Start over?"
FORGET_WHAT = (
    "The conversation, the list for your doctor and the look-up will be forgotten. Nothing brings "
    "them back, unless you saved them."
)
FORGET_YES = "Forget everything"
FORGET_NO = "Keep everything"
HELP_OUTSIDE = "outside a text box"
HELP_IN_ANSWER = "In an answer"
HELP_IN_LOOKUP = "In the look-up"
HELP_IN_SOURCE = "In the sources"
HELP_MOUSE = "Everything can also be clicked. Shift and the mouse mark text in most terminals."
HELP_THEMES = "Ctrl+P, then “light” or “dark”, changes the colors."
