"""Keys: those of a configuration act and are shown; every action can be given others."""

from collections.abc import Callable
from pathlib import Path

from driving import Driver
from textual.binding import Binding

from chatbot.config.keys import ACTIONS, DEFAULTS
from chatbot.config.settings import Config
from chatbot.tui import app as app_module
from chatbot.tui.app import ChatApp
from chatbot.tui.chat_screen import ChatScreen
from chatbot.tui.collecting import CollectingScreen
from chatbot.tui.doctor_screen import DoctorScreen
from chatbot.tui.help_screen import HelpScreen
from chatbot.tui.lookup_screen import LookupScreen
from chatbot.tui.plain_screen import PlainScreen
from chatbot.tui.source_screen import SourceScreen
from chatbot.tui.sources import SourcesScreen
from chatbot.tui.widgets.prompt import Prompt
from chatbot.tui.widgets.quote_view import QuoteView
from chatbot.tui.widgets.source_pane import SourcePane

Drive = Callable[..., Driver]


PLACES = (
    ChatApp,
    ChatScreen,
    SourcesScreen,
    CollectingScreen,
    LookupScreen,
    DoctorScreen,
    PlainScreen,
    SourceScreen,
    QuoteView,
    SourcePane,
)


def test_every_action_is_bound_with_its_usual_keys() -> None:
    """The table of actions and the bindings say the same, wherever an action is bound."""
    bound = {
        (binding.id, binding.key)
        for place in PLACES
        for binding in place.BINDINGS
        if isinstance(binding, Binding) and binding.id
    }
    assert bound == {(action.name, ",".join(action.keys)) for action in ACTIONS}


async def test_other_keys_act_and_are_shown(drive: Drive) -> None:
    """Traded and new keys do what they are to do, in the last line and in the help too."""
    keys = {**DEFAULTS, "help": ("f3",), "sources": ("f1", "w"), "copy": ("y",)}
    async with drive(config=Config(keys=keys)) as person:
        await person.loaded()
        await person.sees("F3 Help", "F1 Sources")
        await person.press("f3")
        await person.until(lambda: isinstance(person.app.screen, HelpScreen))
        await person.sees(
            "F3: show every key", "F1, or W outside a text box: the sources, and back"
        )
        await person.press("escape")
        await person.ask("What does a scan cost?")
        await person.press("tab", "f7")
        assert not person.app.clipboard
        await person.press("y")
        assert "$125-$300" in person.app.clipboard


async def test_the_help_says_where_a_sign_is_text(drive: Drive) -> None:
    """In a line to type in `?` and `/` are text, and the help promises nothing else."""
    async with drive(120, 60) as person:
        await person.loaded()
        await person.press("question_mark")
        assert (person.prompt.value, person.app.screen) == ("?", person.chat)
        await person.press("f1")
        await person.sees(
            "F1, or ? outside a text box: show every key",
            "/ outside a text box: go to the prompt",
            "In the sources",
            "/: find words in the text",
        )


async def test_letters_never_act_while_one_types(drive: Drive) -> None:
    """A letter that somebody has bound everywhere is still a letter in the prompt."""
    keys = {**DEFAULTS, "sources": ("w",), "start_over": ("5",)}
    async with drive(config=Config(keys=keys)) as person:
        await person.ask("What is osteopenia?")
        await person.press("w", "minus", "2", "full_stop", "5", "s", "l", "question_mark")
        assert person.prompt.value == "w-2.5sl?"
        assert person.app.screen is person.chat
        assert len(person.chat.session.said) == 1


async def test_down_leaves_the_box_for_the_answer(drive: Drive) -> None:
    """From the newest line of the prompt, Down goes on into what was answered; Esc comes back."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("down")
        assert isinstance(person.app.focused, QuoteView)
        await person.press("escape")
        assert isinstance(person.app.focused, Prompt)


async def test_the_focus_has_a_marker(drive: Drive) -> None:
    """A sign stands before what has the focus, not border and colour alone, and goes with it."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        assert "▸" not in person.seen()
        await person.press("tab")
        await person.sees("▸[1]")
        await person.press("down")
        await person.sees("▸[2]")
        assert person.seen().count("▸") == 1


async def test_the_configured_theme_is_worn(drive: Drive) -> None:
    """The colours of the configuration are there from the start."""
    async with drive(config=Config(theme="nord")) as person:
        assert person.app.theme == "nord"


def test_no_key_is_bound_that_some_terminal_does_not_send() -> None:
    """Nothing depends on Ctrl+J, S or O, on Alt, or on Shift and Enter."""
    folder = Path(app_module.__file__).parent
    code = "".join(path.read_text(encoding="utf-8") for path in folder.rglob("*.py"))
    for key in ("ctrl+j", "ctrl+s", "ctrl+o", "alt+", "shift+enter"):
        assert f'"{key}' not in code
