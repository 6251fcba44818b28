"""An answer as lines of text, word for word."""

import pytest

from chatbot.answer import Answer, Care, Context, Correction, Quote, Step
from chatbot.rendering import render_answer, row_text, wrapped

QUOTE = Quote(
    part=0,
    text="| Older | 10 litres |",
    document="roses",
    title="Roses",
    section="Watering",
    passage="roses#watering/1",
    source="A leaflet",
    reviewed=None,
    start=10,
    end=31,
    sha256="0" * 64,
    context=(
        Context("header", "| Age | Water a week |", 0, 9),
        Context("note", "Note: in dry weather.", 40, 61),
    ),
)


LABELS = {
    "corrected": "Read as:",
    "searched_for": "Searched for:",
    "source_word": "Source",
    "suggestions_heading": "You could also ask:",
}


def test_rendering_exactly() -> None:
    """Card, corrections, message, quote with header and note, citation, disclaimer, suggestions."""
    answer = Answer(
        question="how much watr",
        kind="answer",
        message="This is what the documents say.",
        disclaimer="Only the leaflets.",
        resolved=("how much water for older roses",),
        corrections=(Correction("watr", "water"),),
        care=Care("prompt", "r", "Talk to someone", "Do it soon.", "general caution"),
        quotes=(QUOTE,),
        suggestions=("What is a rose?",),
        explanation=(Step("route", "care"),),
    )
    assert (
        render_answer(answer, lambda key: LABELS.get(key, ""), label="Answer:")
        == """\
PLEASE NOTE. Talk to someone
Do it soon.
Source of this card: general caution

Read as: watr → water
Searched for: how much water for older roses

Answer: This is what the documents say.

Age: Older
Water a week: 10 litres
Note: in dry weather.
Source 1: Roses, Watering; no review date given (roses#watering/1)

Only the leaflets.

You could also ask:
1. What is a rose?"""
    )


@pytest.mark.parametrize(
    ("row", "header", "expected"),
    [
        ("| a | b |", "| A | B |", "A: a\nB: b"),
        ("| a | b |", "", "a\nb"),
        ("| a |  |", "| A | B |", "A: a"),
        ("| a | b | c |", "| A | B |", "A: a\nB: b\nc"),
        (r"| a \| b |", "| A |", r"A: a \| b"),
        ("| a | b |", "|  | B |", "a\nB: b"),
    ],
)
def test_rows_read_as_heading_and_value(row: str, header: str, expected: str) -> None:
    """A table row is read a cell a line, behind its column's heading."""
    assert row_text(row, header) == expected


def test_no_number_is_torn_from_its_sign() -> None:
    """Wrapping breaks at spaces only."""
    assert "-\n" not in wrapped("-2.5 to -1.0 and weight-bearing " * 20, 20)
