"""What goes wrong around the program: it ends in an answer or in one line, and loses nothing."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot import Chatbot
from chatbot.compiling.cache import BEGUN, DAMAGED, cache_folder
from running import Run

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits are POSIX's")

ASK = [sys.executable, "-m", "chatbot"]
CLOSED = {"stdin": "<&-", "stdout": ">&-", "stderr": "2>&-", "all": "<&- >&- 2>&-"}
# Keeps a large pack of nothing, so that only the writing is tried and not the compiling.
KEEP = """\
import os, pathlib, resource, signal, sys, types
compiler = types.SimpleNamespace(compile_pack=lambda *_: {"words": b"w" * 1_000_000})
sys.modules["chatbot.compiling.pack"] = compiler
from chatbot.compiling.cache import open_store
def die(*_): os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def warm(environment: dict[str, str], small_bot: Chatbot, small: Path) -> dict[str, str]:
    """The environment, with the small pack compiled."""
    assert small_bot.name
    return {**environment, "CHATBOT_PACK": str(small)}


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone."""
    monkeypatch.setenv("CHATBOT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture
def kept(
    small: Path, small_bot: Chatbot, tmp_path: Path
) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Runs Python that keeps a pack in the cache of this test; the code may break the writing."""
    assert small_bot.name

    def run(before: str) -> subprocess.CompletedProcess[str]:
        code = f"{KEEP}{before}\nopen_store(pathlib.Path({str(small)!r}), note=print)"
        environment = {**os.environ, "CHATBOT_CACHE_DIR": str(tmp_path / "cache")}
        return subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )

    return run


def ask(*argv: str, env: dict[str, str], **options: object) -> subprocess.CompletedProcess[str]:
    """The command as a process, on the small pack."""
    return subprocess.run(
        [*ASK, "--corpus", env["CHATBOT_PACK"], *argv],
        env=env, text=True, check=False, capture_output=True, **options,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("closed", "argv", "code"),
    [
        ("stdin", "ask", 2),
        ("stdin", "chat --plain", 0),
        ("stdin", "ask --jsonl", 0),
        ("stdout", "ask 'What is a rose?'", 0),
        ("stderr", "show nothing", 2),
        ("all", "search rose", 0),
    ],
)
def test_closed_streams(warm: dict[str, str], closed: str, argv: str, code: int) -> None:
    """A stream that is closed from the start is an empty one: no traceback, the same exit code."""
    shell = f"'{sys.executable}' -m chatbot --corpus \"$CHATBOT_PACK\" {argv} {CLOSED[closed]}"
    result = subprocess.run(
        ["/bin/sh", "-c", shell], env=warm, capture_output=True, text=True, check=False, input=""
    )
    assert result.returncode == code
    assert result.stderr.count("\n") <= 1
    assert "Traceback" not in result.stderr


def test_a_closed_stdout_does_not_send_our_words_into_another_file(
    warm: dict[str, str], tmp_path: Path
) -> None:
    """The free descriptor goes to nobody: what is printed is not written into an opened file."""
    code = (
        "from chatbot.cli import streams; streams.prepare()\n"
        f"file = open({str(tmp_path / 'file')!r}, 'w')\n"
        "assert file.fileno() > 2\n"
        "streams.write('words'); streams.complain('words'); file.close()\n"
    )
    shell = f"'{sys.executable}' -c \"$CODE\" >&- 2>&-"
    done = subprocess.run(["/bin/sh", "-c", shell], env={**warm, "CODE": code}, check=False)
    assert done.returncode == 0
    assert (tmp_path / "file").read_text("utf-8") == ""


@pytest.mark.parametrize("moment", ["os.fsync = die", "pathlib.Path.replace = die"])
def test_killed_while_writing_the_cache(
    kept: Callable[..., subprocess.CompletedProcess[str]], cache: Path, moment: str
) -> None:
    """A process that is killed leaves the kept pack as it was; what had been begun is never read."""
    assert kept("").returncode == 0
    (whole,) = cache.iterdir()
    before = whole.read_bytes()
    broken = kept(f"import chatbot.compiling.cache as c; c.__version__ = 'other'\n{moment}")
    assert broken.returncode == -signal.SIGKILL
    assert whole.read_bytes() == before
    begun = [path for path in cache.iterdir() if path != whole]
    assert [path.name.startswith(BEGUN) for path in begun] == [True]


def test_what_a_killed_process_left_is_swept(
    kept: Callable[..., subprocess.CompletedProcess[str]], cache: Path
) -> None:
    """A file that was begun a day ago is removed at the next writing; a fresh one is left alone."""
    cache.mkdir()
    for name, age in (("old", 25 * 60 * 60), ("fresh", 60)):
        path = cache / f"{BEGUN}{name}"
        path.write_bytes(b"begun")
        os.utime(path, (time.time() - age,) * 2)
    assert kept("").returncode == 0
    assert [path.name for path in cache.glob(f"{BEGUN}*")] == [f"{BEGUN}fresh"]


def test_a_full_disk_while_writing_the_cache(
    kept: Callable[..., subprocess.CompletedProcess[str]], cache: Path
) -> None:
    """The pack serves without being kept, one line says so, and no half file stays."""
    result = kept("resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, 10_000))")
    assert (result.returncode, result.stderr) == (0, "")
    assert "could not be kept" in result.stdout
    assert list(cache.iterdir()) == []


@pytest.mark.parametrize("place", ["/proc/none/home", "/dev/null/home", "locked"])
def test_a_home_that_cannot_be_written(
    kept: Callable[..., subprocess.CompletedProcess[str]],
    tmp_path: Path,
    place: str,
) -> None:
    """Where nothing can be written the program works, says so once, and starts slower."""
    if place == "locked":
        if os.geteuid() == 0:
            pytest.skip("root may write everywhere")
        place = str(tmp_path / "locked")
        Path(place).mkdir(mode=0o500)
    result = kept(f"os.environ.pop('CHATBOT_CACHE_DIR'); os.environ['HOME'] = {place!r}\n"
                  "os.environ.pop('XDG_CACHE_HOME', None)")  # fmt: skip
    assert (result.returncode, result.stderr) == (0, "")
    assert result.stdout.count("could not be kept") == 1


def test_without_any_home(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Who has no home keeps nothing; a folder called ~ is not made right here."""
    monkeypatch.delenv("CHATBOT_CACHE_DIR")
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    monkeypatch.setattr(os.path, "expanduser", lambda path: path)
    monkeypatch.chdir(tmp_path)
    assert cache_folder() is None


def test_home_unset(warm: dict[str, str]) -> None:
    """Without HOME an answer is an answer."""
    env = {name: value for name, value in warm.items() if name != "HOME"}
    result = ask("ask", "What is a rose?", env=env)
    assert (result.returncode, result.stderr) == (0, "")


def test_a_folder_that_is_gone(warm: dict[str, str], tmp_path: Path) -> None:
    """A deleted working folder stops no answer."""
    gone = tmp_path / "gone"
    for argv in (("ask", "What is a rose?"), ("show", "roses")):
        words = " ".join(f"'{word}'" for word in (*ASK, "--corpus", warm["CHATBOT_PACK"], *argv))
        shell = f"mkdir '{gone}' && cd '{gone}' && rmdir '{gone}' && exec {words}"
        result = subprocess.run(
            ["/bin/sh", "-c", shell], env=warm, capture_output=True, text=True, check=False
        )
        assert (result.returncode, result.stderr) == (0, "")


@pytest.mark.parametrize(
    "argv", [["show", "roses"], ["search", "rose"], ["ask", "What is a rose?"]]
)
def test_nobody_reads(warm: dict[str, str], argv: list[str]) -> None:
    """SIGPIPE: whoever stops reading gets no complaint, whatever was asked."""
    reading, writing = os.pipe()
    os.close(reading)
    process = subprocess.Popen(
        [*ASK, "--corpus", warm["CHATBOT_PACK"], *argv],
        env=warm,
        stdout=writing,
        stderr=subprocess.PIPE,
    )
    os.close(writing)
    assert (process.communicate()[1], process.returncode) == (b"", 0)


def test_ctrl_c_while_the_documents_are_prepared(environment: dict[str, str], small: Path) -> None:
    """SIGINT ends with 130 and without a traceback, and leaves no half file."""
    process = subprocess.Popen(
        [*ASK, "--no-cache", "--corpus", small, "ask", "What is a rose?"],
        env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    assert process.stderr.readline().startswith("Preparing")
    process.send_signal(signal.SIGINT)
    out, err = process.communicate()
    assert (process.returncode, out, err) == (130, "", "")


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A bare folder of one document."""
    folder = tmp_path / "tiny"
    folder.mkdir()
    (folder / "moss.txt").write_text("Moss is a small plant that grows in shade.\n", "utf-8")
    return folder


def test_two_at_once(environment: dict[str, str], tiny: Path, tmp_path: Path) -> None:
    """Two processes that prepare the same documents give the same answer and keep one whole file."""
    env = {**environment, "CHATBOT_CACHE_DIR": str(tmp_path / "cache")}
    command = [*ASK, "--corpus", tiny, "ask", "--json", "What is moss?"]
    both = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE) for _ in range(2)]
    first, second = (process.communicate()[0] for process in both)
    assert [process.returncode for process in both] == [0, 0]
    assert first == second
    (path,) = (tmp_path / "cache").iterdir()
    notes: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHATBOT_CACHE_DIR", str(tmp_path / "cache"))
        assert Chatbot.open(tiny, note=notes.append).name == "tiny"
    assert (notes, list((tmp_path / "cache").iterdir())) == ([], [path])


@pytest.mark.parametrize(
    "spoil",
    [
        lambda path: path.write_bytes(b"PK\x03\x04 somebody else's"),
        lambda path: path.write_bytes(path.read_bytes()[:-100]),
        lambda path: path.chmod(0o666),
        pytest.param(
            lambda path: os.chown(path, 12345, -1),
            marks=pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away"),
        ),
    ],
    ids=["foreign", "damaged", "others may write", "somebody else's"],
)
def test_a_kept_file_that_is_not_ours_is_set_aside(
    kept: Callable[..., subprocess.CompletedProcess[str]],
    cache: Path,
    spoil: Callable[[Path], object],
) -> None:
    """It is never loaded: it is set aside, that is said, and the documents are prepared anew."""
    assert kept("").stdout.count("\n") == 1
    (path,) = cache.iterdir()
    whole = path.read_bytes()
    spoil(path)
    result = kept("")
    assert "set aside" in result.stdout
    assert "Preparing" in result.stdout
    assert path.read_bytes() == whole
    assert path.with_name(path.name + DAMAGED).exists()
    assert path.stat().st_mode & 0o777 == 0o600


LOCALE_C = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}


@pytest.mark.parametrize("command", [["ask", "--json"], ["chat", "--plain"]])
def test_the_minus_survives_the_c_locale(warm: dict[str, str], command: list[str]) -> None:
    """A number typed with a minus sign that ASCII lacks is read with its sign."""
    result = subprocess.run(
        [*ASK, "--corpus", warm["CHATBOT_PACK"], *command],
        env={**warm, **LOCALE_C}, input="Is a pH of −1.8 low?".encode(), capture_output=True, check=False,
    )  # fmt: skip
    assert b"-1.8" in result.stdout or b"\\u22121.8" in result.stdout
    assert result.stderr == b""


@pytest.mark.parametrize(
    ("word", "code", "said"),
    [("Is a pH of −1.8 low?".encode(), 0, b""), (b"caf\xe9 rose", 2, b"is not UTF-8")],
)
def test_arguments_in_the_c_locale(
    warm: dict[str, str], word: bytes, code: int, said: bytes
) -> None:
    """A question's bytes are read as UTF-8, or refused: no letter of it is dropped in silence."""
    result = subprocess.run(
        [*ASK, "--corpus", warm["CHATBOT_PACK"], "ask", "--json", word],
        env={**warm, **LOCALE_C}, capture_output=True, check=False,
    )  # fmt: skip
    assert result.returncode in {code, 3 if code == 0 else code}
    assert (b"\\u22121.8" in result.stdout) == (code == 0)
    assert said in result.stderr


def test_an_error_of_the_system_names_the_file(
    run: Run, monkeypatch: pytest.MonkeyPatch, small: Path
) -> None:
    """What the system refuses is one line: which file, and why."""

    def refuse(*_: object) -> None:
        raise PermissionError(13, "Permission denied", "/somewhere/file")

    monkeypatch.setattr("chatbot.check.check", refuse)
    result = run("check", small)
    assert (result.code, result.out) == (1, "")
    assert result.err == "chatbot: cannot go on: /somewhere/file: Permission denied\n"
