"""Large indexes: the scores and the order of rank-bm25, found without adding everything up."""

import errno
import io
import os
import random
import tempfile
from pathlib import Path

import numpy as np
import pytest

import chatbot.compiling.pack
from chatbot import Chatbot
from chatbot.compiling import index as compiling
from chatbot.compiling import runs
from chatbot.compiling.index import K1, B, LuceneBM25, PostingsBuilder, index_sections
from chatbot.errors import ChatbotError
from chatbot.pack.rows import Rows
from chatbot.retrieval import index as reading
from chatbot.retrieval import pruning
from chatbot.retrieval import search as searching
from chatbot.retrieval.index import Index, Term
from chatbot.retrieval.postings import Postings
from chatbot.retrieval.pruning import best
from chatbot.store import Store, pack_store, write_store

Texts = list[list[str]]


def zipf_texts(passages: int, words: int, seed: int) -> Texts:
    """Passages of 1 to 40 words, the n-th word drawn in proportion to 1/n."""
    draw = random.Random(seed)  # noqa: S311 - made-up texts
    weights = [1 / (n + 1) for n in range(words)]
    names = [f"w{n}" for n in range(words)]
    return [draw.choices(names, weights, k=draw.randint(1, 40)) for _ in range(passages)]


def store_of(texts: Texts) -> Store:
    """The index of some passages, stored and opened again."""
    return Store(memoryview(pack_store({}, index_sections(texts))))


def ranked_by_model(model: LuceneBM25, query: list[str], most: int) -> list[tuple[int, float]]:
    """What rank-bm25 finds, equal scores in the passages' order."""
    scores = model.get_scores(query).tolist()
    found = sorted((p for p, s in enumerate(scores) if s > 0), key=lambda p: -scores[p])
    return [(place, scores[place]) for place in found[:most]]


@pytest.mark.parametrize("leaving", [0, pruning.WORTH_LEAVING])
@pytest.mark.parametrize("seed", range(2))
@pytest.mark.parametrize("most", [1, 10, 100, 5000])
def test_the_best_are_rank_bm25s(
    monkeypatch: pytest.MonkeyPatch, seed: int, most: int, leaving: int
) -> None:
    """Scores to the bit, order and ties, whatever is left out; repeated and unseen words too."""
    monkeypatch.setattr(reading, "LARGE", 0)
    monkeypatch.setattr(pruning, "WORTH_LEAVING", leaving)
    texts = zipf_texts(1500, 300, seed)
    index, model = Index(store_of(texts)), LuceneBM25(texts, k1=K1, b=B)
    draw = random.Random(seed)  # noqa: S311
    for size in (1, 3, 8):
        for _ in range(5):
            query = [f"w{int(320 * draw.random() ** 2)}" for _ in range(size)]
            found = index.best([Term(word) for word in query], most)
            assert found == ranked_by_model(model, query, most)
            assert found == index.ranked([Term(word) for word in query], most, prune=False).pairs


def test_weights_count_as_in_a_small_pack(monkeypatch: pytest.MonkeyPatch) -> None:
    """With weights, numpy and plain Python find the same passages with the same scores."""
    index = Index(store_of(zipf_texts(800, 100, 7)))
    terms = [Term("w3", 0.5), Term("w90", 0.9), Term("w0", 0.15), Term("w40")]
    small = index.best(terms, 25)
    monkeypatch.setattr(reading, "LARGE", 0)
    assert index.best(terms, 25) == small
    assert small == sorted(index.scores(terms).items(), key=lambda hit: (-hit[1], hit[0]))[:25]


@pytest.mark.parametrize("texts", [[], [[]], [[], ["bone"]]])
def test_hardly_anything_to_index(monkeypatch: pytest.MonkeyPatch, texts: Texts) -> None:
    """Without passages or words nothing is found, and nothing fails."""
    monkeypatch.setattr(reading, "LARGE", 0)
    index = Index(store_of(texts))
    assert [place for place, _ in index.best([Term("bone"), Term("x")], 3)] == [1] * any(texts)


@pytest.mark.parametrize("run", [7, 500, runs.RUN])
def test_arrays_and_the_model_store_the_same(monkeypatch: pytest.MonkeyPatch, run: int) -> None:
    """A pack too large for rank-bm25 itself gets the same bytes from arrays, in runs or at once."""
    texts = zipf_texts(300, 80, 3)
    by_model = index_sections(texts)
    monkeypatch.setattr(compiling, "MODEL_PASSAGES", 0)
    monkeypatch.setattr(runs, "RUN", run)
    assert index_sections(texts) == by_model


def test_common_words_are_not_added_up() -> None:
    """A rare word beside three common ones: of the postings hardly any are touched."""
    index = Index(store_of(zipf_texts(6000, 2000, 1)))
    terms = [Term(word) for word in ("w0", "w1", "w2", "w400")]
    found, whole = index.ranked(terms, 10), index.ranked(terms, 10, prune=False)
    assert found.pairs == whole.pairs
    assert whole.added == whole.total == found.total > 5000
    assert found.added + found.probed < found.total / 10


def test_few_postings_are_sooner_added_up_than_pruned() -> None:
    """Where little could be spared nothing is: looking passages up costs more."""
    index = Index(store_of(zipf_texts(6000, 2000, 1)))
    found = index.ranked([Term("w300"), Term("w400")], 10)
    assert found.added == found.total
    assert found.probed <= 2 * 10 + 2 * 2  # the best ones' exact scores, and ties of the last


def test_a_query_leaves_nothing_behind() -> None:
    """The sums of one query are 0 for the next one, which gets the same memory."""
    postings = Postings.of(store_of(zipf_texts(6000, 2000, 1)))
    rows = [(0, 1.0), (5, 1.0), (90, 1.0)]
    first = best(postings, rows, 10)
    (spare,) = postings.spare
    assert not spare.of(np.arange(postings.count)).any()
    assert best(postings, rows, 10) == first
    assert postings.spare == [spare]


def test_bytes_on_disk(tmp_path: Path) -> None:
    """A posting takes 12 bytes; besides, a term takes its line, its place and four impacts."""
    texts = zipf_texts(6000, 2000, 2)
    sections = index_sections(texts)
    postings = sum(len(set(text)) for text in texts)
    words = {word for text in texts for word in text}
    write_store(tmp_path / "x.pack", {}, sections)
    assert len(sections["posting_passages"]) + len(sections["posting_impacts"]) == 12 * postings
    assert (tmp_path / "x.pack").stat().st_size < 12 * postings + 64 * len(words) + 4096


def test_nothing_is_copied_when_it_is_opened() -> None:
    """The arrays are views of the stored bytes."""
    postings = Postings.of(store_of(zipf_texts(50, 20, 1)))
    for column in (postings.starts, postings.passages, postings.impacts, postings.tops):
        assert not column.flags.owndata
        assert not column.flags.writeable


def test_builder_counts_passages() -> None:
    """Empty passages count: they make words rarer."""
    builder = PostingsBuilder()
    for text in (["a", "b"], [], ["a"]):
        builder.add(text)
    assert len(builder) == 3
    assert np.frombuffer(builder.sections()["posting_passages"], np.uint32).tolist() == [0, 2, 0]


def test_a_large_pack_answers_as_a_small_one(bot: Chatbot, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where all passages are candidates, the way of large packs finds what the other one finds."""
    asked = ["How much calcium a day?", "side effects of bisphosphonates", "is yoga safe?"]
    small = [(bot.search(text), bot.reply(text)) for text in asked]
    monkeypatch.setattr(reading, "LARGE", 0)
    monkeypatch.setattr(searching, "_CANDIDATES", 1000)
    assert [(bot.search(text), bot.reply(text)) for text in asked] == small


def test_of_a_large_pack_few_passages_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many passages hold the words asked, only the best are decoded and ranked."""
    lines = [f"## Part {n}\n\nCalcium and bones, {n}.\n" for n in range(300)]
    (tmp_path / "notes.md").write_text("# Notes\n\n" + "\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(reading, "LARGE", 100)
    monkeypatch.setattr(searching, "_CANDIDATES", 20)
    own = Chatbot.open(tmp_path, cache=False)
    query = own.library.query("calcium bones")
    assert len(own.steps.retriever.rank(query, {}, {})) <= 40
    assert len(own.search("calcium bones", limit=5)) == 5
    assert own.search("calcium 123", limit=1)[0].section == "Part 123"


def test_what_speaks_of_a_thing_is_found_without_decoding(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which passages' own text holds a term: their headings do not count, and none is decoded."""
    lines = [f"## Sport {n}\n\nCalcium and {'bones' if n % 2 else 'age'}.\n" for n in range(20)]
    (tmp_path / "notes.md").write_text("# Notes\n\n" + "\n".join(lines), encoding="utf-8")
    own = Chatbot.open(tmp_path, cache=False)
    decoded: list[int] = []
    monkeypatch.setattr(Rows, "__getitem__", lambda _, place: decoded.append(place))
    assert own.steps.retriever.holding("bone") == {f"notes#sport-{n}/1" for n in range(1, 20, 2)}
    assert own.steps.retriever.holding("sport") == frozenset()
    assert decoded == []


def test_many_documents_are_prepared_with_a_word_on_how_far(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A long preparation says how far it has come; a short one only that it is being made."""
    for number in range(20):
        (tmp_path / f"{number}.txt").write_text(f"Calcium and bones, {number}.", encoding="utf-8")
    heard: list[str] = []
    Chatbot.open(tmp_path, cache=False, note=heard.append)
    assert len(heard) == 1
    monkeypatch.setattr(chatbot.compiling.pack, "_WORTH_NOTING", 2)
    Chatbot.open(tmp_path, cache=False, note=heard.append)
    assert "reading documents … 10%" in heard
    assert heard[-1] == "indexing passages … 90%"


class FullDisk(io.BytesIO):
    """A file on a disk without room."""

    def write(self, _: object) -> int:
        """Write nothing."""
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def test_no_room_to_sort_is_one_clear_line(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line names the folder, what is wrong and what to do."""
    monkeypatch.setattr(runs, "RUN", 100)
    monkeypatch.setattr(tempfile, "tempdir", "/full")
    monkeypatch.setattr(tempfile, "TemporaryFile", FullDisk)
    with pytest.raises(ChatbotError) as caught:
        index_sections(zipf_texts(100, 50, seed=1))
    line = str(caught.value)
    assert line.startswith("/full: ")
    assert os.strerror(errno.ENOSPC) in line
    assert "TMPDIR" in line
    assert caught.value.exit_code == 1
