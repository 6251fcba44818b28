"""A pack that was made to harm ends in one clear line, soon, and never outside of its folder."""

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from chatbot.errors import PackError
from chatbot.pack import files, toml_files
from chatbot.pack.files import content_hash, pack_files
from chatbot.pack.reading import read_pack
from chatbot.pack.toml_files import Table
from running import Run


@pytest.fixture
def folder(tmp_path: Path, small: Path) -> Path:
    """A copy of the small pack that a test may spoil."""
    return Path(shutil.copytree(small, tmp_path / "pack"))


def fault(folder: Path) -> str:
    """The one line that reading the pack ends in."""
    with pytest.raises(PackError) as caught:
        read_pack(folder)
    assert "\n" not in str(caught.value)
    return str(caught.value)


@pytest.mark.parametrize(
    ("source", "said"),
    [
        ("a = " + "[" * 100_000, "not valid TOML: is nested too deeply"),
        ("a = " + "[" * 50 + "]" * 50, "a, line 1: is nested more than 8 deep"),
        (".".join("a" * 100) + " = 1", "is nested more than 8 deep"),
        ("[" + ".".join("a" * 3_000) + "]", "is nested more than 8 deep"),
        ("a = " + "9" * 10_000, "not valid TOML"),
        ("a = " + "9" * 400, "a, line 1: is a number that is too large"),
        ("a = 1979-05-27", "a, line 1: is a date or time. Put it in quotes."),
        ("a = [1979-05-27T07:32:00Z]", "a, line 1: is a date or time. Put it in quotes."),
        ("a = 07:32:00", "a, line 1: is a date or time. Put it in quotes."),
        ("a = 2024-99-99", "not valid TOML"),
        ('a = "' + "x" * 20_001 + '"', "a, line 1: holds a text of more than 20,000 characters"),
        ("a = [" + "0," * 200_002 + "]", "holds more than 200,000 values"),
        ('a = "\\ud800"', "not valid TOML"),
        ("a = \x00", "not valid TOML"),
        ("a = 1\r\rb = 2", "not valid TOML"),
    ],
    ids=lambda text: text[:24],
)
def test_toml_that_was_made_to_harm(source: str, said: str) -> None:
    """Depths, masses, endless numbers, dates and bytes end in a line that says what is wrong."""
    with pytest.raises(PackError) as caught:
        Table.parse(source, "pack.toml")
    assert str(caught.value).startswith("pack.toml")
    assert said in str(caught.value)
    assert len(str(caught.value)) < 300


@pytest.mark.parametrize("value", ["nan", "inf", "-inf", "+nan", "1e400", "true", '"1"', "[1]"])
def test_numbers_that_are_none(folder: Path, value: str) -> None:
    """A score's limit is a number that can be compared, whatever TOML knows."""
    path = folder / "scores.toml"
    path.write_text(path.read_text("utf-8").replace("highest = 14", f"highest = {value}"), "utf-8")
    assert fault(folder).startswith("scores.toml, score[0].highest, line ")


@pytest.mark.parametrize("value", ["9" * 400, "1979-05-27", "[[[[[[[[[1]]]]]]]]]"])
def test_a_calibration_of_nonsense(folder: Path, value: str) -> None:
    """A file whose values are taken as they stand is kept within the same limits."""
    (folder / "calibration.toml").write_text(f'index = "x"\nbias = {value}\n', "utf-8")
    assert fault(folder).startswith("calibration.toml, bias, line 2")


@pytest.mark.parametrize(
    "name", ["pack.toml", "copy.toml", "documents", "intents", "intents/care.toml"]
)
def test_a_link_in_a_pack_is_refused(folder: Path, tmp_path: Path, name: str) -> None:
    """A pack cannot reach what lies outside of it through a link."""
    outside = tmp_path / "outside"
    if (folder / name).exists():
        (folder / name).rename(outside)
    else:
        outside.write_text('secret = "x"', "utf-8")
    (folder / name).symlink_to(outside)
    assert fault(folder) == f"{name}: is a link, and links are not followed. Put a copy there."


def test_a_linked_document_is_passed_over(folder: Path, tmp_path: Path) -> None:
    """A document or a folder of documents that is a link is named as skipped and never read."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "letter.md").write_text("A private letter.", "utf-8")
    (folder / "documents" / "letter.md").symlink_to(secret / "letter.md")
    (folder / "documents" / "letters").symlink_to(secret)
    pack = read_pack(folder)
    assert not [document for document in pack.documents if "private" in document.text]
    assert pack.skipped == ("documents/letter.md", "documents/letters")


def test_a_folder_of_links_says_so(tmp_path: Path) -> None:
    """Where every document is a link, nothing is read, and the line says why."""
    outside = tmp_path / "letter.md"
    outside.write_text("A private letter.", "utf-8")
    links = tmp_path / "links"
    links.mkdir()
    (links / "letter.md").symlink_to(outside)
    assert "holds no documents but links, and links are not followed." in fault(links)


def test_a_single_document_is_no_pack_linked_or_not(tmp_path: Path) -> None:
    """A pack is a folder: a document given in its place is refused in one line, a link as well."""
    document, link = tmp_path / "letter.md", tmp_path / "link.md"
    document.write_text("A private letter.", "utf-8")
    link.symlink_to(document)
    for path in (document, link):
        assert f"{path}: is not a folder." in fault(path)


def test_who_names_a_folder_by_a_link_means_it(folder: Path, tmp_path: Path) -> None:
    """The folder itself is chosen by the person; links are refused in it, not on the way to it."""
    link = tmp_path / "link"
    link.symlink_to(folder / "documents")
    assert read_pack(link).documents
    link.unlink()
    link.symlink_to(folder)
    assert read_pack(link).documents


@pytest.mark.parametrize("name", ["../../secret", "/etc/passwd", "a/../b", "..", "a\\b", "A"])
def test_no_name_leads_out_of_a_pack(folder: Path, name: str) -> None:
    """A document's id is letters, digits and dashes; nothing in a pack names a path."""
    path = folder / "documents" / "roses.md"
    path.write_text(path.read_text("utf-8").replace('id = "roses"', f"id = '{name}'"), "utf-8")
    assert "may hold only a-z, 0-9 and -" in fault(folder)


@pytest.mark.parametrize(
    "asked", ["../../../etc/passwd", "/etc/passwd", "roses/../../x", "roses#../x"]
)
def test_show_reads_no_file(run: Run, small: Path, small_bot: object, asked: str) -> None:
    """What is asked for is looked up among the pack's ids, never opened."""
    assert small_bot is not None
    result = run("--corpus", small, "show", asked)
    assert (result.code, result.out) == (2, "")
    assert "there is no" in result.err


def test_too_many_files(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """More files, more bytes and more folders in folders than a pack may hold are refused."""
    deep = folder / "documents" / "/".join("a" * 17)
    deep.mkdir(parents=True)
    assert "is more than 16 folders deep" in fault(folder)
    shutil.rmtree(folder / "documents" / "a")
    monkeypatch.setattr(files, "MAX_PACK_BYTES", 2**20)
    (folder / "documents" / "picture.png").write_bytes(b" " * (2**20 + 1))
    assert "holds more than 1 MiB. Split it." in fault(folder)
    monkeypatch.setattr(files, "MAX_FILES", 2)
    assert "holds more than 2 files" in fault(folder)


def test_what_is_no_file(folder: Path) -> None:
    """A pipe under a document's name is no document: nobody waits for it."""
    os.mkfifo(folder / "documents" / "pipe.md")
    os.mkfifo(folder / "calibration.toml")
    assert len(read_pack(folder).documents) == 2


def test_a_name_that_is_not_utf8(folder: Path) -> None:
    """A file whose name is no text is read, hashed and named without a crash."""
    name = os.fsdecode(b"caf\xe9.txt")
    try:
        (folder / "documents" / name).write_text("x", "utf-8")
    except OSError:
        pytest.skip("this file system takes UTF-8 names only")
    assert "has no header" in fault(folder)
    assert len(content_hash(folder)) == 64
    documents, _, _ = pack_files(folder)
    assert len(documents) == 3


HUGE: dict[str, Callable[[], str]] = {
    "headings": lambda: "# a\n" * 30_000,
    "marks behind a heading": lambda: "# a" + " #" * 200_000 + "x",
    "blanks behind a mark": lambda: "#" + " " * 200_000 + "a",
    "list marks": lambda: ("-" + " " * 50_000 + "\n") * 3,
    "bars": lambda: "|" * 200_000,
    "wide table": lambda: "| a " * 30_000 + "|\n|" + "---|" * 30_000 + "\n" + "| b " * 30_000 + "|",
    "almost a ruler": lambda: "| a |\n" + "|--" * 50_000 + "x\n",
    "deep list": lambda: "".join(" " * depth + "- a\n" for depth in range(1_000)),
    "one word": lambda: "x" * 1_000_000,
    "control characters": lambda: "\x1b[" * 200_000 + "a",
    "bidi": lambda: "\u202e\u2066" * 100_000 + "a",
}


@pytest.mark.parametrize("kind", HUGE)
def test_markdown_that_was_made_to_harm(tmp_path: Path, kind: str) -> None:
    """Reading takes one pass whatever stands in a document: what backtracks would not end here."""
    (tmp_path / "a.md").write_text(HUGE[kind](), "utf-8")
    (document,) = read_pack(tmp_path).documents
    for section in document.sections:
        assert 0 <= section.start <= section.body <= section.end <= len(document.text)


def test_no_regular_expression_comes_from_a_pack(folder: Path) -> None:
    """What would be a pattern elsewhere is words and signs in the dialect, or refused."""
    path = folder / "red_flags.toml"
    text = path.read_text("utf-8")
    for phrase in ("(a+)+$", "(.*)*x", "(((((((((((((((a)))))))))))))))", "a ..999 b", "(" * 5_000):
        path.write_text(text.replace("thorn ..4 eye", phrase), "utf-8")
        result = _checked(folder)
        assert result is None or "\n" not in result


def _checked(folder: Path) -> str | None:
    from chatbot.pack.dialect import DialectError, compile_phrases

    pack = read_pack(folder)
    try:
        compile_phrases([("x", pack.red_flags.rules[0].phrases[0])], pack.red_flags.lists)
    except DialectError as error:
        return str(error)
    return None


def test_the_limits_leave_room(pack: object) -> None:
    """The built-in pack stays far from every limit."""
    assert pack is not None
    assert toml_files.MAX_DEPTH >= 8
    for path in files.builtin_folder().rglob("*.toml"):
        assert path.stat().st_size * 4 < files.MAX_BYTES
