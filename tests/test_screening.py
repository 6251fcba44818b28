"""The screen in front of a rule book lets every text through that a rule may match."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.compiling.screening import Screen
from chatbot.pack.records import Rule, RuleFile
from chatbot.pack.rulebook import RuleBook, compile_rules
from chatbot.pack.words import split_words

FILE = RuleFile(
    rules=(
        Rule(
            "fall",
            ("(i|we) [really] fall ..2 stairs", "hip &3 hurt"),
            (),
            (),
            (),
            guards=("negation",),
        ),
        Rule("chest", ("chest (pain|ache) !2(no|none)",), ("exercise",), (), ()),
    ),
    guards={"negators": ("not", "never")},
)
TABLES = compile_rules(FILE, {})
BOOK, SCREEN = RuleBook(TABLES), Screen(TABLES)
WORDS = "i we really fell down the stairs hip hurts chest pain not none exercise . bone".split()


def passes(text: str) -> bool:
    """Whether the screen lets a text through."""
    return SCREEN.passes([word.text for word in split_words(text)])


@given(st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join))
def test_no_text_that_a_rule_matches_is_held_back(text: str) -> None:
    """What the rule book finds, the screen passes, whatever was asked of it before."""
    assert passes(text) or not BOOK.find(text)


@pytest.mark.parametrize(
    ("text", "passed"),
    [
        ("I fell on the stairs", True),
        ("my hip still hurts", True),
        ("my hip", False),  # the other side is not there
        ("stairs fell we", False),  # a side in another order is none
        ("not never", False),  # a guard alone is no rule
        ("exercise", False),
        ("my hip does not hurt", True),  # whether a guard voids it, the rule book decides
        ("", False),
    ],
)
def test_a_text_passes_that_holds_all_sides_of_a_phrase(text: str, *, passed: bool) -> None:
    """A phrase's sides must all be there; that they are near and not voided is not asked."""
    assert passes(text) is passed
