"""Commands typed among questions in line mode: collecting, saving, starting over, leaving."""

from pathlib import Path

import pytest

from chatbot.commands import Command, command_in
from running import Run

COMMANDS = [
    ("quit", Command("leave")),
    ("Start over.", Command("start_over")),
    ("/save", Command("save")),
    ("save as My Talk.HTML", Command("save", "My Talk.HTML")),
    ("save list", Command("save_list")),
    ("save my list to a.json", Command("save_list", "a.json")),
    ("save a.docx", Command("save", "a.docx")),
    ("list", Command("list")),
    ("add", Command("add")),
    ("add 12", Command("add", "12")),
    ("remove 1", Command("remove", "1")),
    ("add 1,000 mg of calcium", None),
    ("list the symptoms", None),
    ("save money on a scan?", None),
    ("remove calcium", None),
    ("how do I start over with exercise", None),
    ("-2.5", None),
]


@pytest.mark.parametrize(("line", "command"), COMMANDS)
def test_commands_are_told_from_questions(line: str, command: Command | None) -> None:
    """Only lines of exactly these shapes are commands."""
    assert command_in(line) == command


def test_line_mode_collects_and_saves(
    run: Run, small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Add, list, remove and save work in lines, each said once."""
    monkeypatch.chdir(tmp_path)
    lines = [
        "What is a rose?",
        "add 1",
        "add 1",
        "add 9",
        "list",
        "save",
        "save list as l.html",
        "remove 1",
        "remove 1",
        "list",
        "bye",
    ]
    text = run("--corpus", small, "chat", "--plain", stdin="\n".join(lines).encode()).out
    for line in (
        "On the list for your doctor now: 1.",
        "That is on the list for your doctor already.",
        "1. I asked: What is a rose?",
        "Taken off. Left on the list for your doctor: 0.",
    ):
        assert text.count(line) == 1
    assert text.count("There is no such number. Nothing was changed.") == 2
    assert "The list for your doctor is empty." in text
    names = sorted(path.name for path in tmp_path.iterdir())
    assert len(names) == 2
    assert names[0] == "l.html"
    assert "genus Rosa" in (tmp_path / "l.html").read_text(encoding="utf-8")
