"""Scores in forms that are easily cut short: spoken points, odd marks, number words, lone letters."""

import pytest

from chatbot.conversation.followup.replying import sign_told
from chatbot.conversation.scoring import ScoreReader
from chatbot.pack.files import builtin_folder
from chatbot.pack.reading import read_pack


@pytest.fixture(scope="module")
def reader() -> ScoreReader:
    """The reader of the built-in pack."""
    pack = read_pack(builtin_folder())
    return ScoreReader(pack.scores, pack.sites)


@pytest.mark.parametrize(
    ("text", "scores"),
    [
        ("T score negative 2 point 9", [("T", -2.9)]),
        ("my T-score is minus 2 point 6", [("T", -2.6)]),
        ("T minus 1 point 8", [("T", -1.8)]),
        ("T score −2·7", [("T", -2.7)]),
        ("T -2 . 9", [("T", -2.9)]),
        ("T score \uff0d\uff12\uff0e\uff18", [("T", -2.8)]),
        ("T score -2\u066b8", [("T", -2.8)]),
        ("T−2.8", [("T", -2.8)]),
        ("T–2.8", [("T", -2.8)]),
        ("T-2.8", [("T", -2.8)]),
        ("Z-1.2", [("Z", -1.2)]),
        ("T minus two point eight", [("T", -2.8)]),
        ("my t-score is minus one and a half", [("T", -1.5)]),
        ("my T-score is negative three", [("T", -3.0)]),
        ("my T-score is negative three, is that bad", [("T", -3.0)]),
        ("T -1.1 Z -0.3", [("T", -1.1), ("Z", -0.3)]),
        ("it says -1.1 at spine and Z -0.3", [("T", -1.1), ("Z", -0.3)]),
        ("caller T score 2.8 minus", [("T", -2.8)]),
        ("T-score -2. 3 fractures so far", [("T", -2.0), ("T", 3.0)]),
        ("t scores -1.8,-2.3", [("T", -1.8), ("T", -2.3)]),
        ("t-score -1.8/-2.3", [("T", -1.8), ("T", -2.3)]),
        ("spine -2.5/hip -1.8", [("T", -2.5), ("T", -1.8)]),
        ("my t-score is -1.4, from 2019-03-04", [("T", -1.4)]),
        ("blood pressure 120/80, t-score -1.4 on 12/10/2024", [("T", -1.4)]),
        ("my t-score is low and I take 1.5/day", []),
        ("T-score -2.5, BMD 0.642 g/cm2, FRAX major 18%", [("T", -2.5)]),
    ],
)
def test_the_whole_number_is_read(
    reader: ScoreReader, text: str, scores: list[tuple[str, float]]
) -> None:
    """A score is read with all its digits, its sign and its kind."""
    view = reader.view(text)
    found = sorted((*view.scores, *view.doubted), key=lambda score: score.place)
    assert [(score.kind, score.value) for score in found] == scores


@pytest.mark.parametrize(
    "text",
    ["T -2..8", "T score -2'8", "T-score minus 2-8", "T-score minus 2-5", "T-score -2. 8",
     "T score -2 8", "settled on minus one", "vitamin D-3", "group B-2"],
)  # fmt: skip
def test_an_unclear_number_is_no_score(reader: ScoreReader, text: str) -> None:
    """Where more digits follow and the number is not clear, no part of it is taken for a score."""
    assert not reader.view(text).held


@pytest.mark.parametrize(
    ("text", "unread"),
    [
        ("T -2..8", True),
        ("my T-score minus 2-8", True),
        ("t score -28, is that bad", True),
        ("Z-score is -12", True),
        ("t score -2:8", True),
        ("T-score -2.8", False),
        ("T-score 2.8", False),
        ("T-score at 72", False),
        ("my t-score appointment is at 10:30", False),
        ("what is a T-score", False),
        ("I fell 2-3 times", False),
        ("it is -28 outside", False),
        ("which t-score xx", False),
    ],
)
def test_a_score_that_cannot_be_read_is_noticed(
    reader: ScoreReader,
    text: str,
    unread: bool,  # noqa: FBT001
) -> None:
    """A score whose number has no one reading, or lies outside its kind, is to be asked for again."""
    assert reader.view(text).unread is unread


@pytest.mark.parametrize(
    "text",
    [
        "My letter says T-score -2.5 at femoral neck, BMD 0.642 g/cm2, FRAX major 18%",
        "caller 71F T -2.8 hip, wants to know if osteoporosis",
    ],
)
def test_a_score_leads_beside_other_measurements(reader: ScoreReader, text: str) -> None:
    """Other measurements, and words that tell who asks, do not hide that a score is asked about."""
    assert reader.leads(reader.view(text), text)


@pytest.mark.parametrize(
    ("text", "sign"),
    [
        ("it has a minus in front", "-"),
        ("there is a minus before it", "-"),
        ("minus in front of it", "-"),
        ("it has no minus in front", "+"),
        ("is it minus in front?", ""),
        ("yes before", ""),
    ],
)
def test_a_sign_told_with_its_place(text: str, sign: str) -> None:
    """A reply may say where the sign stands."""
    assert sign_told(text) == sign
