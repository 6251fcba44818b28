"""The look-up: an agent on the phone, from the question to the quote on the clipboard."""

from collections.abc import Callable

import pytest
from agent import Agent
from driving import Driver
from fake_copy import COPY
from textual.widgets import OptionList

from chatbot.tui.lookup_screen import LookupScreen
from chatbot.tui.source_screen import SourceScreen
from chatbot.tui.widgets.document_view import DocumentView
from chatbot.tui.widgets.key_bar import KeyBar
from chatbot.tui.widgets.lookup_parts import FilterButton, Preview

Drive = Callable[..., Driver]
SIZES = [(40, 20), (80, 24), (140, 40), (200, 60)]


@pytest.mark.parametrize("no_color", [False, True])
@pytest.mark.parametrize("size", SIZES)
async def test_an_agent_on_the_phone(
    drive: Drive,
    size: tuple[int, int],
    no_color: bool,  # noqa: FBT001
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """From the chat to quote, citation, passage and disclaimer on the clipboard: three keys."""
    if no_color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with drive(*size) as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("scan")
        await agent.found(1)
        await person.sees("Cost of care", "$125-$300")
        await agent.press("down", "f7")
        await person.sees(COPY["copied"])
        assert agent.keys == 3
        copied = person.app.clipboard
        assert "| DXA Bone Density Scan | Radiology Centers | $125-$300 |" in copied
        assert "Restated from Back Pain and What Care Costs, Cost of care; no review date" in copied
        assert "(costs#cost-of-care/1)" in copied
        assert copied.endswith("This is general information.")
        assert agent.screen.query_one(KeyBar).shown[-1][1].stop <= size[0]


@pytest.mark.parametrize("size", SIZES)
async def test_any_result_in_four_keys(drive: Drive, size: tuple[int, int]) -> None:
    """A digit marks its result; its own digit again, or Enter, opens the document there."""
    async with drive(*size) as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone calcium")
        await agent.found(3)
        await agent.press("down", "3", "f7")
        assert agent.keys == 4
        assert "(costs#cost-of-care/1)" in person.app.clipboard
        await agent.press("3")
        await person.until(lambda: isinstance(person.app.screen, SourceScreen))
        await person.sees("Back Pain and What Care Costs", "quote 3/3")
        await agent.press("f9")
        await person.sees("quote 1/3", "T-Scores Explained")
        await agent.press("escape")
        assert person.app.focused is agent.results
        assert agent.results.highlighted == 2


async def test_digits_and_letters_are_text_in_the_box(drive: Drive) -> None:
    """Staff type "-2.5 c" and get just that."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await person.press("minus", "2", "full_stop", "5", "space", "c", "w", "slash")
        await agent.settle()
        assert agent.box.value == "-2.5 cw/"
        assert person.app.focused is agent.box
        assert person.app.clipboard == ""


async def test_why_tells_words_weights_question_and_odds(drive: Drive) -> None:
    """W shows the explanation and the passage again; a large screen shows both."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("scan")
        await agent.press("down", "f9")
        await person.sees("bone: 1.00 × 2.50 = 2.50", "“How dense is bone?” (0.50)", "cost 0.70 ←")
        await agent.press("f9")
        await person.until(lambda: COPY["why_heading"] not in person.read())
        await person.pilot.resize_terminal(140, 40)
        await person.sees(COPY["why_heading"], "Radiology Centers")


async def test_filters_by_key_by_mouse_and_with_the_keyboard_alone(drive: Drive) -> None:
    """Ctrl+G and Ctrl+R list sources and kinds; Esc closes the list; what is set is shown."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone calcium")
        await agent.found(3)
        await agent.press("down", "ctrl+g")
        await person.sees("T-Scores Explained", "Back Pain and What Care Costs")
        await agent.press("escape")
        assert person.app.focused is agent.results
        await agent.press("ctrl+g", "down", "down", "enter")
        await agent.found(1)
        await person.sees("Source: Back Pain and What Care")
        await person.pilot.click(next(iter(agent.screen.query(FilterButton))))
        await agent.press("home", "enter")
        await agent.found(3)
        await agent.press("escape", "tab", "tab", "enter", "down", "enter")
        await agent.found(1)
        await person.sees("Kind: definition")


async def test_everything_by_mouse(drive: Drive) -> None:
    """The first click marks a result, the second opens it; the keys at the bottom are clickable."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone calcium")
        await agent.found(3)
        await person.pilot.click(agent.results, offset=(4, 1))
        await person.until(lambda: agent.results.highlighted == 1)
        assert isinstance(person.app.screen, LookupScreen)
        await person.pilot.click(agent.screen.query_one(KeyBar), offset=(1, 0))
        assert "Excessive sodium" in person.app.clipboard
        await person.pilot.click(agent.results, offset=(4, 1))
        await person.until(lambda: isinstance(person.app.screen, SourceScreen))


async def test_everything_in_the_palette(drive: Drive) -> None:
    """In, and every action there, without knowing a key."""
    async with drive() as person:
        await person.loaded()
        await person.press("ctrl+p", *"lookup")
        await person.sees("Find passages as you type")
        await person.press("down", "enter")
        await person.until(lambda: isinstance(person.app.screen, LookupScreen))
        agent = Agent(person)
        names = {command.title for command in agent.screen.commands()}
        assert names >= {
            "New caller",
            "Filter by source",
            "Filter by kind",
            "Copy",
            "Show as plain text",
            "Save to a file",
            "Why this passage",
            "Open the document",
            "Back to the chat",
        }


async def test_resizing_keeps_words_results_and_place(drive: Drive) -> None:
    """Beside and below, tall and low, the marked result and its quote stay in sight."""
    async with drive(200, 60) as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone calcium")
        await agent.found(3)
        await agent.press("down", "3")
        for width, height in ((40, 20), (140, 40), (80, 24), (60, 30)):
            await person.pilot.resize_terminal(width, height)
            await person.sees("Radiology Centers")
            assert agent.results.highlighted == 2
            assert agent.box.value == "bone calcium"
            wide = width >= 100
            preview = agent.screen.query_one(Preview).region
            assert (preview.x > 0) == wide
            assert (preview.y > agent.results.region.y) == (not wide)


async def test_in_a_small_window_the_quote_has_more_room_than_the_list(drive: Drive) -> None:
    """At 40x20 the list scrolls, so that a quote can be read out without opening its document."""
    async with drive(40, 20) as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone calcium")
        await agent.found(3)
        await person.sees("Osteopenia is low bone mass that comes before osteoporosis.")
        assert agent.results.region.height <= 5
        assert agent.screen.query_one(DocumentView).region.height >= 7


async def test_the_last_line_tells_the_keys_of_a_list(drive: Drive) -> None:
    """While a filter is being chosen, no key is named that does something else there."""
    async with drive(40, 20) as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone")
        await agent.press("down", "ctrl+g")
        await person.sees("▸all", "Enter Choose", "Esc Back")
        assert "F7 Copy" not in person.read()
        await agent.press("escape")
        await person.sees("F7 Copy")


async def test_what_was_said_of_one_result_goes_with_it(drive: Drive) -> None:
    """“Sent to your terminal” stands until another result is marked."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone calcium")
        await agent.found(3)
        await agent.press("down", "f7")
        await person.sees(COPY["copied"])
        await agent.press("down")
        await person.until(lambda: COPY["copied"] not in person.read())


async def test_up_from_the_first_result_goes_back_to_the_box(drive: Drive) -> None:
    """Down and Up are a way there and back."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone")
        await agent.press("down", "down")
        assert agent.results.highlighted == 1
        await agent.press("up", "up")
        assert person.app.focused is agent.box
        assert isinstance(agent.screen.query_one("#lookup-menu"), OptionList)


async def test_the_marked_result_bears_a_sign(
    drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Colours are not needed to see which result is copied; there is one sign, and it moves."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone calcium")
        await person.sees("▸1 What osteopenia is", "2 Food")
        await agent.press("down", "2")
        await person.sees("▸2 Food")
        assert person.seen().count("▸") == 1
