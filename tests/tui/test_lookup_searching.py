"""What the look-up finds while one types: late results, red flags, faults, the next caller."""

import doctest
import importlib
from collections.abc import Callable
from threading import Event

import pytest
from agent import Agent
from driving import Driver
from fake_bot import CARE, HOSTILE_SHOWN, FakeBot
from fake_copy import COPY

from chatbot.answer import Care
from chatbot.searching import Filters
from chatbot.tui import wording
from chatbot.tui.lookup_requests import Newest
from chatbot.tui.widgets.care_card import CareCard
from chatbot.tui.widgets.turn_view import TurnView

Drive = Callable[..., Driver]


async def test_typing_never_waits_and_late_results_are_dropped(drive: Drive, bot: FakeBot) -> None:
    """While a search is under way letters show at once; only the newest words are looked for."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        bot.may_look_up.clear()
        await person.press(*"sodium")
        assert agent.box.value == "sodium"
        await person.until(lambda: bot.looked_up)
        bot.may_look_up.set()
        await agent.settle()
        await agent.found(1)
        assert bot.looked_up == ["s", "sodium"]
        await person.sees("Excessive sodium")


async def test_results_of_words_that_are_gone_show_nowhere(drive: Drive, bot: FakeBot) -> None:
    """A new caller is not shown what the last one asked."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        bot.may_look_up.clear()
        await person.press(*"bone")
        await person.until(lambda: bot.looked_up)
        await agent.press("f4")
        bot.may_look_up.set()
        await agent.settle()
        assert agent.results.option_count == 0
        assert agent.box.value == ""


async def test_a_red_flag_shows_its_card_above_the_results(drive: Drive) -> None:
    """Triage reads every look-up; the card goes with the words that called for it."""
    async with drive(40, 20) as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone legs")
        await person.sees("!! EMERGENCY !!", CARE.title)
        assert agent.results.option_count == 2
        agent.box.value = "bone"
        await agent.settle()
        await person.until(lambda: not agent.screen.query(CareCard))


async def test_the_look_up_says_at_once_what_it_waits_for(drive: Drive, bot: FakeBot) -> None:
    """It tells of the loading as the chat does, opened or typed in; then how to look up."""
    loaded, read = Event(), Event()

    def load() -> FakeBot:
        assert loaded.wait(20)
        return bot

    def triage(_: str) -> Care | None:
        assert read.wait(20)
        return None

    async with drive(load=load, triage=triage) as person:
        await person.press("f2")
        await person.sees("Look up", wording.LOADING_MEANWHILE)
        await person.press("b")
        await person.sees(" b ", f"{wording.LOADING} ")
        assert wording.LOADING_MEANWHILE not in person.read()
        read.set()
        agent = Agent(person)
        await agent.settle()
        await person.press("backspace")
        await person.sees(wording.LOADING_MEANWHILE)
        loaded.set()
        await person.sees(COPY["lookup_how"])


async def test_a_fresh_look_up_says_how_to_use_it(drive: Drive) -> None:
    """Opened with the documents there and nothing typed, it is not left empty."""
    async with drive() as person:
        await Agent(person).open()
        await person.sees(COPY["lookup_how"])


async def test_a_card_shows_before_the_documents_are_there(drive: Drive, bot: FakeBot) -> None:
    """Words typed while the pack loads are read for red flags, and looked for once it is there."""
    gate = bot.may_look_up

    def load() -> FakeBot:
        assert gate.wait(20)
        return bot

    gate.clear()
    async with drive(load=load, triage=lambda text: CARE if "legs" in text else None) as person:
        await person.press("f2")
        agent = Agent(person)
        await agent.type("bone legs")
        await person.sees("!! EMERGENCY !!")
        gate.set()
        await agent.found(2)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("airship", COPY["lookup_nothing"]),
        ("zeppelin", f"do not mention zeppelin. {COPY['lookup_nothing']}"),
        ("scan zeppelin", "The documents do not mention zeppelin. ▸1"),
        ("empty", "The question is empty"),
        ("crash", "(ValueError, fake_bot.py line"),
    ],
)
async def test_what_went_wrong_is_one_line_and_typing_goes_on(
    drive: Drive, words: str, shown: str
) -> None:
    """Nothing found, bad input, a fault of ours: a line each, and the next words are looked for."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        agent.box.value = words
        await person.sees(shown)
        agent.box.value = "scan"
        await agent.found(1)


async def test_hostile_words_are_words(drive: Drive, bot: FakeBot) -> None:
    """Markup and control sequences in results are plain text."""
    made = bot._hit
    bot._hit = lambda *of: made(*of).__class__(
        *(
            HOSTILE_SHOWN if isinstance(value, str) and name in {"title", "section"} else value
            for name, value in (
                (name, getattr(made(*of), name)) for name in type(made(*of)).__slots__
            )
        )
    )
    async with drive(140, 40) as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("scan")
        await person.sees(HOSTILE_SHOWN)


async def test_a_new_caller_begins_with_nothing(drive: Drive, bot: FakeBot) -> None:
    """One key forgets words, filters and the conversation; the next question has no turns."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        agent = Agent(person)
        await agent.open()
        await agent.type("scan")
        await agent.press("down", "ctrl+r", "down", "enter")
        await agent.press("f4")
        await person.sees(wording.FORGET_TITLE)
        await agent.press("enter")
        await person.sees(COPY["new_caller"], "Kind: all")
        assert agent.box.value == ""
        assert person.app.focused is agent.box
        await agent.press("escape")
        assert not person.all(TurnView)
        await person.ask("What is osteopenia?")
        assert bot.asked[-1] == ("What is osteopenia?", 0)


async def test_start_over_in_the_chat_forgets_the_look_up_too(drive: Drive) -> None:
    """What was looked for stays through a visit to the chat, but not through a new start."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("scan")
        await agent.press("escape", "f2")
        assert agent.box.value == "scan"
        assert agent.results.option_count == 1
        await agent.press("f2")
        await person.press("f4", "f2")
        assert agent.box.value == ""
        assert agent.results.option_count == 0


def test_only_one_search_runs_at_a_time() -> None:
    """However fast letters come, there is one search under way and one that waits."""
    requests = Newest()
    started = [requests.want("calcium"[:end], Filters()) for end in range(1, 8)]
    assert [bool(request) for request in started] == [True] + [False] * 6
    fresh, following = requests.done(1)
    assert (fresh, following.words) == (False, "calcium")
    requests.forget()
    assert requests.done(following.number) == (False, None)


@pytest.mark.parametrize("name", ["lookup_requests", "lookup_painting"])
def test_the_examples_in_docstrings_hold(name: str) -> None:
    """Documentation that is run."""
    failed, tried = doctest.testmod(importlib.import_module(f"chatbot.tui.{name}"))
    assert tried
    assert not failed
