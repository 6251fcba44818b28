"""Line mode: a conversation in plain lines, left kindly."""

import io
import sys

import pytest

from chatbot import Chatbot
from chatbot.answer import Answer, Turn
from chatbot.plain import talk
from running import Run

pytestmark = pytest.mark.usefixtures("small_bot")  # so that nothing is told of preparing it
BOXES = set("─│┌┐└┘├┤┬┴┼═║╔╗╚╝▌▐█░")


@pytest.fixture(autouse=True)
def _compiled(small_bot: Chatbot) -> None:
    """The small pack is prepared, so that no test is told that it takes a while."""


def lines_of(run: Run, small: object, *lines: str) -> str:
    """What a conversation prints after its welcome."""
    result = run("--corpus", small, "chat", "--plain", stdin="\n".join(lines).encode())
    assert (result.code, result.err) == (0, "")
    return result.out


def test_conversation(run: Run, small: object) -> None:
    """You, Answer, Source, in this order, each once, and no box drawing."""
    text = lines_of(run, small, "What is a rose?", "bye")
    order = ["You: What is a rose?", "Answer: ", "“A rose is", "Source 1: ", "This explains words."]
    places = [text.index(piece) for piece in order]
    assert places == sorted(places)
    assert all(text.count(piece) == 1 for piece in order)
    assert not BOXES & set(text)
    assert text.endswith("You: bye\nGoodbye, and take care.\n")


def test_plain_needs_no_command(run: Run, small: object) -> None:
    """`chatbot --plain` is what somebody with a screen reader types first; no other command has it."""
    result = run("--corpus", small, "--plain", stdin=b"What is a rose?\nbye\n")
    assert result.code == 0
    assert "You: What is a rose?" in result.out
    wrong = run("--plain", "ask", "What is a rose?")
    assert (wrong.code, wrong.out) == (2, "")
    assert "--plain" in wrong.err


def test_card_stands_first(run: Run, small: object) -> None:
    """The care card comes before the answer."""
    text = lines_of(run, small, "a thorn in my eye")
    assert text.index("URGENT. See to the eye first") < text.index("Answer: ")


def test_number_chooses_a_suggestion(run: Run, small: object) -> None:
    """The number of a suggestion asks it."""
    text = lines_of(run, small, "What is a rose?", "1")
    assert "Searched for: What is a tomato?" in text
    assert "berry" in text


@pytest.mark.parametrize("word", ["quit", "Exit.", "BYE!", " goodbye ", "q"])
def test_words_that_leave(run: Run, small: object, word: str) -> None:
    """Leaving is understood as a word; what follows is not read."""
    text = lines_of(run, small, word, "What is a rose?")
    assert text.endswith("Goodbye, and take care.\n")
    assert "genus Rosa" not in text


def test_help_is_a_word(run: Run, small: object) -> None:
    """The word help says how it works, again."""
    assert lines_of(run, small, "help").count("Type a question and press Enter.") == 2


def test_start_over_forgets(small_bot: Chatbot, monkeypatch: pytest.MonkeyPatch) -> None:
    """After "start over" the bot is told of no earlier turn."""
    seen = []
    reply = small_bot.reply
    monkeypatch.setattr(
        small_bot, "reply", lambda text, turns: seen.append(len(turns)) or reply(text, turns)
    )
    asked = "What is a rose?\nWhat is a tomato?\nstart over\nWhat is a rose?\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(asked))
    assert talk(small_bot) == 0
    assert seen == [0, 1, 0]


def test_start_over_in_other_words_forgets(
    small_bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the bot understands as the wish to begin again: nothing quoted before is told it."""
    seen = []
    reply = small_bot.reply

    def watched(text: str, turns: tuple[Turn, ...]) -> Answer:
        seen.append([turn.question.strip() for turn in turns])
        return reply(text, turns)

    monkeypatch.setattr(small_bot, "reply", watched)
    asked = "What is a rose?\nnever mind\nWhat is a tomato?\n"
    monkeypatch.setattr(sys, "stdin", io.StringIO(asked))
    assert talk(small_bot) == 0
    assert seen == [[], ["What is a rose?"], ["never mind"]]


def test_empty_and_bad_lines_go_on(run: Run, small: object) -> None:
    """A blank line is passed over; what cannot be read is said, and the next line is answered."""
    text = lines_of(run, small, "", "?!?", "x" * 20_000, "What is a rose?")
    assert "Answer: The question is empty. Please type a question in words." in text
    assert "the limit is 10,000" in text
    assert "genus Rosa" in text


def test_bytes_that_are_no_text(run: Run, small: object) -> None:
    """A byte that is not UTF-8 neither crashes nor ends the conversation."""
    result = run("--corpus", small, "chat", "--plain", stdin=b"\xff\xfe\nWhat is a rose?\n")
    assert result.code == 0
    assert "genus Rosa" in result.out


def test_ctrl_c_leaves_kindly(
    small_bot: Chatbot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Ctrl+C says goodbye and exits with 130."""

    def interrupted(_: str) -> str:
        raise KeyboardInterrupt

    monkeypatch.setattr("chatbot.plain._read", interrupted)
    assert talk(small_bot) == 130
    assert capsys.readouterr().out.endswith("Goodbye, and take care.\n")


def test_a_bug_costs_one_answer(
    small_bot: Chatbot, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """A fault of ours ends one answer, not the conversation, and shows no traceback."""

    def broken(text: str, _: object) -> None:
        raise RuntimeError(text)

    monkeypatch.setattr(small_bot, "reply", broken)
    monkeypatch.setattr(sys, "stdin", io.StringIO("What is a rose?\nbye\n"))
    assert talk(small_bot) == 0
    assert "Traceback" not in capsys.readouterr().out


def test_no_terminal_means_line_mode(run: Run, small: object) -> None:
    """`chatbot` alone, with its input piped in, talks in lines."""
    result = run("--corpus", small, stdin=b"What is a rose?\n")
    assert result.code == 0
    assert "You: What is a rose?\nAnswer: " in result.out
