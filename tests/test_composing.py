"""An answer is fixed wording around quotes, within its budget."""

from dataclasses import replace

import pytest

from chatbot import Chatbot
from chatbot.answer import (
    Care,
    Confidence,
    Kind,
    Level,
    Quote,
    Score,
    Span,
)
from chatbot.conversation.composing import (
    Composer,
    Draft,
    PartFound,
    kind_of,
    listed,
)
from chatbot.pack.rulebook import RuleHead
from drafted import part, quote

DECISION = RuleHead(
    "stop", None, "", "I can't decide that.", "", "your doctor", whole=False, guards=()
)
BAND = Span("a", 0, 9, "1" * 9)


def care(level: Level) -> Care:
    """A card of a level."""
    return Care(level, "rule", "Title", "Text.", "general caution, not clinically reviewed")


@pytest.fixture(scope="module")
def composer() -> Composer:
    """A composer whose wording is the wording's key and what is filled in."""

    def say(key: str, **words: str) -> str:
        return " ".join([f"<{key}>", *words.values()])

    table = {"diet": ("Ask a cook.", ["Milk?", "Kale?"]), "cost": ("Ask a bank.", ["Price?"])}
    return Composer(say, table, ["milk", "kale"])


@pytest.mark.parametrize(
    ("level", "refer", "answered", "kind"),
    [
        ("emergency", True, True, "urgent"),
        ("urgent", True, True, "urgent"),
        ("urgent", False, False, "urgent"),
        ("prompt", True, True, "refer"),
        ("prompt", False, True, "answer"),
        ("prompt", False, False, "abstain"),
        (None, True, True, "refer"),
        (None, True, False, "refer"),
        (None, False, True, "answer"),
        (None, False, False, "abstain"),
    ],
)
def test_the_first_kind_that_applies(
    level: Level | None,
    refer: bool,  # noqa: FBT001
    answered: bool,  # noqa: FBT001
    kind: Kind,
) -> None:
    """Urgent, then refer, then answer, then abstain; a prompt card leaves the kind alone."""
    assert kind_of(care(level) if level else None, refer=refer, answered=answered) == kind


@pytest.mark.parametrize(
    ("parts", "message"),
    [
        ((part(quote(0, 0, 9)),), "<answer_one>"),
        ((part(quote(0, 0, 9), quote(0, 0, 9, "b")),), "<answer_many>"),
        ((part(quote(0, 0, 9), confidence=Confidence("medium", 0.6)),), "<answer_medium>"),
        (
            (part(quote(0, 0, 9)), part(quote(1, 20, 9))),
            "<answer_parts>",
        ),
        (
            (part(quote(0, 0, 9)), part()),
            "<answer_parts> <part_missing> How much",
        ),
        (
            (part(quote(0, 0, 9), missing=("gold", "salt")),),
            "<answer_one> <also_missing> gold or salt",
        ),
        ((part(),), "<abstain> <abstain_help>"),
        ((part(missing=("gold",)),), "<abstain_missing> gold <abstain_help>"),
        (
            (part(quote(0, 0, 9), scores=(Score("T", -1.8),)),),
            "<score_unheld> a T-score of −1.8",
        ),
        (
            (part(quote(0, 0, 9), scores=(Score("T", -1.8, band=BAND),)),),
            "<score_held> a T-score of −1.8",
        ),
        (
            (part(quote(0, 0, 90), scores=(Score("T", -1.8, band=BAND),)),),
            "<answer_one>",
        ),
        ((part(quote(0, 0, 9), unread=True),), "<score_unread> <answer_one>"),
        ((part(unread=True),), "<score_unread>"),
    ],
)
def test_messages(composer: Composer, parts: tuple[PartFound, ...], message: str) -> None:
    """What is said above the quotes follows from what was found."""
    assert composer.compose(Draft("How much?", None, None, parts)).message == message


@pytest.mark.parametrize(
    ("texts", "said"),
    [
        (("words",), True),
        (("words", "more words"), True),
        (("every two to three years",), False),
        (("1,000 mg",), False),
        (("words", "twice a week"), False),
    ],
)
def test_an_amount_that_is_not_given_is_said(texts: tuple[str, ...], said: bool) -> None:  # noqa: FBT001
    """Where no quote says how much, how often or how long, in digits or words, the answer does."""
    quotes = [replace(quote(n, 10 * n, 10 * n + 5), text=text) for n, text in enumerate(texts)]
    composer = Composer(lambda key, **words: f"<{key}> {words}", {}, [])
    found = part(*quotes, topic=("magnesium",), wants_number=True)
    message = composer.compose(Draft("How much?", None, None, (found,))).message
    assert ("<no_amount> {'topic': 'magnesium'}" in message) is said


def test_a_missing_sign_is_asked_about(composer: Composer) -> None:
    """A doubted score asks, suggests both signs, and is no score of the answer."""
    found = part(doubted=(Score("T", 2.1),))
    answer = composer.compose(Draft("my t score is 2.1", None, None, (found,)))
    assert (answer.kind, answer.scores) == ("answer", ())
    assert answer.message == "<ask_sign> −2.1"
    assert answer.suggestions[:2] == ("<ask_sign_minus> T −2.1", "<ask_sign_plus> T +2.1")


def test_no_topics_are_promised_where_there_are_none() -> None:
    """Without intents there is nothing to choose from below, and none is spoken of."""
    bare = Composer(lambda key, **_: f"<{key}>", {}, ())
    answer = bare.compose(Draft("What is osmosis?", None, None, (part(),)))
    assert answer.suggestions == ()
    assert answer.message == "<abstain> <abstain_help_alone>"
    unclear = bare.compose(Draft("it?", None, None, (replace(part(), unclear=True),)))
    assert unclear.message == "<ask_topic_alone>"


def test_a_decision_gets_no_yes_or_no(composer: Composer) -> None:
    """A referral says whom to ask, with quotes and without."""
    answer = composer.compose(Draft("Should I stop?", None, DECISION, (part(quote(0, 0, 9)),)))
    assert answer.kind == "refer"
    assert answer.message == "I can't decide that. <refer_ask> your doctor <refer_quotes>"
    bare = composer.compose(Draft("Should I stop?", None, DECISION, (part(),)))
    assert (bare.kind, bare.quotes) == ("refer", ())
    assert bare.message == "I can't decide that. <refer_ask> your doctor"


@pytest.mark.parametrize(
    ("level", "decision", "quotes", "disclaimer"),
    [
        ("urgent", DECISION, (quote(0, 0, 9),), "<disclaimer_urgent>"),
        (None, DECISION, (quote(0, 0, 9),), "<disclaimer_refer>"),
        (None, None, (), "<disclaimer_abstain>"),
        (None, None, (quote(0, 0, 9),), "Ask a cook."),
    ],
)
def test_disclaimers(
    composer: Composer,
    level: Level | None,
    decision: RuleHead | None,
    quotes: tuple[Quote, ...],
    disclaimer: str,
) -> None:
    """The kind decides the disclaimer; an answer's comes from its best intent."""
    draft = Draft("How?", care(level) if level else None, decision, (part(*quotes),))
    assert composer.compose(draft).disclaimer == disclaimer


def test_suggestions_leave_out_what_was_asked(composer: Composer) -> None:
    """Suggestions come from the likely intents in turn; none was asked before."""
    draft = Draft("milk", None, None, (part(quote(0, 0, 9)),), asked_before=("kale?",))
    assert composer.compose(draft).suggestions == ("Price?",)
    fresh = replace(draft, question="?", asked_before=())
    assert composer.compose(fresh).suggestions == ("Milk?", "Price?", "Kale?")


def test_chat_has_fixed_words_alone(composer: Composer) -> None:
    """A greeting is answered in fixed words with the pack's topics, without quotes."""
    rule = DECISION._replace(id="greeting", text="Hello. Ask about {covers}.")
    answer = composer.chat("hi", rule)
    assert (answer.kind, answer.message) == ("chat", "Hello. Ask about milk and kale.")
    assert (answer.quotes, answer.intents[0].name) == ((), "greeting")


@pytest.mark.parametrize(
    ("words", "text"),
    [([], ""), (["a"], "a"), (["a", "b"], "a or b"), (["a", "b", "c"], "a, b or c")],
)
def test_lists_in_a_sentence(words: list[str], text: str) -> None:
    """Words are listed as people list them."""
    assert listed(words, "or") == text


def test_every_sentence_that_is_said_is_worded(bot: Chatbot) -> None:
    """Each key that the code asks for has its wording in copy.toml, and no brace is left open."""
    keys = """
        answer_one answer_many answer_parts answer_medium no_amount part_missing score_held
        score_unheld score_unread ask_sign ask_sign_minus ask_sign_plus urgent_first urgent_then refer_ask
        refer_anyone refer_quotes abstain abstain_missing also_missing abstain_help
        abstain_help_alone ask_topic ask_topic_alone abstain_language disclaimer
        disclaimer_refer disclaimer_abstain disclaimer_urgent
    """.split()
    assert [key for key in keys if not bot.say(key)] == []
    filled = bot.say("ask_sign", minus="−2.1")
    assert "−2.1" in filled
    assert "{" not in filled
