"""Of a pack that was compiled before, only the documents that changed are analysed again."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

import chatbot.compiling.analyses
import chatbot.compiling.lessons
import chatbot.compiling.pack
from chatbot import Chatbot
from chatbot.compiling.cache import open_store
from chatbot.compiling.pack import compile_pack
from chatbot.compiling.passages import passages_of
from chatbot.pack.reading import read_pack
from chatbot.pack.records import Document
from chatbot.store import Store

TEXT = (
    "# About {name}\n\n## Calcium\n\nBones need calcium, says {name}.\n\n## Sport\n\nWalk daily.\n"
)

MESSAGES = """
bar = 0.5
[groups]
me = ["i", "my"]
[[messages]]
rule = "thorn-in-eye"
texts = ["i poked my eye on the rose", "something sharp went into my eye"]
[[messages]]
rule = "none"
texts = ["my rose has black spots", "i water on sundays"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A bare folder of three documents."""
    place = tmp_path / "notes"
    place.mkdir()
    for name in ("ada", "ben", "cleo"):
        (place / f"{name}.md").write_text(TEXT.format(name=name), encoding="utf-8")
    return place


@pytest.fixture
def analysed(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The ids of the documents that were cut into passages, in order; a cache of its own."""
    monkeypatch.setenv("CHATBOT_CACHE_DIR", str(tmp_path / "cache"))
    ids: list[str] = []

    def counted(document: Document, *others: object) -> object:
        ids.append(document.id)
        return passages_of(document, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(chatbot.compiling.analyses, "passages_of", counted)
    return ids


def _changed(folder: Path) -> None:
    (folder / "ben.md").write_text(TEXT.format(name="Benjamin"), encoding="utf-8")


def _added(folder: Path) -> None:
    (folder / "abe.md").write_text(TEXT.format(name="abe"), encoding="utf-8")


def _removed(folder: Path) -> None:
    (folder / "ada.md").unlink()


def _renamed(folder: Path) -> None:
    (folder / "ada.md").rename(folder / "zoe.md")


@pytest.mark.parametrize(
    ("change", "again"),
    [(_changed, ["ben"]), (_added, ["abe"]), (_removed, []), (_renamed, ["zoe"])],
)
def test_only_what_changed_is_analysed(
    folder: Path, analysed: list[str], change: Callable[[Path], None], again: list[str]
) -> None:
    """One document changed, added, removed or renamed: the others are taken as they stand.

    What comes out is, to the byte, what compiling from nothing gives.
    """
    open_store(folder)
    assert analysed == ["ada", "ben", "cleo"]
    analysed.clear()
    change(folder)
    store = open_store(folder)
    assert analysed == again
    whole = compile_pack(read_pack(folder))
    assert {name: bytes(data) for name, data in store.sections().items()} == whole


def test_the_language_of_a_pack_is_part_of_an_analysis(folder: Path, analysed: list[str]) -> None:
    """Another lexicon gives other terms: every document is analysed again."""
    (folder / "pack.toml").write_text('name = "notes"\n', encoding="utf-8")
    (folder / "documents").mkdir()
    for path in sorted(folder.glob("*.md")):
        head = f'+++\nid = "{path.stem}"\ntitle = "T"\nsource = "S"\nsource_file = "F"\n+++\n'
        text = head + path.read_text(encoding="utf-8")
        path.rename(folder / "documents" / path.name).write_text(text, encoding="utf-8")
    open_store(folder)
    analysed.clear()
    lexicon = '[[concept]]\nid = "calcium"\nkind = "nutrient"\nwords = ["calcium"]\n'
    (folder / "lexicon.toml").write_text(lexicon, encoding="utf-8")
    open_store(folder)
    assert analysed == ["ada", "ben", "cleo"]


def test_a_pack_of_other_code_is_not_trusted(
    folder: Path, analysed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What another version of the program analysed is analysed again."""
    open_store(folder)
    analysed.clear()
    monkeypatch.setattr("chatbot.compiling.cache._code", lambda: "other")
    open_store(folder)
    assert analysed == ["ada", "ben", "cleo"]


def test_an_interrupted_build_leaves_the_old_index(
    folder: Path, analysed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Stopped half-way, the kept file is the old one, byte for byte, and nothing is left beside."""
    before = (folder / "ben.md").read_bytes()
    open_store(folder)
    (kept,) = (folder.parent / "cache").iterdir()
    data = kept.read_bytes()
    _changed(folder)
    with monkeypatch.context() as patch:
        patch.setattr(chatbot.compiling.pack, "index_sections", _stopped)
        with pytest.raises(KeyboardInterrupt):
            open_store(folder)
    assert list(kept.parent.iterdir()) == [kept]
    assert kept.read_bytes() == data
    (folder / "ben.md").write_bytes(before)
    analysed.clear()
    assert Chatbot.open(folder).search("calcium ben")[0].passage
    assert analysed == []


def _stopped(_: object) -> dict[str, bytes]:
    raise KeyboardInterrupt


def test_damaged_analyses_are_made_anew(folder: Path, analysed: list[str]) -> None:
    """A damaged earlier pack is no source: everything is analysed again."""
    open_store(folder)
    (kept,) = (folder.parent / "cache").glob("*.pack")
    store = Store.open(kept)
    data = kept.read_bytes()
    part = bytes(store.section("analyses"))
    kept.write_bytes(data.replace(part, b"\xff" * len(part)))
    analysed.clear()
    _changed(folder)
    open_store(folder)
    assert analysed == ["ada", "ben", "cleo"]


def test_damage_in_a_large_section(
    folder: Path, analysed: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A start trusts large sections; who asks for the whole pack gets it checked and made anew."""
    monkeypatch.setattr("chatbot.pack.places._SETTLED", -(10**12))  # as if written long ago
    open_store(folder)
    (kept,) = (folder.parent / "cache").glob("*.pack")
    part = bytes(Store.open(kept).section("analyses"))
    kept.write_bytes(kept.read_bytes().replace(part, b"\xff" * len(part)))
    monkeypatch.setattr("chatbot.store._TRUSTED", len(part))
    analysed.clear()
    open_store(folder)
    assert analysed == []
    open_store(folder, whole=True)
    assert analysed == ["ada", "ben", "cleo"]


@pytest.fixture
def learned(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[str]:
    """The names of what was learned, in order; a cache of its own."""
    monkeypatch.setenv("CHATBOT_CACHE_DIR", str(tmp_path / "cache"))
    names: list[str] = []
    for function in ("learned_sections", "likeness_sections"):
        _count(monkeypatch, function, names)
    return names


def _count(patch: pytest.MonkeyPatch, function: str, names: list[str]) -> None:
    learn = getattr(chatbot.compiling.lessons, function)

    def counted(name: str, *others: object, **options: object) -> dict[str, bytes]:
        names.append(name)
        sections: dict[str, bytes] = learn(name, *others, **options)
        return sections

    patch.setattr(chatbot.compiling.lessons, function, counted)


def _prose(folder: Path) -> None:
    """A sentence more in a document."""
    path = folder / "documents" / "roses.md"
    text = path.read_text(encoding="utf-8").replace("in March.", "in March. Wear gloves.")
    path.write_text(text, encoding="utf-8")


def _question(folder: Path) -> None:
    """A known question in other words."""
    path = folder / "phrasings.toml"
    text = path.read_text(encoding="utf-8").replace(
        "what is a rose", "what sort of plant is a rose"
    )
    path.write_text(text, encoding="utf-8")


def _phrase(folder: Path) -> None:
    """A red flag that hears more."""
    path = folder / "red_flags.toml"
    text = path.read_text(encoding="utf-8").replace("thorn ..4 eye", "(thorn|spine) ..4 eye")
    path.write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    ("change", "again"),
    [
        (_prose, []),
        (_question, ["router", "answers", "red_flags"]),
        (_phrase, ["red_flags"]),
    ],
)
def test_only_lessons_whose_examples_changed_are_learned(
    garden: Path, learned: list[str], change: Callable[[Path], None], again: list[str]
) -> None:
    """What known questions and messages teach stands, until one of them, or a rule, changes.

    What comes out is, to the byte, what compiling from nothing gives.
    """
    open_store(garden)
    assert learned == ["router", "answers", "red_flags"]
    learned.clear()
    change(garden)
    store = open_store(garden)
    assert learned == again
    whole = compile_pack(read_pack(garden))
    assert {name: bytes(data) for name, data in store.sections().items()} == whole


@pytest.fixture
def garden(small: Path, tmp_path: Path) -> Path:
    """A copy of the small pack, to be changed, with labelled messages for a red flag."""
    place = Path(shutil.copytree(small, tmp_path / "small"))
    (place / "red_flag_messages.toml").write_text(MESSAGES, encoding="utf-8")
    return place
