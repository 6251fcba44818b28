"""Text that is harmless to index and to print."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.safe_text import blanked, safe_text, shadow

# Text with more control characters in it than chance would give.
HOSTILE = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from(
            "\x00\x07\x1b\x7f\x84\x90\x9b\x9c\x9d\r\n\t\u200b\u202e\u2066\ufeff\U000e0041"
        ),
        st.sampled_from("[]0;52m\\PX^_"),
    )
)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Calcium: 1,000 mg", "Calcium: 1,000 mg"),
        ("T-score −1.8 — “low” × 2 … µg é", "T-score −1.8 — “low” × 2 … µg é"),
        ("骨密度 と カルシウム", "骨密度 と カルシウム"),
        ("one\r\ntwo\rthree\nfour", "one\ntwo\nthree\nfour"),
        ("a\tb", "a b"),
        ("\ufeffTitle", "Title"),
        ("red\x1b[31m alert\x1b[0m", "red alert"),
        ("copy\x1b]52;c;aGk=\x07 this", "copy this"),
        ("copy\x1b]52;c;aGk=\x1b\\ this", "copy this"),
        ("title\x1b]0;owned\x9c here", "title here"),
        ("c1\x9b2J wipe", "c1 wipe"),
        ("dcs\x1bPq payload\x1b\\ gone", "dcs gone"),
        ("reset\x1bc now", "reset now"),
        ("evil\u202egnp.exe", "evilgnp.exe"),
        ("zero\u200bwidth", "zerowidth"),
        ("soft\u00adhyphen", "softhyphen"),
        ("tag\U000e0041\U000e007f", "tag"),
        ("lone\udcffsurrogate", "lonesurrogate"),
        ("line\u2028separator", "lineseparator"),
        ("bell\x07 null\x00 delete\x7f", "bell null delete"),
        ("[/markup] [red] [@click=app.quit]", "[/markup] [red] [@click=app.quit]"),
    ],
)
def test_what_is_printed(typed: str, printed: str) -> None:
    """What a terminal would act on is dropped; every other character is printed as it is."""
    assert safe_text(typed) == printed


def test_a_sequence_without_an_end_swallows_one_line_at_most() -> None:
    """An unfinished sequence ends with its line, so what follows is still read."""
    assert safe_text("a\x1b]0;never ended\nI cannot feel my legs") == "a\nI cannot feel my legs"


@given(HOSTILE)
def test_nothing_printed_is_a_control_character(text: str) -> None:
    """No control, bidirectional or zero-width character is ever printed, except a line feed."""
    printed = safe_text(text)
    kinds = {unicodedata.category(letter) for letter in printed if letter != "\n"}
    assert not kinds & {"Cc", "Cs", "Zl", "Zp"}
    assert not any("\u200b" <= letter <= "\u200f" for letter in printed)
    assert not any("\u202a" <= letter <= "\u202e" for letter in printed)
    assert not any("\u2060" <= letter <= "\u206f" for letter in printed)


@given(HOSTILE)
def test_printing_twice_changes_nothing(text: str) -> None:
    """What is safe once is safe for good: nothing new is joined together by dropping."""
    assert safe_text(safe_text(text)) == safe_text(text)


@given(st.text(st.characters(min_codepoint=0x20, max_codepoint=0x7E)))
def test_plain_words_stay(text: str) -> None:
    """Printable ASCII is printed letter by letter."""
    assert safe_text(text) == text


@given(HOSTILE)
def test_a_shadow_keeps_every_offset(text: str) -> None:
    """A shadow has the text's length; it differs only where there was a control character."""
    seen = shadow(text)
    assert len(seen) == len(text)
    for old, new in zip(text, seen, strict=True):
        assert new == old or (new == " " and not old.isprintable())


@pytest.mark.parametrize("control", ["\x00", "\x1b", "\r", "\x9b", "\u202e", "\ufeff", "\u200b"])
def test_a_shadow_has_a_blank_for_a_control_character(control: str) -> None:
    """Words that a control character divides are two words to the index."""
    assert shadow(f"bone{control}loss") == "bone loss"


@pytest.mark.parametrize(
    "sequence",
    ["\x1b[31m", "\x9b0m", "\x1b]52;c;aGk=\x07", "\x1b]8;;x:y\x1b\\", "\x1bc", "\x9d0;t\x9c"],
)
def test_nothing_of_a_sequence_is_left_to_read_of_a_sequence(sequence: str) -> None:
    """The letters of a control sequence are no words: a heading reads as it is printed."""
    text = f"{sequence}Wax{sequence} and cells"
    assert len(blanked(text)) == len(text)
    assert " ".join(blanked(text).split()) == safe_text(text) == "Wax and cells"


def test_a_shadow_keeps_line_feeds_and_tabs() -> None:
    """Lines and cells are structure, not control."""
    assert shadow("a\tb\nc") == "a\tb\nc"


@pytest.mark.parametrize("piece", ["\x1b]", "\x1b[", "\x9d", "\x1b[0", "\x1b", "\x1bP0;", "\x1b[ "])
def test_a_megabyte_of_unfinished_sequences_is_read(piece: str) -> None:
    """Hostile text takes one pass; a pattern that backtracks would not come to an end here."""
    assert "\x1b" not in safe_text(piece * (1_000_000 // len(piece)))


def test_a_lone_c1_opener_takes_nothing_with_it() -> None:
    """A wrongly decoded letter before a "not" must not swallow the "not"."""
    assert safe_text("do \x9dnot stop") == "do not stop"
    assert safe_text("a\x9d52;c;aGk=\x07b") == "ab"


def test_what_python_calls_printable_is_printed() -> None:
    """No printable character is one that is dropped: text of these needs no second look."""
    every = "".join(sign for sign in map(chr, range(0x110000)) if sign.isprintable())
    assert shadow(every) == every
    assert safe_text(f"{every}\n{every}") == f"{every}\n{every}"
