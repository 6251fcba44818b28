"""Copying, plain text and files: nothing is claimed that is not known, nothing is overwritten."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import Driver
from fake_copy import COPY
from textual.widgets import Input

from chatbot.tui import copying, handing_over
from chatbot.tui.copying import Tool, copy_natively, native_tool
from chatbot.tui.plain_screen import PlainScreen
from chatbot.tui.save_screen import SaveScreen

Drive = Callable[..., Driver]


def names(folder: Path) -> list[str]:
    """What lies in a folder."""
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.parametrize(
    ("platform", "environ", "there", "tool"),
    [
        ("darwin", {}, {"pbcopy"}, "pbcopy"),
        ("darwin", {"SSH_CONNECTION": "a b"}, {"pbcopy"}, None),
        ("linux", {}, {"xclip", "wl-copy"}, None),
        ("linux", {"DISPLAY": ":0"}, {"xclip"}, "xclip"),
        ("linux", {"DISPLAY": "localhost:10", "SSH_TTY": "/dev/pts/1"}, {"xclip"}, "xclip"),
        ("linux", {"DISPLAY": ":0"}, set(), None),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, {"xclip", "wl-copy"}, "wl-copy"),
        ("linux", {"DISPLAY": ":0", "WAYLAND_DISPLAY": "w"}, {"xclip"}, "xclip"),
        ("linux", {"WSL_DISTRO_NAME": "Debian"}, {"clip.exe"}, "clip.exe"),
        ("win32", {}, {"clip.exe"}, "clip.exe"),
    ],
)
def test_only_the_readers_own_clipboard_counts(
    platform: str, environ: dict[str, str], there: set[str], tool: str | None
) -> None:
    """A tool is used where it is there and reaches the person at the keyboard."""
    found = native_tool(environ, platform, lambda name: name if name in there else None)
    assert (found.command[0] if found else None) == tool


@pytest.mark.parametrize(
    ("command", "taken"),
    [(("cat",), True), (("false",), False), (("/no/such/tool",), False)],
)
def test_the_exit_code_is_what_confirms(command: tuple[str, ...], taken: bool) -> None:  # noqa: FBT001
    """0 is a yes; anything else, and no tool at all, is none."""
    assert copy_natively(Tool(command), "words") is taken


def test_a_tool_that_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits for a clipboard."""

    def run(*_: object, **__: object) -> None:
        raise subprocess.TimeoutExpired("xclip", 2)

    monkeypatch.setattr(copying.subprocess, "run", run)
    assert not copy_natively(Tool(("xclip",)), "words")


@pytest.mark.parametrize(
    ("command", "notice"), [(None, "copied"), (("false",), "copied"), (("cat",), "copied_surely")]
)
async def test_the_notice_says_what_is_known(
    drive: Drive,
    monkeypatch: pytest.MonkeyPatch,
    command: tuple[str, ...] | None,
    notice: str,
) -> None:
    """Sent to the terminal, unless a tool of the system's has confirmed it."""
    tool = Tool(command) if command else None
    monkeypatch.setattr(handing_over, "native_tool", lambda: tool)
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "f7")
        await person.app.workers.wait_for_complete()
        await person.sees(COPY[notice])
        assert "Osteopenia is low bone mass" in person.app.clipboard


async def test_plain_text_stands_alone_and_can_be_handed_on(drive: Drive) -> None:
    """Ctrl+T shows the quote from the first column, without a frame; F7 copies it, Esc goes back."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "ctrl+t")
        await person.until(lambda: isinstance(person.app.screen, PlainScreen))
        await person.until(lambda: "“Osteopenia is low bone mass" in person.seen())
        lines = person.seen().splitlines()
        assert any(line.startswith("“Osteopenia is low bone mass") for line in lines)
        assert not set(person.seen()) & set("─│┃╭╮╰╯┏┓┗┛▌▐")
        await person.press("f7")
        await person.sees(COPY["copied"])
        assert "Osteopenia is low bone mass" in person.app.clipboard


async def test_saving_asks_for_a_name_and_never_overwrites(
    drive: Drive, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A free name is proposed; a name that is taken is refused and another one offered."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "quote.txt").write_text("mine", encoding="utf-8")
    async with drive(40, 20) as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "ctrl+t", "f8")
        await person.until(lambda: isinstance(person.app.screen, SaveScreen))
        box = person.app.screen.query_one(Input)
        assert box.value == "quote-2.txt"
        box.value = "quote.txt"
        await person.press("enter")
        await person.sees(COPY["save_exists"].replace("{file}", "quote-2.txt"))
        await person.press("enter")
        await person.sees("Saved as", "quote-2")
    assert (tmp_path / "quote.txt").read_text(encoding="utf-8") == "mine"
    saved = (tmp_path / "quote-2.txt").read_text(encoding="utf-8")
    assert saved.startswith("“Osteopenia is low bone mass")
    assert "(scores#what-osteopenia-is/1)" in saved
    assert names(tmp_path) == ["costs.md", "quote-2.txt", "quote.txt", "scores.md"]


async def test_a_save_that_fails_is_one_line_and_can_be_tried_again(
    drive: Drive, tmp_path: Path
) -> None:
    """The reason is said, the name stays to be mended, Esc saves nothing."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        await person.press("tab", "ctrl+t", "f8")
        await person.until(lambda: isinstance(person.app.screen, SaveScreen))
        person.app.screen.query_one(Input).value = str(tmp_path / "no" / "where.txt")
        await person.press("enter")
        await person.sees(COPY["save_failed"].replace("{reason}", "No such file or directory"))
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.chat)


async def test_the_whole_answer_from_the_palette(drive: Drive) -> None:
    """The newest answer with all its quotes, as plain text."""
    async with drive() as person:
        await person.ask("What is osteopenia?")
        titles = {command.title for command in person.chat.commands()}
        assert {"Copy the answer", "Show the answer as plain text", "Save the answer"} <= titles
        await person.press("ctrl+p", *"plaintext")
        await person.sees("Show the answer as plain text")
        await person.press("down", "enter")
        await person.sees("Source 1: Restated from T-Scores Explained", "Excessive caffeine")
