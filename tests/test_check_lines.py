"""What `chatbot check` prints: a clear line for each cause, and nothing that follows from it."""

from pathlib import Path

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
