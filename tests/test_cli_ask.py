"""`chatbot ask`: what comes for which question, with which exit code."""

import pytest

from chatbot import Chatbot
from chatbot.rendering import WIDTH, quote_text, render_answer
from running import Outcome, Run

# Asked, exit code, pieces of the output in their order.
TABLE = [
    (
        "What is osteopenia?",
        0,
        ["This is what the documents say.", "“Osteopenia", "Source 1: Restated from", "Source 2:"],
    ),
    (
        "My T-score is −1.8, what does that mean?",
        0,
        ["a T-score of −1.8", "T-score: Between -1.0 and -2.5", "Osteopenia", "clinician", "FRAX"],
    ),
    ("my t score is 2.1", 0, ["Did you mean −2.1?", "My T-score is −2.1."]),
    (
        "T-score exactly −2.5?",
        0,
        ["T-score: -2.5 and below", "The documents differ:", "T-score: Below -2.5"],
    ),
    ("spine −2.6, hip −1.9", 0, ["−2.6 (spine)", "−1.9 (hip)", "-2.5", "-1.0"]),
    (
        "How much calcium and vitamin D a day, and which exercise?",
        0,
        ["more than one thing", "1,000 to 1,200 mg", "600 to 800", "xercise"],
    ),
    (
        "bisfosfonates side efects",
        0,
        ["Read as: bisfosfonates → bisphosphonates, efects → effects", "Source 1:", "Source 2:"],
    ),
    (
        "How much does a DXA scan cost?",
        0,
        ["Treatment Option: DXA Bone Density Scan", "Cost Estimation: $125-$300", "Note: Prices"],
    ),
    (
        "Should I stop alendronate before dental surgery?",
        0,
        ["I can't decide that for you.", "Please ask", "jaw", "cannot make medical choices"],
    ),
    ("I fell and can't feel my legs", 4, ["EMERGENCY. ", "emergency number", "see to this first"]),
    (
        "What do the documents say about romosozumab?",
        3,
        ["do not mention romosozumab", "The nearest topics:", "1. "],
    ),
    ("What is the capital of France?", 3, ["do not mention", "France", "The nearest topics:"]),
    ("¿Qué es la osteopenia y cómo se trata?", 3, ["I can only read English"]),
    ("hello", 0, ["1. "]),
]

# Arguments, standard input, exit code, a piece of stderr.
BAD = [
    (["ask", ""], b"", 2, "The question is empty"),
    (["ask"], b"", 2, "The question is empty"),
    (["ask", "?!"], b"", 2, "The question is empty"),
    (["ask"], b"word " * 20_000, 2, "characters long; the limit is 10,000"),
    (["ask"], b"x" * 1_000_001, 2, "longer than a million bytes"),
    (["ask"], b"osteop\xe9nia", 2, "not UTF-8"),
    (["ask", "--jsn", "What is a rose?"], b"", 2, "unrecognized arguments: --jsn"),
    (["ask", "--json", "--jsonl"], b"", 2, "not allowed with"),
    (["ask", "--jsonl", "What is a rose?"], b"", 2, "reads its questions from standard input"),
    (["frobnicate"], b"", 2, "there is no command “frobnicate”"),
    (["What is osteopenia?"], b"", 2, 'chatbot ask "..."'),
    (["--corpus"], b"", 2, "expected one argument"),
    (["--region", "mars", "ask", "What is a rose?"], b"", 2, "Known: au, ca, default"),
    (
        ["--corpus", "no/such/folder", "ask", "hi"],
        b"",
        2,
        "no/such/folder: there is no such folder",
    ),
]


def squeezed(text: str) -> str:
    """The text without its line breaks."""
    return " ".join(text.split())


@pytest.mark.parametrize(("question", "code", "pieces"), TABLE)
def test_main_job(run: Run, question: str, code: int, pieces: list[str]) -> None:
    """Each question of the main job gets its answer and its exit code."""
    result = run("ask", question)
    assert result.code == code
    place = 0
    for piece in pieces:
        place = squeezed(result.out).find(piece, place)
        assert place >= 0, f"“{piece}” is missing or out of order in:\n{result.out}"
    assert "you have osteop" not in result.out.lower()


def test_follow_up_mentions_without_an_amount(bot: Chatbot) -> None:
    """A thing that is mentioned without a figure is said to have none."""
    text = render_answer(bot.reply("How much magnesium a day?"), bot.say)
    assert "The documents mention magnesium, but they give no amount." in squeezed(text)


@pytest.mark.parametrize(("argv", "stdin", "code", "message"), BAD)
def test_bad_input(run: Run, argv: list[str], stdin: bytes, code: int, message: str) -> None:
    """Bad usage and bad input give one clear line on stderr, nothing on stdout, and 2."""
    result = run(*argv, stdin=stdin)
    assert (result.code, result.out) == (code, "")
    lines = result.err.splitlines()
    assert len(lines) == 1, result.err
    assert lines[0].startswith("chatbot: ")
    assert message in lines[0]


@pytest.mark.parametrize(
    "argv",
    [
        ["ask", "-1.8 what is that"],
        ["ask", "-1.8", "what", "is", "that"],
        ["ask", "--json", "-1.8 what is that"],
        ["ask", "−1.8 what is that"],
        ["ask", "-1,8", "what is that", "--json"],
        ["--no-cache", "ask", "-1.8 what is that"],
        ["ask", "--", "-1.8 what is that"],
    ],
)
def test_question_may_begin_with_a_dash(
    run: Run, monkeypatch: pytest.MonkeyPatch, bot: Chatbot, argv: list[str]
) -> None:
    """A score at the beginning is no option, wherever the options stand."""
    monkeypatch.setattr(Chatbot, "open", lambda *_, **__: bot)
    result = run(*argv)
    assert result.code == 0
    assert "Between -1.0 and -2.5" in result.out


@pytest.mark.parametrize("before", [True, False])
def test_corpus_before_and_after_the_command(run: Run, small: object, before: bool) -> None:  # noqa: FBT001
    """--corpus is taken on both sides of the command."""
    option = ["--corpus", small]
    argv = [*option, "ask", "what is a rose"] if before else ["ask", "what is a rose", *option]
    assert "genus Rosa" in run(*argv).out


def test_question_from_stdin(run: Run, small: object) -> None:
    """Without a question as an argument, all of stdin is one question, its marks and all."""
    result = run("--corpus", small, "ask", stdin="\ufeffwhat is\na rose?\r\n".encode())
    assert result.code == 0
    assert "genus Rosa" in result.out


def test_explanation_follows_the_answer(run: Run, small: object) -> None:
    """--explain adds the steps as text, one a line."""
    result = run("--corpus", small, "ask", "--explain", "what is a rose")
    answer, _, steps = result.out.partition("How this was found\n")
    assert "genus Rosa" in answer
    assert [line.split(":")[0] for line in steps.splitlines()].count("route") == 1


def test_control_characters_and_markup(run: Run, small: object) -> None:
    """What a terminal or a screen would act on is dropped or shown as it is, never obeyed."""
    hostile = "roses and tomatoes mildew \x1b]52;c;aGk=\x07 [/b] [red] \x9b31m \u202e"
    result = run("--corpus", small, "ask", hostile)
    assert "[/b] [red]" in result.out
    assert not set("\x1b\x07\x9b\u202e") & set(result.out + result.err)


def test_help_has_examples(run: Run) -> None:
    """--help of the program and of each command prints examples and succeeds."""
    for command in ("", "ask", "search", "show", "chat", "check"):
        result = run(*[word for word in (command, "--help") if word])
        assert (result.code, result.err) == (0, "")
        assert "examples:" in result.out


def test_version(run: Run) -> None:
    """--version prints name and version."""
    assert run("--version") == Outcome(0, "chatbot 0.1.0\n", "")


def test_an_error_of_ours_is_one_line_without_the_question(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug shows neither a traceback nor a patient's words, and exits with 1."""

    def broken(*_: object, **__: object) -> Chatbot:
        raise RuntimeError("secret question")

    monkeypatch.setattr(Chatbot, "open", broken)
    result = run("ask", "secret question")
    assert (result.code, result.out) == (1, "")
    assert result.err.startswith("chatbot: an error of ours stopped this (RuntimeError, ")
    assert "secret" not in result.err
    monkeypatch.setenv("CHATBOT_DEBUG", "1")
    with pytest.raises(RuntimeError):
        run("ask", "secret question")


def test_ctrl_c_is_130(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C ends quietly with 130."""

    def interrupted(*_: object, **__: object) -> Chatbot:
        raise KeyboardInterrupt

    monkeypatch.setattr(Chatbot, "open", interrupted)
    assert run("ask", "hello") == Outcome(130, "", "")


@pytest.mark.parametrize("command", ["ask", "search"])
def test_card_comes_before_the_documents_are_prepared(
    run: Run, small: object, bot: Chatbot, monkeypatch: pytest.MonkeyPatch, command: str
) -> None:
    """When preparing takes seconds, the care card does not wait for it, and comes once."""

    def slow(*_: object, note: object, **__: object) -> Chatbot:
        note("Preparing …")
        return bot

    monkeypatch.setattr(Chatbot, "open", slow)
    result = run("--corpus", small, command, "I fell and can't feel my legs")
    assert result.code == 4
    assert result.out.startswith("EMERGENCY. ")
    assert result.out.count("EMERGENCY") == 1


def test_lines_are_at_most_75_wide(bot: Chatbot) -> None:
    """Text is wrapped at 75 columns everywhere, so that a pipe shows what a person sees."""
    for question, _, _ in TABLE:
        lines = render_answer(bot.reply(question), bot.say).split("\n")
        assert all(len(line) <= WIDTH or " " not in line for line in lines)


def test_words_of_quotes_stay(bot: Chatbot) -> None:
    """Every word of every quote is printed, in its order; a row's cells stay whole."""
    for question, _, _ in TABLE:
        for quote in bot.reply(question).quotes:
            plain = squeezed(quote_text(quote)).replace("“", "").replace("”", "")
            cells = quote.text.split("|") if quote.text.startswith("|") else [quote.text]
            assert all(squeezed(cell) in plain for cell in cells)
