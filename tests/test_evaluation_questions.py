"""Reading questions: what is accepted, and what an error says."""

import json
from pathlib import Path

import pytest

from chatbot.errors import InputError
from chatbot.evaluation.options import question_sets
from chatbot.evaluation.questions import Anchor, read_questions

GOOD = {
    "id": "a",
    "question": "How much?",
    "slices": ["short"],
    "intents": ["diet"],
    "kind": "answer",
    "gold": [[["d: one", "e: two: three"]]],
}


def written(folder: Path, *lines: object, name: str = "dev.jsonl") -> Path:
    """A file of these lines."""
    path = folder / name
    path.write_text(
        "\n".join(x if isinstance(x, str) else json.dumps(x) for x in lines), encoding="utf-8"
    )
    return path


def test_reads_a_question(tmp_path: Path) -> None:
    """An anchor is a document's id, a colon and the text, which may hold colons itself."""
    (question,) = read_questions(written(tmp_path, GOOD))
    assert question.gold == (((Anchor("d", "one"), Anchor("e", "two: three")),),)
    assert (question.turns, question.kind, question.slices) == ((), "answer", ("short",))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "is not JSON"),
        ("[]", "must be an object"),
        ({**GOOD, "id": ""}, '"id" must be a text'),
        ({**GOOD, "kind": "guess"}, 'kind "guess" is none of'),
        ({**GOOD, "care": "soon"}, 'care "soon" is none of'),
        ({**GOOD, "gold": [[["no document"]]]}, "document-id: verbatim text"),
        ({**GOOD, "gold": "x"}, '"gold" must be a list'),
        ({**GOOD, "golden": []}, 'unknown key "golden"'),
        ({**GOOD, "turns": [1]}, '"turns" must be a list of texts'),
    ],
)
def test_a_malformed_line_is_named(tmp_path: Path, line: object, words: str) -> None:
    """The error names the file and the line, blank lines counted."""
    path = written(tmp_path, {**GOOD, "id": "first"}, "", line)
    with pytest.raises(InputError) as caught:
        read_questions(path)
    assert str(caught.value).startswith(f"{path}:3: ")
    assert words in str(caught.value)


def test_an_id_stands_once(tmp_path: Path) -> None:
    """An id that is used twice is an error, in one file and across files."""
    with pytest.raises(InputError, match=r"dev\.jsonl:2: the id \"a\" is used twice"):
        read_questions(written(tmp_path, GOOD, GOOD))
    files = [written(tmp_path, GOOD), written(tmp_path, GOOD, name="test.jsonl")]
    with pytest.raises(InputError, match=r"test\.jsonl:1: the id \"a\" is also at .*dev\.jsonl:1"):
        question_sets(files, (), None)


def test_a_slice_that_nothing_has_is_an_error(tmp_path: Path) -> None:
    """A slice keeps its questions; an unknown one does not pass for an empty run."""
    path = written(tmp_path, GOOD, {**GOOD, "id": "b", "slices": ["long"]})
    assert [q.id for q in question_sets([path], (), "long")["dev"]] == ["b"]
    with pytest.raises(InputError, match="No question has the slice"):
        question_sets([path], (), "nosuch")


def test_a_missing_file_is_one_line(tmp_path: Path) -> None:
    """A file that is not there is an input error."""
    with pytest.raises(InputError, match="No such file"):
        read_questions(tmp_path / "nothing.jsonl")


@pytest.mark.skipif(not Path("/dev/zero").exists(), reason="there is no endless file here")
def test_an_endless_file_is_refused() -> None:
    """A device is no file of questions: reading it would not end."""
    with pytest.raises(InputError, match="/dev/zero: is no ordinary file"):
        read_questions(Path("/dev/zero"))
