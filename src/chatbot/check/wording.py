"""Whether the pack has every fixed sentence that the turn and the faces show."""

from collections.abc import Iterator

from chatbot.check.faults import Fault
from chatbot.check.material import Material

COPY_KEYS = (
    # Composing
    "answer_one", "answer_many", "answer_parts", "answer_medium", "no_amount", "part_missing",
    "score_held", "score_unheld", "score_unread",
    "ask_sign", "ask_sign_minus", "ask_sign_plus", "urgent_first", "urgent_then",
    "care_again", "refer_ask", "refer_anyone", "refer_quotes", "abstain",
    "abstain_missing", "also_missing", "ask_topic", "ask_topic_alone", "no_more", "abstain_help",
    "abstain_help_alone", "abstain_language", "disclaimer",
    "disclaimer_refer", "disclaimer_abstain", "disclaimer_urgent",
    # The faces
    "not_medical_advice", "privacy", "covers", "covers_heading", "examples_heading",
    "searching", "searched_for", "corrected", "score_heading", "score_place", "rephrase",
    "differ_heading",
    "caution_heading", "shown_above", "suggestions_heading", "nearest_heading", "older_dropped",
    "started_over", "copied", "fault", "documents_heading", "outline_heading", "quote_word",
    "find_placeholder", "found_of", "and_word",
    # Line mode
    "plain_how", "you_label", "answer_label", "source_word", "see_above_one",
    "see_above_many", "goodbye",
    # The list for the doctor, and files
    "list_heading", "list_about", "list_question", "list_empty", "list_empty_plain",
    "list_added", "list_there", "list_removed", "list_no_such", "list_ask_heading",
    "list_kept", "add_all", "add_one", "remove", "save_heading", "save_name", "save_text",
    "save_page", "save_data", "save_where", "saved", "saved_unnoted", "downloaded",
    "save_exists", "save_failed", "save_nothing", "question_word", "export_heading",
    "export_date",
    # The look-up
    "lookup_how", "lookup_nothing", "every_one", "new_caller",
    "why_heading", "why_no_terms", "why_question", "why_kinds", "why_score", "copied_surely",
    "plain_text_how",
    # A file of questions
    "batch_heading", "batch_how", "batch_source", "batch_target", "batch_progress", "batch_done",
    "batch_bad", "batch_stopped",
)  # fmt: skip
"""Every key that the program must find; a test holds this list and the code together."""
OWN_KEYS = ("opening", "examples", "doctor_questions")
"""What speaks of a pack's own documents: shown where the pack has it."""


def copy_is_complete(material: Material) -> Iterator[Fault]:
    """No fixed sentence is missing, the general ones counted in."""
    if material.merged is not None:
        for key in COPY_KEYS:
            if not material.merged.copy.get(key, "").strip():
                yield Fault("copy.toml", 0, key, "is missing")
