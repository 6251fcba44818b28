"""What all tests share: a cache of their own, the built-in bot, a small pack, the command."""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from chatbot import Chatbot
from chatbot.cli import main
from chatbot.pack.files import builtin_folder
from chatbot.pack.reading import read_pack
from chatbot.pack.records import Pack
from fuzzing import COUNTS
from running import Outcome, Run

PACKS = Path(__file__).parent / "packs"

# The same examples on every run, so that a failure is one that anybody can repeat.
settings.register_profile(
    "repeatable", derandomize=True, database=None, deadline=None, max_examples=150
)
# New examples on every run, and many: pytest --hypothesis-profile=fuzz, or make fuzz.
settings.register_profile(
    "fuzz",
    database=None,
    deadline=None,
    max_examples=int(os.environ.get("FUZZ_EXAMPLES", "5000")),
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("repeatable")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say how many inputs were tried, by what they were given to."""
    if COUNTS:
        told = ", ".join(f"{name} {count:,}" for name, count in sorted(COUNTS.items()))
        terminalreporter.write_line(f"inputs fuzzed: {COUNTS.total():,} ({told})")


@pytest.fixture(scope="session", autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """What is written down goes to folders of this session; nobody's configuration is read."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHATBOT_CACHE_DIR", str(tmp_path_factory.mktemp("cache")))
        patch.setenv("CHATBOT_STATE_DIR", str(tmp_path_factory.mktemp("state")))
        patch.setenv("CHATBOT_CONFIG", "")
        patch.delenv("CHATBOT_DEBUG", raising=False)
        yield


@pytest.fixture(scope="session")
def bot(_own_cache: None) -> Chatbot:
    """The bot of the built-in pack."""
    return Chatbot.open()


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The built-in pack as it is read, before it is compiled."""
    return read_pack(builtin_folder())


@pytest.fixture(scope="session")
def small() -> Path:
    """The folder of a small pack about something else."""
    return PACKS / "small"


@pytest.fixture(scope="session")
def small_bot(_own_cache: None, small: Path) -> Chatbot:
    """The bot of the small pack."""
    return Chatbot.open(small)


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """The command, run in this process on the standard input that a test gives it."""

    def call(*argv: object, stdin: bytes = b"") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin), encoding="utf-8"))
        capsys.readouterr()
        code = main([str(word) for word in argv])
        written = capsys.readouterr()
        return Outcome(code, written.out, written.err)

    return call


@pytest.fixture
def environment() -> dict[str, str]:
    """The variables for a process of its own that must find this code and this cache."""
    paths = [str(Path(__file__).parent.parent / "src"), os.environ.get("PYTHONPATH", "")]
    return {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in paths if path)}
