"""How it ends: one clear line for a fault, the right code, nobody's words."""

import subprocess
import sys
from collections.abc import Callable

import pytest
from driving import Driver
from fake_bot import FakeBot

from chatbot.errors import PackError
from chatbot.tui import run, wording
from chatbot.tui.app import ChatApp

Drive = Callable[..., Driver]


async def test_a_pack_that_cannot_be_read_ends_with_one_line(drive: Drive) -> None:
    """The pack's error is the line, its code the code."""

    def load() -> FakeBot:
        raise PackError("corpus/pack.toml", "is missing", hint="Name a folder with documents.")

    async with drive(load=load) as person:
        await person.until(lambda: person.app._exit)
    assert person.app.return_code == 2
    assert (
        person.app.failure == "chatbot: corpus/pack.toml: is missing. Name a folder with documents."
    )


def test_run_prints_the_failure_and_returns_the_code(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The face's one line goes to stderr."""

    def act(app: ChatApp) -> None:
        app.failure = "chatbot: no documents"
        app._return_code = 2

    monkeypatch.setattr(ChatApp, "run", act)
    assert run(lambda: None) == 2
    assert capsys.readouterr().err == "chatbot: no documents\n"


async def test_a_crash_prints_one_line_without_anybodys_words(
    bot: FakeBot, capsys: pytest.CaptureFixture[str]
) -> None:
    """Type and place of the fault, no traceback, no local variables, no question."""
    app = ChatApp(lambda: bot)

    def fail() -> None:
        question = "my secret"
        raise RuntimeError(question)

    async def visit() -> None:
        async with app.run_test() as pilot:
            app.call_later(fail)
            await pilot.pause()
            await pilot.pause()

    with pytest.raises(RuntimeError):
        await visit()
    app._print_error_renderables()
    shown = capsys.readouterr().err
    assert shown.startswith(wording.CRASH)
    assert "RuntimeError, test_leaving.py line" in shown
    assert "secret" not in shown
    assert "Traceback" not in shown
    assert app.return_code == 1


def test_importing_the_package_does_not_import_textual() -> None:
    """Whoever only wants `run` pays for Textual when it runs."""
    code = (
        "import sys, chatbot.tui; sys.exit(any(name.startswith('textual') for name in sys.modules))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
