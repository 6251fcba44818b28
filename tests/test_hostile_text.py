"""Text that was made to act on a terminal is text: in documents, packs, file names and questions."""

import json
import re
import shutil
from pathlib import Path

import pytest

from chatbot import Chatbot
from running import Run

ESC = "\x1b"
HOSTILE = (
    f"[/foo] [@click=app.quit]x[/] [red]{ESC}]52;c;aGk=\x07{ESC}[2J{ESC}]0;owned{ESC}\\"
    "\x9b31m\x9d52;c;aGk=\x9c\x07\u202egnp\u202c\u200b\u2066\ufeff\u00ady"
)
SHOWN = "[/foo] [@click=app.quit]x[/] [red]gnpy"
FORBIDDEN = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f\u00ad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]"
)
# TOML holds no raw control characters: they come in as escapes.
WRITTEN = "".join(c if " " <= c < "\x7f" and c != "\\" else f"\\u{ord(c):04x}" for c in HOSTILE)


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory, small: Path) -> Path:
    """The small pack with hostile text in everything that is ever shown."""
    folder = Path(shutil.copytree(small, tmp_path_factory.mktemp("hostile") / "pack"))
    (folder / "pack.toml").write_text(
        f'name = "{WRITTEN}"\ncovers = ["{WRITTEN}"]\n[lines.default]\nemergency = "x"\n',
        "utf-8",
    )
    for name, key in (
        ("red_flags.toml", "title"),
        ("decisions.toml", "message"),
        ("intents/definition.toml", "disclaimer"),
    ):
        path = folder / name
        path.write_text(
            re.sub(
                rf"^{key} = \"",
                lambda m: m.group() + WRITTEN + " ",
                path.read_text("utf-8"),
                flags=re.MULTILINE,
            ),
            "utf-8",
        )
    roses = folder / "documents" / "roses.md"
    text = roses.read_text("utf-8")
    text = re.sub(
        r'^(title|note|source) = ".*"',
        rf'\1 = "{WRITTEN.replace(chr(92), chr(92) * 2)} Roses"',
        text,
        flags=re.MULTILINE,
    )
    text = text.replace("A rose is a woody plant", f"A rose is a woody {HOSTILE} plant")
    roses.write_text(text, "utf-8")
    for path in (folder / "claims.toml", folder / "scores.toml", folder / "facts"):
        shutil.rmtree(path, ignore_errors=True) if path.is_dir() else path.unlink(missing_ok=True)
    (folder / "documents" / f"skip{ESC}[2J\u202eme.pdf").write_bytes(b"x")
    return folder


@pytest.mark.parametrize(
    "argv",
    [
        ["ask", f"What is a rose? {HOSTILE}"],
        ["ask", "--explain", f"{HOSTILE} rose"],
        ["ask", "Should I eat my roses?"],
        ["ask", f"I have a thorn in my eye {HOSTILE}"],
        ["ask", "--json", "--explain", f"What is a rose? {HOSTILE}"],
        ["ask", "--jsonl"],
        ["chat", "--plain"],
        ["search", f"rose {HOSTILE}"],
        ["search", "--json", f"rose {HOSTILE}"],
        ["search", "--intent", HOSTILE, "rose"],
        ["show", "roses"],
        ["show", HOSTILE],
        ["check"],
        ["eval", HOSTILE],
        ["eval", "--questions", HOSTILE],
        ["--region", HOSTILE, "ask", "rose"],
        ["ask", f"--{HOSTILE}"],
        [HOSTILE],
    ],
    ids=lambda argv: " ".join(argv).replace(HOSTILE, "…"),
)
def test_no_command_prints_a_control_character(run: Run, hostile: Path, argv: list[str]) -> None:
    """Whatever is asked of whatever pack: no control byte comes out, and nothing crashes."""
    stdin = f'What is a rose? {HOSTILE}\n{{"question": "rose", "id": "\\u001b[2J"}}\n'.encode()
    result = run("--corpus", hostile, *argv, stdin=stdin)
    for stream in (result.out, result.err):
        assert FORBIDDEN.findall(stream) == []
    assert "an error of ours" not in result.err + result.out
    assert result.code in {0, 2, 3, 4}


@pytest.mark.parametrize("name", [f"none{ESC}[2J\u202e", f"a{ESC}]0;owned\x07b", "two\nlines"])
def test_errors_that_name_a_file(run: Run, tmp_path: Path, name: str) -> None:
    """A file's name is printed without what acts on a terminal, on one line."""
    folder = tmp_path / name
    for make in (lambda: None, folder.mkdir, lambda: (folder / f"{name}.md").write_bytes(b"\xff")):
        make()
        result = run("--corpus", folder, "ask", "What is a rose?")
        complaint = [line for line in result.err.splitlines() if line.startswith("chatbot: ")]
        assert (result.code, len(complaint)) == (2, 1)
        assert FORBIDDEN.findall(result.err) == []


def test_markup_is_shown_as_typed(run: Run, hostile: Path) -> None:
    """Brackets stay: only what acts on a terminal is dropped."""
    result = run("--corpus", hostile, "ask", "What is a rose?")
    assert SHOWN in " ".join(result.out.split())


def test_a_quote_is_the_source_to_the_letter(run: Run, hostile: Path) -> None:
    """In JSON a quote is what the file holds at its offsets, control characters among it, escaped."""
    result = run("--corpus", hostile, "ask", "--json", "What is a rose?")
    source = (hostile / "documents" / "roses.md").read_bytes().decode("utf-8")
    quotes = json.loads(result.out)["quotes"]
    assert any(HOSTILE in quote["text"] for quote in quotes)
    for quote in quotes:
        assert source[quote["start"] : quote["end"]] == quote["text"]
    assert result.out.isascii()


def test_control_characters_hide_no_word(hostile: Path) -> None:
    """A card is found behind sequences, and an answer is the same without them."""
    bot = Chatbot.open(hostile)
    assert bot.triage(f"I have a {ESC}[31mthorn{ESC}[0m in my\u200b eye")
    plain, coloured = "What is a rose?", f"What is{ESC}[1m a rose{ESC}[0m?\u202e"
    assert bot.reply(coloured) == bot.reply(plain)
