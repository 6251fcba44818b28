"""Nothing leaves the machine, nothing typed is written to disk, and no crash repeats a word."""

import ast
import gc
import re
import socket
import subprocess
import sys
from collections.abc import Iterator
from functools import _lru_cache_wrapper
from pathlib import Path

import pytest

import chatbot
from chatbot import Chatbot
from chatbot.pack.words import split_words
from chatbot.remembering import forget_turn
from running import Run

TYPED = "zyxomma quillfrob words"
UNHEARD = ("zyxomma", "quillfrob")
"""Words of it that stand in no word list."""
SOURCE = Path(chatbot.__file__).parent


@pytest.fixture
def _no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """Any socket that is made, and any name that is looked up, fails the test."""

    def refuse(*_: object, **__: object) -> None:
        pytest.fail("a socket was opened")

    for name in ("connect", "connect_ex", "bind", "listen", "sendto"):
        monkeypatch.setattr(socket.socket, name, refuse)
    monkeypatch.setattr(socket, "socket", refuse)
    for name in ("create_connection", "getaddrinfo", "gethostbyname", "create_server"):
        monkeypatch.setattr(socket, name, refuse)


@pytest.mark.usefixtures("_no_socket")
@pytest.mark.parametrize(
    "argv",
    [
        ["ask", "What is a rose?"],
        ["ask", "--json", "--explain", "What is a rose?"],
        ["ask", "--jsonl"],
        ["search", "rose"],
        ["search", "--json", "rose"],
        ["show", "roses"],
        ["chat", "--plain"],
        ["check"],
        ["forget", "--dry-run"],
        ["--help"],
        ["--version"],
    ],
    ids=" ".join,
)
def test_no_command_opens_a_socket(
    run: Run,
    small: Path,
    small_bot: Chatbot,
    argv: list[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Every command does its work without the network."""
    monkeypatch.setenv("CHATBOT_STATE_DIR", str(tmp_path))
    assert small_bot.name
    assert run("--corpus", small, *argv, stdin=b"What is a rose?\n").code == 0


@pytest.mark.usefixtures("_no_socket")
def test_the_evaluation_opens_no_socket(run: Run, small: Path, tmp_path: Path) -> None:
    """Neither does measuring."""
    questions = tmp_path / "q.jsonl"
    questions.write_text(
        '{"id": "1", "question": "What is a rose?", "slices": ["a"], "intents": ["definition"], '
        '"kind": "answer", "gold": [[["roses: A rose is a woody plant of the genus Rosa."]]]}\n',
        "utf-8",
    )
    assert run("eval", "--corpus", small, "--questions", questions).code == 0


@pytest.mark.usefixtures("_no_socket")
def test_preparing_documents_opens_no_socket(tmp_path: Path) -> None:
    """The libraries that prepare the documents fetch nothing."""
    (tmp_path / "moss.txt").write_text("Moss is a small plant that grows in shade.\n", "utf-8")
    assert Chatbot.open(tmp_path, cache=False).reply("What is moss?").quotes


MAY_LISTEN = {"serve", "serving"}
"""Rooms that may open a socket: the browser's."""
NETWORK = {
    "socket",
    "ssl",
    "http",
    "urllib",
    "ftplib",
    "smtplib",
    "requests",
    "aiohttp",
    "asyncio.streams",
}


def imported(path: Path) -> set[str]:
    """The modules that a file imports, anywhere in it."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def test_no_code_of_ours_knows_the_network() -> None:
    """Only serving may import what opens connections; `urllib.parse` opens none."""
    for path in SOURCE.rglob("*.py"):
        if MAY_LISTEN & set(path.relative_to(SOURCE).with_suffix("").parts):
            continue
        roots = {
            name.split(".")[0] for name in imported(path) if not name.startswith("urllib.parse")
        }
        assert not roots & NETWORK, path


def test_no_code_of_ours_runs_what_it_reads() -> None:
    """No pickle, no marshal, no eval or exec, no shell: data stays data."""
    modules = {
        "pickle",
        "cPickle",
        "marshal",
        "shelve",
        "dill",
        "cloudpickle",
        "joblib",
        "runpy",
        "code",
    }
    for path in SOURCE.rglob("*.py"):
        assert not {name.split(".")[0] for name in imported(path)} & modules, path
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
                runs = {"eval", "exec", "compile", "__import__"}
                if path.name == "frozen.py":
                    runs.remove("exec")  # it runs what it wrote itself: a record's __init__
                assert node.func.id not in runs, path
            if isinstance(node, ast.Attribute):
                assert node.attr not in {"system", "popen", "allow_pickle"}, path


def written(folder: Path) -> list[Path]:
    """Every file below a folder."""
    return sorted(path for path in folder.rglob("*") if path.is_file())


def test_a_session_writes_only_the_prepared_documents(
    environment: dict[str, str], tmp_path: Path, small: Path
) -> None:
    """A whole session in an empty home leaves the compiled pack there, and no question in it."""
    home = tmp_path / "home"
    home.mkdir()
    keep = {
        name: value
        for name, value in environment.items()
        if not name.startswith(("XDG_", "CHATBOT_"))
    }
    env = {**keep, "HOME": str(home), "TMPDIR": str(home), "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "chatbot", "--corpus", small]
    for argv, stdin in (
        (["ask", TYPED], ""),
        (["search", TYPED], ""),
        (["chat", "--plain"], f"{TYPED}\nWhat is a rose?\n"),
        (["ask", "--jsonl"], f"{TYPED}\n"),
    ):
        done = subprocess.run(
            [*command, *argv],
            env=env,
            input=stdin,
            text=True,
            capture_output=True,
            cwd=home,
            check=False,
        )
        assert "Traceback" not in done.stderr
    (kept,) = written(home)
    assert kept.parent == home / ".cache" / "bone-health-chatbot"
    assert (kept.suffix, kept.stat().st_mode & 0o777) == (".pack", 0o600)
    data = kept.read_bytes().lower()
    assert not [word for word in UNHEARD if word.encode() in data]
    subprocess.run([*command, "forget"], env=env, capture_output=True, check=True)
    assert written(home) == []
    assert not kept.parent.exists()


@pytest.mark.parametrize("argv", [["ask", TYPED], ["search", TYPED], ["ask", "--jsonl"]])
def test_a_crash_repeats_no_word(
    run: Run, small: Path, small_bot: Chatbot, monkeypatch: pytest.MonkeyPatch, argv: list[str]
) -> None:
    """An error of ours is one line: its kind and its place, no question and no local variable."""
    assert small_bot.name

    def fail(*_: object, **__: object) -> None:
        raise ValueError(f"could not read {TYPED!r}")

    monkeypatch.setattr("chatbot.retrieval.library.Library.query", fail)
    result = run("--corpus", small, *argv, stdin=TYPED.encode())
    shown = result.out + result.err
    assert result.code == 1
    assert "ValueError" in shown
    assert not [word for word in TYPED.split() if word in shown]
    assert "Traceback" not in shown
    assert result.err.count("\n") == (0 if "--jsonl" in argv else 1)


def test_a_crash_in_line_mode_repeats_no_word(
    run: Run, small: Path, small_bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Line mode says that an answer failed, and goes on."""
    assert small_bot.name
    real = Chatbot.reply

    def fail(self: Chatbot, text: str, turns: object = ()) -> object:
        if "quillfrob" in text:
            raise ValueError(text)
        return real(self, text, turns)

    monkeypatch.setattr(Chatbot, "reply", fail)
    result = run("--corpus", small, "chat", "--plain", stdin=f"{TYPED}\nWhat is a rose?\n".encode())
    assert (result.code, result.err) == (0, "")
    assert result.out.count(TYPED) == 1  # as it was typed
    assert "woody plant" in result.out


def test_files_are_written_in_few_places() -> None:
    """Who writes a file is known by name, so that nothing typed slips into one."""
    allowed = {"saving.py", "store.py", "trec.py", "baseline.py", "calibration.py"}
    writers = {"write_text", "write_bytes", "NamedTemporaryFile", "mkstemp"}
    for path in SOURCE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Attribute) and path.name not in allowed:
                assert node.attr not in writers, path


def test_no_question_stays_in_memory(small_bot: Chatbot, bot: Chatbot) -> None:
    """Once a message is answered or looked up, nothing that is remembered holds its text.

    Of the built-in pack, which has second readings, as well.
    """
    for ask in (small_bot.reply, small_bot.look_up, bot.reply, bot.look_up):
        ask("When do my secret roses flower?")
        # Stems of neighbours ("secret_rose", "secret+ros") chain into the sentence as well.
        pair = re.compile("secret.?ros")
        assert [key for key in _remembered() if pair.search(str(key))] == []
    split_words("When do my secret roses flower?")
    assert any("secret roses" in str(key) for key in _remembered()), "the test sees nothing"
    forget_turn()


def _remembered() -> Iterator[object]:
    """The arguments of all calls that some function of ours has kept the result of."""
    gc.unfreeze()  # what was there at a start is seen as well
    memories = [item for item in gc.get_objects() if isinstance(item, _lru_cache_wrapper)]
    ours = [item for item in memories if item.__wrapped__.__module__.startswith("chatbot")]
    for held in gc.get_referents(*ours):
        if isinstance(held, dict):
            yield from held
