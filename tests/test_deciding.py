"""Personal decisions: what phrases hear, and what the second reading adds and takes back."""

import pytest

from chatbot import Chatbot
from chatbot.conversation.deciding import Decisions
from chatbot.pack.files import builtin_folder
from chatbot.pack.reading import read_pack
from chatbot.pack.records import Messages, Rule, RuleFile
from chatbot.pack.rulebook import RuleBook, compile_rules
from test_likeness import stored

GROUPS = {
    "me": ("i", "my"),
    "ask": ("what", "how"),
    "may": ("may", "should"),
    "pot": ("pot", "jar"),
}
TEXTS = (
    ("repot", "may I repot my rose"),
    ("repot", "should I give my rose a bigger jar"),
    ("repot", "a bigger pot, yes or no"),
    ("prune", "should I cut my rose back"),
    ("prune", "may I cut it now"),
    ("none", "what is a pot"),
    ("none", "how is a rose cut in spring"),
    ("none", "how big is a jar"),
    ("none", "what do roses like"),
)


def rule(name: str, phrase: str) -> Rule:
    """A decision that one phrase hears."""
    return Rule(name, (phrase,), (), (), (), ask="a gardener")


def decisions(veto: float) -> Decisions:
    """Two rules with a second reading that takes back what is under `veto`."""
    file = RuleFile(
        (rule("repot", "repot"), rule("prune", "in spring")),
        messages=Messages(TEXTS, GROUPS, 0.6, veto),
    )
    return Decisions(RuleBook(compile_rules(file, {})), stored(file))


@pytest.mark.parametrize(
    ("veto", "text", "name", "why"),
    [
        (0.0, "may I repot", "repot", "a phrase is heard"),
        (0.0, "should I give my roses a bigger pot", "repot", "like its messages"),
        (0.0, "should I cut mine back", "prune", "like its messages"),
        (0.0, "what do roses like", None, "no decision"),
        (0.0, "how is a rose cut in spring", "prune", "a phrase is heard"),
        (0.4, "how is a rose cut in spring", None, "it is like plain questions"),
        (0.4, "may I repot my rose", "repot", "a phrase is heard"),
    ],
)
def test_a_message_is_read_twice(veto: float, text: str, name: str | None, why: str) -> None:
    """Phrases speak first; the second reading adds decisions, and under the veto takes them back."""
    found, told = decisions(veto).find((text,))
    assert (found.id if found else None) == name
    assert why in told


def test_one_reading_that_decides_is_enough() -> None:
    """Nothing is taken back while one way to read the message is like a decision."""
    both = ("how is a rose cut in spring", "should I cut my rose back in spring")
    assert decisions(0.4).find(both)[0] is not None
    assert decisions(0.4).find(both[:1])[0] is None


def test_without_messages_phrases_decide() -> None:
    """A pack without labelled messages has the first reading alone."""
    book = RuleBook(compile_rules(RuleFile((rule("repot", "repot"),)), {}))
    assert Decisions(book).find(("a bigger pot",)) == (None, "no decision")
    assert Decisions(book).find(("a bigger pot", "repot"))[1] == "repot: a phrase is heard"


def test_messages_are_labelled_with_rules_of_the_pack() -> None:
    """Every decision has messages of its own, there are enough calm ones, and none stands twice."""
    file = read_pack(builtin_folder()).decisions
    labels = [label for label, _ in file.messages.texts]
    assert {rule.id for rule in file.rules} <= set(labels)
    assert len(labels) >= 500
    assert labels.count("none") >= 250
    texts = [text.casefold() for _, text in file.messages.texts]
    assert len(texts) == len(set(texts))


@pytest.mark.parametrize(
    "text",
    [
        "is my -2.7 bad enough for the drip",
        "one nurse says treat, the other says watch. Whom do I believe?",
    ],
)
def test_what_no_phrase_hears_is_referred(bot: Chatbot, text: str) -> None:
    """New wordings of a decision are referred."""
    assert not bot.library.rules("decisions").find(text)
    assert bot.reply(text).kind == "refer"


@pytest.mark.parametrize(
    "text",
    [
        "I take calcium and vitamin D every morning. Why do they go together?",
        "My doctor started me on Fosamax. How does it work?",
        "what should I eat for strong bones",
    ],
)
def test_a_question_for_information_is_no_decision(bot: Chatbot, text: str) -> None:
    """Who speaks of himself may still only want to know something."""
    assert bot.reply(text).kind == "answer"


def test_the_built_in_veto_takes_no_example_back(bot: Chatbot) -> None:
    """No rule's own example is ever vetoed."""
    rules = read_pack(builtin_folder()).decisions.rules
    lost = [
        t for rule in rules for t in rule.should_match if bot.steps.decisions.find((t,))[0] is None
    ]
    assert lost == []
