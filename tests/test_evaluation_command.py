"""`chatbot eval` from its arguments to its exit code, on a pack of two small files."""

import json
from pathlib import Path

import pytest

from chatbot.evaluation import main, options
from chatbot.evaluation.redflags import Message, Seen, shares

HEAD = '+++\nid = "{0}"\ntitle = "{0}"\nsource = "Toy"\n+++\n\n'
MILK = (
    HEAD.format("milk") + "# Milk\n\nMilk holds calcium.\n\n## Prices\n\nMilk is cheap in spring.\n"
)
SUN = HEAD.format("sun") + "# Sun\n\nThe sun gives vitamin D.\n"
QUESTIONS = [
    {
        "id": "a",
        "question": "Does milk hold calcium?",
        "slices": ["short"],
        "intents": [],
        "kind": "answer",
        "gold": [[["milk: Milk holds calcium."]]],
    },
    {
        "id": "b",
        "question": "What is romosozumab?",
        "slices": ["off"],
        "intents": [],
        "kind": "abstain",
        "gold": [],
    },
]


@pytest.fixture(scope="module")
def pack(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of two documents."""
    folder = tmp_path_factory.mktemp("pack")
    (folder / "documents").mkdir()
    (folder / "documents" / "milk.md").write_text(MILK, encoding="utf-8")
    (folder / "documents" / "sun.md").write_text(SUN, encoding="utf-8")
    (folder / "pack.toml").write_text('name = "Toy"\nlanguage = "en"\n', encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One compiled pack for all tests of this file."""
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _cached(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHATBOT_CACHE_DIR", str(cache))


@pytest.fixture
def asked(tmp_path: Path, pack: Path) -> list[str]:
    """The arguments that ask the two questions."""
    path = tmp_path / "toy.jsonl"
    path.write_text("\n".join(map(json.dumps, QUESTIONS)), encoding="utf-8")
    return ["--questions", str(path), "--corpus", str(pack)]


def test_all_files_are_written(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Figures as JSON, a run, qrels from the gold, and a page."""
    places = {name: tmp_path / name for name in ("run", "qrels", "report")}
    files = [text for name, path in places.items() for text in (f"--{name}", str(path))]
    assert main([*asked, "--json", *files]) == 0
    toy = json.loads(capsys.readouterr().out)["sets"]["toy"]
    assert toy["figures"]["quotes exact"]["mean"] == 1.0
    assert toy["figures"]["nDCG@10"]["questions"] == 1
    assert "latency" not in json.dumps(toy).lower()
    (line,) = places["qrels"].read_text().splitlines()
    assert line.split()[0] == "a"
    assert line.split()[2] in places["run"].read_text()
    assert "http" not in places["report"].read_text()


def test_the_baseline_decides_the_exit_code(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Recorded: 0. A figure that is not the recorded one: 5, and the question is named first."""
    path = tmp_path / "baseline.json"
    assert main([*asked, "--baseline", str(path), "--record"]) == 0
    assert main([*asked, "--baseline", str(path)]) == 0
    row = next(line for line in path.read_text().splitlines() if '"b": [' in line)
    path.write_text(path.read_text().replace(row, row.replace("1.0", "0.0", 1)))
    capsys.readouterr()
    assert main([*asked, "--baseline", str(path)]) == 5
    out = capsys.readouterr().out
    assert out.index("What is romosozumab?") < out.index("95 % interval")


def test_gold_that_is_not_in_the_documents_is_named(
    asked: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 2, with the file and the line of the question."""
    path = tmp_path / "toy.jsonl"
    path.write_text(json.dumps({**QUESTIONS[0], "gold": [[["milk: Milk holds gold."]]]}))
    assert main(asked) == 2
    assert f"{path}:1: " in capsys.readouterr().err


def test_an_installed_copy_says_what_it_needs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without the checkout's questions: one line, exit code 2."""
    monkeypatch.setattr(options, "home", lambda: None)
    assert main([]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "eval/questions/dev.jsonl" in said


def test_a_slice_is_no_baseline(asked: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    """Recording a part would lose the rest."""
    assert main([*asked, "--slice", "short", "--record"]) == 2
    assert "no baseline" in capsys.readouterr().err


def test_calibration_is_written_into_the_pack(
    asked: list[str], pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The file names the index that it serves."""
    path = pack / "calibration.toml"
    try:
        assert main([*asked, "--calibrate"]) == 0
        assert path.read_text() == capsys.readouterr().out
        assert 'index = "' in path.read_text()
    finally:
        path.unlink(missing_ok=True)


def test_red_flags_are_said_after_their_turns(
    tmp_path: Path, pack: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Each message is judged in its conversation; the shares come with intervals."""
    path = tmp_path / "flags.jsonl"
    rows = [
        {"id": "f1", "message": "What is milk?", "level": None},
        {"id": "f2", "message": "And the sun?", "turns": ["What is milk?"], "level": None},
    ]
    path.write_text("\n".join(map(json.dumps, rows)))
    assert main(["--red-flags", str(path), "--corpus", str(pack), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert data["messages"]["f2"] == {"expected": None, "got": None}
    assert data["shares"]["false alarms"]["count"] == 2
    path.write_text('{"id": "f1", "message": "x", "level": "grave"}')
    assert main(["--red-flags", str(path), "--corpus", str(pack)]) == 2


def test_a_graver_card_counts_as_found() -> None:
    """Recall asks whether help was offered in time; exactness is counted apart."""
    pairs = [
        ("urgent", "emergency"),
        ("urgent", "prompt"),
        ("urgent", None),
        (None, "prompt"),
        (None, None),
    ]
    seen = [Seen(Message(str(i), "x", (), level), got) for i, (level, got) in enumerate(pairs)]
    table = {share.name.strip(): (share.hits, share.count) for share in shares(seen)}
    assert table["urgent found"] == (1, 3)
    assert table["urgent exact"] == (0, 3)
    assert table["false alarms"] == (1, 2)
    assert table["of them grave"] == (0, 2)
