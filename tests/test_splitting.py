"""A message into the parts that ask, and the background that only tells."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.conversation.splitting import MAX_PARTS, Part, asks, split_parts


def split(bot: Chatbot, text: str) -> list[str]:
    """The parts of a message."""
    return [part.text for part in split_parts(text, bot.library.analyzer, bot.library.kinds)]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("What is osteopenia?", ["What is osteopenia?"]),
        ("calcium", ["calcium"]),
        ("exercise and diet", ["exercise and diet"]),
        ("  padded  ", ["padded"]),
        ("Which scans, if any, should I have?", ["Which scans, if any, should I have?"]),
        (
            "How much calcium and vitamin D a day, and which exercise?",
            ["How much calcium a day", "How much vitamin D a day", "which exercise?"],
        ),
        (
            "How much calcium, vitamin D and magnesium do I need?",
            [f"How much {x} do I need?" for x in ("calcium", "vitamin D", "magnesium")],
        ),
        ("What is osteopenia and how is it treated?", ["What is osteopenia", "how is it treated?"]),
        (
            "How do bisphosphonates work, and what are their side effects?",
            ["How do bisphosphonates work", "what are their side effects?"],
        ),
        ("What is FRAX? What is DXA?", ["What is FRAX?", "What is DXA?"]),
        ("is milk good and is cheese good", ["is milk good", "is cheese good"]),
        ("My T-score is -1.8, what does that mean?", ["My T-score is -1.8, what does that mean?"]),
        ("T-score -1.8. Is that bad?", ["T-score -1.8. Is that bad?"]),
        ("I take 2.5 mg a day. Is that ok?", ["I take 2.5 mg a day. Is that ok?"]),
        ("Is it safe to jump and run?", ["Is it safe to jump and run?"]),
        ("salt and pepper, how much?", ["salt and pepper, how much?"]),
        ("What about my hip, is that safe?", ["What about my hip, is that safe?"]),
        (
            "My question is whether it can be reversed and how long it takes.",
            ["My question is whether it can be reversed", "how long it takes."],
        ),
        ("What should I eat, if I hate milk?", ["What should I eat, if I hate milk?"]),
        ("How about yoga, and is milk good?", ["How about yoga", "is milk good?"]),
        ("Side effects and cost of Prolia", ["Side effects of Prolia", "cost of Prolia"]),
        (
            "What are the causes and symptoms of osteoporosis?",
            ["What are the causes of osteoporosis?", "What are the symptoms of osteoporosis?"],
        ),
        (
            "cost of a dexa scan and how long it takes",
            ["cost of a dexa scan", "how long it takes"],
        ),
        ("my scan costs a lot, what is that", ["my scan costs a lot, what is that"]),
        (
            "What's the difference between osteopenia and osteoporosis?",
            ["What's the difference between osteopenia and osteoporosis?"],
        ),
    ],
)
def test_parts(bot: Chatbot, text: str, parts: list[str]) -> None:
    """Each question is a part; "how much A and B" is a part a thing; a comparison stays whole."""
    assert split(bot, text) == parts


def test_what_only_tells_is_background(bot: Chatbot) -> None:
    """A sentence that asks nothing goes with each part as its background."""
    text = "My mum fell last year. She eats no cheese. What is FRAX? Does milk have calcium?"
    told = "My mum fell last year. She eats no cheese."
    assert split_parts(text, bot.library.analyzer, bot.library.kinds) == (
        Part("What is FRAX?", told),
        Part("Does milk have calcium?", told),
    )


@pytest.mark.parametrize(
    ("request_", "parts"),
    [
        (
            "I would like to know how it works and whether it matters for bones.",
            ["I would like to know how it works", "whether it matters for bones."],
        ),
        (
            "Please tell me how much calcium I need and if milk is bad.",
            ["Please tell me how much calcium I need", "if milk is bad."],
        ),
    ],
)
def test_what_a_letter_asks_for_is_asked(bot: Chatbot, request_: str, parts: list[str]) -> None:
    """In a letter without question marks each thing that somebody wants to know is a part."""
    told = "I am seventy, and many people have told me many things of my bones and of the pills. "
    assert split(bot, told + request_) == parts


def test_in_a_long_sentence_without_marks_the_request_is_asked(bot: Chatbot) -> None:
    """What stands ahead of the request is told; each thing behind it is a part of its own."""
    letter = (
        "my score is -1.9 and i am 55 and i do not like any tablets so i would like to know if i "
        "can reverse it with exercise and what foods to avoid also how long it takes thank you"
    )
    parts = split_parts(letter, bot.library.analyzer, bot.library.kinds)
    assert [part.text for part in parts] == [
        "i would like to know if i can reverse it with exercise",
        "what foods to avoid",
        "how long it takes thank you",
    ]
    assert {part.background for part in parts} == {
        "my score is -1.9 and i am 55 and i do not like any tablets so"
    }


def test_what_a_caller_wants_to_know_is_asked(bot: Chatbot) -> None:
    """A call agent's note ends in its questions, the first behind "wants to know"."""
    note = (
        "Caller is 52, early menopause at 44, on steroids for her lungs for six years, T-score -1.4 "
        "spine, wants to know does menopause cause bone loss, do steroids matter, and what about "
        "vitamin D how much"
    )
    assert split(bot, note) == [
        "wants to know does menopause cause bone loss",
        "do steroids matter",
        "what about vitamin D how much",
    ]


def test_what_somebody_else_asks_is_asked(bot: Chatbot) -> None:
    """Of a long message about a caller the sentence that says what they ask is the question."""
    told = "A lady of 58 is on the line, her scan said -1.4 in 2019 and -1.9 this year, she walks. "
    text = told + "She asks how often the scan is repeated and what it costs."
    assert split(bot, text) == ["She asks how often the scan is repeated", "what it costs."]


def test_of_many_questions_the_first_are_answered(bot: Chatbot) -> None:
    """No message has more than four parts."""
    text = " ".join(f"What is {name}?" for name in ("BMD", "DXA", "FRAX", "HRT", "calcium", "bone"))
    assert split(bot, text) == ["What is BMD?", "What is DXA?", "What is FRAX?", "What is HRT?"]
    assert MAX_PARTS == 4


def test_in_a_long_letter_only_question_marks_ask(bot: Chatbot) -> None:
    """A letter tells much that sounds like a question; what has a question mark is one."""
    letter = (
        "I am seventy and what worries me is how quickly I get tired when I walk the dog. "
        "My daughter says that I should ask somebody. How much calcium do I need? Thank you."
    )
    assert split(bot, letter) == ["How much calcium do I need?"]


@pytest.mark.parametrize(
    ("sentence", "does"),
    [
        ("what is bone", True),
        ("and how much", True),
        ("can I run", True),
        ("my score is -2, what is that", True),
        ("bones?", True),
        ("I know what hurts", False),
        ("my hip hurts", False),
        ("", False),
    ],
)
def test_which_sentences_ask(sentence: str, does: bool) -> None:  # noqa: FBT001
    """A question has its mark, begins as one, or has a clause that does."""
    assert asks(sentence) is does


PIECES = st.sampled_from(
    "what how is calcium vitamin D much and or , . ? ! ; \n -2.5 2.5 milk my hip , and & but 1".split(
        " "
    )
)
MESSAGES = st.one_of(st.lists(PIECES, max_size=40).map(" ".join), st.text(max_size=80))


@given(MESSAGES)
def test_every_part_asks_something(bot: Chatbot, text: str) -> None:
    """A message has one to four parts; none is empty unless the message is."""
    parts = split(bot, text)
    assert 1 <= len(parts) <= MAX_PARTS
    if any(letter.isalnum() for letter in text):
        assert all(any(letter.isalnum() for letter in part) for part in parts)


@given(MESSAGES)
def test_no_part_gains_a_word(bot: Chatbot, text: str) -> None:
    """Parts are made of the message's own words and numbers, and of no others."""
    for part in split_parts(text, bot.library.analyzer, bot.library.kinds):
        assert set(f"{part.text} {part.background}".split()) <= {
            piece
            for word in text.split()
            for piece in (word, word.strip(" ,;"), word.rstrip(",") + ",")
        } | set(re.sub(r"[,;&]", " ", re.sub(r"([.?!]+)", r"\1 ", text)).split())
