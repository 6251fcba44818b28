"""The benchmark's made-up data and its report; what it measures is no test's matter."""

import sys
from pathlib import Path
from types import ModuleType

import pytest

FOLDER = Path(__file__).parent.parent / "eval" / "benchmarks"


@pytest.fixture
def data(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """The module that makes passages."""
    return _module("data", monkeypatch)


def _module(name: str, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    monkeypatch.syspath_prepend(str(FOLDER))
    monkeypatch.delitem(sys.modules, name, raising=False)
    module = __import__(name)
    monkeypatch.delitem(sys.modules, name)
    return module


def test_data_are_seeded(data: ModuleType) -> None:
    """The same passages and queries every time; a longer run begins with the shorter one."""
    assert list(data.passages(5)) == list(data.passages(50))[:5]
    assert data.queries(3) == data.queries(3)


def test_words_differ_and_queries_hold_content_words(data: ModuleType) -> None:
    """Every rank has a word of its own; the most frequent ones are not asked."""
    words = [data.word(rank) for rank in range(5000)]
    assert len(set(words)) == 5000
    assert not {word for query in data.queries(50) for word in query} & set(words[: data.COMMON])


def test_a_folder_of_files(data: ModuleType, tmp_path: Path) -> None:
    """The passages are spread over the files, a section each."""
    folder = data.folder_of(tmp_path / "x", 10, files=3)
    sections = [path.read_text().count("## Section") for path in sorted(folder.glob("*.md"))]
    assert sections == [4, 4, 2]


def test_a_collection(data: ModuleType, tmp_path: Path) -> None:
    """Titles count, punctuation goes, and a query without a word is not asked."""
    rows = '{"_id": "1", "title": "A-B", "text": "c_d: (e)"}\n{"_id": "2", "title": null, "text": ""}\n'
    (tmp_path / "corpus.jsonl").write_text(rows)
    (tmp_path / "queries.jsonl").write_text(
        '{"_id": "1", "text": "?"}\n{"_id": "2", "text": "E"}\n'
    )
    assert data.beir(tmp_path) == ([["a", "b", "c", "d", "e"], []], [["e"]])


def starts_of(monkeypatch: pytest.MonkeyPatch) -> object:
    """Three rounds, on a machine that was busy in the second one."""
    starting = _module("starting", monkeypatch)
    times = {
        starting.IMPORTS: [400.0, 4000.0, 500.0],
        starting.EMPTY: [200.0, 2000.0, 250.0],
        "chatbot": [220.0, 2200.0, 300.0],
    }
    return starting.Starts(times, [5.0, 6.0, 7.0])


def test_starts_are_compared_round_by_round(monkeypatch: pytest.MonkeyPatch) -> None:
    """A ratio is the median of the rounds' ratios: what slowed one round slowed both."""
    report, starts = _module("report", monkeypatch), starts_of(monkeypatch)
    section = report.starts_section(starts)
    assert "| chatbot | 300.0 | 2200.0 | 0.55 | 1.10 |" in section
    assert "takes 6.0 ms" in section
    page = report.with_starts(
        "# Page\n\n## Starts\n\nold\n\n## Conversations in browsers\n\nnew\n", section
    )
    assert page == f"# Page\n\n{section}\n## Conversations in browsers\n\nnew\n"
    assert report.with_starts(page, section) == page


def test_what_the_program_needs(monkeypatch: pytest.MonkeyPatch) -> None:
    """The lean environment has the libraries and those that they need, but no extra's."""
    needed = _module("lean", monkeypatch).needed()
    assert {"nltk", "rank-bm25", "textual", "numpy", "rich"} <= needed
    assert not needed & {"aiohttp", "scipy", "ir-measures", "pytest", "bm25s"}


def test_the_report(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Ratios are against ours; the chart is well-formed and names every engine."""
    report = _module("report", monkeypatch)
    figures = {"median": 2.0, "p95": 3.0, "mib": 9, "load": 1.0, "build": {"seconds": 1, "mib": 5}}
    names = ("ours", "rank-bm25", "bm25s", "tantivy")
    engines = {name: figures | {"median": 2.0 * 10**n} for n, name in enumerate(names)}
    pruning = {"pruned": 0.5, "whole": 2.0, "touched": 10, "postings": 40}
    same = {"engines": engines, "equal": (5, 5), "pruning": {"rare words": pruning}}
    rows = [{"size": size, **same} for size in (1000, 10_000)]
    text = report.document(rows, starts_of(monkeypatch), (90, 4), {"python": "3"})
    assert "| 1,000 | bm25s | 200.00 | 3.00 | 100.0 × |" in text
    assert "on 5 of 5 queries scores are rank-bm25's, to the bit." in text
    assert "| 1,000 | rare words | 40 | 10 | 0.50 | 2.00 | 4.0 × |" in text
    assert "each further conversation 4.0 MiB" in text
    report.chart(rows, tmp_path / "x.svg")
    drawn = (tmp_path / "x.svg").read_text()
    assert all(f">{name}</text>" in drawn for name in names)
