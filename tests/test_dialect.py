"""The phrase dialect of rule files: its operators, its errors and its speed."""

from collections.abc import Mapping, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.pack.dialect import DialectError, compile_phrases
from chatbot.pack.matching import Match, Matcher
from chatbot.pack.words import split_words
from counting import steps

LISTS = {"leg": ["leg", "lower half", "=limbs"], "hurt": ["hurt", "in @pain"], "pain": ["pain"]}


def found(phrase: str, text: str, lists: Mapping[str, Sequence[str]] = LISTS) -> list[Match]:
    """The matches of one phrase in a text."""
    matcher = Matcher(compile_phrases([("key", phrase)], lists))
    return matcher.find([word.text for word in split_words(text)])


@pytest.mark.parametrize(
    ("phrase", "text", "matches"),
    [
        ("fall", "She fell down", True),
        ("fall", "a waterfall", False),
        ("=fall", "a bad fall", True),
        ("=fall", "she fell", False),
        ("hip fracture", "hip fractures", True),
        ("hip fracture", "hip, then fracture", False),
        ("weight-bearing", "weight bearing", True),
        ("can't walk", "cant walk", True),
        ("(hip|back ache) pain", "hip pain", True),
        ("(hip|back ache) pain", "back ache pain", True),
        ("(hip|back ache) pain", "back pain", False),
        ("a [very|so so] bad fall", "a bad fall", True),
        ("a [very|so so] bad fall", "a so so bad fall", True),
        ("a [very|so so] bad fall", "a so bad fall", False),
        ("(a [b|c]|d) e", "d e", True),
        ("(a [b|c]|d) e", "a c e", True),
        ("(a [b|c]|d) e", "b e", False),
        ("my @leg", "my lower half", True),
        ("my @leg", "my legs", True),
        ("my =limb", "my limbs", False),
        ("my @leg", "my limbs", True),
        ("@leg @hurt", "leg in pain", True),
        ("hurt ..3 hip", "hurts my hip", True),
        ("hurt ..3 hip", "hurt hip", True),
        ("hurt ..3 hip", "hurt one two three hip", True),
        ("hurt ..3 hip", "hurt one two three four hip", False),
        ("hurt ..3 hip", "hip hurts", False),
        ("hurt ..0 hip", "hurt my hip", False),
        ("hip &2 hurt", "hip really does hurt", True),
        ("hip &2 hurt", "hurts in my hip", True),
        ("hip &2 hurt", "hip one two three hurts", False),
        ("hip &3 hurt &3 fell", "I fell, now my hip hurts", True),
        ("hip &3 hurt &3 fell", "my hip hurts", False),
        ("hip &5 hip", "hip", False),
        ("pain !2(dog|cat)", "pain", True),
        ("pain !2(dog|cat)", "pain my dog", False),
        ("pain !2(dog|cat)", "cat in pain", False),
        ("pain !2(dog|cat)", "pain for all my dogs", True),
        ("hip &3 hurt !1 dog", "dog hip hurts", False),
        ("  spaced   out  ", "spaced out", True),
        ("h.p", "hip", False),
        ("hip.*", "hip", True),
        ("hip.*", "hipster", False),
    ],
)
def test_operators(phrase: str, text: str, matches: bool) -> None:  # noqa: FBT001
    """Each operator matches what the dialect's table says; signs of regular expressions nothing."""
    assert bool(found(phrase, text)) is matches


@pytest.mark.parametrize(
    ("phrase", "message"),
    [
        ("(hip", "brackets do not pair up"),
        ("hip)", "brackets do not pair up"),
        ("(hip]", "brackets do not pair up"),
        ("hip |back", "unexpected “|”"),
        ("()", "an alternative is empty"),
        ("(hip||back)", "an alternative is empty"),
        ("[hip]", "would match nothing at all"),
        ("..3", "would match nothing at all"),
        ("", "would match nothing at all"),
        ("hip &3", "would match nothing at all"),
        ("!3 hip", "would match nothing at all"),
        ("@nobody", "there is no list @nobody"),
        ("hip ..31 back", "a distance of 31 words is over the limit of 30"),
        ("hip &999 back", "a distance of 999 words is over the limit of 30"),
        ("(hip &3 back)", "“&” stands inside brackets"),
        ("[hip !3 back] leg", "“!” stands inside brackets"),
        ("@loop", "a list that contains itself"),
        ("(" * 20 + "hip" + ")" * 20, "nested too deeply"),
        ("hip & back", "cannot read “ & back”"),
        ("hip = back", "cannot read “ = back”"),
    ],
)
def test_errors_quote_the_phrase(phrase: str, message: str) -> None:
    """A phrase that cannot be read is named word for word, with what is wrong with it."""
    with pytest.raises(DialectError) as caught:
        compile_phrases([("key", phrase)], {"loop": ["a @loop"]})
    assert str(caught.value).startswith(f"phrase “{phrase}”: ")
    assert message in str(caught.value)


@pytest.mark.parametrize("text", ["!!!", "-", "…", "hip -"])
def test_a_phrase_without_a_word_is_an_error(text: str) -> None:
    """Signs that no text is split into cannot be listened for."""
    if text == "hip -":
        assert found(text, "hip")
    else:
        with pytest.raises(DialectError):
            compile_phrases([("key", text)], {})


def test_places_are_word_indices() -> None:
    """A match tells where each side stands; of two readings the shorter counts."""
    (match,) = found("hip &6 hurt", "well my hip it hurts")
    assert match.places == ((2, 3), (4, 5))
    assert (match.start, match.end) == (2, 5)
    assert [match.covers(index) for index in range(5)] == [False, False, True, False, True]
    (short,) = [m for m in found("hurt ..3 hip", "hurts hurts hip") if m.end == 3]
    assert short.places == ((1, 3),)


def test_keys_come_in_the_order_of_the_phrases() -> None:
    """Matches are told by their phrase's key, in the order in which phrases were given."""
    phrases = [("second", "hip"), ("first", "back"), ("second", "back")]
    matcher = Matcher(compile_phrases(phrases, {}))
    assert [match.key for match in matcher.find(["back", "hip"])] == ["second", "first", "second"]


def test_vocabulary_is_what_phrases_listen_for() -> None:
    """The vocabulary holds each word form of each phrase, and nothing else."""
    automaton = compile_phrases([("key", "fall ..3 =hip")], {})
    assert set(automaton.words) == {"fall", "falls", "fell", "fallen", "falling", "hip"}


@pytest.mark.parametrize(
    ("phrase", "words"),
    [
        ("a ..30 b ..30 c ..30 d", "a b c a"),
        ("a ..30 a ..30 a ..30 z", "a"),
        ("[a] [a] [a] [a] [a] [a] a b", "a"),
        ("(a|a a|a a a) ..30 z", "a"),
        ("hip &6 hurt", "hip hurt"),
        ("hip &6 hurt &3 (fell|my ..9 leg)", "hip hurt my x fell leg"),
        ("hip &6 (hurt|my ..30 leg)", "hip my x hurt leg"),
        ("hip !6 dog", "hip x x x x x x x x x dog"),
    ],
)
def test_matching_is_linear(phrase: str, words: str) -> None:
    """Twice the text takes about twice the steps, whatever the phrase."""
    matcher = Matcher(compile_phrases([("key", phrase)], {}))
    text = words.split() * 100
    once, twice = (steps(lambda n=n: matcher.find(text * n), "matching.py") for n in (1, 2))
    assert once < twice < 2.3 * once


def test_a_long_text_walks_from_each_living_state_once_a_word() -> None:
    """Over 20,000 words a phrase with many gaps goes on from each of its states once a word."""
    automaton = compile_phrases([("key", "a ..30 b ..30 c ..30 d ..30 e")], {})
    matcher = Matcher(automaton)
    words = ["a", "b", "c", "x"] * 5_000
    assert matcher.find(words) == []
    once = steps(lambda: matcher.find(words), "matching.py") / len(words)
    assert once < 60 * len(automaton.states)


def test_the_gaps_that_a_word_opens_are_walked_together() -> None:
    """However many phrases leave a gap behind a word, each word in it is passed over once."""

    def cost(phrases: int) -> int:
        own = [(f"{n}", f"a ..9 end{n}") for n in range(phrases)]
        matcher = Matcher(compile_phrases(own, {}))
        words = ["a", *["x"] * 9] * 10
        matcher.find(words)  # what is kept of the words is kept now
        return steps(lambda: matcher.find(words), "matching.py")

    assert cost(100) == cost(1)


def test_a_gap_may_end_a_phrase() -> None:
    """Words that a last gap takes in belong to the match."""
    places = [match.places for match in found("hurt ..2", "hurt so very much")]
    assert places == [((0, 1),), ((0, 2),), ((0, 3),)]


@given(st.lists(st.sampled_from(["hip", "hurt", "my", "x"]), max_size=40), st.integers(0, 6))
def test_a_side_is_near_wherever_it_stands(words: list[str], reach: int) -> None:
    """Of two sides each pair is found that is near enough, however long one of them is."""
    sides = "hip", "(hurt|my ..9 hurt|x my x)"
    automaton = compile_phrases(
        [("both", f"{sides[0]} &{reach} {sides[1]}"), *((s, s) for s in sides)], {}
    )
    found = Matcher(automaton).find(words)
    hips, hurts = ({m.places[0] for m in found if m.key == side} for side in sides)
    near = {(a, b) for a in hips for b in hurts if b[0] - a[1] <= reach and a[0] - b[1] <= reach}
    assert {match.places for match in found if match.key == "both"} == near


PHRASES = ["a", "=b", "(a|b c)", "a ..2 b", "a &2 b", "a !1 c", "[a] b", "@leg", "a &1 b &1 c"]
WORDS = st.lists(st.sampled_from(["a", "b", "c", "leg", "lower", "half", ""]), max_size=30)


@given(st.lists(st.sampled_from(PHRASES), min_size=1, max_size=4), WORDS)
def test_matches_lie_inside_the_text(phrases: list[str], words: list[str]) -> None:
    """No text breaks the matcher; each match has its places in the text, and ends later."""
    automaton = compile_phrases([(phrase, phrase) for phrase in phrases], LISTS)
    for match in Matcher(automaton).find(words):
        assert match.key in phrases
        assert all(0 <= start < end <= len(words) for start, end in match.places)


@given(st.text(st.sampled_from("ab ()[]|&!=@.0123456789'-"), max_size=24))
def test_any_phrase_is_read_or_refused(phrase: str) -> None:
    """A phrase compiles or is a DialectError that quotes it; nothing else happens."""
    try:
        compile_phrases([("key", phrase)], LISTS)
    except DialectError as error:
        if f"“{phrase}”" not in str(error):
            raise
