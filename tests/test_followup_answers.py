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


def talk(bot: Chatbot, *questions: str) -> list[Answer]:
    """The answers of one conversation."""
    turns: list[Turn] = []
    for question in questions:
        turns.append(Turn(question, bot.reply(question, turns)))
    return [turn.answer for turn in turns]


@pytest.mark.parametrize(
    ("texts", "rule"),
    [
        (("I have chest pain", "I'm fine now"), "better-now"),
        (("I have chest pain", "thank you", "it has passed"), "better-now"),
        (("I have chest pain", "What is osteopenia?", "I'm fine now"), "better-now"),
        (("I have chest pain", "sorry, wrong, I don't have that"), "taken-back"),
        (("I have chest pain", "ok"), "noted-care"),
        (("I have chest pain", "What is osteopenia?", "I see"), "noted-care"),
    ],
)
def test_after_a_card_a_correction_is_heard_calmly(
    bot: Chatbot, texts: tuple[str, ...], rule: str
) -> None:
    """It gets fixed words that let the card stand, and nothing from the documents."""
    *_, last = talk(bot, *texts)
    assert (last.kind, last.intents[0].name, last.quotes, last.resolved) == ("chat", rule, (), ())
    assert "above" in last.message


def test_a_card_comes_again_for_what_is_not_over(bot: Chatbot) -> None:
    """Who says "fine now, but" with a red flag is not taken for better."""
    *_, last = talk(bot, "I have chest pain", "I'm fine now but my legs are numb")
    assert last.kind == "urgent"


def test_why_not_and_whom_to_ask_stay_with_what_was_left_to_people(bot: Chatbot) -> None:
    """The reason and the person are told as often as they are asked for, without quotes."""
    first, *others = talk(
        bot, "Should I stop my alendronate?", "why not?", "who should I ask then?", "yes or no?"
    )
    whom = "the doctor who prescribes it, or a pharmacist"
    assert whom in first.message
    for answer in others:
        assert (answer.kind, answer.quotes, answer.disclaimer) == ("refer", (), first.disclaimer)
        assert whom in answer.message
        assert "{" not in answer.message


def test_why_not_after_another_answer_is_about_that(bot: Chatbot) -> None:
    """Once the documents have answered something, "why not?" is about it again."""
    *_, last = talk(bot, "Should I stop my alendronate?", "what is a T-score?", "why not?")
    assert last.kind == "answer"


def test_a_score_that_was_carried_over_does_not_answer_for_what_is_asked(bot: Chatbot) -> None:
    """Asked about tablets after a score, the rows of the score do not come first."""
    first = Turn(
        "my T-score is -1.3, what is that?", bot.reply("my T-score is -1.3, what is that?")
    )
    assert not bot.reply("do i need tablets?", [first]).quotes[0].text.startswith("|")
    assert bot.reply("why?", [first]).quotes[0].text.startswith("|")


@pytest.mark.parametrize(
    ("reply", "value"),
    [
        ("yes", -2.3),
        ("Yes please", -2.3),
        ("minus", -2.3),
        ("oh sorry, it was negative", -2.3),
        ("no", 2.3),
        ("yes, it's negative", -2.3),
        ("no, minus", -2.3),
        ("no, it is positive", 2.3),
        ("plus", 2.3),
        ("no minus sign", 2.3),
    ],
)
def test_a_sign_that_was_asked_about_is_told(bot: Chatbot, reply: str, value: float) -> None:
    """Yes, no, minus and plus answer "Did you mean -2.3?", and raise no alarm."""
    answer = talk(bot, "my t score is 2.3 what does it mean", reply)[-1]
    assert [score.value for score in answer.scores] == [value]
    assert answer.care is None


def test_a_score_that_cannot_be_read_is_asked_for_again(bot: Chatbot) -> None:
    """No part of the number is taken for the score; typed again, it is looked up."""
    unread, read = talk(bot, "my t score is -2..3, what does it mean", "-2.3")
    assert unread.message.startswith(bot.say("score_unread"))
    assert not unread.scores
    assert [score.value for score in read.scores] == [-2.3]


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


@pytest.mark.parametrize("text", ["2", "ok the second one", "the second one please"])
def test_a_number_picks_from_what_was_shown_last(bot: Chatbot, text: str) -> None:
    """The suggestions below a greeting are picked from as those below an answer."""
    answers = talk(bot, "what is a t-score", "what can you do", text)
    assert answers[-1].resolved == (answers[1].suggestions[1],)


@pytest.mark.parametrize("text", ["what?", "sorry, what", "this is all too much"])
def test_what_was_not_understood_is_not_looked_up(bot: Chatbot, text: str) -> None:
    """To ask "what?" is to ask to hear it again, and is no question of its own."""
    assert talk(bot, "What is yoga?", text)[-1].intents[0].name == "repeat"


@pytest.mark.parametrize("text", ["oh no. what now?", "ok what then", "too much?"])
def test_what_goes_on_is_looked_up(bot: Chatbot, text: str) -> None:
    """To ask "what now?" is to go on with what was spoken of."""
    assert talk(bot, "What is osteopenia?", text)[-1].kind != "chat"


def test_who_asks_why_is_not_shown_the_same_again(bot: Chatbot) -> None:
    """The one thing that was quoted has been read: "why?" is answered from other passages."""
    first, second = talk(bot, "how often are scans repeated", "why?")
    assert len(first.quotes) == 1
    assert first.quotes[0].passage not in {quote.passage for quote in second.quotes}


@pytest.mark.parametrize("text", ["why?", "tell me more"])
def test_where_nothing_is_left_to_say_it_is_said(bot: Chatbot, text: str) -> None:
    """Of magnesium one passage speaks; after it nothing about other things is shown."""
    answer = talk(bot, "how much magnesium do I need a day?", text)[-1]
    assert (answer.quotes, answer.message) == ((), bot.say("no_more"))


def test_a_card_that_was_shown_is_recalled_in_few_words(bot: Chatbot) -> None:
    """Where only carried words call for it the card is cut short; typed again it stands whole."""
    told = "I take Fosamax and my jaw hurts"
    first, second, third, fourth = talk(
        bot, told, "what is it used for?", told, "I also have crushing chest pain now"
    )
    assert [a.care.rule for a in (first, second, third) if a.care] == ["jaw-on-bone-medicine"] * 3
    assert second.care
    assert second.care.text == bot.say("care_again")
    assert third.care == first.care
    assert fourth.care
    assert (fourth.kind, fourth.care.level) == ("urgent", "emergency")


def test_an_urgent_card_is_never_cut_short(bot: Chatbot) -> None:
    """While the talk is of it, what needs help now stands in full above each answer."""
    first, second = talk(
        bot, "my back hurts since I lifted a box, I have osteoporosis", "what could it be?"
    )
    assert first.care
    assert second.care == first.care


def test_a_bare_yes_is_no_topic(bot: Chatbot) -> None:
    """What follows a "yes" to nothing goes on with what was spoken of before it."""
    assert talk(bot, "What is yoga?", "yes", "and tai chi?")[-1].resolved == ("What is tai chi?",)


def test_what_cannot_be_compared_is_quoted_by_itself(bot: Chatbot) -> None:
    """Where no passage compares two medicines, what is said of them is shown."""
    answer = talk(bot, "compare bisphosphonates and denosumab")[-1]
    assert answer.kind == "answer"
    assert "denosumab" in " ".join(quote.text for quote in answer.quotes)


@pytest.mark.parametrize(
    ("texts", "kind", "resolved"),
    [
        (("my T-score is -2.1", "what does that mean"), "answer",
         "what does that mean (T score -2.1)?"),
        (("my z score was -2.4", "so what does that mean then"), "answer",
         "what does that mean then (z score -2.4)?"),
        (("tscore minus two point four", "what does that mean"), "answer",
         "what does that mean (tscore minus two point four)?"),
        (("what is osteopenia", "what does that mean"), "chat", ""),
        (("can osteopenia be reversed?", "how long does that take"), "answer",
         "how long does it take (osteopenia reversed)?"),
        (("can osteoporosis be reversed", "my friend says no", "what about osteopenia"), "answer",
         "can osteopenia be reversed"),
        (("can i still lift weights", "how often", "what about yoga"), "refer",
         "can i still yoga"),
        (("how much calcium", "she is also confused today"), "urgent",
         "she is also confused today"),
        (("do i have it if my score is -1.8", "minus 1.8 sorry i mean -0.8"), "refer",
         "do i have it if my score is -0.8"),
    ],
)  # fmt: skip
def test_what_a_follow_up_reaches_back_to(
    bot: Chatbot, texts: tuple[str, ...], kind: str, resolved: str
) -> None:
    """It is what was asked about: no aside, no other question in between, no number put right."""
    *_, last = talk(bot, *texts)
    assert (last.kind, " ".join(last.resolved)) == (kind, resolved)


def test_what_was_left_to_people_is_so_for_the_next_thing(bot: Chatbot) -> None:
    """Who must not be told about calcium must not be told about vitamin D by "vit d then"."""
    texts = ("I have kidney disease", "is calcium ok", "vit d then", "and magnesium")
    assert [answer.kind for answer in talk(bot, *texts)] == ["refer"] * 4


def test_who_was_asked_is_no_topic(bot: Chatbot) -> None:
    """The talk goes on about what a doctor spoke of, not about the doctor."""
    texts = ("my doctor mentioned FRAX, what's that?", "what does it look at")
    assert talk(bot, *texts)[-1].resolved == ("what does it look at (FRAX)?",)
