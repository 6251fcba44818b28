"""Whole visits at the sizes that people have: a small window, a plain terminal, a wide one."""

from collections.abc import Callable

import pytest
from driving import Driver
from fake_bot import COPY

from chatbot.tui.widgets.key_bar import KeyHint
from chatbot.tui.widgets.turn_view import TurnView

Drive = Callable[..., Driver]
SIZES = [(40, 20), (80, 24), (130, 40)]


def fits(person: Driver) -> bool:
    """Whether the last line's hints and the title lie within the window."""
    hints = list(person.app.screen.query(KeyHint))
    return bool(hints) and hints[-1].region.right <= person.app.size.width


@pytest.mark.parametrize("size", SIZES)
async def test_an_anxious_patient(drive: Drive, size: tuple[int, int]) -> None:
    """Opening, question, source, care card, not found, start over, with the keyboard only."""
    async with drive(*size) as person:
        await person.loaded()
        await person.sees("Bone health", "Ask about bone health.", "This is not medical advice")
        assert fits(person)
        await person.ask("What is osteopenia?")
        await person.sees("You asked: What is osteopenia?", "Osteopenia is low bone mass")
        await person.press("tab", "enter")
        await person.sees("T-Scores Explained", "quote 1/2")
        assert fits(person)
        await person.press("escape", "escape")
        await person.until(lambda: person.app.focused is person.prompt)
        await person.ask("I fell and cannot feel my legs")
        await person.sees("!! EMERGENCY !!", "Call 911 or your local emergency number now.")
        await person.ask("What about romosozumab?")
        await person.sees("The documents do not speak of romosozumab.", COPY["nearest_heading"])
        await person.press("f4")
        await person.sees(COPY["started_over"])
        assert not person.all(TurnView)


@pytest.mark.parametrize("size", SIZES)
async def test_an_agent_on_the_phone(drive: Drive, size: tuple[int, int]) -> None:
    """From the answer to the quote on the clipboard in two keys; a new caller in one."""
    async with drive(*size) as person:
        await person.ask("What does a scan cost?")
        await person.press("tab", "c")
        assert "$125-$300" in person.app.clipboard
        await person.press("f4")
        await person.until(lambda: not person.all(TurnView))
        assert person.app.focused is person.prompt


async def test_help_is_on_f1_under_the_question_mark_and_in_the_palette(drive: Drive) -> None:
    """Three ways in, and Esc out; before the bot is there too."""
    async with drive() as person:
        await person.press("f1")
        await person.sees("Help", "F4: start over")
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.chat)
        await person.ask("What is osteopenia?")
        await person.press("tab", "question_mark")
        await person.sees("F4: start over")
        await person.press("escape", "ctrl+p", *"help")
        await person.sees("Show every key")
        await person.press("down", "enter")
        await person.sees("F4: start over")


@pytest.mark.parametrize("width", [20, 40, 60, 80, 120, 200])
async def test_the_key_line_never_clips(drive: Drive, width: int) -> None:
    """As many hints as fit, help first, at every width and place."""
    async with drive(width, 20) as person:
        await person.ask("What is osteopenia?")
        assert fits(person)
        assert "F1 Help" in person.seen()
        await person.press("tab")
        assert fits(person)


async def test_a_click_on_a_key_does_what_the_key_does(drive: Drive) -> None:
    """The last line is for the mouse as well."""
    async with drive() as person:
        await person.loaded()
        await person.pilot.click(next(iter(person.chat.query(KeyHint))))
        await person.sees("F4: start over")


async def test_resizing_keeps_everything(drive: Drive) -> None:
    """From wide to tiny and back, the answer and what is being typed stay."""
    async with drive(130, 40) as person:
        await person.ask("What is osteopenia?")
        await person.press("a", "b")
        for width, height in ((40, 20), (25, 10), (200, 60), (80, 24)):
            await person.pilot.resize_terminal(width, height)
            await person.pilot.pause()
            assert fits(person)
        assert person.prompt.value == "ab"
        await person.sees("Osteopenia is low bone mass")


async def test_lines_are_75_cells_at_most(drive: Drive) -> None:
    """Reading does not become harder on a wide screen."""
    async with drive(200, 60) as person:
        await person.ask("My T-score is -1.8")
        assert max(turn.region.width for turn in person.all(TurnView)) <= 75
