"""A wheel brings the built-in pack compiled; whoever installs it does not wait at the first start."""

import importlib.util
import shutil
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest

import chatbot.compiling.pack
from chatbot import Chatbot
from chatbot.compiling import shipping
from chatbot.compiling.pack import compile_pack
from chatbot.encoding import dump, encode_answer
from chatbot.pack.records import Pack

QUESTIONS = ("What is a rose?", "How much water does a rose need?", "feed tomatos?", "Why?")


@pytest.fixture
def brought(tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What a wheel brings if its built-in pack is the small one; a cache of this test alone."""
    folder, path = tmp_path / "corpus", tmp_path / shipping.NAME
    shutil.copytree(small, folder)
    monkeypatch.setenv("CHATBOT_CACHE_DIR", str(tmp_path / "cache"))
    monkeypatch.setattr(shipping, "BROUGHT", path)
    for module in ("cache", "shipping"):
        monkeypatch.setattr(f"chatbot.compiling.{module}.builtin_place", lambda: str(folder))
    shipping.ship(path)
    return path


@pytest.fixture
def compiled(monkeypatch: pytest.MonkeyPatch, brought: Path) -> list[str]:
    """The names of the packs that were compiled after the wheel was built."""
    assert brought.exists()
    names: list[str] = []

    def counted(pack: Pack, *others: object) -> dict[str, bytes]:
        names.append(pack.name)
        return compile_pack(pack, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(chatbot.compiling.pack, "compile_pack", counted)
    return names


def answers(bot: Chatbot) -> list[str]:
    """Answers to the test's questions, as the bytes that leave the program."""
    return [dump(encode_answer(bot.reply(question), bot)) for question in QUESTIONS]


def test_the_first_start_of_an_installed_wheel_compiles_nothing(
    brought: Path, compiled: list[str]
) -> None:
    """What the wheel brings is taken, silently; the answers are those of a pack compiled here."""
    notes: list[str] = []
    first, kept = Chatbot.open(note=notes.append), Chatbot.open(note=notes.append)
    assert (compiled, notes) == ([], [])
    brought.unlink()
    anew = Chatbot.open(cache=False, note=notes.append)
    assert (len(compiled), len(notes)) == (1, 1)
    assert answers(first) == answers(kept) == answers(anew)


def _other_content(path: Path, _: pytest.MonkeyPatch) -> None:
    file = path.parent / "corpus" / "lexicon.toml"
    file.write_text(file.read_text("utf-8") + "\n# A later remark.\n", "utf-8")


def _other_version(_: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr("chatbot.compiling.cache.__version__", "0.0.0-other")


def _other_code(_: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(shipping, "ROOMS", ("pack",))


def _other_processor(_: Path, patch: pytest.MonkeyPatch) -> None:
    patch.setattr(sys, "byteorder", "big")


def _damage(path: Path, _: pytest.MonkeyPatch) -> None:
    path.write_bytes(path.read_bytes().replace(b"woody plant", b"woody plane", 1))


def _cut(path: Path, _: pytest.MonkeyPatch) -> None:
    path.write_bytes(path.read_bytes()[:1000])


@pytest.mark.parametrize(
    "change", [_other_content, _other_version, _other_code, _other_processor, _damage, _cut]
)
def test_what_is_not_this_program_s_pack_is_compiled_here(
    brought: Path,
    compiled: list[str],
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[Path, pytest.MonkeyPatch], None],
) -> None:
    """Other content, another program or processor, and damage: it is as if nothing were brought."""
    with monkeypatch.context() as patch:
        change(brought, patch)
        bot = Chatbot.open()
    assert len(compiled) == 1
    assert bot.reply("What is a rose?").kind == "answer"


@pytest.fixture(scope="module")
def build() -> ModuleType:
    """The build's own module, which is no part of the program."""
    path = Path(__file__).parent.parent / "hatch_build.py"
    spec = importlib.util.spec_from_file_location("hatch_build", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.mark.parametrize(
    ("version", "needed", "brings"),
    [
        ("standard", (), [shipping.NAME]),
        ("editable", (), []),
        ("standard", ("no_such_module",), []),
    ],
)
def test_only_a_wheel_brings_it(
    build: ModuleType,
    monkeypatch: pytest.MonkeyPatch,
    version: str,
    needed: tuple[str, ...],
    brings: list[str],
) -> None:
    """An editable install does without; so does a build that lacks a library, with a word about it."""
    warnings: list[str] = []
    monkeypatch.setattr(build, "_NEEDED", needed)
    monkeypatch.setattr(shipping, "ship", lambda path: path.write_bytes(b"pack"))
    monkeypatch.setattr(sys, "path", [*sys.path])
    hook = build.CompiledPack.__new__(build.CompiledPack)
    monkeypatch.setattr(build.CompiledPack, "root", str(Path(build.__file__).parent))
    monkeypatch.setattr(build.CompiledPack, "app", SimpleNamespace(display_warning=warnings.append))
    data: dict[str, dict[str, str]] = {"force_include": {}}
    hook.initialize(version, data)
    assert [Path(path).name for path in data["force_include"]] == brings
    assert all(Path(path).read_bytes() == b"pack" for path in data["force_include"])
    assert list(data["force_include"].values()) == [f"chatbot/{name}" for name in brings]
    assert len(warnings) == len(needed)
    hook.finalize(version, data, "")
    assert not any(Path(path).exists() for path in data["force_include"])
