"""What a follow-up is answered with, once it is completed."""

import pytest

from chatbot import Chatbot
from chatbot.answer import Turn


def test_a_source_gives_more_of_its_own_document_only(bot: Chatbot) -> None:
    """What is quoted for "the first source" is new and of that source's document."""
    first = Turn("how much calcium a day?", bot.reply("how much calcium a day?"))
    more = bot.reply("the first source, what else does it say?", [first])
    shown = {quote.passage for quote in first.answer.quotes}
    assert {quote.document for quote in more.quotes} == {first.answer.quotes[0].document}
    assert shown.isdisjoint(quote.passage for quote in more.quotes)
    assert bot.reply("source 9", [first]).resolved == ("source 9",)


@pytest.mark.parametrize(
    ("before", "text", "kind"),
    [
        ("what does osteopenia mean", "can it be undone?", "answer"),
        ("what does osteopenia mean", "is it a disease?", "answer"),
        ("what is alendronate?", "should I stop it?", "refer"),
        ("what is alendronate?", "can I take it with milk?", "refer"),
    ],
)
def test_a_follow_up_is_a_decision_if_its_full_question_is(
    bot: Chatbot, before: str, text: str, kind: str
) -> None:
    """To ask whether "it" is a disease is to ask for no diagnosis; "stop it" asks for advice."""
    assert bot.reply(text, [Turn(before, bot.reply(before))]).kind == kind


def test_a_score_that_was_carried_over_does_not_answer_for_what_is_asked(bot: Chatbot) -> None:
    """Asked about tablets after a score, the rows of the score do not come first."""
    first = Turn(
        "my T-score is -1.3, what is that?", bot.reply("my T-score is -1.3, what is that?")
    )
    assert not bot.reply("do i need tablets?", [first]).quotes[0].text.startswith("|")
    assert bot.reply("why?", [first]).quotes[0].text.startswith("|")
