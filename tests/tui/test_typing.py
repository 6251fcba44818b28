"""Typing: what is typed where no line takes it goes into the question, and does nothing else."""

from collections.abc import Callable

import pytest
from agent import Agent
from driving import Driver
from fake_bot import FakeBot
from textual.binding import Binding
from textual.events import Paste
from textual.widgets import OptionList

from chatbot.config.keys import ACTIONS, DEFAULTS, is_typed
from chatbot.config.settings import Config
from chatbot.tui.doctor_screen import DoctorScreen
from chatbot.tui.help_screen import HelpScreen
from chatbot.tui.lookup_screen import LookupScreen
from chatbot.tui.plain_screen import PlainScreen
from chatbot.tui.source_screen import SourceScreen
from chatbot.tui.widgets.document_view import DocumentView
from chatbot.tui.widgets.quote_view import QuoteView

Drive = Callable[..., Driver]
YES = "yes please, can I stop my tablets? T-score -2.5"
"""Words that would have saved, copied, listed and opened things."""


def keys_of(text: str) -> list[str]:
    """The keys that type a text."""
    return ["space" if sign == " " else sign for sign in text]


def test_no_letter_or_digit_calls_an_action() -> None:
    """By default only `/` and `?` act, and neither begins a question nor keeps anything."""
    typed = {key for action in ACTIONS for key in action.keys if is_typed(key)}
    assert typed == {"slash", "question_mark"}


@pytest.mark.parametrize("screen", [DoctorScreen, HelpScreen, PlainScreen, SourceScreen])
def test_no_screen_to_read_has_a_letter_of_its_own(screen: type) -> None:
    """What closes for typing binds no letter beside the table of actions."""
    bound = [item for item in screen.BINDINGS if isinstance(item, Binding)]
    assert not [item.key for item in bound if len(item.key) == 1]


PLACES = {
    "answer": ("tab",),
    "suggestion": ("shift+tab",),
    "source": ("f3",),
    "headings": ("f3", "ctrl+e"),
    "documents": ("f3", "ctrl+g"),
    "help": ("f1",),
    "list": ("tab", "f9", "ctrl+l"),
    "plain": ("tab", "ctrl+t"),
}


@pytest.mark.parametrize("width", [40, 130])
@pytest.mark.parametrize("place", PLACES)
async def test_words_typed_beside_the_prompt_are_a_question(
    drive: Drive, bot: FakeBot, place: str, width: int
) -> None:
    """Wherever the focus is, a whole sentence lands in the prompt, and Enter asks it."""
    async with drive(width, 24) as person:
        await person.ask("What is osteopenia?")
        await person.press(*PLACES[place])
        assert person.app.focused is not person.prompt
        clipboard, listed = person.app.clipboard, len(person.chat.session.listed)
        for key in keys_of(YES):
            await person.pilot.press(key)
        await person.until(lambda: person.app.screen is person.chat)
        assert person.app.focused is person.prompt
        assert person.prompt.value == YES
        assert person.app.clipboard == clipboard
        assert len(person.chat.session.listed) == listed
        await person.press("enter")
        await person.idle()
        assert [text for text, _ in bot.asked][-1] == YES


async def test_a_half_written_question_goes_on(drive: Drive) -> None:
    """What was typed before the reader left the prompt stays, and typing goes on behind it."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("i", "s", "tab")
        assert isinstance(person.app.focused, QuoteView)
        await person.press("space")  # opens the quote, as Enter does
        await person.until(lambda: isinstance(person.app.screen, SourceScreen))
        await person.press("n", "o")
        await person.until(lambda: person.app.screen is person.chat)
        assert person.prompt.value == "isno"


async def test_a_paste_goes_into_the_question_too(drive: Drive) -> None:
    """A paste into the answer is one line of the prompt, without control sequences."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("tab")
        person.app.post_message(Paste("my score\nis \x1b[31m-2.5"))
        await person.until(lambda: person.prompt.value)
        assert person.prompt.value == "my score is -2.5"
        assert person.app.focused is person.prompt


@pytest.mark.parametrize("keys", [("down",), ("tab",), ("down", "ctrl+g"), ("down", "enter")])
async def test_letters_go_into_the_box_of_the_look_up(drive: Drive, keys: tuple[str, ...]) -> None:
    """From results, filters, lists and documents, letters go on in the words to look for."""
    async with drive() as person:
        agent = Agent(person)
        await agent.open()
        await agent.type("bone")
        box = agent.box
        await agent.press(*keys)
        assert person.app.focused is not box
        await person.press("c", "space", "w", "s")
        await person.until(lambda: isinstance(person.app.screen, LookupScreen))
        assert box.value == "bonec ws"
        assert person.app.focused is box
        assert not agent.screen.query_one("#lookup-menu", OptionList).display
        assert not person.app.clipboard


async def test_a_letter_that_somebody_chose_acts(drive: Drive) -> None:
    """Who binds a letter in the configuration wants it: it acts where nobody types."""
    keys = {**DEFAULTS, "next_quote": ("n",)}
    async with drive(config=Config(keys=keys)) as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "enter")
        await person.sees("quote 1/2")
        await person.press("n")
        await person.sees("quote 2/2")
        assert isinstance(person.app.focused, DocumentView)
