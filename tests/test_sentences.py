"""Sentence boundaries: abbreviations, doses, ranges and decimals stay whole."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.compiling.sentences import SentenceSplitter
from chatbot.pack.records import Pack


@pytest.fixture(scope="module")
def splitter(pack: Pack) -> SentenceSplitter:
    """The built-in pack's splitter."""
    return SentenceSplitter(pack.abbreviations)


def sentences(splitter: SentenceSplitter, text: str) -> list[str]:
    """The sentences of a text."""
    return [text[start:end] for start, end in splitter.spans(text)]


@pytest.mark.parametrize(
    "sentence",
    [
        "Vit. D 10 mcg/day is approx. 400 IU.",
        "Take 1,000 mg to 1,200 mg of calcium a day.",
        "A T-score of -1.0 to -2.5 is osteopenia.",
        "Scores below −2.5 are osteoporosis.",
        "Eat 1.0 to 1.2 g/kg of protein, i.e. about 70 grams.",
        "Some foods, e.g. Kale, have calcium.",
        "Dr. Smith and Prof. Jones wrote it.",
        "Milk vs. Cheese is no question.",
        "It costs $125-$300 in the U.S. today.",
        "Smith et al. Found no harm.",
        "See fig. 3 and no. 4 for vitamin K2.",
        "Max. 2.5 cups (approx. 600 ml) are fine.",
        "Do not stop without asking!",
        "Is 0.5 mg enough?",
    ],
)
def test_one_sentence_stays_one(splitter: SentenceSplitter, sentence: str) -> None:
    """An abbreviation or a decimal point ends no sentence: no dose is cut from its unit."""
    assert sentences(splitter, sentence) == [sentence]
    assert sentences(splitter, f"{sentence} Ask your doctor.") == [sentence, "Ask your doctor."]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("", []),
        (" \n ", []),
        ("No full stop", ["No full stop"]),
        ("Bones age. Age bones!", ["Bones age.", "Age bones!"]),
        ("Why? Because. So what?", ["Why?", "Because.", "So what?"]),
        ("Blanks between.  Two of them.  ", ["Blanks between.", "Two of them."]),
        ("Take 400 IU. Then rest.", ["Take 400 IU.", "Then rest."]),
        ("He said “Stop.” Then he left.", ["He said “Stop.”", "Then he left."]),
        ("Never take 70 g. Ask first.", ["Never take 70 g.", "Ask first."]),
        ("The desk is 2m. Nobody is 2 m. There.", ["The desk is 2m.", "Nobody is 2 m.", "There."]),
        ("  Blanks in front.", ["Blanks in front."]),
        ("Ask about vitamin D. Never stop.", ["Ask about vitamin D.", "Never stop."]),
    ],
)
def test_where_sentences_end(splitter: SentenceSplitter, text: str, parts: list[str]) -> None:
    """A sentence ends at . ? or ! before a new one; outer blanks belong to none."""
    assert sentences(splitter, text) == parts


def test_offsets_are_those_of_the_whole_text(splitter: SentenceSplitter) -> None:
    """A stretch of a text is split with offsets into the text, not into the stretch."""
    text = "One. Two. Three. Four."
    assert [text[a:b] for a, b in splitter.spans(text, 5, 16)] == ["Two.", "Three."]


def test_a_sentence_that_is_too_long_is_cut_where_it_pauses(splitter: SentenceSplitter) -> None:
    """What could not be quoted whole is cut at its last comma, colon or blank that fits."""
    text = ", ".join(f"number {place} of many" for place in range(100))
    parts = sentences(splitter, text)
    assert all(len(part) <= 520 for part in parts)
    assert all(part.endswith(",") for part in parts[:-1])
    assert " ".join(parts) == text


def test_without_abbreviations_every_full_stop_counts() -> None:
    """The list is the pack's: nothing is trained and nothing is downloaded."""
    bare = SentenceSplitter([])
    assert len(sentences(bare, "Vit. D 10 mcg/day is approx. 400 IU.")) > 1


@given(st.text(st.sampled_from("aB1 .,;:!?\n)”é"), max_size=1200))
def test_sentences_lose_no_letter(splitter: SentenceSplitter, text: str) -> None:
    """Sentences come in order, without outer blanks, and leave out blanks alone."""
    last = 0
    for start, end in splitter.spans(text):
        assert last <= start < end <= len(text)
        assert not text[last:start].strip()
        assert text[start:end] == text[start:end].strip()
        last = end
    assert not text[last:].strip()
