"""What a turn costs, counted: how often it asks a model, and what it leaves in memory."""

import gc
import json
import tracemalloc
from pathlib import Path

from chatbot import Chatbot

DEV = Path(__file__).parent.parent / "eval" / "questions" / "dev.jsonl"
QUESTIONS = [json.loads(line)["question"] for line in DEV.read_text("utf-8").splitlines()]


def test_each_model_is_worked_out_once_a_question(bot: Chatbot) -> None:
    """Router and gate, ranking and gate ask for the same odds: they are added up once."""
    bot.reply("What is osteopenia?")
    models = (bot._router._model, bot._retriever._answers)
    before = [model._odds.cache_info().misses for model in models]
    bot.reply("How much calcium do women need?")
    after = [model._odds.cache_info().misses for model in models]
    assert [new - old for old, new in zip(before, after, strict=True)] == [1, 1]


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
