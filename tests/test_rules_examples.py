"""Every rule and every intent of the built-in pack against its own examples.

Where the router misses an example, the miss is listed here with its reason and must go on to
fail: a miss that is mended is to be taken off the list, so that no repair goes unnoticed.
"""

from collections.abc import Iterator

import pytest

from chatbot import Chatbot
from chatbot.answer import Turn
from chatbot.pack.files import builtin_folder
from chatbot.pack.reading import read_pack
from chatbot.pack.records import CALM, IntentSpec, Rule

PACK = read_pack(builtin_folder())
RULES = {"red_flags": PACK.red_flags, "decisions": PACK.decisions, "chat": PACK.chat}

MISSES: dict[tuple[str, str], str] = {}
"""(Intent, example) to the reason why the router misses it."""


def rules() -> Iterator[object]:
    """Each rule with the file that it stands in, named after both."""
    for file, book in RULES.items():
        for rule in book.rules:
            yield pytest.param(file, rule, id=f"{file}-{rule.id}")


def examples(*, matching: bool) -> Iterator[object]:
    """Each example of each intent, the listed misses as expected failures."""
    for intent in PACK.intents:
        for text in intent.should_match if matching else intent.should_not_match:
            reason = MISSES.get((intent.name, text))
            marks = [pytest.mark.xfail(reason=reason)] if reason else []
            yield pytest.param(intent.name, text, id=f"{intent.name}-{text}", marks=marks)


def routed(bot: Chatbot, text: str) -> str:
    """The router's best intent for a question as it is typed."""
    query = bot.library.query(text)
    scored = bool(bot.steps.scores.view(text).scores or bot.steps.scores.view(text).doubted)
    return bot.steps.router.route(bot.library.features(query, scored=scored))[0].name


@pytest.mark.parametrize(("file", "rule"), list(rules()))
def test_a_rule_matches_its_examples(bot: Chatbot, file: str, rule: Rule) -> None:
    """Each rule matches all that it says it matches, and nothing that it says it does not."""
    book = bot.library.rules(file)
    missed, mistaken = (
        [text for text in texts if (rule.id in {hit.rule.id for hit in book.find(text)}) != wanted]
        for texts, wanted in ((rule.should_match, True), (rule.should_not_match, False))
    )
    assert (missed, mistaken) == ([], [])


@pytest.mark.parametrize("rule", PACK.red_flags.rules, ids=lambda rule: rule.id)
def test_no_example_is_taken_back(bot: Chatbot, rule: Rule) -> None:
    """The second reading silences no message of which a rule says that it matches it."""
    assert [text for text in rule.should_match if bot.triage(text) is None] == []


def test_what_is_never_calm() -> None:
    """No second reading silences despair, violence, a call for help, or a card that says "soon"."""
    firm = {rule.id for rule in PACK.red_flags.rules if CALM not in rule.guards}
    soon = {rule.id for rule in PACK.red_flags.rules if rule.level == "prompt"}
    assert firm == soon | {"self-harm", "asks-for-emergency-help", "abuse"}


@pytest.mark.parametrize(("file", "rule"), list(rules()))
def test_a_rule_has_examples(file: str, rule: Rule) -> None:
    """A rule has ten messages that it hears and five look-alikes, each of them once."""
    assert file in RULES
    assert len(set(rule.should_match)) >= 10
    assert len(set(rule.should_not_match)) >= 5


@pytest.mark.parametrize(("file", "rule"), list(rules()))
def test_what_a_rule_says(file: str, rule: Rule) -> None:
    """No fixed sentence gives a diagnosis, and a card that nobody reviewed says so."""
    said = f" {rule.title} {rule.text} ".casefold()
    assert not any(word in said for word in (" you have osteo", " you are suffering", "diagnosed"))
    if file == "red_flags" and rule.source != "general caution, not clinically reviewed":
        name, _, words = rule.source.partition(": ")
        (document,) = (document for document in PACK.documents if document.id == name)
        assert words in document.text


@pytest.mark.parametrize(("intent", "text"), list(examples(matching=True)))
def test_the_router_knows_an_intents_examples(bot: Chatbot, intent: str, text: str) -> None:
    """An example that should match is routed to its intent first."""
    assert routed(bot, text) == intent


@pytest.mark.parametrize(("intent", "text"), list(examples(matching=False)))
def test_the_router_keeps_others_out(bot: Chatbot, intent: str, text: str) -> None:
    """An example that should not match is not routed to that intent first."""
    assert routed(bot, text) != intent


@pytest.mark.parametrize("intent", PACK.intents, ids=lambda intent: intent.name)
def test_the_router_never_learns_from_examples(intent: IntentSpec) -> None:
    """Examples test the router, so none of them is among the phrases that it learns from."""
    learned = {text.casefold().strip(" ?.!") for i in PACK.intents for text in i.phrases}
    learned |= {text.casefold().strip(" ?.!") for p in PACK.phrasings for text in p.questions}
    tested = {text.casefold().strip(" ?.!") for text in intent.should_match}
    assert not tested & learned


def test_all_intents_of_the_contract_are_there() -> None:
    """The built-in pack has the eleven intents that the JSON contract names."""
    assert sorted(intent.name for intent in PACK.intents) == sorted(
        "definition scoring diet exercise medication causes symptoms diagnosis outlook cost "
        "seeking_care".split()
    )


def test_each_message_has_one_reading_among_chat_rules(bot: Chatbot) -> None:
    """An example of a chat rule is chat to the whole turn, unless a red flag comes first."""
    for rule in PACK.chat.rules:
        for text in rule.should_match if not rule.after else ():
            assert bot.reply(text).kind == "chat", text


BEFORE = {"urgent": "I fell and can't feel my legs", "refer": "Should I stop my alendronate?"}


def test_a_rule_with_a_place_in_the_talk_is_heard_there(bot: Chatbot) -> None:
    """After such an answer each example has its own fixed reply; without one it has not."""
    for rule in PACK.chat.rules:
        if rule.after:
            before = Turn(BEFORE[rule.after], bot.reply(BEFORE[rule.after]))
            assert before.answer.kind == rule.after
            for text in rule.should_match:
                reply = bot.reply(text, [before])
                assert [item.name for item in reply.intents] == [rule.id], text
                assert (reply.quotes, reply.care) == ((), None), text
                assert bot.reply(text).message != reply.message, text
