"""The list for the doctor and saving: by key, by mouse, by typed words, by the palette."""

import io
import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from driving import Driver
from fake_bot import FakeBot
from fake_copy import COPY
from textual.widgets import Input

from chatbot.answer import Answer, Care, Intent
from chatbot.exports import Export, export_text
from chatbot.kept import remembered
from chatbot.tui.doctor_screen import DoctorScreen
from chatbot.tui.save_screen import SaveScreen
from chatbot.tui.widgets.choice import Button
from chatbot.tui.widgets.turn_view import TurnView

Drive = Callable[..., Driver]


def listed(person: Driver) -> list[str]:
    """The quotes on the list."""
    return [item.quote.text for item in person.chat.session.listed]


def button(person: Driver, label: str) -> Button:
    """The first button in front with a label."""
    found = [item for item in person.app.screen.query(Button) if label in str(item.render())]
    assert found, f"no button “{label}”"
    return found[0]


async def opened(person: Driver, kind: type) -> None:
    """Wait until a screen stands in front and is drawn."""
    await person.until(lambda: isinstance(person.app.screen, kind))
    await person.pilot.pause()


async def test_a_quote_and_a_whole_answer_go_on_the_list(drive: Drive) -> None:
    """F9 adds the marked quote; the button under the answer adds the others, each once."""
    async with drive(80, 50) as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "f9")
        assert len(listed(person)) == 1
        await person.press("f9")
        await person.sees(COPY["list_there"])
        await person.pilot.click(button(person, COPY["add_all"]))
        await person.sees(COPY["list_added"].replace("{count}", "2"))
        assert len(set(listed(person))) == 2


async def test_the_list_is_seen_and_emptied_by_mouse(drive: Drive) -> None:
    """Each quote has its question, its citation and a button; the documents' advice stands below."""
    async with drive(100, 60) as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "f9", "ctrl+l")
        await opened(person, DoctorScreen)
        await person.sees("1. I asked: What is osteopenia?", "Restated from T-Scores Explained")
        await person.sees(COPY["list_ask_heading"], COPY["list_kept"])
        await person.pilot.click(button(person, COPY["remove"]))
        await person.sees(COPY["list_empty"], COPY["list_removed"].replace("{count}", "0"))
        assert not listed(person)
        await person.pilot.click(button(person, COPY["add_one"]))
        await person.until(lambda: len(listed(person)) == 1)


async def test_a_number_typed_out_goes_on_the_list(drive: Drive) -> None:
    """`add 2` in the prompt does what it does in lines; a number that is none changes nothing."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.send("add 2")
        await person.sees(COPY["list_added"].replace("{count}", "1"))
        await person.send("add 9")
        await person.sees(COPY["list_no_such"])
        assert ["caffeine" in text for text in listed(person)] == [True]


@pytest.mark.parametrize("way", ["palette", "words"])
async def test_the_list_has_other_ways_in(drive: Drive, way: str) -> None:
    """The palette and the typed word open it too; Esc goes back."""
    async with drive() as person:
        await person.loaded()
        if way == "words":
            await person.send("list")
        else:
            await person.press("ctrl+p", *"doctor")
            await person.sees("The list of quotes")
            await person.press("down", "enter")
        await opened(person, DoctorScreen)
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.chat)


async def test_saving_says_where_and_never_overwrites(
    drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file's place is told; a name that is taken, or is none, is told too."""
    monkeypatch.chdir(tmp_path)
    async with drive(100, 30) as person:
        await person.ask("What is osteopenia?")
        await person.send("save")
        await opened(person, SaveScreen)
        person.app.screen.query_one(Input).value = "mine.docx"
        await person.press("enter")
        await person.sees("is no name for this file")
        (tmp_path / "mine.json").write_text("mine", encoding="utf-8")
        person.app.screen.query_one(Input).value = "mine.json"
        await person.press("enter")
        await person.sees(COPY["save_exists"].replace("{file}", "mine-2.json"))
        await person.pilot.click(button(person, COPY["save_page"]))
        await person.until(lambda: person.app.screen is person.chat)
        await person.sees("Saved as", "mine-2.html.")
    assert (tmp_path / "mine.json").read_text(encoding="utf-8") == "mine"
    assert "Osteopenia is low bone mass" in (tmp_path / "mine-2.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("what", ["conversation", "quote"])
async def test_a_browser_is_given_the_file(
    drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """Where the screen is a page, nothing is written beside the program: it is a download."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("CHATBOT_STATE_DIR", str(tmp_path / "state"))
    monkeypatch.setattr("chatbot.exports.files.save_new", pytest.fail)
    given: list[tuple[str, str]] = []

    def deliver(file: io.StringIO, *, save_filename: str) -> None:
        given.append((save_filename, file.read()))

    async with drive(100, 30) as person:
        monkeypatch.setattr(type(person.app), "is_web", property(lambda _: True))
        monkeypatch.setattr(person.app, "deliver_text", deliver)
        await person.ask("What is osteopenia?")
        if what == "quote":
            await person.press("tab", "ctrl+t", "f8")
        else:
            await person.send("save")
            await opened(person, SaveScreen)
            await person.pilot.click(button(person, COPY["save_page"]))
        await person.sees("Your browser was given the file")
    (name, text) = given[0]
    assert name.endswith(".txt" if what == "quote" else ".html")
    assert "Osteopenia is low bone mass" in text
    assert not remembered()


async def test_nothing_to_save_is_said(drive: Drive) -> None:
    """An empty conversation opens no screen."""
    async with drive() as person:
        await person.loaded()
        await person.send("save")
        await person.sees(COPY["save_nothing"])
        assert person.app.screen is person.chat


async def test_folded_turns_are_in_the_file(
    drive: Drive, bot: FakeBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The screen keeps few turns, with as many widgets after more of them; the file has all."""
    monkeypatch.setattr("chatbot.tui.widgets.transcript.KEPT", 3)
    async with drive() as person:
        counts = []
        for _ in range(8):
            await person.ask("What is osteopenia?")
            counts.append(len(list(person.chat.query("*"))))
        assert len(set(counts[3:])) == 1
        assert len(person.all(TurnView)) == 3
        export = Export("2026-11-22", tuple(person.chat.session.said))
        assert len(json.loads(export_text(export, bot, ".json"))["answers"]) == 8


@pytest.mark.parametrize("care", [None, Care("prompt", "x", "Talk to someone", "Do.", "caution")])
async def test_what_the_bot_takes_for_starting_over_does_so(
    drive: Drive, bot: FakeBot, monkeypatch: pytest.MonkeyPatch, care: Care | None
) -> None:
    """In other words too, the list kept; but a message with a care card is never cleared away."""
    reply = bot.reply

    def answer(text: str, turns: object = ()) -> Answer:
        if "begin" not in text:
            return reply(text, turns)
        again = Answer(text, "chat", "All right.", "", intents=(Intent("start-over", 1.0),))
        return replace(again, care=care)

    monkeypatch.setattr(bot, "reply", answer)
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "f9", "escape")
        await person.send("shall we begin afresh")
        if care:
            await person.until(lambda: len(person.chat.session.said) == 2)
            await person.sees("Talk to someone")
        else:
            await person.sees(COPY["started_over"])
            assert not person.all(TurnView)
            assert not person.chat.session.said
        assert len(listed(person)) == 1
