"""`make bench`: our index beside its peers, in turns, in one run; writes docs/performance.md.

python eval/benchmarks [--quick] [--starts] [--sizes 1000,10000] [--collection DIR] [--out FILE]
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import tempfile
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from statistics import mean, median, quantiles
from typing import Any

import report
import starting
from engines import ENGINES

import conversations
import data

HERE = Path(__file__).parent
ROOT = HERE.parent.parent
SIZES = (1_000, 10_000, 50_000, 500_000)
QUICK_SIZES = (1_000, 10_000)
QUERIES = 200
SLOW_QUERIES = 20
"""rank-bm25 takes seconds a query at 500,000 passages: it is asked only these, in turn with all."""
LARGE = 20_000
CHECKED = 20
"""On this many queries scores are compared."""
Queries = list[list[str]]
PACKAGES = ("rank-bm25", "bm25s", "tantivy", "numpy", "nltk", "textual")


def main() -> None:
    """Measure, print, write."""
    options = _options()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        if options.starts:
            _starts(folder, options.out)
            return
        rows = _rows(options, folder)
        _note("starts, conversations")
        starts = starting.measure(folder)
        os.environ["CHATBOT_CACHE_DIR"] = str(folder / "cache")
        text = report.document(rows, starts, conversations.measure(), _machine())
    sys.stdout.write(text)
    out = options.out or (
        None if options.quick or options.collection else ROOT / "docs" / "performance.md"
    )
    if out:
        out.write_text(text, encoding="utf-8")
        report.chart(rows, out.with_name("performance.svg"))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="1,000 and 10,000 passages only")
    parser.add_argument("--starts", action="store_true", help="only how long starts take")
    parser.add_argument("--sizes", help="numbers of passages, with commas")
    parser.add_argument("--collection", type=Path, help="a folder in BEIR layout instead")
    parser.add_argument(
        "--out",
        type=Path,
        help="the page to write; by default none with --quick or --starts",
    )
    return parser.parse_args()


def _starts(folder: Path, page: Path | None) -> None:
    """Print how long starts take; if there is a page, put it in the place of what it has."""
    section = report.starts_section(starting.measure(folder))
    sys.stdout.write(section)
    if page:
        text = report.with_starts(page.read_text(encoding="utf-8"), section)
        page.write_text(text, encoding="utf-8")


def _rows(options: argparse.Namespace, folder: Path) -> list[dict[str, Any]]:
    """The engines compared: on a collection, or on made-up passages of each size."""
    if options.collection:
        return [compare(*data.beir(options.collection), folder)]
    sizes = QUICK_SIZES if options.quick else SIZES
    if options.sizes:
        sizes = tuple(int(size) for size in options.sizes.split(","))
    asked = data.queries(QUERIES)
    others = ("words of any frequency", data.queries(QUERIES, common=0))
    rows = []
    for size in sizes:
        _note(f"{size:,} passages")
        rows.append(compare(list(data.passages(size)), asked, folder / str(size), others))
    return rows


def compare(
    texts: list[list[str]], asked: list[list[str]], folder: Path, *others: tuple[str, Queries]
) -> dict[str, Any]:
    """Build with every engine, then ask all of them query by query, in turns.

    What pruning does is measured on the `others`, named sets of queries, too.
    """
    folder.mkdir(parents=True, exist_ok=True)
    source = folder / "texts.jsonl"
    with source.open("w", encoding="utf-8") as file:
        file.writelines(json.dumps(text) + "\n" for text in texts)
    size = len(texts)
    texts.clear()
    result: dict[str, Any] = {"size": size, "engines": {}}
    for name in ENGINES:
        place = folder / name
        place.mkdir()
        _note(f"  building {name}")
        result["engines"][name] = {"build": _build(name, place, source)}
    running = {}
    for name in ENGINES:
        running[name] = _serve(name, folder / name, source)
        result["engines"][name]["load"] = _line(running[name])["ms"]
    result["equal"] = _ask(running, asked, result["engines"], slow=size > LARGE)
    result["pruning"] = {
        name: _pruning(running["ours"], words)
        for name, words in (("content words", asked), *others)
    }
    for process in running.values():
        process.stdin.close()
        process.wait()
    return result


def _ask(
    running: dict[str, Any], asked: list[list[str]], into: dict[str, Any], *, slow: bool
) -> tuple[int, int]:
    """Time every query with every engine; on how many of those checked the scores were equal."""
    equal = 0
    spent: dict[str, list[float]] = {name: [] for name in running}
    for number, words in enumerate(asked):
        scores = {}
        for name, process in running.items():
            if slow and name == "rank-bm25" and number >= SLOW_QUERIES:
                continue
            check = number < CHECKED and name in ("ours", "rank-bm25")
            answer = _told(process, words=words, check=check)
            spent[name].append(answer["ms"])
            into[name]["mib"] = answer["mib"]
            scores[name] = answer["scores"]
        equal += number < CHECKED and scores["ours"] == scores["rank-bm25"]
    for name, times in spent.items():
        into[name]["median"] = median(times)
        into[name]["p95"] = quantiles(times, n=20)[-1] if len(times) > 1 else times[0]
    return equal, min(CHECKED, len(asked))


def _pruning(process: Any, asked: list[list[str]]) -> dict[str, float]:  # noqa: ANN401
    """Our median milliseconds with pruning and without; postings touched, and all, a query."""
    told = [_told(process, words=words, compare=True) for words in asked]
    times = {name: median(row[name] for row in told) for name in ("pruned", "whole")}
    return times | {name: mean(row[name] for row in told) for name in ("touched", "postings")}


def _told(process: Any, **asked: object) -> dict[str, Any]:  # noqa: ANN401
    process.stdin.write(json.dumps(asked) + "\n")
    process.stdin.flush()
    return _line(process)


def _build(name: str, place: Path, source: Path) -> dict[str, float]:
    done = subprocess.run(  # noqa: S603 - our own worker
        _command(name, "build", place, source), check=True, stdout=subprocess.PIPE, env=_env()
    )
    figures: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return figures


def _serve(name: str, place: Path, source: Path) -> Any:  # noqa: ANN401
    return subprocess.Popen(  # noqa: S603
        _command(name, "serve", place, source),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=_env(),
    )


def _command(name: str, task: str, place: Path, source: Path) -> list[str]:
    return [sys.executable, str(HERE / "worker.py"), name, task, str(place), str(source)]


def _env() -> dict[str, str]:
    return os.environ | {"PYTHONPATH": str(ROOT / "src")}


def _line(process: Any) -> dict[str, Any]:  # noqa: ANN401
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def _machine() -> dict[str, str]:
    versions = {}
    for package in PACKAGES:
        try:
            versions[package] = version(package)
        except PackageNotFoundError:
            versions[package] = "not installed"
    return {
        "machine": f"{os.cpu_count()} cores, {platform.machine()}, {platform.system()}",
        "load": f"{os.getloadavg()[1]:.1f} processes at the end, over five minutes",
        "python": platform.python_version(),
        **versions,
    }


def _note(text: str) -> None:
    sys.stderr.write(text + "\n")


if __name__ == "__main__":
    main()
