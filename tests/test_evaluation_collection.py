"""Collections in BEIR layout: the scores, the files, what an error names."""

import json
import random
from pathlib import Path

import pytest

from chatbot.compiling import collection as arrays
from chatbot.compiling import runs
from chatbot.compiling.index import LuceneBM25
from chatbot.compiling.vocabulary import stem
from chatbot.errors import InputError
from chatbot.evaluation import main
from chatbot.evaluation.collection import run_collection
from chatbot.retrieval import index as reading

CORPUS = [
    {"_id": "d1", "title": "Calcium", "text": "Milk holds calcium."},
    {"_id": "d2", "title": "", "text": "Vitamins from the sun."},
    {"_id": "d3", "title": None, "text": "Milk and cheese."},
    {"_id": "q2", "text": "sunny vitamin"},
]
QUERIES = [
    {"_id": "q1", "text": "Which milk has calcium?"},
    {"_id": "q2", "text": "sunny vitamin"},
    {"_id": "q3", "text": "zebra"},
    {"_id": "unjudged", "text": "milk"},
]


def written(
    folder: Path, corpus: list[object] = CORPUS, qrels: str = "q1\td3\t1\nq2\td2\t2\nq3\td1\t1\n"
) -> Path:
    """A toy collection."""
    (folder / "qrels").mkdir(parents=True)
    for name, rows in (("corpus", corpus), ("queries", QUERIES)):
        lines = [row if isinstance(row, str) else json.dumps(row) for row in rows]
        (folder / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / "qrels" / "test.tsv").write_text(
        "query-id\tcorpus-id\tscore\n" + qrels, encoding="utf-8"
    )
    return folder


def test_a_toy_collection_by_hand(tmp_path: Path) -> None:
    """q1 finds d3 second, q2 drops itself and finds d2 first, q3 finds nothing and counts 0."""
    done = run_collection(written(tmp_path / "toy"), tmp_path / "out.run")
    assert (done.name, done.documents, done.queries) == ("toy", 4, 3)
    assert done.figures["RR@10"] == pytest.approx((1 / 2 + 1 + 0) / 3)
    assert done.figures["R@100"] == pytest.approx(2 / 3)
    assert done.figures["nDCG@10"] == pytest.approx((0.63093 + 1 + 0) / 3, abs=1e-5)
    lines = [line.split() for line in (tmp_path / "out.run").read_text().splitlines()]
    assert [(line[0], line[2], line[3]) for line in lines] == [
        ("q1", "d1", "1"),
        ("q1", "d3", "2"),
        ("q2", "d2", "1"),
    ]


def test_scores_are_rank_bm25s_to_the_bit(monkeypatch: pytest.MonkeyPatch) -> None:
    """The arrays add up what the model adds up, in runs of any size, repeated words included."""
    monkeypatch.setattr(runs, "RUN", 20)
    monkeypatch.setattr(reading, "LARGE", 0)
    draw = random.Random(7)  # noqa: S311 - made-up texts
    words = (
        "bone bones calcium milk sun vitamin exercise exercising the of p53 2.5 fractured".split()
    )
    texts = [" ".join(draw.choices(words, k=draw.randint(0, 12))) for _ in range(60)]
    index = arrays.CollectionIndex()
    for text in texts:
        index.add(text)
    index.close()
    terms = [[stem(w) for w in text.split() if w not in arrays.STOP] for text in texts]
    model = LuceneBM25(terms, k1=arrays.K1, b=arrays.B)
    for query in ("bone", "milk milk sun", "exercised the fractures", "p53 2.5 unseen"):
        scores = model.get_scores([stem(w) for w in query.split() if w not in arrays.STOP])
        order = sorted((i for i in range(60) if scores[i] > 0), key=lambda i: -scores[i])
        assert index.search(query, 60) == [(i, scores[i]) for i in order]
        assert index.search(query, 5) == index.search(query, 60)[:5]


def test_content_words_are_no_stop_words() -> None:
    """To the bot "ill" is how people type "I'll"; in a collection it is a word of its own."""
    assert not {"ill", "information", "source", "mean"} & arrays.STOP
    assert {"the", "of", "what", "which"} <= arrays.STOP


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{broken", "is not JSON"),
        ({"_id": "x"}, '"text" must be a text'),
        ({"text": "x"}, '"_id" must be a text'),
        ({"_id": "a b", "text": "x"}, "holds a blank"),
    ],
)
def test_a_malformed_line_is_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], line: object, words: str
) -> None:
    """File, line, what is wrong, exit code 2."""
    folder = written(tmp_path / "toy", [*CORPUS[:2], line])
    assert main(["--collection", str(folder), "--run", str(tmp_path / "r")]) == 2
    said = capsys.readouterr().err
    assert f"{folder / 'corpus.jsonl'}:3: " in said
    assert words in said


def test_a_malformed_judgement_is_named(tmp_path: Path) -> None:
    """A row of qrels with a column missing."""
    with pytest.raises(InputError, match=r"test\.tsv:3: must be query-id"):
        run_collection(written(tmp_path / "toy", qrels="q1\td3\t1\nq1 d3 1\n"), tmp_path / "r")


def test_a_repeated_document_counts_once(tmp_path: Path) -> None:
    """Some public collections repeat ids; a run may not."""
    done = run_collection(written(tmp_path / "toy", [*CORPUS, CORPUS[0]]), tmp_path / "r")
    assert done.documents == 4


def test_an_empty_corpus_finds_nothing(tmp_path: Path) -> None:
    """No documents: every query counts 0."""
    done = run_collection(written(tmp_path / "toy", []), tmp_path / "r")
    assert set(done.figures.values()) == {0.0}


def test_as_json(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """The figures for programs."""
    folder = written(tmp_path / "toy")
    assert main(["--collection", str(folder), "--run", str(tmp_path / "r"), "--json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert (data["collection"], data["queries"]) == ("toy", 3)
    assert data["figures"]["RR@10"] == 0.5
