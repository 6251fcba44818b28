"""Whole conversations, word for word; `python tests/renew_conversations.py` renews them.

Renew them when wording or retrieval was changed on purpose, and read what changed: these pages
are what a reader of the program is shown, and what a reviewer of its wording reads.
"""

from pathlib import Path

import pytest

from chatbot import Chatbot
from golden import PAGES, replay


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_conversation_goes_as_written(bot: Chatbot, page: Path) -> None:
    """Each answer is the one on the page, to the letter."""
    text = page.read_text("utf-8")
    assert replay(bot, text) == text, "python tests/renew_conversations.py shows the change"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_a_page_names_its_rule(page: Path) -> None:
    """A page begins with a heading that is a sentence, and asks at least once."""
    lines = page.read_text("utf-8").split("\n")
    assert lines[0].startswith("# ")
    assert lines[0].endswith(".")
    assert any(line.startswith("> ") for line in lines)


def test_the_rules_that_readers_meet_first_have_a_page() -> None:
    """A definition, a score, a follow-up, several questions, a card, a referral, no answer."""
    assert len(PAGES) >= 8
