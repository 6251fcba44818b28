"""The whole turn on the built-in pack: what it must do, and what it does with bad input."""

import dataclasses
from collections.abc import Sequence

import pytest

from chatbot import Chatbot
from chatbot.answer import Answer, Quote, Turn
from chatbot.bot import MAX_QUESTION
from chatbot.errors import InputError


def talk(bot: Chatbot, *questions: str) -> Answer:
    """The last answer of a conversation."""
    turns: list[Turn] = []
    for question in questions:
        turns.append(Turn(question, bot.reply(question, turns)))
    return turns[-1].answer


def words(quotes: Sequence[Quote]) -> str:
    """All quoted words."""
    return "\n".join(quote.text for quote in quotes)


def documents(answer: Answer) -> set[str]:
    """The documents that an answer quotes."""
    return {quote.document for quote in answer.quotes}


# --- What it must do (issue 2), row by row ---


def test_what_is_osteopenia(bot: Chatbot) -> None:
    """A definition is quoted from more than one source, with citations."""
    answer = talk(bot, "What is osteopenia?")
    assert (answer.kind, answer.intents[0].name) == ("answer", "definition")
    assert len(documents(answer)) > 1
    assert all(quote.citation.startswith("Restated from ") for quote in answer.quotes)


@pytest.mark.parametrize("typed", ["−1.8", "-1.8", "minus 1.8", "-1,8"])
def test_a_t_score(bot: Chatbot, typed: str) -> None:
    """The row that holds the score comes with its header; the sign is kept; nobody "has" it."""
    answer = talk(bot, f"My T-score is {typed}, what does that mean?")
    assert answer.kind == "answer"
    assert "| -1.0 to -2.5 | Osteopenia |" in words(answer.quotes)
    assert [(s.kind, s.value) for s in answer.scores] == [("T", -1.8)]
    row = next(quote for quote in answer.quotes if quote.text.startswith("| Between"))
    assert [(c.role, c.text[:9]) for c in row.context] == [("header", "| T-score")]
    assert "−1.8" in answer.message
    assert "the documents call" in answer.message
    assert "you have" not in f"{answer.message} {answer.disclaimer}".lower()
    assert "FRAX" in answer.disclaimer
    assert "clinician" in answer.disclaimer
    span = answer.scores[0].band
    assert span is not None
    assert bot.documents[span.document].text[span.start : span.end] == span.text


def test_a_t_score_without_its_sign(bot: Chatbot) -> None:
    """A score above the limit without a sign is asked about, not looked up."""
    answer = talk(bot, "my t score is 2.1")
    assert "Did you mean −2.1?" in answer.message
    assert answer.scores == ()
    assert "Normal" not in words(answer.quotes)
    assert [s for s in answer.suggestions if "−2.1" in s or "+2.1" in s] == [
        *answer.suggestions[:2]
    ]


def test_a_score_on_the_line(bot: Chatbot) -> None:
    """At exactly −2.5 the rows come, and that the sources draw the line differently."""
    answer = talk(bot, "T-score exactly −2.5?")
    (difference,) = [d for d in answer.differences if d.relation == "differ"]
    assert "-2.5" in difference.topic
    shown = words([*answer.quotes, *difference.quotes])
    assert "| -2.5 and below | Osteoporosis |" in shown
    assert "| Below -2.5 | Osteoporosis |" in shown


def test_two_scores(bot: Chatbot) -> None:
    """Two sites, two scores, two rows."""
    answer = talk(bot, "spine −2.6, hip −1.9")
    assert [(s.value, s.site) for s in answer.scores] == [(-2.6, "spine"), (-1.9, "hip")]
    assert "| -2.5 and below |" in words(answer.quotes)
    assert "| Between -1.0 and -2.5 |" in words(answer.quotes)


def test_three_things_at_once(bot: Chatbot) -> None:
    """Calcium, vitamin D and exercise: each is answered with its own quotes."""
    answer = talk(bot, "How much calcium and vitamin D a day, and which exercise?")
    by_part = [words([q for q in answer.quotes if q.part == n]) for n in range(3)]
    assert len(answer.resolved) == 3
    assert "1,000 to 1,200 mg" in by_part[0]
    assert "600 to 800" in by_part[1]
    assert "exercise" in by_part[2].lower()


def test_and_magnesium(bot: Chatbot) -> None:
    """A follow-up is understood; what is mentioned without an amount is said to be."""
    answer = talk(bot, "How much calcium a day?", "and magnesium?")
    assert answer.resolved == ("How much magnesium a day?",)
    assert "magnesium, but they give no amount" in answer.message
    assert "Magnesium" in answer.quotes[0].text


def test_misspelt_words(bot: Chatbot) -> None:
    """A misspelt question is corrected visibly and answered from two sources."""
    answer = talk(bot, "bisfosfonates side efects")
    pairs = [(c.typed, c.searched) for c in answer.corrections]
    assert pairs == [("bisfosfonates", "bisphosphonates"), ("efects", "effects")]
    assert len(documents(answer)) >= 2
    assert "side effects" in words(answer.quotes)


def test_a_price(bot: Chatbot) -> None:
    """The table's row comes with its header and the note on prices."""
    answer = talk(bot, "How much does a DXA scan cost?")
    row = answer.quotes[0]
    assert row.text.startswith("| DXA Bone Density Scan |")
    assert [item.role for item in row.context] == ["header", "note"]
    assert "may change over time" in row.context[1].text


def test_a_personal_decision(bot: Chatbot) -> None:
    """A decision is referred: no yes or no, quotes about these drugs and the jaw, whom to ask."""
    answer = talk(bot, "Should I stop alendronate before dental surgery?")
    assert answer.kind == "refer"
    assert "pharmacist" in answer.message
    assert not {"yes", "no"} & set(answer.message.lower().replace(",", " ").split())
    assert "lendronate" in words(answer.quotes)
    assert "aw osteonecrosis" in words(answer.quotes)


def test_an_emergency(bot: Chatbot) -> None:
    """The card comes first and at once; nothing was asked, so nothing is quoted."""
    answer = talk(bot, "I fell and can't feel my legs")
    assert answer.kind == "urgent"
    assert answer.care == bot.triage("I fell and can't feel my legs")
    assert answer.care is not None
    assert answer.care.level == "emergency"
    assert answer.quotes == ()


@pytest.mark.parametrize(
    ("question", "missing"),
    [
        ("What do the documents say about romosozumab?", "romosozumab"),
        ("What is the capital of France?", "France"),
    ],
)
def test_what_is_not_covered(bot: Chatbot, question: str, missing: str) -> None:
    """What the documents lack is named, nothing is quoted, and the nearest topics are offered."""
    answer = talk(bot, question)
    assert (answer.kind, answer.quotes) == ("abstain", ())
    assert missing in answer.missing
    assert missing in answer.message
    assert answer.suggestions


def test_common_words_are_not_said_to_be_missing(bot: Chatbot) -> None:
    """Of what a question holds, only what may be its subject is named; if nothing, no word is."""
    answer = talk(bot, "my wife has been a bit low since she retired")
    assert not {"wife", "bit"} & set(answer.missing)
    answer = talk(bot, "when will the job be done")
    assert (answer.kind, answer.missing) == ("abstain", ())
    assert answer.message == f"{bot.say('abstain')} {bot.say('abstain_help')}"


# --- Bad input ---


@pytest.mark.parametrize("text", ["", " \n\t", "?!…", "\x00\x1b[31m", "\ufeff", "💀", "."])
def test_an_empty_question(bot: Chatbot, text: str) -> None:
    """What holds no word is no question; the error says what to do."""
    with pytest.raises(InputError, match="empty") as caught:
        bot.reply(text)
    assert caught.value.hint
    assert caught.value.exit_code == 2


def test_a_question_that_is_too_long(bot: Chatbot) -> None:
    """The limit is named with what was typed; a question at the limit is answered."""
    with pytest.raises(InputError, match=r"100,000 characters long; the limit is 10,000"):
        bot.reply("x" * 100_000)
    assert bot.reply("bone " * (MAX_QUESTION // 5)).question


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("What is \x1b[31mosteopenia\x1b[0m?", "What is osteopenia?"),
        ("What is\x07 osteo\u200bpenia?\x00", "What is osteopenia?"),
        ("\u202eWhat is osteopenia?", "What is osteopenia?"),
    ],
)
def test_control_characters_in_a_question(bot: Chatbot, text: str, clean: str) -> None:
    """Control sequences are dropped before anything is read, and the question is answered."""
    assert bot.reply(text) == bot.reply(clean)


def test_markup_in_a_question(bot: Chatbot) -> None:
    """Markup is only text: it is kept as typed."""
    answer = bot.reply("What is osteopenia? [/markup] [red] [@click=app.quit]")
    assert answer.question == "What is osteopenia? [/markup] [red] [@click=app.quit]"
    assert answer.kind == "answer"


@pytest.mark.parametrize(
    "text",
    ["¿Cuánto calcio necesito por día?", "Was ist eine Osteopenie?", "骨粗鬆症とは何ですか"],
)
def test_another_language(bot: Chatbot, text: str) -> None:
    """A question in another language is told so, in one line and without quotes."""
    answer = bot.reply(text)
    assert (answer.kind, answer.quotes) == ("abstain", ())
    assert "English" in answer.message


# --- The turn as a whole ---


@pytest.mark.parametrize("text", ["What is osteopenia?", "and magnesium?", "my t score is 2.1"])
def test_the_same_question_has_the_same_answer(bot: Chatbot, text: str) -> None:
    """A turn holds no chance and leaves nothing behind: what counts is passed in."""
    first = bot.reply(text)
    bot.reply("What is yoga?")
    assert bot.reply(text) == first


def test_an_answer_cannot_be_changed(bot: Chatbot) -> None:
    """An answer is frozen: no face can put words into it."""
    answer = bot.reply("What is osteopenia?")
    with pytest.raises(dataclasses.FrozenInstanceError):
        answer.message = "Take milk."  # type: ignore[misc]


def test_a_care_card_needs_no_index(bot: Chatbot) -> None:
    """Triage reads nothing but the red flags."""
    fresh = Chatbot(bot.library.__class__(bot.library.store))
    assert fresh.triage("I can't feel my legs") is not None
    assert fresh.triage("What is osteopenia?") is None
    assert not {"_retriever", "_router", "_speller"} & set(vars(fresh))


def test_the_card_is_read_again_when_words_are_repaired(bot: Chatbot) -> None:
    """A red flag that only shows once the spelling is mended is shown all the same."""
    assert bot.reply("suddn terible chset pain and cant breethe").kind == "urgent"


@pytest.mark.parametrize(
    ("region", "line"), [("us", "911"), ("uk", "999"), ("eu", "112"), ("nowhere", "your local")]
)
def test_the_region_chooses_the_telephone_number(bot: Chatbot, region: str, line: str) -> None:
    """A card names the emergency line of the region, and a general one where there is none."""
    care = Chatbot(bot.library, region).triage("I can't feel my legs")
    assert care is not None
    assert line in care.text
    assert "{" not in care.text
