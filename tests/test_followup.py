"""A follow-up becomes a question that stands alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.conversation.followup import Resolved, resolve, with_topic

CHOICES = ("What is FRAX?", "What is a Z-score?")


def resolved(bot: Chatbot, text: str, before: str) -> Resolved:
    """What is searched for a message after a question."""
    earlier = [before] if before else []
    return resolve(text, earlier, CHOICES, bot.library.analyzer, bot.library.kinds)


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        ("How much calcium a day?", "and magnesium?", "How much magnesium a day?"),
        ("How much calcium a day?", "what about vitamin D?", "How much vitamin D a day?"),
        ("How much calcium a day?", "thanks, and protein?", "How much protein a day?"),
        ("What is osteopenia?", "no, I meant osteoporosis", "What is osteoporosis?"),
        ("What is a DXA scan?", "How often?", "How often (DXA scan)?"),
        ("What is yoga?", "is it safe?", "is it safe (yoga)?"),
        ("Does osteopenia hurt?", "why?", "why (osteopenia hurt)?"),
        ("What does a T-score of -1.8 mean?", "and -2.7?", "What does a T-score of -2.7 mean?"),
        ("What does a T-score of -1.8 mean?", "sorry, -2.7", "What does a T-score of -2.7 mean?"),
        (
            "What does a T-score of -1.8 mean?",
            "and −2.7?",
            "What does a T-score of −2.7 mean?",
        ),
        (
            "I'm 58, T-score -2.1. what now?",
            "and if it were -3.1?",
            "I'm 58, T-score -3.1. what now?",
        ),
        ("I'm 58, T-score -2.1", "and at 70?", "I'm 70, T-score -2.1"),
        ("My T-score is -2.1", "why?", "why (T score -2.1)?"),
        ("Is yoga safe?", "how long for?", "how long for (yoga safe)?"),
        ("What is FRAX?", "the second one", "What is a Z-score?"),
        ("What is BMD?", "1", "What is FRAX?"),
        ("What is BMD?", "option 2 please", "What is a Z-score?"),
        ("What is BMD?", "the last", "What is a Z-score?"),
    ],
)
def test_follow_ups(bot: Chatbot, before: str, text: str, searched: str) -> None:
    """What is new takes its place in the question before, with its sign."""
    found = resolved(bot, text, before)
    assert (found.text, found.followup, found.more) == (searched, True, False)


@pytest.mark.parametrize(
    "text",
    [
        "What is the capital of France?",
        "How much does a DXA scan cost?",
        "How do bisphosphonates work and what are their side effects in older people?",
        "5",
        "-2.7?",
        "My T-score is -2.1, what does that mean?",
    ],
)
def test_what_stands_alone_is_left_alone(bot: Chatbot, text: str) -> None:
    """A message that says what it is about is searched as it was typed."""
    assert resolved(bot, text, "What is osteopenia?") == Resolved(text)


@pytest.mark.parametrize("text", ["and magnesium?", "tell me more", "2", "why?", "no, calcium"])
def test_without_a_turn_before_nothing_is_resolved(bot: Chatbot, text: str) -> None:
    """The first message of a conversation has nothing to lean on."""
    assert resolved(bot, text, "") == Resolved(text)


def test_the_part_of_its_kind_is_taken(bot: Chatbot) -> None:
    """After several parts a follow-up goes on with the one about a thing of its kind."""
    earlier = ["How much calcium a day", "which exercise?"]
    found = resolve("and magnesium?", earlier, (), bot.library.analyzer, bot.library.kinds)
    assert found.text == "How much magnesium a day"


@pytest.mark.parametrize(
    "text", ["tell me more", "more please", "go on", "what else?", "And then?"]
)
def test_asking_for_more(bot: Chatbot, text: str) -> None:
    """Asking for more repeats the question and leaves out what was quoted."""
    assert resolved(bot, text, "What is yoga?") == Resolved(
        "What is yoga?", followup=True, more=True
    )


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


MESSAGES = st.one_of(
    st.text(max_size=60),
    st.lists(
        st.sampled_from(
            "and no -2.7 2 calcium it why the first more osteopenia ? , vitamin D".split()
        )
    ).map(" ".join),
)


@given(MESSAGES, MESSAGES)
def test_any_message_resolves(bot: Chatbot, text: str, before: str) -> None:
    """No pair of messages breaks it, and nothing that asks becomes nothing."""
    found = resolved(bot, text, before)
    assert found.text or not text.strip() or not before.strip() or not text.strip(" ?.!,")
    assert found.followup or found.text == text
    assert found.followup or not found.more
