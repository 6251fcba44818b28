"""`chatbot batch`: a file of questions into a file of answers."""

import csv
import doctest
import json
from pathlib import Path

import pytest

from chatbot import Chatbot
from chatbot.batch import tables
from chatbot.batch.tables import COLUMNS, harmless
from running import Outcome, Run

QUESTIONS = """\ufeffid,Question,conversation,note
1,What is a rose?,a,x
2,"How much water does a rose need,
in the first year?",a,
,,,
3,And in frost?,a
4,What is a tomato?,b,too,many
5,,b
=6,thorn in my eye,
"""


def batch(run: Run, small: Path, source: Path, target: Path, *options: str) -> Outcome:
    """Answer a file from the small pack."""
    return run("--corpus", small, "batch", *options, source, target)


def table(path: Path) -> list[dict[str, str]]:
    """A CSV file as a spreadsheet reads it."""
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """A spreadsheet of questions, some of them bad."""
    path = tmp_path / "questions.csv"
    path.write_text(QUESTIONS, encoding="utf-8")
    return path


def test_a_spreadsheet_in_a_spreadsheet_out(
    run: Run, small: Path, source: Path, tmp_path: Path
) -> None:
    """Order, ids and conversations are kept; bad lines are named by number; the rest is done."""
    target = tmp_path / "answers.csv"
    result = batch(run, small, source, target)
    assert result.code == 2
    assert result.out == ""
    rows = table(target)
    assert tuple(rows[0]) == COLUMNS
    assert [(r["line"], r["id"], r["conversation"], r["kind"] or "bad") for r in rows] == [
        ("2", "1", "a", "answer"),
        ("3", "2", "a", "answer"),
        ("6", "3", "a", rows[2]["kind"]),
        ("7", "", "", "bad"),
        ("8", "5", "b", "bad"),
        ("9", "'=6", "", "urgent"),
    ]
    assert "Put the question into quotation marks." in rows[3]["error"]
    assert "line 7: the row has 5 cells where there are 4 columns" in result.err
    assert "line 8: The question is empty" in result.err
    assert f"4 of 6 questions answered: {target}" in result.err
    assert rows[0]["sources"].startswith("[1] Growing roses")
    assert "“" in rows[0]["quotes"]
    assert rows[5]["care"].startswith("URGENT. See to the eye first")


def test_conversations_carry_over(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, small_bot: Chatbot
) -> None:
    """A row sees the turns of its own conversation only."""
    seen = []
    reply = small_bot.reply

    def spy(text: str, turns: tuple = ()) -> object:
        seen.append((text, [turn.question for turn in turns]))
        return reply(text, turns)

    monkeypatch.setattr(small_bot, "reply", spy)
    monkeypatch.setattr(Chatbot, "open", lambda *_, **__: small_bot)
    source = tmp_path / "q.csv"
    source.write_text(
        "conversation;question\na;What is a rose?\nb;Hi\na;And in frost?\n", encoding="utf-8"
    )
    assert run("batch", source, tmp_path / "a.csv").code == 0
    assert seen == [
        ("What is a rose?", []),
        ("Hi", []),
        ("And in frost?", ["What is a rose?"]),
    ]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q.csv", "What is a rose?\nWhat is a tomato?\n"),
        ("q.csv", "question\r\nWhat is a rose?\r\nWhat is a tomato?\r\n"),
        ("q.tsv", "question\tid\nWhat is a rose?\t1\nWhat is a tomato?\t2\n"),
        ("q.txt", "What is a rose?\n\nWhat is a tomato?"),
        ("q.jsonl", '{"question": "What is a rose?"}\n{"question": "What is a tomato?"}\n'),
    ],
)
@pytest.mark.parametrize("answers", ["a.csv", "a.jsonl", "a.tsv"])
def test_every_sort_of_file(
    run: Run, small: Path, tmp_path: Path, name: str, text: str, answers: str
) -> None:
    """Headed and bare tables, plain lines and JSON, into tables and JSON."""
    source, target = tmp_path / name, tmp_path / answers
    source.write_text(text, encoding="utf-8", newline="")
    assert batch(run, small, source, target).code == 0
    lines = target.read_text(encoding="utf-8-sig")
    if answers == "a.jsonl":
        questions = [json.loads(line)["question"] for line in lines.splitlines()]
    else:
        delimiter = "\t" if answers == "a.tsv" else ","
        rows = csv.DictReader(lines.splitlines(keepends=True), delimiter=delimiter)
        questions = [row["question"] for row in rows]
    assert questions == ["What is a rose?", "What is a tomato?"]


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        ("=cmd|' /C calc'!A0", "'=cmd|' /C calc'!A0"),
        ("+1", "'+1"),
        ("-1.8", "'-1.8"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "' =1"),
        ("\uff1d1", "'\uff1d1"),
        ("a\x1b[31mb", "ab"),
        ("−1.8", "−1.8"),
        ("What = that?", "What = that?"),
        ("", ""),
    ],
)
def test_no_cell_is_a_formula(cell: str, written: str) -> None:
    """What a spreadsheet would run is text; control characters are gone."""
    assert harmless(cell) == written


@pytest.mark.parametrize(
    ("name", "data", "message"),
    [
        (
            "q.csv",
            b"id,text\n1,What?\n",
            "there is no column “question”. The first row has: id, text",
        ),
        ("q.csv", b"question\ncaf\xe9\n", "the file is not UTF-8. Save it as “CSV UTF-8”."),
        ("q.csv", b'question\n"open\n', "line 2: this is no CSV"),
        ("q.doc", b"x", "what sort of file is this? Known: "),
        ("none.csv", None, "No such file or directory"),
    ],
)
def test_a_file_that_cannot_be_read_is_one_line(
    run: Run, small: Path, tmp_path: Path, name: str, data: bytes | None, message: str
) -> None:
    """File, place and what to do, exit code 2, and no answers are written."""
    if data is not None:
        (tmp_path / name).write_bytes(data)
    result = batch(run, small, tmp_path / name, tmp_path / "a.csv")
    assert result.code == 2
    assert message in result.err
    assert result.err.count("\n") == 1
    assert not (tmp_path / "a.csv").exists()


def test_a_folder_that_is_not_there_is_told_before_any_work(
    run: Run, small: Path, source: Path, tmp_path: Path
) -> None:
    """Nothing is answered for a file that could not be written, and no folder is made."""
    result = batch(run, small, source, tmp_path / "none" / "a.csv")
    assert (result.code, result.out) == (2, "")
    assert result.err.endswith(
        f"{tmp_path / 'none'}: there is no such folder. Make it, or name another.\n"
    )
    assert "Answering" not in result.err
    assert not (tmp_path / "none").exists()


def test_answers_are_never_written_over_a_file_unasked(
    run: Run, small: Path, source: Path, tmp_path: Path
) -> None:
    """A file that is there is refused before any work; --force replaces it, but not the questions."""
    target = tmp_path / "answers.csv"
    target.write_text("mine", encoding="utf-8")
    result = batch(run, small, source, target)
    assert result.code == 2
    assert "answers.csv is there already. answers-2.csv is free. --force replaces it." in result.err
    assert target.read_text(encoding="utf-8") == "mine"
    assert batch(run, small, source, target, "--force").code == 2
    assert len(table(target)) == 6
    assert "are the same file" in batch(run, small, source, source, "--force").err


def test_an_interrupted_run_leaves_nothing(
    run: Run, small_bot: Chatbot, source: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ctrl+C ends with 130; there is no half file and no part of one."""

    def interrupted(*_: object) -> object:
        raise KeyboardInterrupt

    monkeypatch.setattr(small_bot, "reply", interrupted)
    monkeypatch.setattr(Chatbot, "open", lambda *_, **__: small_bot)
    assert run("batch", source, tmp_path / "a.csv").code == 130
    assert [path.name for path in tmp_path.iterdir()] == ["questions.csv"]


def test_a_fault_of_ours_costs_one_line(
    run: Run, small_bot: Chatbot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The rest is answered, the exit code is 1, and nobody's words are printed."""
    reply = small_bot.reply

    def broken(text: str, turns: tuple = ()) -> object:
        if "rose" in text:
            raise RuntimeError(text)
        return reply(text, turns)

    monkeypatch.setattr(small_bot, "reply", broken)
    monkeypatch.setattr(Chatbot, "open", lambda *_, **__: small_bot)
    source = tmp_path / "q.txt"
    source.write_text("my secret rose\nWhat is a tomato?\n", encoding="utf-8")
    result = run("batch", source, tmp_path / "a.jsonl")
    assert result.code == 1
    assert "line 1: an error of ours (RuntimeError)" in result.err
    assert "secret" not in result.err
    lines = (tmp_path / "a.jsonl").read_text(encoding="utf-8").splitlines()
    assert [json.loads(line).get("kind", "error") for line in lines] == ["error", "answer"]


def test_the_examples_in_docstrings_hold() -> None:
    """Documentation that is run."""
    failed, tried = doctest.testmod(tables)
    assert tried
    assert not failed


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("q.txt", ""),
        ("q.jsonl", "\n \n"),
        ("q.csv", ""),
        ("q.csv", "id,question\n"),
        ("q.tsv", "\n"),
    ],
)
def test_a_file_without_a_question_is_said_to_be_one(
    run: Run, small: Path, tmp_path: Path, name: str, text: str
) -> None:
    """Nothing is answered, no file is made, and one line says why."""
    source, target = tmp_path / name, tmp_path / "answers.csv"
    source.write_text(text, encoding="utf-8")
    result = batch(run, small, source, target)
    assert (result.code, result.out) == (2, "")
    assert f"{source}: " in result.err
    assert not target.exists()
