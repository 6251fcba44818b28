"""Contrast of 7:1 or more, no colour where none is wanted, no motion."""

from collections.abc import Callable

import pytest
from contrast import LEAST, TABLE, contrast, ratio, table
from driving import Driver
from rich.segment import Segment
from textual.color import Color
from textual.filter import NoColor

from chatbot.tui.themes import DARK, LIGHT, PAIRS, THEMES

Drive = Callable[..., Driver]

LINES = "─━│┃╭╮╰╯┏┓┗┛▌▐▔▁▊▎█▍▂▃▄▅▆▇╺╸"


def test_contrast_of_black_on_white_is_21() -> None:
    """The measure itself is right at both ends."""
    assert contrast(Color.parse("#000000"), Color.parse("#ffffff")) == pytest.approx(21)
    assert contrast(Color.parse("#777777"), Color.parse("#ffffff")) == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("theme", THEMES, ids=lambda theme: theme.name)
@pytest.mark.parametrize("pair", PAIRS, ids=" on ".join)
def test_every_pair_of_the_themes_has_a_contrast_of_7(theme: object, pair: tuple[str, str]) -> None:
    """Every text colour on every colour behind it."""
    assert ratio(theme, pair) >= LEAST


def test_the_table_in_the_documents_is_what_is_computed() -> None:
    """`make pictures` writes it; nobody copies figures by hand."""
    assert TABLE.read_text(encoding="utf-8") == table()


def faint(person: Driver) -> set[tuple[str, str, float]]:
    """What stands on the screen with too little contrast, lines and blocks left out."""
    found = set()
    for strip in person.app.screen._compositor.render_strips():
        for segment in strip:
            found |= _faint(segment)
    return found


def _faint(segment: Segment) -> set[tuple[str, str, float]]:
    text = segment.text.strip().strip(LINES).strip()
    style = segment.style
    if not text or style is None or style.color is None or style.bgcolor is None:
        return set()
    assert not style.dim
    assert not style.italic
    assert not style.blink
    ratio = contrast(Color.from_rich_color(style.color), Color.from_rich_color(style.bgcolor))
    return {(text, f"{style}", round(ratio, 2))} if ratio < LEAST else set()


@pytest.mark.parametrize("theme", [DARK, LIGHT])
async def test_every_word_on_every_screen_has_a_contrast_of_7(drive: Drive, theme: str) -> None:
    """What is really painted: welcome, answers, card, focus, source, list, help, forgetting, palette."""
    async with drive(130, 50) as person:
        person.app.theme = theme
        await person.loaded()
        assert not faint(person)
        for question in ("What is osteopenia?", "My T-score is -1.8", "My legs", "Should I stop?"):
            await person.ask(question)
            assert not faint(person)
        await person.ask("What is osteopenia?")
        for key in (
            "tab",
            "down",
            "down",
            "f3",
            "ctrl+e",
            "ctrl+g",
            "escape",
            "escape",
            "f1",
            "escape",
        ):
            await person.press(key)
            await person.pilot.pause()
            assert not faint(person), key
        for key in (
            "tab",
            "f9",
            "ctrl+l",
            "down",
            "f8",
            "down",
            "escape",
            "escape",
            "f4",
            "escape",
        ):
            await person.press(key)
            await person.pilot.pause()
            assert not faint(person), key
        await person.until(lambda: person.app.screen is person.chat)
        await person.press("escape", "a", "b", "shift+home", "ctrl+c")
        assert not faint(person)
        await person.press("ctrl+p")
        await person.sees("Forget the conversation")
        assert not faint(person)
        await person.press("s", "t")
        await person.sees("Forget the conversation")
        assert not faint(person)


async def test_no_color_means_no_colour(drive: Drive, monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR drops every colour; focus and cursor are then shown in reverse."""
    monkeypatch.setenv("NO_COLOR", "1")
    async with drive() as person:
        assert any(isinstance(item, NoColor) and item.enabled for item in person.app._filters)
        await person.ask("My legs")
        await person.sees("!! EMERGENCY !!")
        await person.ask("What is osteopenia?")
        await person.press("tab")
        strips = person.app.screen._compositor.render_strips()
        reversed_text = " ".join(
            segment.text
            for strip in strips
            for segment in strip
            if segment.style and segment.style.reverse
        )
        assert "Osteopenia is low bone mass" in reversed_text
        styles = [segment.style for strip in strips for segment in strip if segment.style]
        assert not any(style.dim or style.italic or style.blink for style in styles)


async def test_nothing_moves(drive: Drive) -> None:
    """No animation, no blinking cursor."""
    async with drive() as person:
        assert person.app.animation_level == "none"
        assert not person.prompt.cursor_blink


async def test_the_palette_changes_the_colours(drive: Drive) -> None:
    """Light and dark are one command away."""
    async with drive() as person:
        await person.loaded()
        await person.press("ctrl+p", *"light")
        await person.sees("High contrast on light")
        await person.press("down", "enter")
        await person.until(lambda: person.app.theme == LIGHT)
