"""What holds of every answer, over all development questions and over anything else."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot import Chatbot
from chatbot.answer import MAX_QUOTE, MAX_QUOTES, Answer, Quote, Turn
from chatbot.errors import InputError
from chatbot.safe_text import safe_text

DEV = Path(__file__).parent.parent / "eval" / "questions" / "dev.jsonl"


def quotes(answer: Answer) -> list[Quote]:
    """All quotes of an answer, those of its differences among them, each word once."""
    found = list(answer.quotes)
    for quote in (quote for item in answer.differences for quote in item.quotes):
        if not any(
            quote.document == other.document
            and other.start <= quote.start
            and quote.end <= other.end
            for other in found
        ):
            found.append(quote)
    return found


def wording(answer: Answer) -> Iterator[str]:
    """All that is shown of an answer besides quotes."""
    yield from (answer.question, answer.message, answer.disclaimer)
    yield from (*answer.resolved, *answer.suggestions, *answer.missing)
    if answer.care is not None:
        yield from (answer.care.title, answer.care.text, answer.care.source)


def verbatim(bot: Chatbot, quote: Quote) -> bool:
    """Whether a quote and its context stand in the document that they name, letter by letter."""
    document = bot.documents[quote.document]
    spans = [(quote.text, quote.start, quote.end)]
    spans += [(item.text, item.start, item.end) for item in quote.context]
    true = all(text and document.text[start:end] == text for text, start, end in spans)
    return true and quote.sha256 == document.sha256


def is_urgent(answer: Answer) -> bool:
    """Whether an answer's card is more than a prompt."""
    return answer.care is not None and answer.care.level != "prompt"


RULES: dict[str, Callable[[Chatbot, Answer], bool]] = {
    "each quote is verbatim": lambda bot, a: all(verbatim(bot, q) for q in quotes(a)),
    "no quote is over 600": lambda _, a: all(q.length <= MAX_QUOTE for q in quotes(a)),
    "all quotes are within 1,500": lambda _, a: sum(q.length for q in quotes(a)) <= MAX_QUOTES,
    "each passage can be shown": lambda bot, a: all(bot.lookup(q.passage) for q in quotes(a)),
    "each quote is for a part": lambda _, a: all(0 <= q.part < len(a.resolved) for q in a.quotes),
    "nothing controls a terminal": lambda _, a: all(safe_text(t) == t for t in wording(a)),
    "no brace is left open": lambda _, a: "{" not in a.message + a.disclaimer,
    "a card is urgent": lambda _, a: (a.kind == "urgent") == is_urgent(a),
    "an abstention quotes nothing": lambda _, a: a.kind != "abstain" or not a.quotes,
    "an abstention is unsure": lambda _, a: a.kind != "abstain" or a.confidence.level == "low",
    # A missing sign may be asked about before anything is looked up.
    "an answer quotes": lambda _, a: a.kind != "answer" or bool(a.quotes or "?" in a.message),
    "chat has no quotes": lambda _, a: a.kind != "chat" or not (a.quotes or a.care),
    "advice has a disclaimer": lambda _, a: a.kind == "chat" or bool(a.disclaimer),
    "something is said": lambda _, a: bool(a.message.strip()),
    "a confidence is a share": lambda _, a: (
        all(0.0 <= item.confidence <= 1.0 for item in a.intents)
        and 0.0 <= a.confidence.value <= 1.0
    ),
    "a score has its row": lambda bot, a: all(
        bot.documents[s.band.document].text[s.band.start : s.band.end] == s.band.text
        for s in a.scores
        if s.band
    ),
}


def broken(bot: Chatbot, answer: Answer) -> list[str]:
    """The rules that an answer breaks; none, it is hoped."""
    return [rule for rule, holds in RULES.items() if not holds(bot, answer)]


def test_every_development_question(bot: Chatbot) -> None:
    """No answer to any development question, nor to the turns before it, breaks a rule."""
    lines = [json.loads(line) for line in DEV.read_text("utf-8").splitlines() if line.strip()]
    assert len(lines) > 150
    found = {}
    for line in lines:
        turns: list[Turn] = []
        for question in [*line.get("turns", ()), line["question"]]:
            turns.append(Turn(question, bot.reply(question, turns)))
            found[question] = broken(bot, turns[-1].answer)
    assert {question: rules for question, rules in found.items() if rules} == {}


@settings(max_examples=60)
@given(st.text(max_size=60))
def test_any_message(bot: Chatbot, text: str) -> None:
    """Whatever is typed ends in an answer that breaks no rule, or in an InputError."""
    try:
        answer = bot.reply(text)
    except InputError:
        return
    assert broken(bot, answer) == []


WORDS = (
    "and calcium -2.5 osteopenia how much hip numb should I stop more ? . , vitamin D 2 cost "
    "T-score it is 2.1 romosozumab hello thanks yoga jumping numb"
).split()


@settings(max_examples=60)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=14).map(" ".join))
def test_any_second_turn(bot: Chatbot, text: str) -> None:
    """The same holds of a second turn, whatever it leans on."""
    first = bot.reply("How much calcium and vitamin D a day?")
    try:
        answer = bot.reply(text, [Turn(first.question, first)])
    except InputError:
        return
    assert broken(bot, answer) == []
