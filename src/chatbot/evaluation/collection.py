"""Any collection in BEIR layout through our analysis and BM25: corpus, queries, qrels/test."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from chatbot.errors import InputError
from chatbot.evaluation.metrics import mean, measure
from chatbot.evaluation.progress import Progress
from chatbot.evaluation.questions import read_jsonl
from chatbot.evaluation.trec import run_lines, write_lines

MEASURES = ("nDCG@10", "R@100", "RR@10")
DEPTH = 1000
_TAG = "chatbot-bm25"
_COLUMNS = 3
Qrels = dict[str, dict[str, int]]


@dataclass(frozen=True, slots=True)
class CollectionResult:
    """The averages over the judged queries, the sizes, and where the run file is."""

    name: str
    documents: int
    queries: int
    figures: Mapping[str, float]
    run: Path


def run_collection(folder: Path, run: Path | None) -> CollectionResult:
    """Index a collection, search its judged queries, write the run file and measure it.

    A hit whose id is the query's own is dropped. Raises InputError with file and line.
    """
    qrels = read_qrels(folder / "qrels" / "test.tsv")
    queries = _queries(folder / "queries.jsonl", qrels)
    names, index = _index(folder / "corpus.jsonl")
    path = run or Path(f"{folder.resolve().name}.run")
    rankings: dict[str, list[str]] = {}
    bar = Progress("searching", len(queries))

    def lines() -> Iterator[str]:
        for query, text in queries.items():
            hits = [(names[place], score) for place, score in index.search(text, DEPTH + 1)]
            kept = [hit for hit in hits if hit[0] != query][:DEPTH]
            rankings[query] = [name for name, _ in kept]
            yield from run_lines(query, kept, _TAG)
            bar.tick()

    write_lines(path, lines())
    bar.close()
    table = measure(MEASURES, qrels, rankings)
    figures = {name: mean(values) or 0.0 for name, values in table.items()}
    return CollectionResult(folder.resolve().name, len(names), len(qrels), figures, path)


def read_qrels(path: Path) -> Qrels:
    """Query to document to relevance, from three columns with or without a line of headings."""
    qrels: Qrels = {}
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be read'}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 text") from error
    for number, line in enumerate(lines, 1):
        cells = [cell.strip() for cell in line.split("\t")]
        if not line.strip() or (number == 1 and cells[-1] == "score"):
            continue
        if len(cells) != _COLUMNS or not cells[2].lstrip("-").isdecimal():
            raise InputError(f"{path}:{number}: must be query-id, corpus-id and score, with tabs")
        qrels.setdefault(cells[0], {})[cells[1]] = int(cells[2])
    if not qrels:
        raise InputError(f"{path}: holds no judgements")
    return qrels


def _queries(path: Path, qrels: Qrels) -> dict[str, str]:
    """The judged queries' texts; one that is missing from the file finds nothing and counts 0."""
    return {
        name: _text(row, "text", place)
        for row, place in read_jsonl(path)
        if (name := _id(row, place)) in qrels
    }


def _index(path: Path) -> tuple[list[str], Any]:
    # Imports nltk, numpy and rank_bm25.
    from chatbot.compiling.collection import CollectionIndex

    index, names, seen = CollectionIndex(), [], set()
    bar = Progress("indexing", path.stat().st_size if path.is_file() else 0)
    for row, place in read_jsonl(path, bar.tick):
        name = _id(row, place)
        title = _text(row, "title", place) if row.get("title") is not None else ""
        text = _text(row, "text", place)
        if name in seen:
            continue  # some public collections repeat a document; the first one counts
        seen.add(name)
        names.append(name)
        index.add(f"{title} {text}")
    bar.close()
    index.close()
    return names, index


def _id(row: Mapping[str, Any], place: str) -> str:
    value = row.get("_id")
    if isinstance(value, bool) or not isinstance(value, str | int) or not str(value).strip():
        raise InputError(f'{place}: "_id" must be a text')
    if len(str(value).split()) != 1:
        raise InputError(f'{place}: the id "{value}" holds a blank, which a run file cannot')
    return str(value)


def _text(row: Mapping[str, Any], key: str, place: str) -> str:
    value = row.get(key)
    if not isinstance(value, str):
        raise InputError(f'{place}: "{key}" must be a text')
    return value


def collection_text(result: CollectionResult) -> str:
    """The figures as lines."""
    figures = [f"  {name:8} {value:.4f}" for name, value in result.figures.items()]
    head = f"{result.name}: {result.documents:,} documents, {result.queries:,} judged queries"
    return "\n".join([head, *figures, f"Run file: {result.run}"])


def collection_json(result: CollectionResult) -> str:
    """The figures as JSON."""
    return json.dumps(
        {
            "schema": "chatbot.collection/1",
            "collection": result.name,
            "documents": result.documents,
            "queries": result.queries,
            "figures": {name: round(value, 6) for name, value in result.figures.items()},
            "run": str(result.run),
        }
    )
