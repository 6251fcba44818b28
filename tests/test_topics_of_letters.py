"""The rest of a message is what its questions are about."""

import pytest

from chatbot import Chatbot
from chatbot.conversation.followup import with_topic


@pytest.mark.parametrize(
    ("text", "background", "whole"),
    [
        ("How much?", "", "How much?"),
        ("How much calcium?", "I like milk.", "How much calcium?"),
        ("Is that bad?", "My T-score is -1.8.", "My T-score is -1.8. Is that bad?"),
    ],
)
def test_the_rest_of_a_message_is_its_topic(
    bot: Chatbot, text: str, background: str, whole: str
) -> None:
    """A question that names nothing takes what the message speaks of."""
    assert with_topic(text, background, bot.library.analyzer, bot.library.kinds) == whole


def test_of_a_long_rest_its_topics_are_taken(bot: Chatbot) -> None:
    """What a long letter names most often stands behind its question."""
    letter = "I take calcium. " + "The weather is fine and the dog is well. " * 5 + "Calcium, then."
    whole = with_topic("How often?", letter, bot.library.analyzer, bot.library.kinds)
    assert whole == "How often (calcium)?"


def test_what_says_enough_takes_no_topic(bot: Chatbot) -> None:
    """A question of a long letter that says what it asks is not given the letter's other things."""
    letter = "I take calcium. " + "The weather is fine and the dog is well. " * 5 + "Calcium, then."
    text = "And how often should the scan be repeated?"
    assert with_topic(text, letter, bot.library.analyzer, bot.library.kinds) == text
