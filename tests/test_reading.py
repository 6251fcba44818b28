"""A folder becomes a pack: full, foreign or bare."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.errors import PackError
from chatbot.pack.files import builtin_folder, content_hash, pack_files
from chatbot.pack.reading import read_pack
from chatbot.pack.records import Pack

Write = Callable[..., Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Writes files into a folder of their own, names and texts in turn."""

    def files(*names_and_texts: str) -> Path:
        folder = tmp_path / "folder"
        for name, text in zip(names_and_texts[::2], names_and_texts[1::2], strict=True):
            path = folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return folder

    return files


@pytest.fixture
def copied(tmp_path: Path, small: Path) -> Path:
    """A copy of the small pack that a test may spoil."""
    return Path(shutil.copytree(small, tmp_path / "copied"))


def test_a_bare_folder_is_a_pack(write: Write) -> None:
    """Text and Markdown files need no header: title and id come from the file."""
    folder = write("Old Bones.txt", "Old bones\n\nBones age.", "sub/new.md", "# New bones\n\nYes.")
    pack = read_pack(folder)
    assert [(d.id, d.title, d.file, d.source_file) for d in pack.documents] == [
        ("old-bones", "Old bones", "Old Bones.txt", "Old Bones.txt"),
        ("new", "New bones", "sub/new.md", "new.md"),
    ]
    assert (pack.name, pack.restated, pack.intents) == ("folder", False, ())


def test_general_rules_serve_foreign_packs(write: Write, pack: Pack) -> None:
    """Red flags, decisions, chat and copy of the built-in pack serve a pack without its own."""
    foreign = read_pack(write("a.txt", "Bones age."))
    for name in ("red_flags", "decisions", "chat"):
        general = [rule.id for rule in getattr(pack, name).rules if rule.general]
        assert [rule.id for rule in getattr(foreign, name).rules] == general
    # What speaks of the built-in documents is no other pack's wording.
    assert foreign.copy.items() <= pack.copy.items()
    assert pack.copy.keys() - foreign.copy.keys() == {"opening", "examples"}
    assert foreign.lines == pack.lines
    assert foreign.abbreviations == pack.abbreviations
    assert not foreign.concepts


def test_rules_that_are_not_general_stay_at_home(write: Write, pack: Pack) -> None:
    """A rule about this pack's own documents is never applied to another pack."""
    own = {rule.id for rule in pack.red_flags.rules if not rule.general}
    assert own
    assert not own & {rule.id for rule in read_pack(write("a.txt", "x")).red_flags.rules}


def test_a_pack_with_rules_keeps_its_own(small: Path, pack: Pack) -> None:
    """Own decisions replace the general ones; red flags are added to them, own first."""
    foreign = read_pack(small)
    general = [rule.id for rule in pack.red_flags.rules if rule.general]
    assert [rule.id for rule in foreign.red_flags.rules] == ["thorn-in-eye", *general]
    assert [rule.id for rule in foreign.decisions.rules] == ["eat-it"]
    assert [rule.id for rule in foreign.chat.rules] == [r.id for r in pack.chat.rules if r.general]
    assert foreign.lines.keys() == {"default", "uk"}


def test_a_pack_may_word_a_general_red_flag_anew(copied: Path, pack: Pack) -> None:
    """A red flag with the id of a general one takes its place."""
    general = next(rule.id for rule in pack.red_flags.rules if rule.general)
    path = copied / "red_flags.toml"
    path.write_text(path.read_text("utf-8").replace("thorn-in-eye", general), "utf-8")
    flags = read_pack(copied).red_flags.rules
    assert [rule.id for rule in flags].count(general) == 1
    assert flags[0].phrases == ("thorn ..4 eye",)


def test_other_files_are_passed_over_by_name(write: Write) -> None:
    """A file that no reader takes is named, hidden files are not, and the rest is read."""
    pack = read_pack(write("a.md", "Text.", "b.pdf", "%PDF", "c.docx", "PK", ".d.md", "hidden"))
    assert pack.skipped == ("b.pdf", "c.docx")
    assert [document.id for document in pack.documents] == ["a"]


@pytest.mark.parametrize("hidden", [".git/a.md", ".git/objects/a.md", "b/.c.md"])
def test_hidden_folders_are_left_alone(write: Write, hidden: str) -> None:
    """Nothing below a hidden folder belongs to a pack, however deep it lies."""
    pack = read_pack(write("a.md", "Text.", hidden, "Not for us."))
    assert len(pack.documents) == 1


def test_a_pack_may_lie_in_a_hidden_folder(tmp_path: Path) -> None:
    """Only what lies inside the pack is asked whether it is hidden."""
    folder = tmp_path / ".notes"
    folder.mkdir()
    (folder / "a.md").write_text("Text.", "utf-8")
    assert len(read_pack(folder).documents) == 1


def test_links_are_not_followed(write: Write, tmp_path: Path) -> None:
    """A link, to a file or to a folder, brings nothing into a pack."""
    folder = write("a.md", "Text.")
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("Secret.", "utf-8")
    (folder / "file.md").symlink_to(outside / "secret.md")
    (folder / "folder").symlink_to(outside, target_is_directory=True)
    assert [document.id for document in read_pack(folder).documents] == ["a"]


@pytest.mark.parametrize("name", ["lexicon.toml", "intents/care.toml"])
def test_links_to_knowledge_files_are_not_followed(copied: Path, name: str) -> None:
    """Knowledge files are no exception: what a link points to is not the pack's."""
    (copied / name).rename(copied.parent / "outside.toml")
    (copied / name).symlink_to(copied.parent / "outside.toml")
    with pytest.raises(PackError, match=f"{name}: is a link, and links are not followed"):
        pack_files(copied)


@pytest.mark.parametrize(
    ("files", "message"),
    [
        ((), "there is no such folder. Give the folder of a pack or of .txt/.md files."),
        (("a.pdf", "%PDF"), "holds no documents. Put .md or .txt files into it."),
        (("pack.toml", 'name = "x"', "a.md", "x"), "holds no documents. Put .md"),
        (("a.md", "x", "b/a.md", "y"), "b/a.md, id: the id “a” is also that of a.md."),
        (("a.md", " \n\t\n"), "a.md: has no text. Write the document or remove the file."),
    ],
)
def test_folders_that_are_no_pack(write: Write, files: tuple[str, ...], message: str) -> None:
    """A folder that cannot be used is one clear line with what to do."""
    with pytest.raises(PackError) as caught:
        read_pack(write(*files))
    assert message in str(caught.value)


def test_a_file_is_no_folder(write: Write) -> None:
    """The path of a single file is told apart from a missing one."""
    with pytest.raises(PackError, match="is not a folder"):
        read_pack(write("a.md", "Text.") / "a.md")


@pytest.mark.parametrize(
    ("file", "old", "new", "fault"),
    [
        ("pack.toml", 'name = "', 'nam = "', "pack.toml, nam, line 3: is not a key that is read"),
        ("pack.toml", "emergency", "emergancy", "pack.toml, lines.default.emergancy, line 9: is"),
        ("red_flags.toml", '"urgent"', '"grave"', "red_flags.toml, rule[0].level, line 3: must be"),
        ("red_flags.toml", "phrases =", "unless =", "red_flags.toml, rule[0].phrases"),
        ("lexicon.toml", 'broader = ["plant"]', 'broader = ["x"]', "there is no concept “x”"),
        ("lexicon.toml", 'id = "tomato"', 'id = "rose"', "line 16: “rose” is used twice."),
        ("claims.toml", '"differ"', '"agree"', "claims.toml, claim[0].relation, line 4: must be"),
        (
            "scores.toml",
            "lowest = 0",
            "lowest = 15",
            "scores.toml, score[0].lowest, line 4: lowest",
        ),
        (
            "intents/care.toml",
            "disclaimer",
            "warning",
            "intents/care.toml, warning, line 3: is not",
        ),
        ("phrasings.toml", "intent", "intend", "phrasings.toml, section[0].intend, line 4: is not"),
    ],
)
def test_faults_in_knowledge_files(copied: Path, file: str, old: str, new: str, fault: str) -> None:
    """A fault in any knowledge file names file, key path and line."""
    path = copied / file
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(PackError) as caught:
        read_pack(copied)
    assert fault in str(caught.value)


def test_the_content_hash_is_over_names_and_bytes(copied: Path) -> None:
    """A changed byte or name makes another pack; a skipped file does not."""
    before = content_hash(copied)
    (copied / "documents" / "notes.pdf").write_bytes(b"%PDF")
    assert content_hash(copied) == before == read_pack(copied).sha256
    (copied / "copy.toml").write_text('opening = "Hello"', "utf-8")
    after = content_hash(copied)
    assert after != before
    (copied / "documents" / "roses.md").rename(copied / "documents" / "rose.md")
    assert content_hash(copied) not in (before, after)


def test_the_builtin_pack_is_found() -> None:
    """The checkout's corpus serves where no other pack is named."""
    assert (builtin_folder() / "pack.toml").is_file()


def test_a_heading_keeps_nothing_of_a_control_sequence(tmp_path: Path) -> None:
    """What a terminal would act on is no part of a heading, a title or a section's id."""
    (tmp_path / "a.md").write_text(
        "# \x1b[1mBees\x1b[0m\n\nHum.\n\n## \x1b[31mWax\x1b[0m cells\n\nSoft.\n", "utf-8"
    )
    (document,) = read_pack(tmp_path).documents
    assert document.title == "Bees"
    assert [item.heading for item in document.sections] == ["Bees", "Wax cells"]
    assert [item.slug for item in document.sections] == ["bees", "wax-cells"]
