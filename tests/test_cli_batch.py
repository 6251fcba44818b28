"""`chatbot ask --jsonl`: order, ids, conversations, and the rest goes on."""

import json

import pytest

from chatbot import Chatbot
from chatbot.batch.answering import Conversations
from running import Run

LINES = b"""\
What is a rose?
{"id": "w", "question": "How much water does a rose need in the first year?", "conversation": "a"}

{"id": 3, "question": 5}
{"question": "what is"
{"id": [1], "question": "What is a tomato?"}
{"id": 4, "question": "What is a tomato?", "conversation": {}}
caf\xe9 roses
{"id": 5, "question": "And an older one?", "conversation": "a", "gold": ["ignored"]}
{"id": 6, "question": "thorn in my eye"}
What is a tomato?"""


@pytest.fixture
def answers(run: Run, small: object) -> list[dict]:
    """What comes for LINES."""
    result = run("--corpus", small, "ask", "--jsonl", stdin=LINES)
    assert result.code == 2
    return [json.loads(line) for line in result.out.splitlines()]


def test_one_line_out_for_one_line_in(answers: list[dict]) -> None:
    """Order and ids are kept; a bad line gets its id and its error, and the rest goes on."""
    assert [(a["id"], a.get("kind", "error")) for a in answers] == [
        (None, "answer"),
        ("w", "answer"),
        (None, "error"),
        (3, "error"),
        (None, "error"),
        (None, "error"),
        (4, "error"),
        (None, "error"),
        (5, "answer"),
        (6, "urgent"),
        (None, "answer"),
    ]


@pytest.mark.parametrize(
    ("place", "error"),
    [
        (2, "line 3: The question is empty. Please type a question in words."),
        (3, "line 4: “question” must be a text"),
        (4, "line 5: the line is not valid JSON"),
        (5, "line 6: “id” must be a text or a whole number"),
        (6, "line 7: “conversation” must be a text or a whole number"),
        (7, "line 8: The question is not UTF-8. Save or send it as UTF-8."),
    ],
)
def test_errors_name_line_and_reason(answers: list[dict], place: int, error: str) -> None:
    """An error's only keys are the id and one line of reason."""
    assert set(answers[place]) == {"id", "error"}
    assert answers[place]["error"] == error


def test_good_lines_exit_with_0(run: Run, small: object) -> None:
    """A batch is done when every line was read well, whatever the answers are."""
    lines = b"What is a rose?\r\nthorn in my eye\r\nwhat is an orchid?\r\n"
    result = run("--corpus", small, "ask", "--jsonl", stdin=lines)
    assert result.code == 0
    kinds = [json.loads(line)["kind"] for line in result.out.splitlines()]
    assert kinds == ["answer", "urgent", "abstain"]


def test_conversations_are_kept_apart(
    run: Run, small_bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A line sees the turns of its own conversation only, and a line without one sees none."""
    seen = []
    reply = small_bot.reply

    def spy(text: str, turns: tuple = ()) -> object:
        seen.append((text, [turn.question for turn in turns]))
        return reply(text, turns)

    monkeypatch.setattr(small_bot, "reply", spy)
    monkeypatch.setattr(Chatbot, "open", lambda *_, **__: small_bot)
    asked = [
        ("What is a rose?", "a"),
        ("What is a tomato?", 1),
        ("And in frost?", "a"),
        ("Hi", None),
    ]
    lines = [json.dumps({"question": text, "conversation": key}) for text, key in asked]
    run("ask", "--jsonl", stdin="\n".join(lines).encode())
    assert seen == [
        ("What is a rose?", []),
        ("What is a tomato?", []),
        ("And in frost?", ["What is a rose?"]),
        ("Hi", []),
    ]


def test_conversations_are_bounded() -> None:
    """Of very many conversations only those that spoke last are remembered."""
    conversations = Conversations()
    first = conversations.of("first")
    assert conversations.of("first") is first
    for number in range(300):
        conversations.of(number)
    assert len(conversations._turns) == 256
    assert conversations.of("first") is not first


def test_a_bug_costs_one_line(
    run: Run, small_bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A fault of ours on one line is told without the question, and ends in exit code 1."""

    def broken(text: str, turns: tuple = ()) -> object:
        if "rose" in text:
            raise RuntimeError(text)
        return type(small_bot).reply(small_bot, text, turns)

    monkeypatch.setattr(small_bot, "reply", broken)
    monkeypatch.setattr(Chatbot, "open", lambda *_, **__: small_bot)
    result = run("ask", "--jsonl", stdin=b'{"id": 1, "question": "a rose"}\nWhat is a tomato?')
    first, second = map(json.loads, result.out.splitlines())
    assert first == {"id": 1, "error": "line 1: an error of ours (RuntimeError)"}
    assert second["kind"] == "answer"
    assert result.code == 1


def test_a_line_without_end(run: Run, small: object) -> None:
    """A line of megabytes is refused and costs neither memory nor the next line."""
    stdin = b"x" * 2_500_000 + b"\nWhat is a rose?\n"
    result = run("--corpus", small, "ask", "--jsonl", stdin=stdin)
    first, second = map(json.loads, result.out.splitlines())
    assert first["error"] == "line 1: the line is longer than a million bytes"
    assert second["kind"] == "answer"


def test_a_follow_up_is_understood(run: Run) -> None:
    """A later line leans on the one before it in its conversation."""
    asked = ["how much calcium a day?", "and magnesium?"]
    lines = [json.dumps({"question": text, "conversation": 1}) for text in asked]
    result = run("ask", "--jsonl", stdin="\n".join(lines).encode())
    last = json.loads(result.out.splitlines()[-1])
    assert last["resolved"] == ["how much magnesium a day?"]
    assert "they give no amount" in last["message"]


def test_a_follow_up_after_several_parts(run: Run) -> None:
    """After a question of several parts, a follow-up leans on the part that it fits."""
    asked = ["How much calcium and vitamin D a day, and which exercise?", "and magnesium?"]
    lines = [json.dumps({"question": text, "conversation": 1}) for text in asked]
    result = run("ask", "--jsonl", stdin="\n".join(lines).encode())
    assert json.loads(result.out.splitlines()[-1])["resolved"] == ["How much magnesium a day"]
