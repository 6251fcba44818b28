"""Where two documents cannot both be true, or one warns of what another advises."""

import pytest

from chatbot import Chatbot
from chatbot.answer import Quote
from chatbot.conversation.comparing import differences
from chatbot.pack.records import Anchor, Claim, Pack

LINE = Anchor("a", "the line")
OTHER = Anchor("b", "the line")
JUMP = Anchor("b", "jump")


def quote(anchor: Anchor, around: str = "") -> Quote:
    """A quote that holds an anchor's words."""
    text = f"{around}{anchor.text}{around}"
    return Quote(0, text, anchor.document, "T", "S", "p", "", None, 0, len(text), "hash")


def claim(name: str, *sides: Anchor, values: tuple[float, ...] = (), **more: object) -> Claim:
    """A claim named after its topic."""
    triggers = more.get("triggers", ())
    return Claim(name, name, "differ", "They differ.", (), values, sides, triggers)  # type: ignore[arg-type]


CLAIMS = [
    claim("first", LINE, OTHER, values=(-2.5,)),
    claim("second", LINE, JUMP, triggers=(JUMP,)),
    claim("third", LINE, LINE),
    claim("fourth", OTHER, JUMP, values=(-2.5, -1.0)),
]


@pytest.mark.parametrize(
    ("asked", "values", "quoted", "topics"),
    [
        ([], [], [], []),
        (["first"], [], [], ["first"]),
        ([], [-2.5], [], ["first", "fourth"]),
        ([], [-1.0], [], ["fourth"]),
        ([], [2.5], [], []),
        ([], [], [JUMP], ["second"]),
        ([], [], [LINE], []),
        (["third"], [], [JUMP], ["third", "second"]),
        (["fourth", "first"], [], [], ["first", "fourth"]),
        (["third", "fourth"], [-2.5], [JUMP], ["first", "third"]),
    ],
)
def test_which_claims_are_shown(
    asked: list[str], values: list[float], quoted: list[Anchor], topics: list[str]
) -> None:
    """Claims asked about come first, then those an answer quotes; two at most."""
    found = differences(CLAIMS, asked, values, [quote(a, "…") for a in quoted], quote)
    assert [difference.topic for difference in found] == topics


def test_both_sides_are_quoted() -> None:
    """A difference carries a quote a side, each once."""
    (first,) = differences(CLAIMS, ["first"], [], [], quote)
    assert [q.document for q in first.quotes] == ["a", "b"]
    assert (first.relation, first.text) == ("differ", "They differ.")
    (third,) = differences(CLAIMS, ["third"], [], [], quote)
    assert [q.document for q in third.quotes] == ["a"]


def test_the_builtin_claims(bot: Chatbot, pack: Pack) -> None:
    """Every side and trigger of a built-in claim can be quoted, from two documents at least."""
    for item in pack.claims:
        quotes = [bot.steps.quoter.of_anchor(0, anchor) for anchor in item.sides]
        assert all(a.text in q.text for a, q in zip(item.sides, quotes, strict=True)), item.id
        assert len({q.document for q in quotes}) > 1, item.id
        for anchor in item.triggers:
            assert anchor.text in bot.steps.quoter.of_anchor(0, anchor).text


@pytest.mark.parametrize(
    ("question", "relation", "topic"),
    [
        ("T-score exactly −2.5?", "differ", "-2.5"),
        ("My T-score is -1.0, what does that mean?", "differ", "-1.0"),
        ("Is jumping good for my bones?", "caution", "Jumping"),
        ("Is yoga good for osteopenia?", "caution", "Yoga"),
    ],
)
def test_where_the_builtin_documents_differ(
    bot: Chatbot, question: str, relation: str, topic: str
) -> None:
    """The sources' two lines differ; jumping and yoga stand against care."""
    found = bot.reply(question).differences
    assert [d.relation for d in found if topic in d.topic] == [relation]
    assert len({quote.document for quote in found[0].quotes}) > 1


@pytest.mark.parametrize("question", ["What is osteopenia?", "What is a Z-score?"])
def test_adding_to_each_other_is_no_difference(bot: Chatbot, question: str) -> None:
    """Where the sources say the same or add to each other, nothing is said of differences."""
    assert bot.reply(question).differences == ()
