"""Markup and control sequences in documents and questions are plain text everywhere."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from driving import Driver
from fake_bot import HOSTILE, HOSTILE_SHOWN, FakeBot
from fake_documents import documents
from textual.app import App, ComposeResult
from textual.widget import Widget

from chatbot.answer import Care, Context, Correction, Difference, Score, Span
from chatbot.exports import Listed
from chatbot.pack.documents import read_document
from chatbot.tui.widgets.care_card import CareCard
from chatbot.tui.widgets.choice import Choice
from chatbot.tui.widgets.quote_view import QuoteView
from chatbot.tui.widgets.turn_view import TurnView

Drive = Callable[..., Driver]


def plain(widget: Widget) -> str:
    """What a widget paints, as one line, and that nothing in it can be clicked."""
    strips = widget.screen._compositor.render_strips()
    segments = [segment for strip in strips for segment in strip]
    assert not any(segment.style and "@click" in segment.style.meta for segment in segments)
    text = "".join(segment.text for segment in segments)
    assert not any(ord(character) < 32 or character == "\x9b" for character in text)
    return " ".join(text.split())


class Bench(App[None]):
    """One widget alone."""

    def __init__(self, widget: Widget) -> None:
        super().__init__()
        self.widget = widget

    def compose(self) -> ComposeResult:
        """The widget."""
        yield self.widget


def _quote_view(folder: Path, *, row: bool) -> QuoteView:
    found = FakeBot(folder)._hostile().quotes[1 if row else 0]
    return QuoteView((Listed(HOSTILE, found, HOSTILE),), 0)


@pytest.mark.parametrize(
    "make",
    [
        lambda _: CareCard(Care("urgent", "rule", HOSTILE, HOSTILE, HOSTILE)),
        lambda _: Choice(HOSTILE),
        lambda folder: _quote_view(folder, row=False),
        lambda folder: _quote_view(folder, row=True),
        lambda _: TurnView(1, HOSTILE, HOSTILE),
    ],
    ids=["care card", "choice", "quote", "row", "question"],
)
async def test_each_widget_shows_hostile_text_as_text(
    make: Callable[[Path], Widget], tmp_path: Path
) -> None:
    """Markup stays as typed, sequences are gone, nothing is clickable."""
    widget = make(tmp_path)
    async with Bench(widget).run_test(size=(160, 30)) as pilot:
        await pilot.pause()
        assert HOSTILE_SHOWN in plain(widget)


async def test_a_hostile_answer_is_shown_as_text(drive: Drive) -> None:
    """Every field of an answer survives with markup in it, on the screen and in the source."""
    async with drive(160, 80) as person:
        await person.ask(f"hostile {HOSTILE}")
        await person.until(lambda: person.all(QuoteView))
        text = plain(person.chat)
        assert text.count(HOSTILE_SHOWN) >= 12
        await person.press("tab", "enter")
        assert HOSTILE_SHOWN in plain(person.chat)
        assert person.app.is_running


async def test_a_hostile_document_is_shown_as_text(
    drive: Drive, bot: FakeBot, tmp_path: Path
) -> None:
    """Title, headings, text and table cells of a document are plain text in the source."""
    path = tmp_path / "nasty.md"
    title = '"[/foo] [@click=app.quit]x[/]"'
    header = f'+++\nid = "nasty"\ntitle = {title}\nsource = {title}\nnote = {title}\n+++\n'
    body = f"\n# {HOSTILE}\n\n{HOSTILE}\n\n- {HOSTILE}\n\n| {HOSTILE} | b |\n|---|---|\n| {HOSTILE} | d |\n"
    path.write_text(header + body, encoding="utf-8")
    bot.documents = {"nasty": read_document(path, path.name, strict=True)}
    async with drive() as person:
        await person.loaded()
        await person.press("f3", "enter")
        await person.sees("100 %")
        assert plain(person.pane).count(HOSTILE_SHOWN) >= 4
        await person.press("ctrl+e")
        await person.sees("Headings")
        assert "[/foo] [@click=app.quit]x[/] [red]y" in plain(person.pane)


async def test_a_hostile_scale_is_shown_as_text(drive: Drive, bot: FakeBot, tmp_path: Path) -> None:
    """A score's site and its table are plain text too."""
    scores = documents(tmp_path)["scores"]
    start = scores.text.index("| Above -1.0")
    band = Span("scores", start, start + 9, scores.text[start : start + 9])
    answer = replace(bot._definition(), scores=(Score("T", -0.5, HOSTILE, band),))
    bot._definition = lambda: answer
    async with drive(130, 40) as person:
        await person.ask("What?")
        await person.sees(f"← −0.5 ({HOSTILE_SHOWN})")


def test_the_hostile_answer_is_hostile_everywhere(tmp_path: Path) -> None:
    """The fixture above holds what its name says."""
    answer = FakeBot(tmp_path)._hostile()
    assert answer.corrections == (Correction(HOSTILE, HOSTILE),)
    assert isinstance(answer.quotes[1].context[0], Context)
    assert isinstance(answer.differences[0], Difference)
