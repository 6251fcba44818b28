"""Other packs on the command line: broken ones are named, bare folders answer."""

import shutil
from pathlib import Path

import pytest

from running import Run

HEADER = '+++\nid = "a"\ntitle = "A"\nsource = "S"\nsource_file = "a.txt"\n+++\n'


def pack(folder: Path, **files: bytes) -> Path:
    """A pack of pack.toml and documents/NAME.md."""
    (folder / "documents").mkdir(parents=True)
    (folder / "pack.toml").write_text('name = "Broken"\n')
    for name, data in files.items():
        (folder / "documents" / f"{name}.md").write_bytes(data)
    return folder


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"# No header\n\nText.\n", "documents/a.md, line 1: has no header. Begin it with +++"),
        (b'+++\nid = "a"\n', "documents/a.md, line 1: the header is never closed. Add a line +++."),
        (b"+++\nid = \n+++\nText", "documents/a.md, line 2: not valid TOML"),
        (b'+++\nid = "a"\n+++\nText', "documents/a.md, title: must be a text in quotes. Add it."),
        (HEADER.encode() + b"caf\xe9", "documents/a.md, line 7: is not UTF-8. Save it as UTF-8."),
        (HEADER.encode() + b" \n", "documents/a.md: has no text"),
        (HEADER.encode().replace(b'"a"', b'"A b"') + b"Text", "documents/a.md, id, line 2: “A b”"),
    ],
)
def test_broken_documents(run: Run, tmp_path: Path, data: bytes, message: str) -> None:
    """A broken document is named with its file, its place and what to do; exit code 2."""
    result = run("--corpus", pack(tmp_path / "p", a=data), "ask", "hello")
    assert (result.code, result.out) == (2, "")
    complaints = [line for line in result.err.splitlines() if line.startswith("chatbot: ")]
    assert len(complaints) == 1
    assert message in complaints[0]


def test_folder_without_documents(run: Run, tmp_path: Path) -> None:
    """A folder without documents says so."""
    result = run("--corpus", tmp_path, "ask", "hello")
    assert result.code == 2
    assert "holds no documents. Put .md or .txt files into it." in result.err


def test_unreadable_file(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A file that may not be read is one clear line."""
    folder = pack(tmp_path / "p", a=HEADER.encode() + b"Text")

    def refused(_: Path) -> bytes:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "read_bytes", refused)
    result = run("--corpus", folder, "ask", "hello")
    assert result.code == 2
    assert "Permission denied. Check that it exists and may be read." in result.err


def test_bare_folder_answers(run: Run, tmp_path: Path) -> None:
    """A folder of bare files is a pack; other files are skipped with a line each on stderr."""
    (tmp_path / "bats.txt").write_text(
        "Bats\n\nWhat is a bat?\n\nA bat is a mammal that flies. Bats sleep in caves.\n"
    )
    (tmp_path / "photo.png").write_bytes(b"\x89PNG")
    result = run("--corpus", tmp_path, "ask", "What is a bat?")
    assert result.code == 0
    assert "A bat is a mammal that flies." in result.out
    assert "Restated" not in result.out
    assert "chatbot: photo.png: skipped" in result.err


def test_a_bare_folder_is_about_its_documents(run: Run, tmp_path: Path) -> None:
    """Whoever asks what there is to ask hears the titles of the first documents."""
    for name in ("Ants", "Bats", "Cats", "Dogs", "Eels", "Frogs"):
        (tmp_path / f"{name}.txt").write_text(f"{name}\n\n{name} are animals.\n")
    said = " ".join(run("--corpus", tmp_path, "ask", "what can you do").out.split())
    assert "You can ask me about Ants, Bats, Cats, Dogs and Eels." in said


def test_red_flags_apply_to_any_folder(run: Run, tmp_path: Path) -> None:
    """The general red flags guard a bare folder too."""
    (tmp_path / "bats.txt").write_text("Bats\n\nA bat is a mammal that flies.\n")
    result = run("--corpus", tmp_path, "--region", "uk", "ask", "I fell and can't feel my legs")
    assert result.code == 4
    assert "999" in result.out


def test_hostile_document(run: Run, tmp_path: Path) -> None:
    """Control sequences and markup in a document reach no terminal and break no quote."""
    text = "Bats\n\nA bat is a mammal [/b] [@click=app.quit]that\x1b[31m flies\x07.\n"
    (tmp_path / "bats.txt").write_text(text)
    for command in (["ask", "what is a bat"], ["search", "bat"], ["show", "bats"]):
        result = run("--corpus", tmp_path, *command)
        assert result.code == 0
        assert "[/b] [@click=app.quit]that flies." in result.out
        assert "\x1b" not in result.out


def test_no_cache_writes_nothing(
    run: Run, tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--no-cache neither reads nor writes the cache."""
    monkeypatch.setenv("CHATBOT_CACHE_DIR", str(tmp_path / "cache"))
    assert run("--no-cache", "--corpus", small, "ask", "what is a rose").code == 0
    assert not (tmp_path / "cache").exists()


def test_changed_pack_is_read_anew(run: Run, tmp_path: Path, small: Path) -> None:
    """After a document has changed, the answer is the new one."""
    folder = tmp_path / "copy"
    shutil.copytree(small, folder)
    assert "genus Rosa" in run("--corpus", folder, "ask", "what is a rose").out
    file = folder / "documents" / "roses.md"
    file.write_text(file.read_text().replace("first frost", "first snow"))
    assert "first snow" in run("--corpus", folder, "ask", "what is a rose").out
