"""A pack is compiled once, and again when it is another."""

import gc
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import chatbot.compiling.pack
from chatbot import Chatbot
from chatbot.compiling.cache import cache_folder
from chatbot.compiling.pack import compile_pack
from chatbot.encoding import dump, encode_answer
from chatbot.pack.reading import read_pack
from chatbot.pack.records import Pack

KNOWN: dict[str, dict[str, bytes]] = {}
QUESTIONS = ("What is a rose?", "How much water does a rose need?", "feed tomatos?", "Why?")


@pytest.fixture
def folder(tmp_path: Path, small: Path) -> Path:
    """A copy of the small pack that a test may change."""
    return Path(shutil.copytree(small, tmp_path / "pack"))


@pytest.fixture(autouse=True)
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A cache of this test alone."""
    monkeypatch.setenv("CHATBOT_CACHE_DIR", str(tmp_path / "cache"))
    return tmp_path / "cache"


@pytest.fixture(autouse=True)
def compiled(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names of the packs that were compiled, in order; equal packs are truly compiled once."""
    names: list[str] = []

    def counted(pack: Pack, *_: object) -> dict[str, bytes]:
        names.append(pack.name)
        if pack.sha256 not in KNOWN:
            KNOWN[pack.sha256] = compile_pack(pack)
        return KNOWN[pack.sha256]

    monkeypatch.setattr(chatbot.compiling.pack, "compile_pack", counted)
    return names


def answers(bot: Chatbot) -> list[str]:
    """Answers to the test's questions, as the bytes that leave the program."""
    return [dump(encode_answer(bot.reply(question), bot)) for question in QUESTIONS]


def only(cache: Path) -> Path:
    """The one file of the cache."""
    (path,) = cache.iterdir()
    return path


def test_the_second_opening_does_not_compile(folder: Path, compiled: list[str]) -> None:
    """What was compiled once is read from the cache, and nobody is told to wait."""
    notes: list[str] = []
    Chatbot.open(folder, note=notes.append)
    assert (len(compiled), len(notes)) == (1, 1)
    Chatbot.open(folder, note=notes.append)
    assert (len(compiled), len(notes)) == (1, 1)


def _stopped(*_: object) -> dict[str, bytes]:
    """A compile that somebody stops; nobody looks for garbage meanwhile."""
    assert not gc.isenabled()
    raise KeyboardInterrupt


@pytest.mark.parametrize("searching", [True, False])
def test_a_compile_leaves_the_search_for_garbage_as_it_was(
    folder: Path, monkeypatch: pytest.MonkeyPatch, *, searching: bool
) -> None:
    """It is off while a pack is compiled, and again as before once that is done or stopped."""
    if not searching:
        gc.disable()
    try:
        Chatbot.open(folder)
        assert gc.isenabled() == searching
        monkeypatch.setattr(chatbot.compiling.pack, "compile_pack", _stopped)
        with pytest.raises(KeyboardInterrupt):
            Chatbot.open(folder, cache=False)
        assert gc.isenabled() == searching
    finally:
        gc.enable()


def test_equal_packs_compile_to_equal_bytes(folder: Path) -> None:
    """Nothing of the moment and nothing of chance is in a compiled pack."""
    assert compile_pack(read_pack(folder)) == compile_pack(read_pack(folder))


def test_answers_are_the_same_with_and_without_a_cache(folder: Path) -> None:
    """Fresh, from the cache and without one: the same answers to the byte."""
    fresh, cached = answers(Chatbot.open(folder)), answers(Chatbot.open(folder))
    assert fresh == cached == answers(Chatbot.open(folder, cache=False))


def test_without_a_cache_nothing_is_written(folder: Path, cache: Path) -> None:
    """A bot that is opened without a cache leaves no file behind."""
    Chatbot.open(folder, cache=False)
    assert not cache.exists()


@pytest.mark.parametrize("file", ["documents/roses.md", "lexicon.toml", "intents/care.toml"])
def test_changed_content_compiles_anew(folder: Path, compiled: list[str], file: str) -> None:
    """A changed byte in any file of the pack makes the kept one stale."""
    Chatbot.open(folder)
    path = folder / file
    path.write_text(path.read_text("utf-8") + "\n# A later remark.\n", "utf-8")
    bot = Chatbot.open(folder)
    assert len(compiled) == 2
    assert bot.sha256 == Chatbot.open(folder).sha256
    assert len(compiled) == 2


def test_the_same_content_with_another_date_is_kept(folder: Path, compiled: list[str]) -> None:
    """Content decides, not dates."""
    Chatbot.open(folder)
    for path in folder.rglob("*.toml"):
        path.touch()
    Chatbot.open(folder)
    assert len(compiled) == 1


def test_another_program_compiles_anew(
    folder: Path, compiled: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version of the program compiled is not read."""
    Chatbot.open(folder)
    monkeypatch.setattr("chatbot.compiling.cache.__version__", "0.0.0-other")
    Chatbot.open(folder)
    assert len(compiled) == 2


@pytest.mark.parametrize(
    "spoil",
    [
        lambda _: b"",
        lambda data: b"PK\x03\x04" + data,
        lambda data: data[:100],
        lambda data: data.replace(b'"pack": "', b'"pack": "0').replace(b'"seen": "', b'"seen": "0'),
        lambda data: data[: data.index(b"woody plant")],
        lambda data: data.replace(b"woody plant", b"woody plane", 1),
    ],
    ids=["empty", "foreign", "cut header", "other identity", "cut sections", "damaged section"],
)
def test_a_damaged_cache_is_made_anew(
    folder: Path, cache: Path, compiled: list[str], spoil: Callable[[bytes], bytes]
) -> None:
    """Whatever has happened to the kept file, the answers are the same and no error is shown."""
    expected = answers(Chatbot.open(folder))
    path = only(cache)
    whole = path.read_bytes()
    path.write_bytes(spoil(whole))
    assert answers(Chatbot.open(folder)) == expected
    assert len(compiled) == 2


def test_a_cache_that_cannot_be_written_is_done_without(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where nothing can be kept, the bot works and says once why it starts slower."""
    (tmp_path / "file").write_text("not a folder", "utf-8")
    monkeypatch.setenv("CHATBOT_CACHE_DIR", str(tmp_path / "file" / "cache"))
    notes: list[str] = []
    bot = Chatbot.open(folder, note=notes.append)
    assert bot.reply("What is a rose?").kind == "answer"
    assert [note for note in notes if "could not be kept" in note] == notes[1:]
    assert len(notes) == 2


def test_each_folder_has_its_own_file(folder: Path, cache: Path, tmp_path: Path) -> None:
    """Two packs do not push each other out, not even with the same content."""
    Chatbot.open(folder)
    Chatbot.open(Path(shutil.copytree(folder, tmp_path / "second")))
    assert len(list(cache.iterdir())) == 2
    assert cache_folder() == cache


def test_a_compiled_pack_holds_no_code(folder: Path, cache: Path) -> None:
    """The kept file is data: no pickle is in it."""
    Chatbot.open(folder)
    assert only(cache).read_bytes().startswith(b"CHATPACK")
    source = Path(chatbot.compiling.pack.__file__).parent.parent
    for path in source.rglob("*.py"):
        assert "import pickle" not in path.read_text("utf-8"), path
