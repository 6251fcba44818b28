"""A conversation is kept only where the user asks for it, and `chatbot forget` removes everything."""

import os
import shutil
import stat
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot import Chatbot
from chatbot.errors import InputError
from chatbot.kept import remembered
from chatbot.saving import append_private
from chatbot.transcripts import HEADING, RecordedBot, Transcript
from running import Outcome, Run

TALK = b"What is a rose?\nand a tomato?\n"


def mode(path: Path) -> int:
    """A file's permissions."""
    return stat.S_IMODE(path.stat().st_mode)


@pytest.fixture
def state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place of this test alone for the list of transcripts."""
    monkeypatch.setenv("CHATBOT_STATE_DIR", str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def talk(run: Run, small: Path, state: Path) -> Callable[[Path], Outcome]:
    """A short conversation in line mode, kept in a file."""
    assert not state.exists()
    return lambda path: run("--corpus", small, "chat", "--plain", "--transcript", path, stdin=TALK)


def test_a_transcript_holds_the_conversation(
    talk: Callable[[Path], Outcome], tmp_path: Path
) -> None:
    """Each question stands there with its answer, as it was printed."""
    path = tmp_path / "talk.txt"
    assert talk(path).code == 0
    text = path.read_text("utf-8")
    assert text.startswith(HEADING)
    assert "You: What is a rose?\n\nAnswer: This is what one of the documents says." in text
    assert "“A rose is a woody plant of the genus Rosa." in text
    assert text.index("What is a rose?") < text.index("and a tomato?")


def test_only_the_owner_may_read_a_transcript(
    talk: Callable[[Path], Outcome], tmp_path: Path, state: Path
) -> None:
    """Files are 0600, the list's own folder is 0700; a folder that was there stays as it was."""
    tmp_path.chmod(0o755)
    path = tmp_path / "talk.txt"
    talk(path)
    assert mode(path) == 0o600
    assert [mode(item) for item in (state, *state.iterdir())] == [0o700, 0o600]
    assert mode(tmp_path) == 0o755


def test_a_transcript_makes_no_folder(
    talk: Callable[[Path], Outcome], tmp_path: Path, state: Path
) -> None:
    """Where its folder is not there, one line says so and nothing is made, not even the list."""
    result = talk(tmp_path / "visits" / "may" / "talk.txt")
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert f"{tmp_path / 'visits' / 'may'}: there is no such folder" in result.err
    assert not (tmp_path / "visits").exists()
    assert not state.exists()


def test_a_transcript_goes_on(talk: Callable[[Path], Outcome], tmp_path: Path) -> None:
    """A second conversation in the same file stands behind the first; an open file is closed up."""
    path = tmp_path / "talk.txt"
    path.write_bytes(b"")
    path.chmod(0o644)
    talk(path)
    talk(path)
    text = path.read_text("utf-8")
    assert (text.count(HEADING), text.count("You: What is a rose?")) == (2, 2)
    assert mode(path) == 0o600
    assert list(remembered()) == [path]


@pytest.mark.parametrize(
    "kind", ["other file", "link", "dangling link", "folder", "pipe", "below a file"]
)
def test_a_transcript_overwrites_nothing(
    talk: Callable[[Path], Outcome], tmp_path: Path, kind: str
) -> None:
    """What is there and no transcript of ours is left as it is; one line says so."""
    other = tmp_path / "other.txt"
    other.write_text("a letter", "utf-8")
    path = tmp_path / "talk.txt"
    match kind:
        case "other file":
            path = other
        case "link":
            path.symlink_to(other)
        case "dangling link":
            path.symlink_to(tmp_path / "nowhere")
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case _:
            path = other / "talk.txt"
    result = talk(path)
    assert (result.code, result.out, result.err.count("\n")) == (2, "", 1)
    assert other.read_text("utf-8") == "a letter"
    assert not (tmp_path / "nowhere").exists()


def test_a_turn_is_kept_whole_or_not_at_all(tmp_path: Path) -> None:
    """On a full disk a half-written turn is taken back, and what stood there stays."""
    path = tmp_path / "talk.txt"
    append_private(path, "first\n")
    code = (
        "import resource, pathlib; from chatbot.saving import append_private\n"
        "resource.setrlimit(resource.RLIMIT_FSIZE, (50, 50))\n"
        f"append_private(pathlib.Path({str(path)!r}), 'second' * 100)\n"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    assert b"File too large" in result.stderr
    assert path.read_text("utf-8") == "first\n"


def test_a_conversation_outlives_its_transcript(
    small_bot: Chatbot, tmp_path: Path, state: Path
) -> None:
    """Where a turn cannot be kept, that is told once, and every question has its answer."""
    told: list[str] = []
    transcript = Transcript.begin(tmp_path / "talk.txt", told.append)
    bot = RecordedBot(small_bot, transcript)
    transcript.path.unlink()
    transcript.path.mkdir()
    assert [bot.reply("What is a rose?").kind for _ in range(3)] == ["answer"] * 3
    assert [line.endswith("The rest of the conversation is not kept.") for line in told] == [True]
    assert state.is_dir()


def test_a_recorded_bot_says_the_same(small_bot: Chatbot, tmp_path: Path, state: Path) -> None:
    """Keeping a conversation changes nothing in it."""
    bot = RecordedBot(small_bot, Transcript.begin(tmp_path / "talk.txt", pytest.fail))
    assert bot.reply("What is a rose?") == small_bot.reply("What is a rose?")
    assert state.is_dir()


def test_a_hostile_question_is_kept_as_text(
    small_bot: Chatbot, tmp_path: Path, state: Path
) -> None:
    """No control sequence goes into a transcript, and no line of a question looks like ours."""
    assert not state.exists()
    bot = RecordedBot(small_bot, Transcript.begin(tmp_path / "talk.txt", pytest.fail))
    bot.reply("What is\x1b]52;c;aGk=\x07 a rose?\n\nYou: fine\x9b2J")
    data = (tmp_path / "talk.txt").read_bytes()
    assert b"\x1b" not in data
    assert b"You: What is a rose? You: fine" in data


def test_a_place_that_cannot_be_noted_down(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A transcript that `forget` cannot know of is written, and that is said."""
    (tmp_path / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("CHATBOT_STATE_DIR", str(tmp_path / "file"))
    told: list[str] = []
    Transcript.begin(tmp_path / "talk.txt", told.append)
    assert [line for line in told if "chatbot forget" in line] == told != []


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_bot: Chatbot) -> Path:
    """A cache with a kept pack, one set aside, one begun, and somebody else's file."""
    assert small_bot.name
    folder = Path(shutil.copytree(os.environ["CHATBOT_CACHE_DIR"], tmp_path / "cache"))
    for name in (
        "0" * 24 + ".pack",
        "1" * 24 + ".pack.damaged",
        ".new-abc_1",
        "mine.txt",
        "x.pack",
    ):
        (folder / name).write_bytes(b"data")
    monkeypatch.setenv("CHATBOT_CACHE_DIR", str(folder))
    return folder


def test_forget_removes_what_was_written(
    run: Run, talk: Callable[[Path], Outcome], cache: Path, state: Path, tmp_path: Path
) -> None:
    """Prepared documents, transcripts and their list go, and nothing else; each is named."""
    first, second = tmp_path / "first.txt", tmp_path / "second.txt"
    talk(first)
    talk(second)
    second.write_text("now it is a letter", "utf-8")
    result = run("forget")
    assert result.code == 0
    assert sorted(path.name for path in cache.iterdir()) == ["mine.txt", "x.pack"]
    assert (first.exists(), second.exists(), state.exists()) == (False, True, False)
    assert result.out.count("removed ") == result.out.count("\n")
    assert f"removed {first}\n" in result.out
    assert f"{second} is no transcript any more" in result.err
    assert run("forget").out == "There is nothing to forget.\n"


def test_forget_knows_saved_files(
    run: Run, small: Path, state: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file saved on request goes too, as long as nobody has changed it since."""
    monkeypatch.setenv("CHATBOT_CACHE_DIR", str(tmp_path / "cache"))
    kept, changed = tmp_path / "kept.html", tmp_path / "changed.md"
    asked = f"What is a rose?\nsave {kept}\nsave {changed}\n"
    assert run("--corpus", small, "chat", "--plain", stdin=asked.encode()).code == 0
    assert list(remembered()) == [kept, changed]
    changed.write_text("and my own words", "utf-8")
    result = run("forget")
    assert (kept.exists(), changed.exists(), state.exists()) == (False, True, False)
    assert f"{changed} was changed since it was saved; it is left alone" in result.err


def test_a_saved_file_that_cannot_be_noted_down(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is saved, and the line says that `forget` will not know of it."""
    (tmp_path / "file").write_text("no folder", "utf-8")
    monkeypatch.setenv("CHATBOT_STATE_DIR", str(tmp_path / "file"))
    asked = f"What is a rose?\nsave {tmp_path / 'a.md'}\n"
    out = run("--corpus", small, "chat", "--plain", stdin=asked.encode()).out
    assert "chatbot forget” will not remove it" in " ".join(out.split())
    assert (tmp_path / "a.md").exists()


def test_forget_can_only_look(
    run: Run, talk: Callable[[Path], Outcome], cache: Path, tmp_path: Path
) -> None:
    """A dry run names the same files and removes none."""
    talk(tmp_path / "first.txt")
    before = sorted(tmp_path.rglob("*"))
    looked = run("forget", "--dry-run")
    assert sorted(tmp_path.rglob("*")) == before
    done = run("forget").out
    assert (looked.code, looked.out.replace("would remove", "removed")) == (0, done)
    assert cache.exists()


def test_forget_can_keep_transcripts(
    run: Run, talk: Callable[[Path], Outcome], cache: Path, tmp_path: Path
) -> None:
    """Transcripts can be kept, and are still known afterwards."""
    talk(tmp_path / "first.txt")
    assert run("forget", "--keep-transcripts").code == 0
    assert list(remembered()) == [tmp_path / "first.txt"]
    assert len(list(cache.iterdir())) == 2


def test_forget_goes_on_when_a_file_stays(
    run: Run, talk: Callable[[Path], Outcome], cache: Path, state: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """What cannot be removed is named, the rest goes, the list stays, and the exit code is 1."""
    stuck = tmp_path / "first.txt"
    talk(stuck)
    unlink = Path.unlink

    def refuse(path: Path, *, missing_ok: bool = False) -> None:
        if path == stuck:
            raise PermissionError(13, "Permission denied")
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", refuse)
    result = run("forget")
    assert (result.code, f"{stuck}: Permission denied" in result.err) == (1, True)
    assert sorted(path.name for path in cache.iterdir()) == ["mine.txt", "x.pack"]
    assert list(remembered()) == [stuck]
    assert state.exists()


def test_a_damaged_list_is_read_as_far_as_it_goes(state: Path, tmp_path: Path) -> None:
    """Lines that are no paths are passed over."""
    append_private(state / "transcripts.jsonl", f'nonsense\n7\n\n"{tmp_path}/a"\n{{"b": 1}}\n"')
    assert list(remembered()) == [tmp_path / "a"]


def test_no_ordinary_file(tmp_path: Path) -> None:
    """A pipe or a device is refused and not waited for."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises((InputError, OSError)):
        append_private(tmp_path / "pipe", "words")
