"""The second reading: what a message is like, learned from messages that people labelled."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.answer import Level
from chatbot.compiling.likeness import groups_of, learn, likeness_sections
from chatbot.conversation.triage import Triage
from chatbot.pack.files import builtin_folder
from chatbot.pack.reading import read_pack
from chatbot.pack.records import Messages, Rule, RuleFile
from chatbot.pack.rulebook import RuleBook, compile_rules
from chatbot.retrieval.blocks import Block
from chatbot.retrieval.library import Library
from chatbot.retrieval.likeness import Likely, Likeness
from chatbot.retrieval.wordgroups import pieces, skeleton, windows
from chatbot.store import Store, pack_store
from counting import steps

GROUPS = {
    "filler": ("the", "is", "a"),
    "deny": ("no", "not"),
    "ask": ("what", "can"),
    "me": ("i", "my"),
    "other": ("mum",),
    "leg": ("leg", "waist down"),
    "numb": ("numb", "dead"),
    "chest": ("chest",),
    "pain": ("pain", "breathing"),
}
MESSAGES = Messages(
    (
        ("legs", "my leg is numb"),
        ("legs", "mum says the leg is dead"),
        ("legs", "I am numb from the waist down"),
        ("chest", "I have a pain in the chest"),
        ("chest", "chest pain"),
        ("none", "what is a leg"),
        ("none", "can the chest have a pain"),
        ("none", "my leg is not numb"),
        ("none", "I like milk"),
        ("none", "milk, tea, bread"),
    ),
    GROUPS,
    0.5,
)


def rule(name: str, level: Level, *examples: str) -> Rule:
    """A rule whose phrase no message holds."""
    return Rule(name, ("unheard",), (), examples, (), level=level, guards=("negation",))


FILE = RuleFile((rule("legs", "emergency"), rule("chest", "prompt")), {}, {}, MESSAGES)


def stored(file: RuleFile = FILE) -> Likeness:
    """The second reading as a turn has it: stored and opened again."""
    sections = likeness_sections("red_flags", file)
    store = Store(memoryview(pack_store({}, sections)))
    likeness = Library.likeness(_Shelf(store), "red_flags")  # type: ignore[arg-type]
    assert likeness is not None
    return likeness


class _Shelf:
    """A library of which only the store is there."""

    def __init__(self, store: Store) -> None:
        self.store = store


LIKENESS = stored()


def features(text: str) -> set[str]:
    """All features of a text."""
    return {name for window in windows(text, groups_of(MESSAGES)) for name in window}


@pytest.mark.parametrize(
    ("text", "there", "absent"),
    [
        ("my leg is numb", {"leg", "@leg", "@numb", "@leg~@numb", "!personal"}, {"-@numb"}),
        ("numb from the waist down", {"@leg", "@leg~@numb"}, {"@waist"}),
        ("my leg is not numb", {"@leg", "-@numb", "leg+is", "-not+numb"}, {"@numb", "not+numb"}),
        ("not so, numb", {"@numb"}, {"-@numb"}),
        ("what is a numb leg", {"?@leg", "?@numb", "!general"}, {"@numb"}),
        ("what is it that I feel in my leg", {"@leg", "!personal"}, {"?@leg"}),
        ("brething", {"@pain"}, set()),
        ("", set(), {"@leg"}),
    ],
)
def test_what_is_seen_in_a_message(text: str, there: set[str], absent: set[str]) -> None:
    """Words stand in groups, denied and general ones apart, a misspelt one by its consonants."""
    assert there <= features(text)
    assert not absent & features(text)


def test_short_words_have_no_skeleton() -> None:
    """Of a short word too little is left to tell it from another."""
    assert (skeleton("leg"), skeleton("swolen")) == ("", "")
    assert skeleton("breathing") == skeleton("brething") == "~brtng"


def test_a_long_letter_is_read_in_windows() -> None:
    """A window holds two neighbouring sentences, and a run of words without end is cut."""
    assert len(windows("One. Two. Three. Four.", groups_of(MESSAGES))) == 3
    assert len(windows("on " * 90, groups_of(MESSAGES))) == 4


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("the leg is dead", "legs"),
        ("pain, my chest", "chest"),
        ("Bread and milk. I like tea. And the leg is numb. Milk is good. I like bread.", "legs"),
    ],
)
def test_a_message_is_like_those_of_its_rule(text: str, first: str) -> None:
    """Groups carry over to words that stood in no message of the rule, wherever they stand."""
    likely = LIKENESS.read(text)
    assert likely is not None
    assert likely.rules[0][0] == first
    assert likely.share == pytest.approx(sum(part for _, part in likely.rules))
    assert likely.words


@pytest.mark.parametrize("text", ["milk and tea", "what is a leg", "can a chest have pain", ""])
def test_a_calm_message_is_like_none(text: str) -> None:
    """Under the bar nothing is said."""
    assert LIKENESS.read(text) is None


def test_few_words_must_be_surer() -> None:
    """What is said in five words or fewer is like much; the same among more words is heard."""
    assert LIKENESS.read("I have pain") is None
    assert LIKENESS.read("I have the pain the the") is not None
    assert LIKENESS.read("I am numb") is not None


def test_each_window_more_makes_it_harder_to_be_heard() -> None:
    """The longer a letter, the more chances to err: the odds count less by the number of windows."""
    near, far = (LIKENESS.read("the leg is dead." + more) for more in ("", " Tea. Milk. Bread."))
    assert near is not None
    assert far is None or far.share < near.share


def test_each_piece_is_weighed_once() -> None:
    """The work grows with the message's length and no faster, though each piece is in two windows."""

    def work(sentences: int) -> int:
        text = "My leg is numb. " * sentences
        return steps(lambda: LIKENESS.read(text), "likeness.py")

    assert work(1) > 0  # what is kept of the words is kept now
    assert 1.5 * work(20) < work(40) < 2.2 * work(20)


def test_a_sentence_is_weighed_once_a_turn() -> None:
    """A message is read as typed and as repaired; only the sentence that differs is new."""
    likeness = stored()
    likeness.read("My leg is numb. I like mikl. What is a leg?")
    likeness.read("My leg is numb. I like milk. What is a leg?")
    assert likeness._weigh.cache_info().misses == 4  # type: ignore[attr-defined]


def test_a_name_may_reach_over_more_than_a_word() -> None:
    """The longest name that begins at a word counts; its words do not count by themselves."""
    (piece,) = pieces("numb from the waist down", groups_of(MESSAGES))
    assert [token.said for token in piece] == ["numb", "from", "the", "waist down"]
    (piece,) = pieces("the waist", groups_of(MESSAGES))
    assert [(token.said, token.groups) for token in piece] == [("the", ("filler",)), ("waist", ())]


WORDS = st.sampled_from(["my", "leg", "numb", "not", "chest", "pain", "milk"])


@given(st.lists(WORDS, min_size=1, max_size=18))
def test_two_pieces_weigh_as_much_as_their_window(words: list[str]) -> None:
    """What stands in both sentences of a window counts once, as it did in training.

    So many words are one piece; more would be cut.
    """
    text = " ".join(words) + ". My leg is not numb."
    left, right = (LIKENESS._weigh(piece) for piece in pieces(text, LIKENESS._groups))
    (window,) = map(LIKENESS._weigh_features, windows(text, LIKENESS._groups))
    assert LIKENESS._odds(left, right) == pytest.approx(LIKENESS._odds(window, window))


def test_learning_holds_no_chance() -> None:
    """Equal messages give equal weights, so that equal packs compile to equal bytes."""
    assert likeness_sections("x", FILE) == likeness_sections("x", FILE)
    texts = list(MESSAGES.texts)
    assert learn(texts, groups_of(MESSAGES)) == learn(texts, groups_of(MESSAGES))


@given(st.dictionaries(st.text("ab~@_ ", min_size=1), st.lists(st.integers(0, 2**32 - 1))))
def test_rows_are_found_where_they_are_stored(rows: dict[str, list[int]]) -> None:
    """Each name gives its own row back, any other an empty one."""
    block = Block(*map(memoryview, Block.build(rows)))
    assert {name: list(block.row(name)) for name in rows} == rows
    assert list(block.row("never stored")) == []


@given(st.text())
def test_no_message_breaks_the_second_reading(text: str) -> None:
    """Any text has a reading, or none; the shares of the rules are those of the whole."""
    likely = LIKENESS.read(text)
    assert likely is None or 0.5 <= likely.share <= 1.0


def triage(likeness: Likeness | None) -> Triage:
    """Triage of the two rules with or without a second reading."""
    book = RuleBook(compile_rules(FILE, {}))
    return Triage(book, {}, likeness.read) if likeness else Triage(book, {})


@pytest.mark.parametrize(
    ("text", "card"),
    [
        ("the leg is dead", "legs"),
        ("unheard", "legs"),
        ("I like milk", None),
    ],
)
def test_the_second_reading_only_adds_cards(text: str, card: str | None) -> None:
    """Where a phrase is heard its card stays; where none is, the likest rule's card comes."""
    care = triage(LIKENESS).read(text)
    assert (care.rule if care else None) == card
    alone = triage(None).read(text)
    assert alone is None or care is not None


@pytest.mark.parametrize(
    ("rules", "card"),
    [
        ((("soon", 0.5), ("fever", 0.2), ("weight", 0.2)), "soon"),
        ((("soon", 0.4), ("fever", 0.3), ("weight", 0.2)), "fever"),
        ((("soon", 0.5), ("legs", 0.2), ("chest", 0.2)), "legs"),
        ((("soon", 0.8), ("legs", 0.1)), "soon"),
    ],
)
def test_the_graver_card_wins_where_it_is_fair(
    rules: tuple[tuple[str, float], ...], card: str
) -> None:
    """An emergency counts by all its rules together; an urgent card's own rule must be likely."""
    levels: dict[str, Level] = {"soon": "prompt", "fever": "urgent", "weight": "urgent"}
    known = [rule(name, levels.get(name, "emergency")) for name, _ in rules]
    book = RuleBook(compile_rules(RuleFile(tuple(known), {}, {}), {}))
    likely = Likely(sum(part for _, part in rules), rules, ())
    care = Triage(book, {}, lambda _: likely).read("anything")
    assert care is not None
    assert care.rule == card


def test_why_a_card_came_is_told() -> None:
    """The explanation names the rule, the share and the words that spoke."""
    why = triage(LIKENESS).explained("the leg is dead")[1]
    share = re.match(r"legs: like its messages (\d\.\d\d) ", why)
    assert share
    assert 0.5 < float(share[1]) <= 1.0
    assert "dead" in why
    assert triage(LIKENESS).explained("unheard")[1] == "legs: a phrase is heard"
    assert triage(LIKENESS).explained("milk")[1] == "no red flag"


def test_messages_are_labelled_with_rules_of_the_pack() -> None:
    """Every rule has messages of its own, and there are enough of those that call for nothing."""
    flags = read_pack(builtin_folder()).red_flags
    labels = [label for label, _ in flags.messages.texts]
    assert {rule.id for rule in flags.rules} <= set(labels)
    assert labels.count("none") >= 600
    texts = [text.casefold() for _, text in flags.messages.texts]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("I took a toss off the bottom stair. Standing is out of the question since.", "emergency"),
        ("my lips are buzzing and my hands have gone into claws", "urgent"),
        ("how much calcium is in a glass of milk", None),
        ("Which exercises help my balance?", None),
    ],
)
def test_the_built_in_pack_has_a_second_reading(bot: Chatbot, text: str, level: str | None) -> None:
    """New wordings of a red flag are met with a card, plain questions are not."""
    care = bot.triage(text)
    assert (care.level if care else None) == level
