"""The look-up: an agent on the phone, from the question to the quote on the clipboard."""

import doctest
import importlib
from collections.abc import Callable

import pytest
from driving import Driver
from fake_bot import CARE, COPY, HOSTILE_SHOWN, FakeBot
from textual.widgets import OptionList

from chatbot.searching import Filters
from chatbot.tui.lookup_requests import Newest
from chatbot.tui.lookup_screen import LookupScreen
from chatbot.tui.source_screen import SourceScreen
from chatbot.tui.widgets.care_card import CareCard
from chatbot.tui.widgets.key_bar import KeyHint
from chatbot.tui.widgets.lookup_parts import FilterButton, LookupBox, Preview, Results
from chatbot.tui.widgets.turn_view import TurnView

Drive = Callable[..., Driver]
SIZES = [(40, 20), (80, 24), (140, 40), (200, 60)]


class Agent:
    """A person at the look-up, who counts keys."""

    def __init__(self, person: Driver) -> None:
        self.person = person
        self.keys = 0

    @property
    def screen(self) -> LookupScreen:
        """The look-up."""
        screen = self.person.app.screen
        assert isinstance(screen, LookupScreen)
        return screen

    @property
    def box(self) -> LookupBox:
        """The words."""
        return self.screen.query_one(LookupBox)

    @property
    def results(self) -> Results:
        """The results."""
        return self.screen.query_one(Results)

    async def open(self) -> None:
        """Go to the look-up."""
        await self.person.loaded()
        await self.press("f2")
        await self.person.until(lambda: isinstance(self.person.app.screen, LookupScreen))

    async def press(self, *keys: str) -> None:
        """Press keys that are no letters of a question."""
        self.keys += len(keys)
        await self.person.press(*keys)

    async def type(self, words: str) -> None:
        """Type words, and wait for what they find."""
        await self.person.press(*("space" if letter == " " else letter for letter in words))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is being looked for."""
        await self.person.until(lambda: self.screen._requests.under_way is None)

    async def found(self, number: int) -> None:
        """Wait for so many results."""
        await self.person.until(lambda: self.results.option_count == number)


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
        await agent.press("down", "c")
        await person.sees(COPY["copied"])
        assert agent.keys == 3
        copied = person.app.clipboard
        assert "| DXA Bone Density Scan | Radiology Centers | $125-$300 |" in copied
        assert "Restated from Back Pain and What Care Costs, Cost of care; no review date" in copied
        assert "(costs#cost-of-care/1)" in copied
        assert copied.endswith("This is general information.")
        hints = list(agent.screen.query(KeyHint))
        assert hints[-1].region.right <= size[0]


@pytest.mark.parametrize("size", SIZES)
async def test_any_result_in_four_keys(drive: Drive, size: tuple[int, int]) -> None:
    """A digit marks its result; its own digit again, or Enter, opens the document there."""
    async with drive(*size) as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone calcium")
        await agent.found(3)
        await agent.press("down", "3", "c")
        assert agent.keys == 4
        assert "(costs#cost-of-care/1)" in person.app.clipboard
        await agent.press("3")
        await person.until(lambda: isinstance(person.app.screen, SourceScreen))
        await person.sees("Back Pain and What Care Costs", "quote 3/3")
        await agent.press("n")
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


async def test_why_tells_words_weights_question_and_odds(drive: Drive) -> None:
    """W shows the explanation and the passage again; a large screen shows both."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("scan")
        await agent.press("down", "w")
        await person.sees("bone: 1.00 × 2.50 = 2.50", "“How dense is bone?” (0.50)", "cost 0.70 ←")
        await agent.press("w")
        await person.until(lambda: COPY["why_heading"] not in person.read())
        await person.pilot.resize_terminal(140, 40)
        await person.sees(COPY["why_heading"], "Radiology Centers")


async def test_filters_by_key_by_mouse_and_with_the_keyboard_alone(drive: Drive) -> None:
    """D and K list sources and kinds; Esc closes the list; what is set is shown."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone calcium")
        await agent.found(3)
        await agent.press("down", "d")
        await person.sees("T-Scores Explained", "Back Pain and What Care Costs")
        await agent.press("escape")
        assert person.app.focused is agent.results
        await agent.press("d", "down", "down", "enter")
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
        await person.pilot.click(next(iter(agent.screen.query(KeyHint))))
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


async def test_a_new_caller_begins_with_nothing(drive: Drive, bot: FakeBot) -> None:
    """One key forgets words, filters and the conversation; the next question has no turns."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        agent = Agent(person)
        await agent.open()
        await agent.type("scan")
        await agent.press("down", "k", "down", "enter")
        await agent.press("f4")
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


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("zeppelin", COPY["lookup_nothing"]),
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
