"""The order of things: typing while loading, cards before answers, late answers dropped."""

from collections.abc import Callable
from threading import Event

from driving import Driver
from fake_bot import CARE, FakeBot
from fake_copy import COPY

from chatbot.answer import Care
from chatbot.tui import wording
from chatbot.tui.messages import Answered
from chatbot.tui.session import REMEMBERED, Session
from chatbot.tui.widgets import transcript
from chatbot.tui.widgets.care_card import CareCard
from chatbot.tui.widgets.quote_view import QuoteView
from chatbot.tui.widgets.turn_view import TurnView
from chatbot.tui.widgets.welcome import Welcome

Drive = Callable[..., Driver]


async def test_typing_works_while_the_pack_loads(drive: Drive, bot: FakeBot) -> None:
    """A slow loader holds nothing up; a question sent meanwhile is answered when it is done."""
    may_load = Event()

    def load() -> FakeBot:
        assert may_load.wait(20)
        return bot

    async with drive(load=load) as person:
        await person.sees(wording.LOADING)
        for typed, key in (("W", "W"), ("Wh", "h"), ("Wha", "a"), ("What", "t")):
            await person.press(key)
            await person.sees(f" {typed} ", wording.LOADING)
        await person.press("question_mark")
        assert person.prompt.value == "What?"
        await person.press("enter")
        await person.sees("You asked: What?", wording.WAITING)
        await person.press("m", "o", "r", "e")
        may_load.set()
        await person.sees("Osteopenia is low bone mass")
        assert person.prompt.value == "more"
        assert [text for text, _ in bot.asked] == ["What?"]


async def test_a_card_shows_even_before_the_pack_is_loaded(drive: Drive, bot: FakeBot) -> None:
    """The light triage is enough for a card."""
    may_load = Event()

    def load() -> FakeBot:
        assert may_load.wait(20)
        return bot

    def triage(text: str) -> Care | None:
        return CARE if "legs" in text else None

    async with drive(load=load, triage=triage) as person:
        await person.send("I cannot feel my legs")
        await person.sees("EMERGENCY", CARE.text)
        may_load.set()
        await person.idle()
        assert len(person.all(CareCard)) == 1


async def test_a_card_from_the_bot_where_nothing_was_found_earlier(
    drive: Drive, bot: FakeBot
) -> None:
    """A question that was sent before the pack was open has its card before its answer."""
    may_load = Event()

    def load() -> FakeBot:
        assert may_load.wait(20)
        return bot

    bot.may_reply.clear()
    async with drive(load=load, triage=lambda _: None) as person:
        await person.send("I fell and cannot feel my legs")
        await person.sees(wording.WAITING)
        may_load.set()
        await person.sees("EMERGENCY", CARE.text)
        assert person.chat.session.current
        bot.may_reply.set()
        await person.idle()
        assert len(person.all(CareCard)) == 1


async def test_the_card_shows_before_the_reply_returns(drive: Drive, bot: FakeBot) -> None:
    """Triage does not wait for the search, and the answer does not bring the card twice."""
    async with drive() as person:
        await person.loaded()
        bot.may_reply.clear()
        await person.send("I fell and cannot feel my legs")
        await person.sees("!! EMERGENCY !!", CARE.title, CARE.text, COPY["searching"])
        assert person.chat.session.current
        bot.may_reply.set()
        await person.sees("Please read the card first.")
        assert len(person.all(CareCard)) == 1
        assert COPY["searching"] not in person.seen()


async def test_the_card_of_a_waiting_question_does_not_wait(drive: Drive, bot: FakeBot) -> None:
    """A red flag behind a slow question shows its card at once."""
    async with drive() as person:
        await person.loaded()
        bot.may_reply.clear()
        await person.send("What is osteopenia?")
        await person.send("Now I cannot feel my legs")
        await person.until(lambda: person.all(CareCard))
        bot.may_reply.set()
        await person.idle()
        assert [text for text, _ in bot.asked] == [
            "What is osteopenia?",
            "Now I cannot feel my legs",
        ]
        assert [turns for _, turns in bot.asked] == [0, 1]


async def test_late_answers_are_dropped(drive: Drive, bot: FakeBot) -> None:
    """An answer that arrives after "start over" shows nowhere."""
    async with drive() as person:
        await person.loaded()
        bot.may_reply.clear()
        await person.send("What is osteopenia?")
        await person.until(lambda: bot.asked)
        await person.press("f4", "enter")
        answer = bot._definition()
        person.chat.post_message(Answered(1, answer))
        bot.may_reply.set()
        await person.ask("What does it cost?")
        assert len(person.all(TurnView)) == 1
        assert "Osteopenia is low bone mass" not in person.seen()
        assert [turns for _, turns in bot.asked] == [0, 0]


async def test_start_over_forgets_everything(drive: Drive, bot: FakeBot) -> None:
    """Transcript, turns, typed text and history are gone; the welcome is back."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.ask("What does it cost?")
        assert bot.asked[-1] == ("What does it cost?", 1)
        await person.press("x", "f4", "enter")
        await person.sees(COPY["started_over"], COPY["opening"])
        assert not person.all(TurnView)
        assert person.prompt.value == ""
        await person.press("up")
        assert person.prompt.value == ""
        await person.ask("What is osteopenia?")
        assert bot.asked[-1] == ("What is osteopenia?", 0)


async def test_start_over_is_understood_as_words(drive: Drive, bot: FakeBot) -> None:
    """Typed out, it is meant: everything is forgotten at once, and the bot is not asked."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.send("Start over.")
        await person.sees(COPY["started_over"])
        assert not person.all(TurnView)
        assert [text for text, _ in bot.asked] == ["What is osteopenia?"]


async def test_start_over_is_in_the_palette(drive: Drive) -> None:
    """The command palette does what F4 does."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("ctrl+p")
        await person.press(*"start over".replace(" ", ""))
        await person.sees("Forget the conversation, after asking")
        await person.press("down", "enter")
        await person.sees(wording.FORGET_TITLE)
        await person.press("enter")
        await person.until(lambda: not person.all(TurnView))
        await person.until(lambda: person.app.focused is person.prompt)


async def test_a_fault_is_said_in_one_line_without_the_question(drive: Drive) -> None:
    """A bug while answering costs that answer, shows where it is, and quotes nobody."""
    async with drive() as person:
        await person.ask("crash with my secret")
        await person.sees(COPY["fault"], "(ValueError, fake_bot.py line")
        assert person.seen().count("secret") == 1
        await person.ask("What is osteopenia?")
        await person.sees("Osteopenia is low bone mass")


async def test_the_transcript_is_bounded(drive: Drive, monkeypatch: object) -> None:
    """Only the newest turns stay, and a line says so."""
    monkeypatch.setattr(transcript, "KEPT", 3)
    async with drive() as person:
        for _ in range(5):
            await person.ask("What is osteopenia?")
        assert [turn.number for turn in person.all(TurnView)] == [3, 4, 5]
        assert not person.all(Welcome)
        await person.press(*["pageup"] * 9)
        await person.sees(COPY["older_dropped"])
        assert person.seen().count(COPY["older_dropped"]) == 1


async def test_everything_of_an_answer_is_shown(drive: Drive) -> None:
    """Reading, message, row with header and note, citation, disclaimer: all are on the screen."""
    async with drive(80, 40) as person:
        await person.ask("What does a scan csot?  cost")
        await person.sees(
            "Read as: csot → cost",
            "Searched for: How much does a DXA scan cost?",
            "The documents give this price:",
            "Treatment Option: DXA Bone Density Scan",
            "Provider Type: Radiology Centers",
            "Cost Estimation: $125-$300",
            "Prices vary by region and by insurance.",
            "[1] Restated from Back Pain and What Care Costs, Cost of care; no review date given",
            "Prices differ. Ask the place that does the scan.",
        )


async def test_a_score_is_drawn_among_its_rows_and_differences_follow(drive: Drive) -> None:
    """The row that holds the score is marked in words; a quote shown before is not shown twice."""
    async with drive(100, 50) as person:
        await person.ask("My T-score is -1.8")
        await person.sees(
            COPY["score_heading"],
            "Above -1.0 · Normal",
            "▶ -1.0 to -2.5 · Osteopenia ← −1.8 (spine)",
            "The documents differ: where -2.5 belongs",
            "reviewed 2026-05-13 (shown above)",
            "Classification: Osteoporosis",
        )
        assert person.seen().count("Classification: Osteopenia") == 1
        assert [view.index for view in person.all(QuoteView)] == [0, 0, 1]


def test_the_session_tells_the_bot_of_few_turns_only(bot: FakeBot) -> None:
    """The conversation that the bot is given stays small."""
    session = Session()
    for _ in range(REMEMBERED + 3):
        asked = session.ask("What is osteopenia?")
        assert session.begin() == asked
        assert session.settle(asked.number, bot._definition())
    assert len(session.turns) == REMEMBERED
    assert not session.settle(1, bot._definition())
