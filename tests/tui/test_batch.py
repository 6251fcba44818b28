"""A file of questions answered from within the screen: palette, two names, a bar, an honest end."""

import csv
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from driving import Driver
from fake_bot import FakeBot
from fake_copy import COPY
from textual.widgets import Input, ProgressBar

from chatbot.tui.batch_screen import BatchScreen

Drive = Callable[..., Driver]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files without a folder lie in the test's own."""
    monkeypatch.chdir(tmp_path)


async def open_batch(person: Driver) -> None:
    """Find it in the palette."""
    await person.loaded()
    await person.press("ctrl+p", *"answer", "space", *"file")
    await person.sees("Questions in, answers out")
    await person.press("down", "enter")
    await person.until(lambda: isinstance(person.app.screen, BatchScreen))


def names_in(folder: Path) -> list[str]:
    """Every file, hidden ones too."""
    return sorted(path.name for path in folder.iterdir())


async def write(person: Driver, name: str, text: str) -> None:
    """Type the name of a file into a box."""
    person.app.screen.query_one(f"#{name}", Input).value = text
    await person.pilot.pause()


@pytest.mark.parametrize("size", [(40, 20), (80, 24)])
async def test_a_table_of_questions_becomes_a_table_of_answers(
    drive: Drive, size: tuple[int, int], tmp_path: Path
) -> None:
    """Palette, name, Enter, Enter: the answers lie beside the questions, and bad lines are named."""
    (tmp_path / "week.csv").write_text(
        "id,question\n1,What is osteopenia?\n2,What does a scan cost?\n3,a,b\n", encoding="utf-8"
    )
    async with drive(*size) as person:
        await open_batch(person)
        await write(person, "questions", "week.csv")
        await person.press("enter")
        assert person.app.screen.query_one("#answers", Input).value == "week-answers.csv"
        await person.press("enter")
        await person.sees("2 of 3 questions have an answer.", "week-answers.csv", "line 4:")
        with (tmp_path / "week-answers.csv").open(encoding="utf-8-sig", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["id"] for row in rows] == ["1", "2", ""]
        assert "$125-$300" in rows[1]["quotes"]
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.chat)


async def test_lines_become_lines_of_json_and_the_bar_moves(
    drive: Drive, bot: FakeBot, tmp_path: Path
) -> None:
    """While the answers are being found, the bar and the words beside it say how far it is."""
    lines = "".join(f"What is osteopenia? {number}\n" for number in range(10))
    (tmp_path / "all.txt").write_text(lines, encoding="utf-8")
    async with drive() as person:
        await open_batch(person)
        steps: list[tuple[float, float | None]] = []
        bar = person.app.screen.query_one(ProgressBar)
        person.app.screen.watch(bar, "progress", lambda: steps.append((bar.progress, bar.total)))
        await write(person, "questions", "all.txt")
        await person.press("enter", "enter")
        await person.sees("10 of 10 questions have an answer.", "all-answers.jsonl")
        assert steps[-1] == (10, 10)
        assert len(steps) > 2
        assert not bar.display
        answers = (tmp_path / "all-answers.jsonl").read_text(encoding="utf-8").splitlines()
        assert [json.loads(line)["schema"] for line in answers] == ["chatbot.answer/1"] * 10
        assert len(bot.asked) == 10


async def test_esc_stops_the_work_and_leaves_no_file(
    drive: Drive, bot: FakeBot, tmp_path: Path
) -> None:
    """The first Esc stops, and says so; only the next one goes back."""
    (tmp_path / "q.txt").write_text("one\ntwo\nthree\n", encoding="utf-8")
    async with drive() as person:
        await open_batch(person)
        bot.may_reply.clear()
        await write(person, "questions", "q.txt")
        await person.press("enter", "enter")
        await person.until(lambda: bot.asked)
        await person.press("escape")
        bot.may_reply.set()
        await person.sees(COPY["batch_stopped"])
        assert len(bot.asked) == 1
        assert names_in(tmp_path) == ["costs.md", "q.txt", "scores.md"]
        assert isinstance(person.app.screen, BatchScreen)
        await person.press("escape")
        await person.until(lambda: person.app.screen is person.chat)


@pytest.mark.parametrize(
    ("source", "target", "told"),
    [
        ("none.csv", "a.csv", "none.csv: No such file or directory"),
        ("notes.doc", "a.csv", "notes.doc: what sort of file is this?"),
        ("q.txt", "a.xls", "a.xls: what sort of file is this?"),
        ("q.txt", "no/such/folder.csv", "there is no such folder"),
        ("two.csv", "a.csv", "there is no column “question”"),
        ("[red].txt", "a.csv", "[red].txt: No such file or directory"),
    ],
)
async def test_what_cannot_be_done_is_one_line(
    drive: Drive, tmp_path: Path, source: str, target: str, told: str
) -> None:
    """A wrong name, sort or table is told where one stands, nothing is written, and one can go on."""
    (tmp_path / "q.txt").write_text("What is osteopenia?\n", encoding="utf-8")
    (tmp_path / "two.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    async with drive() as person:
        await open_batch(person)
        await write(person, "questions", source)
        await write(person, "answers", target)
        await person.press("enter", "enter")
        await person.sees(told)
        assert not (tmp_path / target).exists()
        await write(person, "questions", "q.txt")
        await write(person, "answers", "new.csv")
        await person.press("enter")
        await person.sees("1 of 1 questions have an answer.")


async def test_no_file_is_overwritten(drive: Drive, tmp_path: Path) -> None:
    """A name that is taken gives way to one that is free, and Enter takes that."""
    (tmp_path / "q.txt").write_text("What is osteopenia?\n", encoding="utf-8")
    (tmp_path / "a.csv").write_text("mine", encoding="utf-8")
    async with drive() as person:
        await open_batch(person)
        await write(person, "questions", "q.txt")
        await write(person, "answers", "a.csv")
        await person.press("enter", "enter")
        await person.sees("was not changed", "a-2.csv")
        await person.press("enter")
        await person.sees("1 of 1 questions have an answer.")
        assert (tmp_path / "a.csv").read_text(encoding="utf-8") == "mine"
        assert (tmp_path / "a-2.csv").exists()


async def test_a_fault_of_ours_costs_a_line_and_not_the_rest(drive: Drive, tmp_path: Path) -> None:
    """The others are answered, and nobody's words stand in the message."""
    (tmp_path / "q.txt").write_text("crash secret\nWhat is osteopenia?\n", encoding="utf-8")
    async with drive() as person:
        await open_batch(person)
        await write(person, "questions", "q.txt")
        await person.press("enter", "enter")
        await person.sees("1 of 2 questions have an answer.", "an error of ours (ValueError)")
        assert "secret" not in person.read()
