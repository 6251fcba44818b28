"""A follow-up becomes a question that stands alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.conversation.followup import Resolved, resolve

CHOICES = ("What is FRAX?", "What is a Z-score?")


def resolved(bot: Chatbot, text: str, before: str) -> Resolved:
    """What is searched for a message after a question."""
    earlier = [before] if before else []
    library = bot.library
    choices = CHOICES if before else ()
    return resolve(text, earlier, choices, library.analyzer, library.kinds, library.sites)


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
    ("text", "searched"),
    [
        ("oh ok, is it safe?", "is it safe (yoga)?"),
        ("Interesting. How often?", "How often (yoga)?"),
        ("makes sense. why?", "why (yoga)?"),
        ("good to know! and tai chi?", "What is tai chi?"),
        ("hm right. and tai chi?", "What is tai chi?"),
        ("oh no. is it safe then", "is it safe then (yoga)?"),
        ("in that case, is it safe?", "is it safe (yoga)?"),
    ],
)
def test_a_reaction_is_no_part_of_the_question(bot: Chatbot, text: str, searched: str) -> None:
    """What people say before they go on is not searched, whatever it is."""
    assert resolved(bot, text, "What is yoga?").text == searched


@pytest.mark.parametrize("text", ["Good sources of calcium?", "Right hip or left hip?", "Wow"])
def test_a_word_that_belongs_to_the_question_stays(bot: Chatbot, text: str) -> None:
    """The same words are left where they are what is asked, or all that is said."""
    assert resolved(bot, text, "What is yoga?").text == text


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        ("Is yoga safe?", "ok different topic, what is FRAX?", "what is FRAX?"),
        ("Is yoga safe?", "by the way does smoking matter?", "does smoking matter?"),
        ("Is yoga safe?", "one more thing, what is kyphosis", "what is kyphosis"),
        ("Is yoga safe?", "next question: how is FRAX done", "how is FRAX done"),
        (
            "Is yoga safe?",
            "And how often should the scan be repeated?",
            "And how often should the scan be repeated?",
        ),
        ("Is yoga safe?", "and what does FRAX measure?", "and what does FRAX measure?"),
        ("How much calcium a day?", "scratch that, how much vitamin D", "how much vitamin D"),
        (
            "what medicines for osteopenia?",
            "forget the drugs. what helps",
            "what helps (osteopenia)?",
        ),
    ],
)
def test_a_new_topic_does_not_drag_the_old_one_along(
    bot: Chatbot, before: str, text: str, searched: str
) -> None:
    """A change of subject, a question in full and what is taken back end the old topic."""
    assert resolved(bot, text, before).text == searched


def test_what_was_not_spoken_of_is_taken_back_too(bot: Chatbot) -> None:
    """To forget the drugs is no question about drugs, whatever was spoken of."""
    text = "ok forget the drugs, what can I eat"
    assert "drugs" not in resolved(bot, text, "how much vitamin d a day").text
    assert resolved(bot, "forget the drugs, what can I eat", "").text == "what can I eat"


def test_of_a_long_message_its_last_things_are_carried(bot: Chatbot) -> None:
    """What goes on after a letter takes up few of its things, and never the letter."""
    letter = "my father has osteoporosis and he takes calcium and smokes and " + "well " * 25
    found = resolved(bot, "and yoga?", letter + "he has back pain, likes whisky, coffee and salt")
    assert found.text.startswith("yoga (")
    assert "father" not in found.text


def test_what_asks_in_full_may_lean_if_nothing_is_found(bot: Chatbot) -> None:
    """Behind "and" a question in full has a second reading, with the question before it."""
    found = resolved(bot, "and when is surgery used?", "how do you treat back pain")
    assert found.text == "and when is surgery used?"
    assert found.otherwise is not None
    assert found.otherwise.text == "when is surgery used (treat back pain)?"


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        (
            "How often is a T-score measured?",
            "no, I meant Z-score",
            "How often is a Z-score measured?",
        ),
        ("why (often tested T-score)?", "no, I meant blood tests", "why (blood tests)?"),
        ("What is osteopenia?", "sorry, I meant FRAX", "What is FRAX?"),
        ("how much does a DEXA scan cost", "sorry I meant how often", "how often (DEXA scan)?"),
        ("when are women at risk", "sorry, men not women", "when are men at risk"),
        ("what is osteopenia", "not osteopenia, osteoporosis", "what is osteoporosis"),
        ("is yoga ok", "I said tai chi not yoga", "is tai chi ok"),
        ("is yoga ok", "tai chi instead of yoga", "is tai chi ok"),
        ("my hip score is -2.0", "sorry that was my spine", "my spine score is -2.0"),
        ("what does minus 2 mean", "no, plus 2", "what does plus 2 mean"),
    ],
)
def test_a_correction_takes_the_place_of_what_was_wrong(
    bot: Chatbot, before: str, text: str, searched: str
) -> None:
    """What was meant stands where the wrong thing stood, and the wrong thing is gone."""
    found = resolved(bot, text, before)
    assert (found.text, found.followup) == (searched, True)


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        ("is it safe (yoga)?", "does it hurt?", "does it hurt (yoga)?"),
        ("how is it different from kyphoplasty (vertebroplasty)?", "is it safe?",
         "is it safe (kyphoplasty vertebroplasty)?"),
        ("how much does a DEXA scan cost", "does it hurt?", "does it hurt (DEXA scan)?"),
        ("What are the risk factors for osteopenia", "can they be changed?",
         "can they be changed (risk factors, osteopenia)?"),
        ("How much vitamin D a day?", "for men?", "How much vitamin D a day, for men?"),
        ("How much vitamin D a day, for men?", "for women?", "How much vitamin D a day, for women?"),
        ("What are the risk factors for osteopenia?", "for men?",
         "What are the risk factors for osteopenia, for men?"),
        ("how much does a scan cost", "and the drugs?", "how much does a scan cost, and the drugs?"),
        ("how much does a scan cost, and the drugs?", "and physio?",
         "how much does a scan cost, and physio?"),
        ("What are bisphosphonates?", "what are the side effects?",
         "what are the side effects (bisphosphonates)?"),
        ("i have pain on back low", "is from osteoporosis?", "is from osteoporosis (pain back low)?"),
        ("how much vitamin d", "what happens if you take too much",
         "what happens if you take too much (vitamin d)?"),
    ],
)  # fmt: skip
def test_the_topic_is_carried_and_not_all_that_was_asked_of_it(
    bot: Chatbot, before: str, text: str, searched: str
) -> None:
    """Turn by turn the talk is of the same thing; the earlier questions about it fall away."""
    assert resolved(bot, text, before).text == searched


@pytest.mark.parametrize(
    ("text", "searched"),
    [
        ("and if the hip were -2.6?", "spine -2.7, hip -2.6"),
        ("what about the spine?", "spine -2.7?"),
        ("and the hip?", "hip -1.9?"),
    ],
)
def test_of_several_scores_the_one_at_the_named_place_is_meant(
    bot: Chatbot, text: str, searched: str
) -> None:
    """A place that scores are taken at tells which of them is spoken of."""
    assert resolved(bot, text, "spine -2.7, hip -1.9").text == searched


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        ("What is a Z-score?", "mine was -2.4", "mine was -2.4 (Z-score)?"),
        ("What is a Z-score?", "-2.4?", "-2.4 (Z-score)?"),
        ("my Z-score is -1", "her hip is -2.4", "her hip is -2.4 (Z-score)?"),
        ("What is a Z-score?", "my T-score is -2.4", "my T-score is -2.4"),
        ("mine was -2.4 (Z-score)?", "what should they check?",
         "what should they check (-2.4 Z-score)?"),
    ],
)  # fmt: skip
def test_a_score_without_its_kind_is_of_the_kind_spoken_of(
    bot: Chatbot, before: str, text: str, searched: str
) -> None:
    """After a question about one kind of score a bare number is no other kind."""
    assert resolved(bot, text, before).text == searched


@pytest.mark.parametrize(
    ("before", "text", "searched"),
    [
        ("is alcohol bad", "wine too?", "is alcohol bad, and wine?"),
        ("how much protein", "per meal?", "how much protein, per meal?"),
        ("good sources of calcium?", "what if I dislike milk",
         "good sources of calcium, if I dislike milk?"),
        ("how is back pain managed?", "And if that doesn't work, anything more drastic?",
         "how is back pain managed, if that doesn't work, anything more drastic?"),
        ("What is denosumab?", "compared to bisphosphonates?",
         "What is denosumab, compared to bisphosphonates?"),
        ("What is denosumab?", "any nasty effects?", "any nasty effects (denosumab)?"),
        ("can stress cause bone loss", "through what", "what (stress cause bone loss)?"),
        ("side effects of alendronate", "of denosumab?", "side effects of denosumab?"),
        ("side effects of HRT", "of denosumab?", "side effects of denosumab"),
        ("how long do you take them (bisphosphonates)?", "and the side effects?",
         "the side effects (bisphosphonates)?"),
        ("is it safe (yoga)?", "and running?", "is it safe (running)?"),
        ("how much does it cost (scan)?", "for men?", "how much does it cost, for men (scan)?"),
        ("hip -1.9?", "what about at 65?", "hip -1.9, at 65?"),
    ],
)  # fmt: skip
def test_what_is_added_stands_beside_the_question_before(
    bot: Chatbot, before: str, text: str, searched: str
) -> None:
    """A condition, a comparison or one thing more leaves the question before as it was."""
    assert resolved(bot, text, before).text == searched


def test_one_of_the_things_that_were_compared(bot: Chatbot) -> None:
    """In front of a question "the first one" is the first thing of the question before."""
    before = "What is the difference between osteopenia and osteoporosis?"
    assert resolved(bot, "and the first one, is it a disease?", before).text == (
        "is it a disease (osteopenia)?"
    )
    assert resolved(bot, "the latter, does it hurt?", before).text == "does it hurt (osteoporosis)?"


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("the first source, what else does it say", 1),
        ("what does the second quote mean", 2),
        ("and source 3?", 3),
        ("more from the last document", -1),
    ],
)
def test_a_source_that_was_shown_is_asked_for_more(bot: Chatbot, text: str, source: int) -> None:
    """A quote's number repeats the question, for that document and without what was quoted."""
    found = resolved(bot, text, "What is yoga?")
    assert (found.text, found.more, found.source) == ("What is yoga?", True, source)


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
    ("text", "searched"),
    [("the dexa scan", "is it safe (the dexa scan)?"), ("yoga", "is it safe (yoga)?")],
)
def test_a_thing_is_named_after_it_was_asked_for(bot: Chatbot, text: str, searched: str) -> None:
    """Of "is it safe?" without a talk we ask what is meant; the thing alone completes it."""
    found = resolved(bot, text, "is it safe?")
    assert (found.text, found.said) == (searched, "is it safe")


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
