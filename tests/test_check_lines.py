"""What `chatbot check` prints: a clear line for each cause, and nothing that follows from it."""

import shutil
from pathlib import Path

import pytest

from chatbot.check import Material, check, faults_of
from running import Run


def test_a_bare_folder_can_be_checked(run: Run, tmp_path: Path) -> None:
    """A folder of bare files has nothing to judge but its documents; one is no “documents”."""
    (tmp_path / "bats.txt").write_text("Bats\n\nA bat is a mammal that flies.\n")
    result = run("check", tmp_path)
    assert result.out == (
        f"{tmp_path}: no faults in 1 document, 0 sections with questions, 0 intents, 0 rules, "
        "0 concepts\n"
    )
    assert result.code == 0


@pytest.fixture
def copy(tmp_path: Path, small: Path) -> Path:
    """The small pack, to be spoilt."""
    return Path(shutil.copytree(small, tmp_path / "pack"))


def test_one_cause_is_one_line_a_file(copy: Path) -> None:
    """A name that many places use is told once in each file, with the lines of the others."""
    (copy / "intents" / "care.toml").unlink()
    told = [fault.line_of(copy) for fault in faults_of(Material.read(copy))]
    lines = [
        number
        for number, line in enumerate((copy / "phrasings.toml").read_text().split("\n"), 1)
        if line == 'intent = "care"'
    ]
    first, second, third, fourth = lines
    fault = "section[1].intent: there is no intents/care.toml"
    others = f"(so in lines {second}, {third} and {fourth})"
    assert told == [f"{copy}/phrasings.toml:{first}: {fault} {others}"]


def test_faults_of_other_keys_stand_apart(copy: Path) -> None:
    """What is said of two keys are two faults, however alike the words are."""
    intent = copy / "intents" / "care.toml"
    lines = intent.read_text().split("\n")
    kept = [line for line in lines if not line.startswith(("should_match", "should_not_match"))]
    intent.write_text("\n".join(kept))
    faults = faults_of(Material.read(copy))
    assert {fault.key for fault in faults} >= {"should_match", "should_not_match"}


def test_it_says_when_the_bot_was_not_asked(run: Run, copy: Path) -> None:
    """A fault that would show again in answers keeps the bot from being asked, and that is said."""
    (copy / "intents" / "definition.toml").unlink()
    result = run("check", copy)
    assert result.out.count("\n") == 1
    assert "The bot was not asked any questions yet." in result.err
    assert result.err.endswith(f"1 fault in {copy}\n")


@pytest.mark.parametrize("name", ["copy.toml", "scores.toml"])
@pytest.mark.parametrize("how", ["gone", "empty"])
def test_a_lost_file_does_not_go_unsaid(copy: Path, name: str, how: str) -> None:
    """A pack may do without, so it is no fault; but an editor who lost the file is told."""
    assert name not in Material.read(copy).absent
    if how == "gone":
        (copy / name).unlink()
    else:
        (copy / name).write_text("")
    told: list[str] = []
    check(copy, told.append, told.append)
    assert [line for line in told if line.startswith(f"{copy} has no ") and name in line]
