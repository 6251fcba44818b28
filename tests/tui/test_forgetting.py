"""Forgetting: a key alone loses nothing; it asks first, where there is something to lose."""

from collections.abc import Callable

import pytest
from agent import Agent
from driving import Driver
from fake_bot import FakeBot
from fake_copy import COPY

from chatbot.tui import wording
from chatbot.tui.forget_screen import ForgetScreen
from chatbot.tui.widgets.turn_view import TurnView

Drive = Callable[..., Driver]
SIZES = [(80, 24), (40, 20)]


@pytest.mark.parametrize("size", SIZES)
async def test_enter_forgets(drive: Drive, size: tuple[int, int]) -> None:
    """F4 says what would go and shows both ways on; Enter forgets, at every size."""
    async with drive(*size) as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "f9", "f4")
        await person.sees(
            wording.FORGET_TITLE, wording.FORGET_WHAT, wording.FORGET_YES, wording.FORGET_NO
        )
        await person.sees("▸› Forget everything", "Enter Choose", "Esc Keep")
        assert person.all(TurnView)
        await person.press("enter")
        await person.sees(COPY["started_over"])
        assert not person.all(TurnView)
        assert not person.chat.session.holds_something


@pytest.mark.parametrize("keys", [("escape",), ("tab", "enter"), ("down", "enter")])
@pytest.mark.parametrize("size", SIZES)
async def test_everything_can_be_kept(
    drive: Drive, bot: FakeBot, size: tuple[int, int], keys: tuple[str, ...]
) -> None:
    """Esc keeps, and so does the second button; the conversation then goes on as it was."""
    async with drive(*size) as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "f9", "escape", "m", "y", "f4", *keys)
        await person.until(lambda: person.app.screen is person.chat)
        assert (len(person.all(TurnView)), len(person.chat.session.listed)) == (1, 1)
        assert person.prompt.value == "my"
        person.prompt.value = ""
        await person.press("escape")
        await person.ask("What does it cost?")
        assert bot.asked[-1] == ("What does it cost?", 1)


async def test_typing_on_keeps_everything(drive: Drive) -> None:
    """Who goes on typing did not mean to forget: the words land in the prompt."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("f4", *"what")
        assert person.app.screen is person.chat
        assert (person.prompt.value, len(person.all(TurnView))) == ("what", 1)


async def test_nothing_to_forget_is_not_asked_about(drive: Drive) -> None:
    """Before the first question, and right after forgetting, F4 asks nothing."""
    async with drive() as person:
        await person.loaded()
        await person.press("f4")
        await person.sees(COPY["started_over"])
        await person.ask("What is osteopenia?")
        await person.press("f4", "enter", "f4")
        assert person.app.screen is person.chat
        await person.sees(COPY["started_over"])


async def test_a_question_without_an_answer_is_something_to_lose(
    drive: Drive, bot: FakeBot
) -> None:
    """A question that is being answered, or could not be, stands on the screen and is kept."""
    async with drive() as person:
        await person.ask("empty")
        await person.press("f4")
        assert isinstance(person.app.screen, ForgetScreen)
        await person.press("enter")
        bot.may_reply.clear()
        await person.send("What is osteopenia?")
        await person.press("f4")
        assert isinstance(person.app.screen, ForgetScreen)
        bot.may_reply.set()


async def test_a_new_caller_of_the_look_up_can_be_kept_waiting(drive: Drive) -> None:
    """F4 in the look-up asks for the conversation's sake; Esc keeps words and results too."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        agent = Agent(person)
        await agent.open()
        await agent.type("scan")
        await agent.press("f4")
        await person.sees(wording.FORGET_TITLE)
        await agent.press("escape")
        await person.until(lambda: person.app.screen is not person.chat)
        assert (agent.box.value, agent.results.option_count) == ("scan", 1)
        assert person.all(TurnView)


async def test_the_help_says_that_it_asks(drive: Drive) -> None:
    """The help promises the question that comes, in the chat and in the look-up."""
    async with drive(120, 60) as person:
        await person.press("f1")
        await person.sees(
            "F4: start over: ask, then forget the conversation",
            "F4: new caller: forget words, filters and, after asking, the conversation",
        )
