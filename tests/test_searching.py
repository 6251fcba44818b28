"""Looking up: what staff get for their words, while they type and once they have."""

import pytest

from chatbot import Chatbot
from chatbot.searching import Filters


@pytest.mark.parametrize(
    ("typed", "searched"),
    [
        ("osteop", "osteopenia"),
        ("how much prote", "how much protein"),
        ("calcium", ""),
        ("how much calcium ", ""),
        ("o", ""),
        ("the", ""),
        ("bisfosfonates and foo", "bisphosphonates and food"),
    ],
)
def test_the_last_word_may_be_unfinished(bot: Chatbot, typed: str, searched: str) -> None:
    """A stub is finished to a word of the documents; what was searched is said where it differs."""
    assert bot.look_up(typed, typing=True).searched == searched


def test_a_finished_word_is_searched_as_it_is(bot: Chatbot) -> None:
    """Whoever has sent their words is not second-guessed."""
    assert bot.look_up("osteop").searched != "osteopenia"


@pytest.mark.parametrize(
    ("words", "missing", "found"),
    [
        ("Evenity", ("Evenity",), False),
        ("romosozumab", ("romosozumab",), False),
        ("Evenity cost", ("romosozumab",), True),
        ("smoking and zeppelins", ("zeppelins",), True),
        ("the zeppelin", ("zeppelin",), False),
        ("how much calcium", (), True),
        ("who pays for the scan", (), True),
        ("dexa scanner", (), True),
    ],
)
def test_what_the_documents_lack_is_no_reason_for_a_hit(
    bot: Chatbot,
    words: str,
    missing: tuple[str, ...],
    found: bool,  # noqa: FBT001 - a table
) -> None:
    """A thing or a word that they never mention is named, as answers name it; alone it finds none.

    Stems that are alike by chance (Evenity, even) and questions that sound alike are no evidence.
    """
    looked_up = bot.look_up(words)
    assert (looked_up.missing, bool(looked_up.hits)) == (missing, found)


def test_every_hit_hands_over_quotes_that_are_true(bot: Chatbot) -> None:
    """Quotes stand in their passage letter by letter, with the disclaimer of their kind."""
    for words in ("calcium", "how much does a scan cost", "side effects of alendronate"):
        hits = bot.look_up(words).hits
        assert hits
        for hit in hits:
            assert hit.quotes
            assert hit.disclaimer
            for quote in hit.quotes:
                text = bot.documents[quote.document].text
                assert text[quote.start : quote.end] == quote.text
                assert quote.passage == hit.passage
                assert hit.start <= quote.start < quote.end <= hit.end


def test_a_hit_says_why(bot: Chatbot) -> None:
    """Terms with weight and rarity, the known question it is most like, the odds of its kind."""
    hit = bot.look_up("how much calcium a day").hits[0]
    assert [reason.term for reason in hit.reasons][:2] == ["calcium", "day"]
    assert all(reason.weight > 0 and reason.idf > 0 for reason in hit.reasons)
    assert hit.question == "How much calcium a day"
    assert hit.likeness == pytest.approx(1.0)
    assert hit.odds > 0.5


def test_why_is_told_in_words_that_were_typed(bot: Chatbot) -> None:
    """An agent reads no stems: the typed word, or the thing's usual name, each once."""
    why = bot.look_up("phytates and osteoporosis in perimenopause").hits[0].why
    assert {word for word in why if "(" not in word} <= {
        "phytates",
        "osteoporosis",
        "perimenopause",
    }
    assert len(why) == len(set(why))
    assert bot.look_up("dowagers hump").hits[0].why[:2] == ("dowagers", "hump")


def test_a_red_flag_is_read_in_every_look_up(bot: Chatbot) -> None:
    """As typed, as finished and as repaired; the passages follow."""
    found = bot.look_up("I fell and cannot feel my legs", typing=True)
    assert found.care
    assert found.care.level == "emergency"
    assert found.hits
    assert bot.look_up("calcium", typing=True).care is None


def test_filters_and_limit(bot: Chatbot) -> None:
    """Only what passes is counted."""
    hits = bot.look_up("bone", Filters(intent="exercise", limit=3)).hits
    assert [hit.rank for hit in hits] == list(range(1, len(hits) + 1))
    assert {hit.intent for hit in hits} == {"exercise"}
    assert len(hits) <= 3
