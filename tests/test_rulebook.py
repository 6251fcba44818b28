"""Rules with their guards: denied, long past, asked about in general, void, or nothing else said."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.answer import Level
from chatbot.conversation.triage import Triage, graver
from chatbot.pack.records import CALM, Rule, RuleFile
from chatbot.pack.rulebook import RuleBook, compile_rules

ALL = ("negation", "past", "educational")
GUARDS = {
    "negators": ("no", "not", "never", "without"),
    "past": ("years ago", "as a child"),
    "present": ("now", "today"),
    "educational": ("what causes", "can ..1 osteoporosis"),
    "personal": ("i", "my mother"),
    "fillers": ("please", "my dear"),
    "reports": ("has come",),
    "longstanding": ("for years", "always"),
    "joints": ("but", "and my", "as"),
    "alternatives": ("or [any]",),
    "harmless": ("numb feet ..3 skating", "numbing cream"),
}


def rule(name: str, *phrases: str, **more: object) -> Rule:
    """A rule without examples."""
    return Rule(name, phrases, more.pop("unless", ()), (), (), **more)  # type: ignore[arg-type]


def book(*rules: Rule) -> RuleBook:
    """Rules as a turn has them: compiled, and read from their tables."""
    return RuleBook(compile_rules(RuleFile(rules, {"leg": ("leg", "foot")}, GUARDS), {}))


def names(rules: RuleBook, text: str) -> list[str]:
    """The ids of the rules that match."""
    return [hit.rule.id for hit in rules.find(text)]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("numb legs", True),
        ("I have numb legs", True),
        ("no numb legs", False),
        ("I do not have numb legs", False),
        ("I do not have any numb legs", False),
        ("not so very much numb legs", True),
        ("not that I have very numb legs", True),
        ("No, numb legs", True),
        ("no. Numb legs", True),
        ("without numbness, numb legs", True),
        ("numb legs, no pain", True),
        ("never numb legs", False),
        ("no numb legs before, numb legs today", True),
        ("no pain in the chest or numb legs", False),
        ("no pain in the chest or any numb legs", False),
        ("no pain in the chest and numb legs", True),
        ("no pain in the chest but a rash or numb legs", True),
        ("no pain in the chest, a rash or numb legs", True),
        ("not in so very many more words than these or numb legs", True),
    ],
)
def test_negation(text: str, matches: bool) -> None:  # noqa: FBT001
    """A negator voids a match that begins within three words of it, in the same clause."""
    rules = book(rule("legs", "numb @leg", guards=("negation",)))
    assert bool(rules.find(text)) is matches


def test_a_negator_inside_a_match_denies_nothing() -> None:
    """A phrase may hold a negator of its own: "no feeling in my leg" is no denial."""
    rules = book(rule("legs", "no feeling ..3 @leg", guards=("negation",)))
    assert names(rules, "no feeling in my leg") == ["legs"]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("chest pain", True),
        ("chest pain years ago", False),
        ("as a child I had chest pain", False),
        ("chest pain years ago and again now", True),
        ("years ago we moved to the coast of the North Sea and I have chest pain", True),
        ("Chest pain years ago. What should I eat now?", False),
        ("Chest pain years ago. Today it is back.", True),
        ("Is it my chest pain of years ago, again today?", True),
        ("Years ago, chest pain", False),
        ("chest pain, as a child", False),
        ("heart trouble years ago, chest pain", True),
        ("heart trouble years ago but chest pain", True),
        ("chest pain, and heart trouble years ago", True),
        ("heart trouble years ago and my chest pain", True),
        ("as a child. chest pain", True),
        ("chest pain as a child in the cold", False),
    ],
)
def test_past(text: str, matches: bool) -> None:  # noqa: FBT001
    """What is long past needs no card, unless the sentence, or one that tells, speaks of now."""
    rules = book(rule("chest", "chest pain", guards=("past",)))
    assert bool(rules.find(text)) is matches


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("What causes chest pain?", False),
        ("can osteoporosis give chest pain", False),
        ("can osteoporosis give numbness, chest pain", False),
        ("can osteoporosis heal, chest pain has come", True),
        ("can osteoporosis heal but chest pain today", True),
        ("can osteoporosis heal today, chest pain", False),
        ("can osteoporosis heal, chest, pain has come", True),
        ("what causes chest, pain today", False),
        ("chest pain, what causes it", True),
        ("What causes osteopenia? chest pain", True),
        ("What causes the chest pain that I have?", True),
        ("What causes my mother chest pain?", True),
        ("and what causes chest pain", True),
        ("What causes chest pain? I like milk.", False),
        ("What causes chest pain? I feel it now.", True),
        ("What causes chest pain? Should I eat now?", False),
    ],
)
def test_educational(text: str, matches: bool) -> None:  # noqa: FBT001
    """A question in general is no emergency, unless it or a sentence about now names a person."""
    rules = book(rule("chest", "chest pain", guards=("educational",)))
    assert bool(rules.find(text)) is matches


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("numb feet", True),
        ("numb feet when I went skating", False),
        ("skating, numb feet", True),
        ("numb feet when I was out skating, now a numb leg", True),
        ("a numb leg, numb feet when I went skating", True),
        ("numb feet when skating, and still numb", True),
        ("numbing cream on my foot", True),
    ],
)
def test_an_expression_that_means_something_else(text: str, matches: bool) -> None:  # noqa: FBT001
    """A harmless expression voids what stands wholly inside it, and nothing that reaches out."""
    rules = book(rule("legs", "numb &4 @leg"))
    assert bool(rules.find(text)) is matches


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("my feet have been numb for years", False),
        ("numb feet, for years", False),
        ("My toes are fine. Always numb feet. Can I hop?", False),
        ("thin bones for years, numb feet", True),
        ("thin bones for years and my numb feet", True),
        ("always well but numb feet", True),
        ("numb feet. For years I danced", True),
        ("numb feet for years, worse today", True),
        ("Numb feet for years. Today I fell.", True),
        ("numb, and for years bad feet", True),
        ("numb for years, my foot", True),
        ("numb foot for. years", True),
    ],
)
def test_longstanding(text: str, matches: bool) -> None:  # noqa: FBT001
    """What has been so for long is silent if the match's own clause says so, and nothing is new."""
    rules = book(rule("feet", "numb &6 @leg", guards=("longstanding",)))
    assert bool(rules.find(text)) is matches


def test_a_rule_without_guards_always_matches() -> None:
    """Guards are the rule's own choice."""
    text = "What causes no chest pain years ago?"
    assert names(book(rule("all", "chest pain", guards=ALL)), text) == []
    assert names(book(rule("none", "chest pain")), text) == ["none"]


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("can I lift my child", True),
        ("can I lift my child's pram", False),
        ("a pram. can I lift my child", False),
    ],
)
def test_unless(text: str, matches: bool) -> None:  # noqa: FBT001
    """A phrase under `unless` voids its rule wherever it stands in the message."""
    rules = book(rule("lift", "lift ..1 child*", unless=("pram",)), rule("other", "lift"))
    assert names(rules, text) == (["lift", "other"] if matches else ["other"])


@pytest.mark.parametrize(
    ("text", "matches"),
    [
        ("hello", True),
        ("Hello, please!", True),
        ("hello my dear", True),
        ("hello hello", False),
        ("hello, my hip hurts", False),
        ("please", False),
    ],
)
def test_whole(text: str, matches: bool) -> None:  # noqa: FBT001
    """A rule with `whole` wants the message to be nothing else, fillers apart."""
    greeting = rule("greeting", "=hello", whole=True)
    assert bool(book(greeting).find(text)) is matches
    fillers = {"fillers": GUARDS["fillers"]}  # phrases without gaps: each word is to be named
    named = RuleBook(compile_rules(RuleFile((greeting,), {}, fillers), {}))
    assert bool(named.find(text)) is matches


def test_whole_with_a_gap() -> None:
    """A word that a phrase passes over is part of what it says."""
    thanks = rule("thanks", "thanks ..1 lot", whole=True)
    assert names(book(thanks), "thanks a lot, please") == ["thanks"]
    alone = RuleBook(compile_rules(RuleFile((thanks,), {}, {}), {}))
    assert names(alone, "thanks a lot") == ["thanks"]


def test_rules_come_in_the_order_of_their_file() -> None:
    """Each rule matches once, and the file's order decides, not the message's."""
    rules = book(rule("one", "hip"), rule("two", "back", "hip"), rule("three", "leg"))
    assert names(rules, "back and hip and back") == ["one", "two"]
    assert rules.find("") == []


@pytest.mark.parametrize(
    ("text", "level", "card"),
    [
        ("my hip", "prompt", "hip"),
        ("my hip and back", "urgent", "back"),
        ("my hip, back and chest", "emergency", "chest"),
        ("my chest and lung", "emergency", "chest"),
        ("nothing at all", None, None),
    ],
)
def test_the_highest_level_wins(text: str, level: Level | None, card: str | None) -> None:
    """One card is shown: of the highest level, and of equals the first in the file."""
    rules = book(
        rule("hip", "hip", level="prompt"),
        rule("back", "back", level="urgent"),
        rule("chest", "chest", level="emergency", text="Call {emergency_line} or {crisis_line}."),
        rule("lung", "lung", level="emergency"),
    )
    care = Triage(rules, {"emergency": "112", "crisis": "116 123"}).read(text)
    assert (care.level if care else None, care.rule if care else None) == (level, card)
    assert care is None or card != "chest" or care.text == "Call 112 or 116 123."
    assert graver(care, None) == graver(None, care) == care


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("numb legs. I broke an arm years ago", True),
        ("I broke an arm years ago\n\nnumb legs", True),
        ("How long was the film? numb legs", True),
        ("numb legs years ago", False),
        ("numb legs in the film", False),
        ("Hello. No numb legs. Goodbye.", False),
    ],
)
def test_each_sentence_is_heard_by_itself(text: str, shown: bool) -> None:  # noqa: FBT001
    """What one sentence says is not silenced by what is asked or told beside it."""
    rules = book(rule("legs", "numb @leg", level="emergency", guards=ALL, unless=("film",)))
    assert bool(Triage(rules, {}).read(text)) is shown


@pytest.mark.parametrize(
    ("guards", "text", "shown"),
    [
        ((CALM,), "numb legs", True),
        ((CALM,), "the film is called numb legs", False),
        ((CALM,), "the film is long. My numb legs", True),
        ((CALM,), "the film is long. The film is called numb legs", False),
        ((), "the film is called numb legs", True),
    ],
)
def test_calm(guards: tuple[str, ...], text: str, shown: bool) -> None:  # noqa: FBT001
    """A second reading that is sure silences rules with the guard, and no other rule."""
    rules = book(rule("legs", "numb @leg", level="emergency", guards=guards))
    triage = Triage(rules, {}, is_calm=lambda message: "film" in message)
    assert triage.read(text, firm=True)
    care, why = triage.explained(text)
    assert bool(care) is shown
    assert ("like plain messages" in why) is not shown


MESSAGE = st.lists(
    st.sampled_from("no not numb leg foot , . what causes i years ago now please hello".split())
).map(" ".join)


@given(MESSAGE)
def test_no_message_breaks_a_rule_book(text: str) -> None:
    """Guards may only take matches away."""
    bare, guarded = (book(rule("legs", "numb ..2 @leg", guards=g)) for g in ((), ALL))
    assert set(names(guarded, text)) <= set(names(bare, text))
