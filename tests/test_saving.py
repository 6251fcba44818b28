"""Files that are whole or not there, and never over another."""

import doctest
import os
from pathlib import Path

import pytest

from chatbot import saving
from chatbot.saving import SaveError, TakenError, free_name, new_file, save_new


def test_a_file_is_whole_or_not_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A write that breaks off leaves neither the file nor a part of it."""

    def broken(*_: object, **__: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(saving, "_put", broken)
    with pytest.raises(SaveError, match="No space left on device"):
        save_new(tmp_path / "a.txt", "words")
    assert list(tmp_path.iterdir()) == []


def test_a_name_that_is_taken_is_refused(tmp_path: Path) -> None:
    """Whatever is there stays, a dangling link too; the first free name is offered."""
    (tmp_path / "a.txt").symlink_to(tmp_path / "nowhere")
    (tmp_path / "a-2.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(TakenError) as caught:
        save_new(tmp_path / "a.txt", "words")
    assert caught.value.free == tmp_path / "a-3.txt" == free_name(tmp_path / "a.txt")
    save_new(caught.value.free, "wörds")
    assert (tmp_path / "a-3.txt").read_text(encoding="utf-8") == "wörds"
    assert len(list(tmp_path.iterdir())) == 3


def test_a_write_that_is_interrupted_leaves_what_was_there(tmp_path: Path) -> None:
    """Ctrl+C in the middle: the old file stands as it was, and no part lies beside it."""
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")

    def interrupted() -> None:
        with new_file(path, replace=True) as file:
            file.write("half")
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert [one.name for one in tmp_path.iterdir()] == ["a.csv"]
    assert path.read_text(encoding="utf-8") == "old"


def test_a_file_is_replaced_only_on_request(tmp_path: Path) -> None:
    """As a whole, at once."""
    path = tmp_path / "a.csv"
    path.write_text("old", encoding="utf-8")
    with new_file(path, replace=True) as file:
        file.write("new")
    assert path.read_text(encoding="utf-8") == "new"


def test_a_file_that_appears_meanwhile_is_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the naming somebody else may write."""
    path = tmp_path / "a.md"
    link = os.link

    def late(source: Path, target: Path) -> None:
        path.write_text("mine")
        link(source, target)

    monkeypatch.setattr(os, "link", late)
    with pytest.raises(TakenError):
        save_new(path, "ours")
    assert path.read_text() == "mine"
    assert list(tmp_path.iterdir()) == [path]


def test_file_systems_without_links_work(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The name is then taken as a new file first."""

    def none(*_: object) -> None:
        raise OSError("no links here")

    monkeypatch.setattr(os, "link", none)
    save_new(tmp_path / "a.md", "ours")
    assert (tmp_path / "a.md").read_text() == "ours"
    with pytest.raises(TakenError):
        save_new(tmp_path / "a.md", "again")


def test_the_examples_in_docstrings_hold() -> None:
    """Documentation that is run."""
    failed, tried = doctest.testmod(saving)
    assert tried
    assert not failed
