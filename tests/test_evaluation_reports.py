"""What is written: the page, the run file, the text."""

from chatbot.evaluation.baseline import Baseline, compare, rows_of
from chatbot.evaluation.html import page
from chatbot.evaluation.reporting import result_text
from chatbot.evaluation.trec import run_lines
from evaluation_tables import answer, fact, outcome, question, quote, result

GOLD = ((fact("has calcium"),),)
SAID = answer(intent="cost", quotes=(quote("Milk has calcium."),))
TABLE = result(
    outcome(question("a", gold=GOLD, intents=("diet",), slices=("short",)), SAID, first=True),
    outcome(question("<b>", gold=GOLD, slices=("long",)), answer("abstain")),
)


def test_the_page_needs_nothing_else() -> None:
    """No address, no script; the charts are drawn in it, and questions are text, not markup."""
    comparison = compare(Baseline({"dev": rows_of(TABLE)}, {}), TABLE)
    text = page("Evaluation", [TABLE], [comparison])
    assert "http" not in text
    assert "<script" not in text
    assert "<link" not in text
    assert text.count("<svg") == 4
    assert "Question &lt;b&gt;?" in text
    assert "@media print" in text


def test_an_empty_curve_is_drawn() -> None:
    """A set that answers nothing still has a page."""
    text = page("E", [result(outcome(question("a", "abstain"), answer("abstain")))], [])
    assert "polyline" in text


def test_the_text_lists_the_missed_first() -> None:
    """The questions stand before the averages; a limit says how many are left."""
    text = result_text(TABLE, 1)
    assert text.index("Question <b>?") < text.index("Success@1")
    assert "… and 1 more (--missed lists all)" in text
    assert "food#s/1: Milk has calcium." in result_text(TABLE, None)


def test_scores_in_a_run_file_fall_strictly() -> None:
    """Equal scores are moved apart by more than trec_eval's rounding, large ones by more."""
    assert [
        line.split()[4] for line in run_lines("q", [("a", 1.5), ("b", 1.5), ("c", 1.49995)], "t")
    ] == [
        "1.5000",
        "1.4999",
        "1.4998",
    ]
    assert [line.split()[4] for line in run_lines("q", [("a", 2000.0), ("b", 2000.0)], "t")] == [
        "2000.00",
        "1999.99",
    ]
    assert list(run_lines("q", [], "t")) == []
