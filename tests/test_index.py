"""BM25 at a turn equals rank-bm25's, to the bit; and what order equal scores come in."""

import json
import math
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import chatbot.compiling.pack
from chatbot import Chatbot
from chatbot.compiling.index import K1, B, LuceneBM25, index_sections
from chatbot.pack.records import Pack, Passage
from chatbot.pack.rows import Rows
from chatbot.pack.tables import SortedWords
from chatbot.retrieval.index import Index, Term, lucene_idf
from chatbot.retrieval.linear import model_sections
from chatbot.retrieval.phrasings import phrasing_sections
from chatbot.retrieval.query import build_query
from chatbot.retrieval.search import Retriever
from chatbot.retrieval.terms import Analyzer
from chatbot.store import Store, pack_store

DEV = Path(__file__).parent.parent / "eval" / "questions" / "dev.jsonl"
Texts = list[list[str]]


class _Seen(Exception):  # noqa: N818 - it only stops the compiler
    """The compiler has come to the index."""


@pytest.fixture(scope="module")
def indexed(pack: Pack) -> Texts:
    """The terms of each passage of the built-in pack, as the compiler indexes them."""
    seen: list[Texts] = []

    def stop(texts: Texts) -> None:
        seen.append([list(text) for text in texts])
        raise _Seen

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(chatbot.compiling.pack, "index_sections", stop)
        with pytest.raises(_Seen):
            chatbot.compiling.pack.compile_pack(pack)
    return seen[0]


def index_of(texts: Sequence[Sequence[str]]) -> Index:
    """The index of a few texts, stored and opened again."""
    return Index(Store(memoryview(pack_store({}, index_sections(texts)))))


def scores(index: Index, terms: Sequence[str], count: int) -> list[float]:
    """A score for each passage, 0.0 where none of the terms stands."""
    found = index.scores([Term(term) for term in terms])
    return [found.get(place, 0.0) for place in range(count)]


def test_impacts_added_up_equal_rank_bm25(bot: Chatbot, indexed: Texts) -> None:
    """On every development question each passage's score is rank-bm25's, to the last bit."""
    index, model = Index(bot.library.store), LuceneBM25(indexed, k1=K1, b=B)
    lines = DEV.read_text("utf-8").splitlines()
    assert len(lines) > 150
    for line in lines:
        terms = [term.text for term in bot.library.query(json.loads(line)["question"]).terms]
        expected = model.get_scores(terms).tolist()
        assert scores(index, terms, len(indexed)) == expected, line


def test_a_score_worked_by_hand() -> None:
    """Two passages of two words: log(1 + 1.5/1.5) * 1 * (k1 + 1) / (1 + k1)."""
    index = index_of([["bone", "loss"], ["bone", "bone"]])
    assert index.idf("loss") == lucene_idf(2, 1) == math.log(2)
    assert scores(index, ["loss"], 2) == [pytest.approx(math.log(2)), 0.0]
    twice = math.log(1 + 0.5 / 2.5) * 2 * (K1 + 1) / (2 + K1)
    assert scores(index, ["bone"], 2)[1] == pytest.approx(twice)


@pytest.mark.parametrize(("passages", "holding"), [(1, 1), (2, 1), (10, 5), (10, 9), (10, 10)])
def test_no_term_counts_for_nothing(passages: int, holding: int) -> None:
    """Lucene's IDF is above zero even for a term that every passage holds."""
    assert 0 < lucene_idf(passages, holding) < lucene_idf(passages, 0)


def test_weights_and_unseen_terms() -> None:
    """A weight scales a term's impact; an unseen term adds nothing and has the highest IDF."""
    index = index_of([["bone"], ["loss"]])
    half, whole = (index.scores([Term("bone", weight)])[0] for weight in (0.5, 1.0))
    assert half * 2 == whole
    assert index.scores([Term("moon")]) == {}
    assert index.idf("moon") == index.highest_idf == lucene_idf(2, 0)
    assert ("bone" in index, "moon" in index) == (True, False)


@pytest.mark.parametrize("texts", [[], [[]], [[], []]])
def test_an_empty_corpus(texts: Texts) -> None:
    """Without a word to index there is an index that finds nothing."""
    index = index_of(texts)
    assert index.scores([Term("bone")]) == {}
    assert index.count == len(texts)
    assert index.highest_idf >= 0


@given(
    st.lists(st.lists(st.sampled_from("abcde"), max_size=6), max_size=8),
    st.lists(st.sampled_from("abcdefg"), max_size=5),
)
def test_any_corpus_scores_as_rank_bm25(texts: Texts, terms: list[str]) -> None:
    """Empty passages, repeated terms and unseen ones change nothing about the equality."""
    expected = [0.0] * len(texts)
    if any(texts):
        expected = LuceneBM25(texts, k1=K1, b=B).get_scores(terms).tolist()
    assert scores(index_of(texts), terms, len(texts)) == expected


def test_equal_scores_come_in_the_documents_order() -> None:
    """Passages that score the same are ranked as they stand in the documents."""
    texts = [["bone", "x"], ["bone", "y"], ["bone", "bone"], ["bone", "z"]]
    sections = index_sections(texts) | {
        **phrasing_sections([], lucene_idf),
        "documented": SortedWords.build(()),
        "unit_terms": Rows.build([[text] for text in texts]),
        **model_sections("answers", [], [0.0]),
        "answers_passages": b"",
    }
    passages = [Passage(f"d#s/{n}", "d", "s", "S", 0, 1, ()) for n in range(4)]
    places = {passage.id: place for place, passage in enumerate(passages)}
    retriever = Retriever(Store(memoryview(pack_store({}, sections))), passages, places)
    query = build_query("bone", Analyzer(lambda word: word, {}), {}, {})
    ranked = [hit.passage.id for hit in retriever.rank(query, {}, {})]
    assert ranked == ["d#s/2", "d#s/0", "d#s/1", "d#s/3"]


WORDS = st.dictionaries(st.text(st.sampled_from("abcé'1"), min_size=1), st.text(max_size=3))


@given(WORDS, st.text(st.sampled_from("abcé'1")))
def test_sorted_words_are_a_dictionary(table: dict[str, str], word: str) -> None:
    """The block of sorted lines finds what a dictionary finds, and nothing else."""
    clean = {key: value.replace("\n", "").replace("\t", "") for key, value in table.items()}
    clean = {k: v for k, v in clean.items() if v.isprintable()}
    words = SortedWords(SortedWords.build_map(clean.items()))
    assert all(words.get(key) == value for key, value in clean.items())
    assert words.get(word) == clean.get(word)
    assert (word in words) == (word in clean)
