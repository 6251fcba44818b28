"""A conversation of a thousand turns: the screen holds the newest, the file holds them all."""

from collections.abc import Callable

from driving import Driver
from fake_bot import FakeBot
from fake_copy import COPY

from chatbot.tui.session import Session
from chatbot.tui.widgets.prompt import REMEMBERED, Prompt
from chatbot.tui.widgets.transcript import KEPT
from chatbot.tui.widgets.turn_view import TurnView

Drive = Callable[..., Driver]
TURNS = 1000


async def test_a_thousand_turns_weigh_no_more_on_the_screen_than_a_few(drive: Drive) -> None:
    """The widgets of the conversation are as many after a thousand turns as after thirty."""
    counted: list[int] = []
    async with drive(40, 20) as person:
        await person.loaded()
        transcript = person.chat._transcript
        with person.app.batch_update():  # painting each of them would take minutes
            for number in range(1, TURNS + 1):
                await transcript.add(number, f"Question {number}", "", COPY["older_dropped"])
                if number in (2 * KEPT, TURNS // 2, TURNS):
                    counted.append(len(person.chat.query("*")))
        assert counted[0] == counted[1] == counted[2]
        kept = [turn.number for turn in person.all(TurnView)]
        assert kept == [*range(TURNS - KEPT + 1, TURNS + 1)]
        assert len(person.chat.query(".older")) == 1
        await person.sees(f"Question {TURNS}")
        assert transcript.turn(1) is None


async def test_the_oldest_answer_gives_way_to_the_newest(drive: Drive) -> None:
    """Through the prompt, with everything that an answer has: bounded, and each turn still saved."""
    counted: list[int] = []
    async with drive() as person:
        for _ in range(KEPT + 3):
            await person.ask("Should I stop it?")
            counted.append(len(person.chat.query("*")))
        assert counted[KEPT] == counted[-1]
        assert len(person.all(TurnView)) == KEPT
        assert len(person.chat.session.said) == KEPT + 3
        await person.press("tab", "pageup", "pageup")
        await person.sees("You asked: Should I stop it?")


def test_memory_is_bounded_too(bot: FakeBot) -> None:
    """What the bot is told, what a file holds and what Up brings back have their ends."""
    session, answer = Session(), bot.reply("stop")
    for _ in range(3 * TURNS):
        asked = session.ask("Should I stop it?")
        session.begin()
        assert session.settle(asked.number, answer)
    assert len(session.said) == 2 * TURNS
    assert len(session.turns) == 8
    assert not session.waiting
    assert REMEMBERED < TURNS
    assert Prompt()._history == []
