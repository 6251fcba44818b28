"""README, CONTRIBUTING and docs say what is so: commands, paths, examples, conversations."""

import doctest
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from chatbot.cli import __doc__ as exit_codes
from chatbot.cli.arguments import COMMANDS, parse
from chatbot.evaluation.options import parse as parse_eval
from chatbot.pack.dialect import compile_phrases
from chatbot.pack.matching import Matcher
from chatbot.pack.words import split_words
from running import Run

ROOT = Path(__file__).parent.parent
README = ROOT / "README.md"
PAGES = [
    README,
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
TEXTS = (".css", ".in", ".json", ".jsonl", ".md", ".py", ".svg", ".tcss", ".toml", ".txt", ".typed")
OURS = ("corpus", "docs", "eval", "requirements", "src", "tests", ".ci")

_FENCE = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_CODE = re.compile(r"`([^`\n]+)`|^    (\S.*)$", re.MULTILINE)
_LINK = re.compile(r"\]\(([^)#]+)\)")
_PATH = re.compile(r"(?:\.ci|corpus|docs|eval|requirements|src|tests)/[\w./-]*")
_MACHINE = re.compile(r"/(?:work|tmp|root|home/\w+)/|\bpypi\.|pythonhosted")
_ADDRESS = re.compile(r"https?://[^\s\"'<>)]+")
_NAMED = ("https://json-schema.org/", "http://www.w3.org/", "https://www.textualize.io")
_LOOPBACK = re.compile(r"localhost|127\.0\.0\.1")
_SERVED = re.compile(r"serv|browser|cli/arguments\.py|test_copying\.py")
"""Where the browser face and its tests stand: they name this computer, and made-up hosts."""


def fences(page: Path, kind: str) -> list[str]:
    """The blocks of a page between fences of one kind."""
    return [body for name, body in _FENCE.findall(page.read_text("utf-8")) if name == kind]


def code(page: Path) -> list[str]:
    """What a page sets as code in a line or as an indented block, conversations aside."""
    text = _FENCE.sub("", page.read_text("utf-8"))
    return [inline or indented for inline, indented in _CODE.findall(text)]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_paths_exist(page: Path) -> None:
    """Every file and folder that a page names is there; NAME stands for at least one."""
    named = {path for line in code(page) for path in _PATH.findall(line)}
    # The evaluation writes its baseline when it is first recorded.
    missing = [
        p
        for p in named
        if not list(ROOT.glob(p.replace("NAME", "*"))) and p != "eval/baseline.json"
    ]
    assert missing == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every link of a page is to a file of ours."""
    assert [
        to for to in _LINK.findall(page.read_text("utf-8")) if not (page.parent / to).exists()
    ] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_targets_exist(page: Path) -> None:
    """Every `make` target that a page names is in the Makefile."""
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    assert {name for line in code(page) for name in re.findall(r"^make ([a-z-]+)", line)} <= targets


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_commands_and_options_exist(page: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Every subcommand and option that a page gives `chatbot` is one."""
    known = set(re.findall(r"--[a-z-]+", parse(["--help"]).text))
    for name in COMMANDS.keys() - {"eval"}:
        known |= set(re.findall(r"--[a-z-]+", parse([name, "--help"]).text))
    with pytest.raises(SystemExit):
        parse_eval(["--help"])
    known |= set(re.findall(r"--[a-z-]+", capsys.readouterr().out))
    lines = [line for line in code(page) if line.startswith("chatbot ")]
    words = [
        re.sub(r"--corpus \S+ ?", "", line.removeprefix("chatbot ")).split()[:1] for line in lines
    ]
    assert {word for group in words for word in group if word[0] != "-"} <= COMMANDS.keys()
    options = [option for line in lines for option in re.findall(r"(?<!\S)--[a-z-]+", line)]
    assert set(options) <= known


def test_readme_has_the_exit_codes() -> None:
    """README lists the exit codes of the command, all of them."""
    listed = re.findall(r"^\| (\d+) \|", README.read_text("utf-8"), re.MULTILINE)
    assert listed == re.findall(r"^(\d+) ", exit_codes or "", re.MULTILINE)


def test_readme_example_runs() -> None:
    """The Python example does what README says, to the letter."""
    (example,) = fences(README, "python")
    test = doctest.DocTestParser().get_doctest(example, {}, "README", str(README), 0)
    report: list[str] = []
    doctest.DocTestRunner(verbose=False).run(test, out=report.append)
    assert "".join(report) == ""


def test_readme_conversation_is_real(run: Run) -> None:
    """README's conversation is what line mode prints, shortened by whole lines only."""
    (shown,) = fences(README, "text")
    asked = re.findall(r"^You: (.*)$", shown, re.MULTILINE)
    printed = run("chat", "--plain", stdin="\n".join(asked).encode()).out
    place = 0
    for piece in re.split(r"^…\n", shown, flags=re.MULTILINE):
        found = printed.find(f"\n{piece}", place)
        assert found >= 0, f"README shows what is not said:\n{piece}"
        place = found + len(piece)


def phrases() -> Iterator[object]:
    """The phrases of the dialect's page with their lines: marked +, then marked -."""
    for block in fences(ROOT / "docs" / "phrase-dialect.md", "phrases"):
        for entry in block.strip().split("\n\n"):
            phrase, *lines = entry.split("\n")
            yield pytest.param(phrase, lines, id=phrase)


@pytest.mark.parametrize(("phrase", "lines"), list(phrases()))
def test_phrases_hear_what_their_page_says(phrase: str, lines: list[str]) -> None:
    """Each phrase hears its lines marked + and none of those marked -."""
    matcher = Matcher(compile_phrases([("", phrase)], {}))
    heard = {line: bool(matcher.find([w.text for w in split_words(line[2:])])) for line in lines}
    assert {line[0] for line in lines} == {"+", "-"}
    assert heard == {line: line[0] == "+" for line in lines}


def test_the_rule_on_the_dialects_page_keeps_its_examples(run: Run, tmp_path: Path) -> None:
    """The whole rule that the page shows is one that `check` accepts."""
    (rule,) = (b for b in fences(ROOT / "docs" / "phrase-dialect.md", "toml") if "[[rule]]" in b)
    (tmp_path / "documents").mkdir()
    (tmp_path / "documents" / "a.md").write_text(
        '+++\nid = "a"\ntitle = "A"\nsource = "S"\n+++\n# A\n\nLegs are long.\n', encoding="utf-8"
    )
    (tmp_path / "pack.toml").write_text('name = "P"\n', encoding="utf-8")
    (tmp_path / "red_flags.toml").write_text(rule, encoding="utf-8")
    assert "red_flags" not in run("check", tmp_path).out


def test_decisions_are_short_and_numbered() -> None:
    """Decisions count 001, 002, …; each has context, choice and cost on a page."""
    pages = sorted((ROOT / "docs" / "decisions").glob("*.md"))
    assert [page.name[:3] for page in pages] == [f"{n:03}" for n in range(1, len(pages) + 1)]
    for page in pages:
        text = page.read_text("utf-8")
        assert re.findall(r"^## (.*)$", text, re.MULTILINE) == ["Context", "Choice", "Cost"], page
        assert text.startswith(f"# {page.name[:3]} ")
        assert text.count("\n") <= 32, page


def test_the_picture_loads_nothing() -> None:
    """The picture of the screen is drawn with what the reader has: no font, no link, no script."""
    picture = (ROOT / "docs" / "pictures" / "tui.svg").read_text("utf-8")
    assert re.findall(r"@font-face|@import|url\((?!#)|href=|<script|<image", picture) == []


def ours() -> Iterator[Path]:
    """The text files of the project, built and cached ones left out."""
    yield from (ROOT / name for name in ("LICENSE", "Makefile", "pyproject.toml"))
    yield from ROOT.glob("*.md")
    for folder in OURS:
        for path in (ROOT / folder).rglob("*"):
            if path.is_file() and (path.suffix in TEXTS or folder == ".ci"):
                yield path


def test_no_machine_and_no_host_is_named() -> None:
    """No text file names a place on one machine, a package index or an unexpected address."""
    found = []
    for path in ours():
        if path == Path(__file__):
            continue
        text = path.read_text("utf-8", errors="replace")
        found += [(path.name, item) for item in _MACHINE.findall(text)]
        if not _SERVED.search(path.relative_to(ROOT).as_posix()):
            addresses = [a for a in _ADDRESS.findall(text) if not a.startswith(_NAMED)]
            found += [(path.name, item) for item in [*_LOOPBACK.findall(text), *addresses]]
    assert found == []
