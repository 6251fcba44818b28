"""An answer in plain lines: each source is shown once, and pointed to after that."""

import pytest

from chatbot.answer import Answer, Difference, Quote
from chatbot.exports.pieces import Cited, answer_pieces
from chatbot.rendering import render_answer

WORDS = {
    "see_above_one": "(See source {numbers} above.)",
    "see_above_many": "(See sources {numbers} above.)",
    "and_word": "and",
    "source_word": "Source",
    "differ_heading": "They differ:",
    "shown_above": "(shown above)",
}


def quote(part: int, start: int) -> Quote:
    """A quote of ten letters at a place."""
    return Quote(part, "a" * 10, "d", "T", "S", "d#s/1", "", None, start, start + 10, "hash")


def answer(*quotes: Quote, differs: tuple[Quote, ...] = ()) -> Answer:
    """An answer to two questions."""
    difference = Difference("line", "differ", "They differ.", differs)
    return Answer(
        question="How much, and how often?",
        kind="answer",
        message="This is it.",
        disclaimer="",
        resolved=("how much", "how often"),
        quotes=quotes,
        differences=(difference,) if differs else (),
    )


@pytest.mark.parametrize(
    ("places", "pointer"),
    [
        ((0,), "(See source 1 above.)"),
        ((0, 20), "(See sources 1 and 2 above.)"),
        ((0, 20, 40), "(See sources 1, 2 and 3 above.)"),
    ],
)
def test_a_difference_points_to_what_is_shown(places: tuple[int, ...], pointer: str) -> None:
    """Sources that stand above are listed as people list them."""
    quotes = tuple(quote(0, place) for place in places)
    text = render_answer(answer(*quotes, differs=quotes), lambda key: WORDS.get(key, ""))
    assert pointer in text


def test_what_answers_two_parts_is_shown_with_the_first() -> None:
    """The second part points to the quote of the first, on the screen and in a file."""
    both = answer(quote(0, 0), quote(1, 0), quote(1, 50))
    text = render_answer(both, lambda key: WORDS.get(key, ""))
    assert text.count("Source 1:") == 1
    assert "how often:\n\n(See source 1 above.)" in text
    assert "Source 2:" in text
    pieces = list(answer_pieces("How much?", both, lambda key: WORDS.get(key, "")))
    assert [piece.citation[:8] for piece in pieces if isinstance(piece, Cited)] == [
        "Source 1",
        "Source 2",
    ]
    assert any(not isinstance(p, Cited) and "(shown above)" in p.text for p in pieces)
