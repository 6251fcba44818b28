"""The command as a process: what it imports, where it prints, how it ends."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest

ASK = [sys.executable, "-m", "chatbot"]
HEAVY = ("textual", "nltk", "numpy", "rank_bm25", "spellchecker", "platformdirs", "ir_measures")
# Of the standard library, what takes longer to import than a turn to answer.
SLOW = (
    "argparse",
    "dataclasses",
    "hashlib",
    "inspect",
    "pathlib",
    "tempfile",
    "traceback",
    "urllib.parse",
)
COMPILING = ("chatbot.compiling.pack", "chatbot.pack.dialect", "chatbot.pack.reading", "tomllib")


@pytest.fixture
def warm(environment: dict[str, str], small: Path) -> dict[str, str]:
    """The environment, with the small pack compiled."""
    subprocess.run(
        [*ASK, "--corpus", small, "ask", "hello"], env=environment, check=True, capture_output=True
    )
    return environment


@pytest.mark.parametrize(
    "argv",
    [["--version"], ["ask", "What is a rose?"], ["search", "rose"], ["show", "roses"], ["--help"]],
)
def test_a_turn_imports_nothing_heavy(warm: dict[str, str], small: Path, argv: list[str]) -> None:
    """Neither the screen's library nor the compiler's are imported for an answer."""
    code = (
        "import sys\n"
        "from chatbot.cli import main\n"
        f"assert main({['--corpus', str(small), *argv]!r}) == 0\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])\n"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], env=warm, capture_output=True, text=True, check=True
    )
    assert result.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize("home", ["CHATBOT_CACHE_DIR", "XDG_CACHE_HOME"])
def test_a_question_imports_nothing_slow(
    environment: dict[str, str], tmp_path: Path, home: str
) -> None:
    """Asked the second time, a plain question imports neither what compiles nor what is slow.

    A configuration is looked for in its usual place; where there is none, nothing reads one.
    """
    left_out = ("CHATBOT_CACHE_DIR", "CHATBOT_CONFIG")
    places = {name: value for name, value in environment.items() if name not in left_out}
    places |= {home: str(tmp_path), "XDG_CONFIG_HOME": str(tmp_path)}
    code = (
        "import sys\n"
        "for name in [*sys.modules]:\n"
        f"    if name in {SLOW!r}: del sys.modules[name]\n"  # left by site or by coverage
        "from chatbot.cli import main\n"
        "main(['ask', 'What is osteopenia?'])\n"
        f"print([name for name in {(*HEAVY, *SLOW, *COMPILING)!r} if name in sys.modules])\n"
    )
    first, second = (
        subprocess.run(
            [sys.executable, "-c", code], env=places, capture_output=True, text=True, check=True
        )
        for _ in range(2)
    )
    assert "Preparing the documents" in first.stderr
    assert second.stdout.splitlines()[-1] == "[]"
    assert first.stdout.splitlines()[:-1] == second.stdout.splitlines()[:-1]


COUNTED = """
import gc, re, sys
users, collected, compile = set(), [], re._compiler.compile

def counted(text, flags):
    frame = sys._getframe(3)  # behind the functions of re
    if frame.f_globals["__name__"] == "chatbot.patterns":
        frame = frame.f_back
    users.add(frame.f_globals["__name__"])
    return compile(text, flags)

re._compiler.compile = counted
gc.callbacks.append(lambda phase, _: collected.append(phase))
from chatbot.__main__ import main
collected.clear()
main()
print(len(collected), *sorted(name for name in users if name.startswith("chatbot.")))
"""


def test_a_question_compiles_little_and_seeks_no_garbage(warm: dict[str, str], small: Path) -> None:
    """Of our expressions only those are compiled that a question needs, and none at the import."""
    argv = ["-c", COUNTED, "--corpus", small, "ask", "What is a rose?"]
    result = subprocess.run(
        [sys.executable, *argv], env=warm, capture_output=True, text=True, check=True
    )
    rooms = ("conversation.splitting", "pack.words", "rendering")
    assert result.stdout.splitlines()[-1].split() == ["0", *(f"chatbot.{room}" for room in rooms)]


def test_a_closed_pipe_is_quiet(warm: dict[str, str], small: Path) -> None:
    """Whoever stops reading gets no complaint."""
    process = subprocess.Popen(
        [*ASK, "--corpus", small, "ask", "--jsonl"],
        env=warm,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    process.stdout.close()
    process.stdout = None
    _, err = process.communicate(b"What is a rose?\n" * 200, timeout=60)
    assert (process.returncode, err) == (0, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_one_line(warm: dict[str, str], small: Path) -> None:
    """Output that cannot be written is told in one line."""
    with Path("/dev/full").open("w") as full:
        result = subprocess.run(
            [*ASK, "--corpus", small, "ask", "What is a rose?"],
            env=warm,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert (result.returncode, result.stderr.count("\n")) == (1, 1)
    assert "No space left" in result.stderr


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "cp437", "latin-1", "utf-8"])
def test_any_terminal(warm: dict[str, str], small: Path, encoding: str) -> None:
    """No code page crashes, and no sign turns into a question mark where a plain one exists."""
    result = subprocess.run(
        [*ASK, "--corpus", small, "ask", "what is a rose? −1.8"],
        env={**warm, "PYTHONIOENCODING": encoding, "LC_ALL": "C"},
        capture_output=True,
        check=False,
    )
    assert result.stderr == b""
    text = result.stdout.decode(encoding)
    assert "A rose is a woody plant" in text
    assert "?A rose" not in text


def test_the_c_locale_keeps_the_minus(environment: dict[str, str]) -> None:
    """A minus sign that the terminal lacks is printed as a hyphen, never as a question mark."""
    code = "from chatbot.cli import streams; streams.prepare(); streams.write('“−1.8” … ≥ 5 µg 漢')"
    result = subprocess.run(
        [sys.executable, "-c", code],
        env={**environment, "PYTHONIOENCODING": "ascii"},
        capture_output=True,
        check=True,
    )
    assert result.stdout == b'"-1.8" ... >= 5 ug ?\n'


@pytest.mark.skipif(sys.platform == "win32", reason="signals are different there")
def test_ctrl_c_ends_with_130(warm: dict[str, str], small: Path) -> None:
    """Ctrl+C in line mode leaves with a goodbye and no traceback."""
    process = subprocess.Popen(
        [*ASK, "--corpus", small, "chat", "--plain"],
        env=warm,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    for line in process.stdout:
        if line.startswith("Type a question"):
            break
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "")
    assert out.endswith("Goodbye, and take care.\n")


def test_a_dumb_terminal_gets_lines(warm: dict[str, str], small: Path) -> None:
    """`chatbot` alone without a terminal opens no screen and sends no escape sequences."""
    result = subprocess.run(
        [*ASK, "--corpus", small],
        env={**warm, "TERM": "dumb"},
        input=b"What is a rose?\n",
        capture_output=True,
        check=True,
    )
    assert b"Answer: " in result.stdout
    assert b"\x1b" not in result.stdout + result.stderr
