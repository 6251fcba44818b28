"""What a turn costs, counted: how often it asks a model, and what it leaves in memory."""

import gc
import json
import tracemalloc
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pytest

import chatbot.bot
import chatbot.retrieval.library
from chatbot import Chatbot, patterns
from chatbot.conversation import composing
from chatbot.conversation.splitting import split_parts
from chatbot.pack import words
from chatbot.pack.matching import Matcher, Places
from chatbot.pack.rulebook import Hit
from counting import steps

DEV = Path(__file__).parent.parent / "eval" / "questions" / "dev.jsonl"
QUESTIONS = [json.loads(line)["question"] for line in DEV.read_text("utf-8").splitlines()]


def test_each_model_is_worked_out_once_a_question(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Router and gate, ranking and gate ask for the same odds: they are added up once."""
    monkeypatch.setattr(chatbot.bot, "forget_turn", lambda: None)
    bot.reply("What is osteopenia?")
    models = (bot.steps.router._model, bot.steps.retriever._answers)
    before = [model._odds.cache_info().misses for model in models]
    bot.reply("How much calcium do women need?")
    after = [model._odds.cache_info().misses for model in models]
    assert [new - old for old, new in zip(before, after, strict=True)] == [1, 1]


def test_a_part_is_described_to_the_models_once(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Router, ranking and gate read the same features; only a score needs them once more."""
    described: list[bool] = []
    features = chatbot.retrieval.library.features

    def counted(*given: object, scored: bool) -> dict[str, float]:
        described.append(scored)
        return features(*given, scored=scored)  # type: ignore[arg-type]

    monkeypatch.setattr(chatbot.retrieval.library, "features", counted)
    bot.reply("How much calcium do women need?")
    assert described == [False]
    bot.reply("My T-score is -1.8. What does it mean?")
    assert sorted(described[1:]) == [False, True]


def test_only_what_may_be_a_red_flag_is_held_against_greetings(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Most messages are like no red flag: triage by itself does not look for greetings in them."""
    read: list[str] = []
    find = bot.steps.chat.find

    def counted(text: str) -> list[Hit]:
        read.append(text)
        return find(text)

    monkeypatch.setattr(bot.steps.chat, "find", counted)
    assert bot.triage("How much calcium do women need?") is None
    assert read == []
    assert bot.triage("my lips are buzzing and my hands have gone into claws")
    assert len(read) == 1


def test_the_beginning_of_a_text_is_read_once(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Many expressions ask what a text begins with: it is worked out for all of them at once."""
    monkeypatch.setattr(chatbot.bot, "forget_turn", lambda: None)
    before = patterns._beginning.cache_info()  # type: ignore[attr-defined]
    bot.reply("And what else, please, can a bone scan of the heel tell?")
    after = patterns._beginning.cache_info()  # type: ignore[attr-defined]
    assert after.hits - before.hits > 2 * (after.misses - before.misses) > 0


def test_where_a_term_stands_is_looked_for_once(bot: Chatbot) -> None:
    """Terms asked again cost no second look through the passages, however many others came since.

    To look for a term is to look through the text of every passage that may hold it.
    """
    retriever = bot.steps.retriever
    looked_for = []
    for _ in range(2):
        before = retriever._held_by.cache_info().misses
        for term in sorted(retriever.documented):
            retriever._held_by(term)
        looked_for.append(retriever._held_by.cache_info().misses - before)
    assert looked_for[1] == 0


def test_suggestions_are_compared_until_there_are_enough(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What comes behind the last that is shown is not held against what was asked."""
    compared: list[str] = []
    asked = composing._asked

    def counted(suggestion: str, known: Sequence[frozenset[str]]) -> bool:
        compared.append(suggestion)
        return asked(suggestion, known)

    monkeypatch.setattr(composing, "_asked", counted)
    answer = bot.reply("What is osteopenia?")
    assert compared
    assert compared[-1] == answer.suggestions[-1]


@pytest.mark.parametrize("piece", ["when I stand, and ", "wants to know if ", "what, ", "a, if "])
def test_joining_words_cost_no_more_than_they_are_many(bot: Chatbot, piece: str) -> None:
    """Twice the clauses take at most three times the steps, however many there are."""
    library = bot.library

    def cost(times: int) -> int:
        text = piece * times + "bones ache?"
        return steps(lambda: split_parts(text, library.analyzer, library.kinds), "words.py")

    assert cost(400) < 3 * cost(200)


def test_three_hundred_turns_need_no_more_memory_than_thirty(bot: Chatbot) -> None:
    """What turns keep is kept once: asking the same again and again adds nothing."""

    def held(rounds: int) -> int:
        for _ in range(rounds):
            for question in QUESTIONS[:30]:
                bot.reply(question)
        gc.collect()
        return tracemalloc.get_traced_memory()[0]

    tracemalloc.start()
    try:
        thirty = held(1)
        assert held(9) < thirty + max(thirty // 20, 100_000)
    finally:
        tracemalloc.stop()


def test_a_message_is_read_for_phrases_once_by_each_file_of_rules(
    bot: Chatbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As a whole, by its sentences and by whoever asks: no file of rules walks a text twice."""
    walked: list[tuple[int, int]] = []
    places = Matcher.places

    def counted(self: Matcher, words: Iterable[str]) -> Places:
        read = tuple(words)
        walked.append((id(self), hash(read)))
        return places(self, read)

    monkeypatch.setattr(Matcher, "places", counted)
    bot.reply("My mother broke her hip. I am worried. What is osteopenia, and what does it cost?")
    assert walked
    assert len(walked) == len(set(walked))


def test_no_text_is_split_into_words_twice(bot: Chatbot, monkeypatch: pytest.MonkeyPatch) -> None:
    """The message, its sentences, its parts and what they become: each is split once a turn."""
    split: list[str] = []
    words_of = words.words_of

    def counted(text: str) -> Iterator[words.Word]:
        split.append(text)
        return words_of(text)

    monkeypatch.setattr(words, "words_of", counted)
    bot.reply(
        "I'm a baker and up at three. My mother broke her hip, and I'd a scan, it's -0.8. Does "
        "lifting flour count as exercise, or should I walk more? And how much calcium do I need?"
    )
    assert split
    assert len(split) == len(set(split))
