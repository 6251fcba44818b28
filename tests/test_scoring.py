"""Scores as people write them: sign, site, doubt; and which row holds them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.conversation.composing.wording import signed
from chatbot.conversation.scoring import ReadScore, ScoreReader, read_scores
from chatbot.pack.records import Anchor, Band, ScoreKind

Read = tuple[str, float, bool, str | None]


def read(bot: Chatbot, text: str) -> list[Read]:
    """Kind, value, whether a sign was written, and site of each score."""
    found = read_scores(text, bot.library.scores, bot.library.sites)
    return [(score.kind, score.value, score.signed, score.site) for score in found]


@pytest.mark.parametrize(
    "typed",
    [
        "-1.8",
        "−1.8",
        "–1.8",
        "‐1.8",
        "‑1.8",
        "- 1.8",
        "-1,8",
        "−1,8",
        "minus 1.8",
        "Minus 1,8",
        "negative 1.8",
        "neg 1.8",
        "neg. 1.8",
        "-1.80",
        "-.5",
    ],
)
def test_every_way_to_write_a_minus(bot: Chatbot, typed: str) -> None:
    """A minus is a minus, as a hyphen, a dash, the true sign or a word; and a comma is a point."""
    value = -0.5 if typed == "-.5" else -1.8
    for text in (
        f"My T-score is {typed}, what does that mean?",
        f"t score {typed}",
        f"T = {typed}",
    ):
        assert read(bot, text) == [("T", value, True, None)]


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("-2.5", [("T", -2.5, True, None)]),
        ("-1.8 what is that", [("T", -1.8, True, None)]),
        ("T-score +0.3", [("T", 0.3, True, None)]),
        ("+0.3 good?", [("T", 0.3, True, None)]),
        ("my t score is 2.1", [("T", 2.1, False, None)]),
        ("t score is 2", [("T", 2.0, False, None)]),
        ("my dexa was 3.1", [("T", 3.1, False, None)]),
        ("T-score-2.5", [("T", 2.5, False, None)]),
        ("Z-score −0.9", [("Z", -0.9, True, None)]),
        ("T-score −1.8 and Z-score −0.9", [("T", -1.8, True, None), ("Z", -0.9, True, None)]),
        ("T-score: -1.0 to -2.5", [("T", -1.0, True, None), ("T", -2.5, True, None)]),
        ("T-score -1.8, I said T-score -1.8", [("T", -1.8, True, None)]),
        ("I am 65 and my T-score is -2.1", [("T", -2.1, True, None)]),
        ("on 12/05 I got -1.4", [("T", -1.4, True, None)]),
        ("spine −2.6, hip −1.9", [("T", -2.6, True, "spine"), ("T", -1.9, True, "hip")]),
        (
            "femoral neck -2.3 L1-L4 -1.1",
            [("T", -2.3, True, "femoral neck"), ("T", -1.1, True, "spine")],
        ),
        ("−2.5 hip", [("T", -2.5, True, "hip")]),
        (
            "T -1.8 at the hip, -2.2 at the spine",
            [("T", -1.8, True, "hip"), ("T", -2.2, True, "spine")],
        ),
        ("no score at all", []),
    ],
)
def test_scores_of_a_question(bot: Chatbot, text: str, scores: list[Read]) -> None:
    """A number belongs to the nearest name and site; without a name only a negative one counts."""
    assert read(bot, text) == scores


@pytest.mark.parametrize(
    "text",
    [
        "Take 2.5 mg",
        "1,000 mg of calcium",
        "T-score and 600 IU",
        "vitamin D -2.5 mg",
        "drink 2-3 cups a day",
        "lose 2.5 inches",
        "for my T-score, 5 years on",
        "a 10-year risk of 12%",
        "T-score -25",
        "T-score 12",
        "T-score −9.1",
        "-25",
        "page 2.5",
        "2.5",
        "12/05/2024",
        "calcium 2",
        "is 3 + 4 more",
        "plus 1.5",
    ],
)
def test_what_is_no_score(bot: Chatbot, text: str) -> None:
    """Doses, ranges of other things, percentages, dates and impossible values are no scores."""
    assert read(bot, text) == []


KIND = ScoreKind(
    "T",
    ("t-score",),
    -8.0,
    6.0,
    0.9,
    (
        Band(Anchor("a", "low"), None, -2.5, low_included=False, high_included=True),
        Band(Anchor("a", "middle"), -2.5, -1.0, low_included=False, high_included=False),
        Band(Anchor("b", "middle"), -2.5, -1.0, low_included=True, high_included=True),
        Band(Anchor("a", "high"), -1.0, None, low_included=True, high_included=False),
    ),
    (Anchor("a", "explained"),),
)


@pytest.mark.parametrize(
    ("value", "rows"),
    [
        (-3.0, ["low"]),
        (-2.5, ["low", "middle"]),
        (-2.49, ["middle", "middle"]),
        (-1.0, ["middle", "high"]),
        (-0.99, ["high"]),
        (0.0, ["high"]),
    ],
)
def test_bands(value: float, rows: list[str]) -> None:
    """A value is held by the rows whose limits say so, each limit in or out as it is written."""
    reader = ScoreReader([KIND], {})
    score = ReadScore("T", value, signed=True, site=None, place=0)
    assert [band.anchor.text for band in reader.bands(score)] == rows
    assert [anchor.text for anchor in reader.explained(score)] == ["explained"]


@pytest.mark.parametrize(
    ("text", "sure", "doubted"),
    [
        ("my t-score is 2.1", [], [2.1]),
        ("my t-score is +2.1", [2.1], []),
        ("my t-score is -2.1", [-2.1], []),
        ("my t-score is 0.9", [0.9], []),
        ("t-score 2.1 or -1.1", [-1.1], [2.1]),
    ],
)
def test_a_missing_sign_is_doubted(text: str, sure: list[float], doubted: list[float]) -> None:
    """A value above the limit that was typed without a sign is asked about, never looked up."""
    view = ScoreReader([KIND], {}).view(text)
    assert [score.value for score in view.scores] == sure
    assert [score.value for score in view.doubted] == doubted
    assert view.values == tuple(sure)


def test_scores_of_the_background_count_if_the_part_has_none() -> None:
    """What the message says of scores serves a part that names none itself."""
    reader = ScoreReader([KIND], {})
    assert reader.view("is it bad", "my t-score is -1.8").values == (-1.8,)
    assert reader.view("is -2.0 bad", "my t-score is -1.8").values == (-2.0,)
    assert reader.view("is it bad", "my t-score is 2.1").values == ()


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("my t-score is -1.8", True),
        ("my t-score is -1.8, what does that mean?", True),
        ("which exercise and which food suit a spine with a t-score of -1.8", False),
        ("what is a t-score", False),
        ("is -1.0 bang on good or bad", True),
        ("-1.0 and my yoga class, good or bad for balance", False),
    ],
)
def test_whether_a_question_is_about_a_score(text: str, does: bool) -> None:  # noqa: FBT001
    """A question with a score and many other words is about the other words."""
    reader = ScoreReader([KIND], {})
    assert reader.leads(reader.view(text), text) is does


@pytest.mark.parametrize(
    ("text", "does"),
    [
        ("is that number bad", True),
        ("low or middle?", True),
        ("what is low", False),
        ("low or brittle?", False),
        ("walk or run?", False),
    ],
)
def test_a_score_that_is_only_told_of(text: str, does: bool) -> None:  # noqa: FBT001
    """It leads where the question is about a number, or between the names of ranges."""
    reader = ScoreReader([KIND], {})
    assert reader.leads(reader.view(text, "it came back -1.1"), text) is does


@pytest.mark.parametrize(
    ("value", "shown"), [(-1.8, "−1.8"), (2.1, "+2.1"), (-2.0, "−2"), (-1.85, "−1.85"), (-0.0, "0")]
)
def test_how_a_score_is_shown(value: float, shown: str) -> None:
    """A shown score always has its sign, the true minus."""
    assert signed(value) == shown


def test_a_score_keeps_its_digits(bot: Chatbot) -> None:
    """A score that was typed with a decimal is shown with it."""
    said = bot.reply("My T-score is -2.0, what does that mean?").message
    assert "−2" in said


@given(st.text(max_size=80))
def test_any_text_is_read(bot: Chatbot, text: str) -> None:
    """No text breaks it; what is read is plausible and stands where it says."""
    for score in read_scores(text, bot.library.scores, bot.library.sites):
        assert -8.0 <= score.value <= 6.0
        assert 0 <= score.place < len(text)


@given(st.integers(-80, -1), st.sampled_from("-−–‑"), st.sampled_from([".", ","]))
def test_a_sign_is_never_lost(bot: Chatbot, tenths: int, minus: str, point: str) -> None:
    """Every negative score of one decimal is read as typed, whatever dash and point are used."""
    whole, tenth = divmod(-tenths, 10)
    text = f"my T-score is {minus}{whole}{point}{tenth}"
    assert read(bot, text) == [("T", tenths / 10, True, None)]


@given(st.text(max_size=40), st.integers(1, 60))
def test_a_sign_is_never_invented(bot: Chatbot, text: str, tenths: int) -> None:
    """No positive number becomes negative, and no negative one positive."""
    for score in read_scores(f"{text} T-score is {tenths / 10}", bot.library.scores, {}):
        if score.place == len(f"{text} T-score is "):
            assert score.value == tenths / 10
            assert not score.signed
