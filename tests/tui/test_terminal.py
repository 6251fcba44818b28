"""The program in a real terminal: it draws, hears keys, follows a resize, and leaves it clean."""

import os
import re
import select
import signal
import struct
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

if sys.platform == "win32":
    pytest.skip("there are no pseudo-terminals", allow_module_level=True)

import fcntl
import pty
import termios

PATIENCE = 300.0
_ESCAPE = re.compile(
    r"\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[PX^_].*?\x1b\\|\x1b."
)


class Terminal:
    """A pseudo-terminal with the program in it, and what it has written so far."""

    def __init__(self, argv: list[str], env: dict[str, str], size: tuple[int, int]) -> None:
        self.end, inner = pty.openpty()
        self.resize(*size)
        self.before = termios.tcgetattr(inner)
        self.inner = inner
        self.raw = ""
        self.process = subprocess.Popen(argv, env=env, stdin=inner, stdout=inner, stderr=inner)

    def resize(self, columns: int, rows: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def send(self, keys: str) -> None:
        """Press keys."""
        os.write(self.end, keys.encode())

    def shows(self, *texts: str) -> str:
        """Read until the texts were written since the last call; fail after a while."""
        start = len(self.raw)
        end = monotonic() + PATIENCE
        while not all(text in self._words(start) for text in texts):
            assert monotonic() < end, f"waited in vain for {texts}:\n{self._words(start)}"
            self._read(0.2)
        return self.raw[start:]

    def ends(self) -> int:
        """Read until the program ends; return its exit code."""
        end = monotonic() + PATIENCE
        while self.process.poll() is None:
            assert monotonic() < end, "it does not end"
            self._read(0.2)
        self._read(0.0)
        return self.process.returncode

    def close(self) -> None:
        """Let go of everything."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        os.close(self.end)
        os.close(self.inner)

    def _words(self, start: int) -> str:
        return " ".join(_ESCAPE.sub(" ", self.raw[start:]).split())

    def _read(self, seconds: float) -> None:
        if select.select([self.end], [], [], seconds)[0]:
            self.raw += os.read(self.end, 65536).decode("utf-8", "replace")


@pytest.fixture
def terminal(environment: dict[str, str], small: Path) -> Iterator[Terminal]:
    """The screen on the small pack, at 80 by 24."""
    argv = [sys.executable, "-m", "chatbot", "--corpus", str(small)]
    subprocess.run([*argv, "ask", "hello"], env=environment, check=True, capture_output=True)
    env = {**environment, "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}
    env.pop("NO_COLOR", None)
    found = Terminal(argv, env, (80, 24))
    yield found
    found.close()


def test_a_visit_in_a_real_terminal(terminal: Terminal) -> None:
    """Typed letter by letter, answered, resized, left: and the terminal is as it was."""
    terminal.shows("Two garden plants", "F4 Start over")
    terminal.send("What is a rose?\r")
    terminal.shows("You asked:", "woody plant of the genus Rosa")
    terminal.resize(40, 20)
    terminal.process.send_signal(signal.SIGWINCH)
    terminal.shows("F4 New")
    terminal.resize(130, 40)
    terminal.process.send_signal(signal.SIGWINCH)
    terminal.shows("F4 Start over", "Growing roses")
    terminal.send("\x11")
    assert terminal.ends() == 0
    assert "\x1b[?1049h" in terminal.raw
    for off in ("\x1b[?1049l", "\x1b[?1000l", "\x1b[?25h"):
        assert terminal.raw.rindex(off) > terminal.raw.rindex("F4")
    assert termios.tcgetattr(terminal.inner) == terminal.before


def test_what_is_typed_before_there_is_a_screen_is_not_lost(terminal: Terminal) -> None:
    """Letters wait for the prompt, in their order, and those that follow come behind them."""
    terminal.send("What is a ")
    terminal.shows("F4 Start over")
    terminal.send("rose?")
    terminal.shows("Two garden plants")
    terminal.send("\r")
    terminal.shows("You asked: What is a rose?")
    terminal.send("\x11")
    assert terminal.ends() == 0


def test_a_minus_is_typed_and_the_question_is_never_an_option(terminal: Terminal) -> None:
    """Digits, the minus and the question mark are text where one types."""
    terminal.shows("Two garden plants")
    terminal.send("-2.5?")
    terminal.shows("-2.5?")
    terminal.send("\x03")
    terminal.shows("to leave")
    terminal.send("\x03")
    assert terminal.ends() == 0
    assert "Traceback" not in terminal.raw
