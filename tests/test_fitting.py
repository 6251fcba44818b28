"""What of an answer's quotes is shown: within the budget, each place once, a part's first first."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.answer import MAX_QUOTES, Difference, Quote
from chatbot.conversation.composing.fitting import distinct, quoted_first, within_budget
from drafted import part, quote


def test_quotes_stay_within_their_budget() -> None:
    """What does not fit into 1,500 characters is left out, and what is shorter still fits."""
    quotes = [quote(0, 0, 600), quote(0, 700, 600), quote(0, 1400, 400), quote(0, 2000, 300)]
    kept, _ = within_budget(quotes, ())
    assert [q.start for q in kept] == [0, 700, 2000]
    assert sum(q.length for q in kept) == MAX_QUOTES


def test_the_first_quote_of_each_part_is_kept() -> None:
    """Three parts with long quotes: each part's first comes before any part's second."""
    parts = tuple(part(quote(n, 0, 480, f"d{n}"), quote(n, 500, 480, f"d{n}")) for n in range(3))
    assert [(q.part, q.start) for q in quoted_first(parts)] == [(0, 0), (1, 0), (2, 0)]


def test_differences_come_before_further_quotes() -> None:
    """A difference that fits is shown; what it shares with the quotes counts once."""
    first, second, third = quote(0, 0, 600), quote(0, 700, 500), quote(0, 1300, 300, "b")
    difference = Difference("line", "differ", "They differ.", (first, third))
    kept, shown = within_budget([first, second], [difference])
    assert shown == (difference,)
    assert kept == (first, second)
    other = Difference("other", "differ", "They differ.", (quote(0, 0, 950, "c"),))
    assert within_budget([first, second], [other])[1] == ()


def test_overlapping_quotes_are_one() -> None:
    """Of quotes that overlap the first is kept; the same place of another document is another."""
    quotes = [quote(0, 100, 50), quote(0, 140, 50), quote(0, 150, 5), quote(0, 100, 50, "b")]
    assert distinct(quotes) == [quotes[0], quotes[2], quotes[3]]


@pytest.mark.parametrize(
    ("second", "kept"),
    [
        (quote(1, 100, 50), quote(1, 100, 50)),
        (quote(1, 110, 20), quote(1, 100, 50)),
        (quote(1, 140, 50), quote(1, 140, 50)),
    ],
)
def test_a_part_keeps_its_first_quote(second: Quote, kept: Quote) -> None:
    """What another part shows already is pointed to; what goes beyond it is shown."""
    parts = (part(quote(0, 100, 50)), part(second, quote(1, 300, 50)))
    assert quoted_first(parts) == (quote(0, 100, 50), kept, quote(1, 300, 50))


PARTS = st.lists(
    st.tuples(st.integers(0, 3), st.integers(0, 4), st.sampled_from("abc")).map(
        lambda item: quote(item[0], item[1] * 600, 600 - 60 * item[1], item[2])
    ),
    max_size=12,
)


@given(PARTS, PARTS)
def test_no_answer_is_over_its_budget(quotes: list[Quote], others: list[Quote]) -> None:
    """Quotes and differences together never hold over 1,500 characters, each place counted once."""
    claims = [Difference("t", "differ", "They differ.", tuple(others[n::3])) for n in range(2)]
    kept, shown = within_budget(distinct(quotes), claims)
    places = {(q.document, q.start): q for q in kept}
    for difference in shown:
        places |= {(q.document, q.start): q for q in difference.quotes}
    assert sum(q.length for q in places.values()) <= MAX_QUOTES
    assert set(kept) <= set(quotes)
    assert [q.part for q in kept] == sorted(q.part for q in kept)
