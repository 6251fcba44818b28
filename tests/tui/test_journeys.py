"""Whole visits at the sizes that people have: a small window, a plain terminal, a wide one."""

from collections.abc import Callable
from pathlib import Path

import pytest
from agent import Agent
from driving import Driver
from fake_bot import CARE
from fake_copy import COPY

from chatbot.tui.doctor_screen import DoctorScreen
from chatbot.tui.widgets.key_bar import KeyBar
from chatbot.tui.widgets.turn_view import TurnView

Drive = Callable[..., Driver]
FEW_KEYS = 3
"""The keys that a stage may take while a caller waits, the words that are typed aside."""
MOST_KEYS = 6
"""The keys that a stage of a journey may take, the words of a question aside."""


class Keys:
    """Counts the keys of each stage; --junit-xml writes them down."""

    def __init__(self, person: Driver) -> None:
        self.stages: dict[str, int] = {}
        self._person = person

    async def stage(self, name: str, *keys: str) -> None:
        """Press keys, and count them to a stage."""
        self.stages[name] = self.stages.get(name, 0) + len(keys)
        await self._person.press(*keys)


SIZES = [(40, 20), (80, 24), (130, 40)]


def page_in(folder: Path) -> str:
    """The one page that was saved."""
    (saved,) = folder.glob("*.html")
    return saved.read_text(encoding="utf-8")


def fits(person: Driver) -> bool:
    """Whether the last line's hints and the title lie within the window."""
    bar = person.app.screen.query_one(KeyBar)
    return bool(bar.shown) and bar.shown[-1][1].stop <= person.app.size.width


@pytest.mark.parametrize("color", [True, False], ids=["colour", "no-colour"])
@pytest.mark.parametrize("size", SIZES)
async def test_an_anxious_patient(
    drive: Drive,
    size: tuple[int, int],
    color: bool,  # noqa: FBT001 - a parameter of the test
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    """From the opening to a file for the doctor, by keys alone, each stage in few of them."""
    monkeypatch.chdir(tmp_path)
    if not color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with drive(*size) as person:
        count = Keys(person)
        await person.loaded()
        await person.sees("Bone health", "Ask about bone health.", "This is not medical advice")
        assert fits(person)

        await count.stage("an example asked", "down", "enter")
        await person.idle()
        await person.sees("You asked: What is osteopenia?", "Osteopenia is low bone mass")

        await count.stage("its source seen", "tab", "enter")
        await person.sees("T-Scores Explained", "quote 1/2")
        assert fits(person)
        await count.stage("back from the source", "escape")
        await person.until(lambda: person.app.screen is person.chat)
        if person.app.focused is person.prompt:
            await person.press("tab")

        await count.stage("a quote on the list", "f9")
        await person.sees(COPY["list_added"].replace("{count}", "1"))

        await _is_cared_for(person, count)
        await _saves_the_list(person, count, tmp_path)
        await _forgets(person, count)
        for stage, keys in count.stages.items():
            record_property(stage, keys)
        assert max(count.stages.values()) <= MOST_KEYS


async def _is_cared_for(person: Driver, count: Keys) -> None:
    """A care card, then nothing found, and the question back to be put in other words."""
    await person.press("escape")
    await person.ask("I fell and cannot feel my legs")
    await person.sees("!! EMERGENCY !!", "Call 911 or your local emergency number now.")
    await person.ask("What about romosozumab?")
    await person.sees("The documents do not speak of romosozumab.", COPY["nearest_heading"])
    await count.stage("the question to put in other words", "tab", "down", "enter")
    assert person.prompt.value == "What about romosozumab?"
    person.prompt.value = ""


async def _saves_the_list(person: Driver, count: Keys, folder: Path) -> None:
    """The list as a page for printing."""
    await count.stage("the list saved for printing", "tab", "ctrl+l")
    await person.until(lambda: isinstance(person.app.screen, DoctorScreen))
    await count.stage("the list saved for printing", "f8", "down", "down", "enter")
    await person.until(lambda: isinstance(person.app.screen, DoctorScreen))
    assert "Osteopenia is low bone mass" in page_in(folder)


async def _forgets(person: Driver, count: Keys) -> None:
    """Everything is forgotten, the list too."""
    await person.press("escape")
    await person.until(lambda: person.app.screen is person.chat)
    await count.stage("everything forgotten", "f4", "enter")
    await person.sees(COPY["started_over"])
    assert not person.all(TurnView)
    assert not len(person.chat.session.listed)


@pytest.mark.parametrize("color", [True, False], ids=["colour", "no-colour"])
@pytest.mark.parametrize("size", SIZES)
async def test_an_agent_on_the_phone(
    drive: Drive,
    size: tuple[int, int],
    color: bool,  # noqa: FBT001 - a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
    record_property: Callable[[str, object], None],
) -> None:
    """Two callers: from words to the quote on the clipboard, a red flag, nothing carried over."""
    if not color:
        monkeypatch.setenv("NO_COLOR", "1")
    async with drive(*size) as person:
        count = Keys(person)
        await person.loaded()
        await count.stage("the look-up opened", "f2")
        agent = Agent(person)
        await _answers_a_caller(person, agent, count)
        await count.stage("a new caller", "f4")
        await person.sees(COPY["new_caller"])
        assert agent.box.value == ""
        await _answers_the_next(person, agent, count)
        for stage, keys in count.stages.items():
            record_property(stage, keys)
        assert max(count.stages.values()) <= FEW_KEYS


async def _answers_a_caller(person: Driver, agent: Agent, count: Keys) -> None:
    """Quote, citation, passage and disclaimer on the clipboard, then why, then the document."""
    await agent.type("scan")
    await agent.found(1)
    await person.sees("Cost of care", "$125-$300")
    assert fits(person)
    await count.stage("the first result copied", "down", "f7")
    await person.sees(COPY["copied"])
    assert "(costs#cost-of-care/1)" in person.app.clipboard
    assert person.app.clipboard.endswith("This is general information.")
    await count.stage("why it was found", "f9")
    await person.sees(COPY["why_heading"])
    await count.stage("its document opened", "enter")
    await person.sees("Back Pain and What Care Costs", "quote 1/1")
    assert fits(person)
    await count.stage("back from the document", "escape")


async def _answers_the_next(person: Driver, agent: Agent, count: Keys) -> None:
    """A red flag, another result than the first, then a whole answer in the chat."""
    await agent.type("bone calcium legs")
    await person.sees("!! EMERGENCY !!", CARE.title)
    await count.stage("another result copied", "down", "2", "f7")
    assert "Excessive sodium" in person.app.clipboard
    await count.stage("the chat opened", "escape", "escape")
    await person.ask("What does a scan cost?")
    await count.stage("the answer's quote copied", "tab", "f7")
    assert "$125-$300" in person.app.clipboard


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
        await person.pilot.click(person.chat.query_one(KeyBar), offset=(1, 0))
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
