"""The prompt: focus, history, empty lines, pastes, leaving."""

from collections.abc import Callable

from driving import Driver
from fake_bot import HOSTILE, HOSTILE_SHOWN
from textual.events import Paste

from chatbot.tui import wording
from chatbot.tui.widgets.turn_view import TurnView

Drive = Callable[..., Driver]


async def test_focus_is_in_the_prompt_at_the_start_and_after_each_answer(drive: Drive) -> None:
    """One can type at once, and again after every answer."""
    async with drive() as person:
        assert person.app.focused is person.prompt
        for question in (
            "What is osteopenia?",
            "Should I stop alendronate?",
            "What of romosozumab?",
        ):
            await person.ask(question)
            assert person.app.focused is person.prompt


async def test_typed_letters_and_digits_are_text(drive: Drive) -> None:
    """Keys that act elsewhere are just characters in the prompt."""
    async with drive() as person:
        await person.loaded()
        await person.press("minus", "2", "full_stop", "5", "question_mark", "slash", "c", "n", "o")
        assert person.prompt.value == "-2.5?/cno"
        assert person.app.screen is person.chat


async def test_an_empty_line_does_nothing(drive: Drive) -> None:
    """Enter on nothing, or on blanks, asks nothing."""
    async with drive() as person:
        await person.loaded()
        await person.press("enter", "space", "space", "enter")
        assert not person.all(TurnView)
        assert person.prompt.value == "  "


async def test_up_and_down_go_through_earlier_questions(drive: Drive) -> None:
    """Up goes back, Down comes forth again to what was being typed."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.ask("What does it cost?")
        await person.press("a", "b", "up")
        assert person.prompt.value == "What does it cost?"
        await person.press("up", "up")
        assert person.prompt.value == "What is osteopenia?"
        await person.press("down", "down", "down")
        assert person.prompt.value == "ab"


async def test_a_paste_of_several_lines_becomes_one_harmless_line(drive: Drive) -> None:
    """Nothing after the first line is lost, and control sequences are."""
    async with drive() as person:
        person.prompt.post_message(Paste(f"My spine\r\nis -2.6\n{HOSTILE}"))
        await person.until(lambda: person.prompt.value)
        assert person.prompt.value == f"My spine is -2.6 {HOSTILE_SHOWN}"


async def test_a_very_long_paste_is_refused_in_one_line(drive: Drive) -> None:
    """A question of 100,000 characters is shown cut, with the bot's reason."""
    async with drive() as person:
        await person.loaded()
        person.prompt.post_message(Paste("bone " * 20_000))
        await person.until(lambda: person.prompt.value)
        await person.press("enter")
        await person.idle()
        await person.sees("The question is too long. Please ask in fewer than 2,000 characters.")
        assert person.app.focused is person.prompt


async def test_ctrl_c_says_how_to_leave_and_leaves_the_second_time(drive: Drive) -> None:
    """A reflex costs nothing; meant twice, it works."""
    async with drive() as person:
        await person.loaded()
        await person.press("a", "ctrl+c")
        await person.sees(wording.LEAVE)
        assert person.prompt.value == "a"
        await person.pilot.press("ctrl+c")
        await person.until(lambda: person.app._exit)
    assert person.app.return_code == 0


async def test_quit_typed_out_leaves(drive: Drive) -> None:
    """Whoever types "quit" wants to leave."""
    async with drive() as person:
        await person.loaded()
        await person.press(*"quit")
        await person.pilot.press("enter")
        await person.until(lambda: person.app._exit)
    assert person.app.return_code == 0


async def test_ctrl_q_leaves(drive: Drive) -> None:
    """Ctrl+Q leaves from the prompt."""
    async with drive() as person:
        await person.pilot.press("ctrl+q")
        await person.until(lambda: person.app._exit)
    assert person.app.return_code == 0


async def test_page_keys_scroll_while_the_prompt_keeps_the_focus(drive: Drive) -> None:
    """Reading back does not cost the place where one types."""
    async with drive(40, 20) as person:
        await person.ask("What is osteopenia?")
        transcript = person.chat._transcript
        before = transcript.scroll_y
        await person.press("pageup")
        assert transcript.scroll_y < before
        await person.press("pagedown")
        assert transcript.scroll_y == before
        assert person.app.focused is person.prompt
