"""What a follow-up is answered with, once it is completed."""

import pytest

from chatbot import Chatbot
from chatbot.answer import Answer, Turn


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


def talk(bot: Chatbot, *questions: str) -> list[Answer]:
    """The answers of one conversation."""
    turns: list[Turn] = []
    for question in questions:
        turns.append(Turn(question, bot.reply(question, turns)))
    return [turn.answer for turn in turns]


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("yes", -2.3),
        ("Yes please", -2.3),
        ("minus", -2.3),
        ("oh sorry, it was negative", -2.3),
        ("no", 2.3),
        ("no, it is positive", 2.3),
        ("plus", 2.3),
    ],
)
def test_a_sign_that_was_asked_about_is_told(bot: Chatbot, reply: str, value: float) -> None:
    """Yes, no, minus and plus answer "Did you mean -2.3?", and raise no alarm."""
    answer = talk(bot, "my t score is 2.3 what does it mean", reply)[-1]
    assert [score.value for score in answer.scores] == [value]
    assert answer.care is None


@pytest.mark.parametrize(
    "questions",
    [
        ("is it safe?",),
        ("why?",),
        ("tell me more",),
        ("the second one",),
        ("hi", "yes"),
        ("What is yoga?", "no"),
        ("What is osteopenia?", "start over", "how often?"),
    ],
)
def test_what_names_nothing_is_asked_about(bot: Chatbot, questions: tuple[str, ...]) -> None:
    """Without a talk to lean on nothing is guessed: we ask what is meant, and offer topics."""
    answer = talk(bot, *questions)[-1]
    assert answer.message == bot.say("ask_topic")
    assert (answer.kind, answer.quotes, bool(answer.suggestions)) == ("abstain", (), True)


@pytest.mark.parametrize(
    "before", ["what is a dexa scan", "What is tai chi?", "how do bisphosphonates work"]
)
@pytest.mark.parametrize("text", ["is it safe?", "how long?", "what now?"])
def test_a_bare_question_asks_for_no_decision(bot: Chatbot, before: str, text: str) -> None:
    """What says nothing of its own is asked of the topic, and is no personal decision."""
    assert talk(bot, before, text)[-1].kind in ("answer", "abstain")


def test_a_bare_question_about_a_decision_stays_one(bot: Chatbot) -> None:
    """What was asked of a person's own case is still for people to decide."""
    answer = talk(bot, "I have kidney disease", "can I take alendronate with it?")[-1]
    assert answer.kind == "refer"


def test_a_number_picks_from_what_was_shown_last(bot: Chatbot) -> None:
    """The suggestions below a greeting are picked from as those below an answer."""
    answers = talk(bot, "what is a t-score", "what can you do", "2")
    assert answers[-1].resolved == (answers[1].suggestions[1],)


@pytest.mark.parametrize("text", ["what?", "sorry, what", "this is all too much"])
def test_what_was_not_understood_is_not_looked_up(bot: Chatbot, text: str) -> None:
    """To ask "what?" is to ask to hear it again, and is no question of its own."""
    assert talk(bot, "What is yoga?", text)[-1].intents[0].name == "repeat"


@pytest.mark.parametrize("text", ["oh no. what now?", "ok what then", "too much?"])
def test_what_goes_on_is_looked_up(bot: Chatbot, text: str) -> None:
    """To ask "what now?" is to go on with what was spoken of."""
    assert talk(bot, "What is osteopenia?", text)[-1].kind != "chat"
