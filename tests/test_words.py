"""The one tokenizer of the program."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from chatbot.pack.words import fold, split_words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", []),
        (" ?! … ", []),
        ("What is osteopenia?", ["what", "is", "osteopenia"]),
        ("weight-bearing", ["weight", "bearing"]),
        ("1,000 mg", ["1,000", "mg"]),
        ("1,000-1,200 mg/day", ["1,000", "1,200", "mg", "day"]),
        ("-2.5", ["2.5"]),
        ("2.5.", ["2.5"]),
        ("can't, can’t, cant", ["cant", "cant", "cant"]),
        ("dowager's hump", ["dowagers", "hump"]),
        ("'quoted'", ["quoted"]),
        ("Café naïve", ["cafe", "naive"]),
        ("L1-L4", ["l", "1", "l", "4"]),
        ("vitamin D3, 600IU", ["vitamin", "d", "3", "600", "iu"]),
        ("snake_case", ["snake", "case"]),
        ("骨 密度", ["骨", "密度"]),
        ("bone\x1b[31mloss", ["bone", "31", "mloss"]),
    ],
)
def test_words_of_a_text(text: str, words: list[str]) -> None:
    """Numbers keep their separators, words their apostrophe; letters and digits part."""
    assert [word.text for word in split_words(text)] == words


@pytest.mark.parametrize(
    ("text", "opening"),
    [
        ("my hip hurts", ["my"]),
        ("No, my hip hurts", ["no", "my"]),
        ("No pain. My hip hurts", ["no", "my"]),
        ("pain (in my hip) now", ["pain", "in", "now"]),
        ("score 2.5 today", ["score"]),
        ("first\nsecond; third: fourth", ["first", "second", "third", "fourth"]),
        ("weight-bearing exercise", ["weight"]),
    ],
)
def test_where_clauses_begin(text: str, opening: list[str]) -> None:
    """A clause begins at the start and behind . ? ! ; , : brackets and line breaks."""
    assert [word.text for word in split_words(text) if word.opens] == opening


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("DEXA", "dexa"),
        ("Can’t", "cant"),
        ("Cafe\u0301", "cafe"),
        ("ﬁtness", "fitness"),
        ("STRAẞE", "straße"),
        ("ＣＨＥＳＴ", "chest"),  # noqa: RUF001
        ("", ""),
    ],
)
def test_folding(text: str, folded: str) -> None:
    """Case, accents, ligatures and apostrophes do not tell words apart."""
    assert fold(text) == folded


@pytest.mark.parametrize("styled", ["𝐂𝐡𝐞𝐬𝐭", "𝗖𝗛𝗘𝗦𝗧"])  # noqa: RUF001
def test_folding_styled_letters(styled: str) -> None:
    """Letters of another style, as they are pasted from social media, are the same letters."""
    assert fold(styled) == "chest"


@given(st.text())
@example("İstanbul’s ﬃ ŉ ǆ 1,000.5 it's")
def test_each_word_stands_where_it_says(text: str) -> None:
    """Words come in order, do not overlap, and are what stands at their offsets, folded."""
    last = 0
    for word in split_words(text):
        assert last <= word.start < word.end <= len(text)
        assert fold(text[word.start : word.end]) == word.text
        last = word.end


@given(st.text())
def test_no_letter_and_no_digit_is_lost(text: str) -> None:
    """Every letter and every digit of a text is part of a word."""
    held = {place for word in split_words(text) for place in range(word.start, word.end)}
    assert all(place in held for place, letter in enumerate(text) if letter.isalnum())


@given(st.text(), st.text())
def test_a_line_break_parts_words(left: str, right: str) -> None:
    """Two lines have the words of the one and then those of the other."""
    together = [word.text for word in split_words(f"{left}\n{right}")]
    assert together == [word.text for part in (left, right) for word in split_words(part)]
