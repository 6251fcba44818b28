"""Puts questions to the bot, each in its own conversation, and keeps what came back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from time import perf_counter

from chatbot.answer import Answer, Turn
from chatbot.bot import Chatbot
from chatbot.evaluation.matching import (
    Found,
    Matcher,
    exact,
    shown_differences,
    shown_passage,
    shown_quotes,
)
from chatbot.evaluation.questions import Question

Ranking = tuple[tuple[str, float], ...]
"""Passage ids with their scores, best first."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A question and what a system made of it.

    `answer` is None for a system that only ranks passages. `relevant` are the passages that hold
    gold; `seconds` is the time of the last turn alone.
    """

    question: Question
    found: Found
    ranking: Ranking
    relevant: tuple[str, ...]
    answer: Answer | None = None
    exact: bool = True
    seconds: float = 0.0


def run_bot(
    bot: Chatbot, questions: Sequence[Question], tick: Callable[[], None] = lambda: None
) -> list[Outcome]:
    """Ask each question after its earlier turns. Raises InputError for gold that is not there."""
    matcher = Matcher(bot.documents)
    matcher.check(questions)
    outcomes = []
    for question in questions:
        turns = converse(bot, question.turns)
        started = perf_counter()
        answer = bot.reply(question.text, turns)
        seconds = perf_counter() - started
        outcomes.append(
            Outcome(
                question=question,
                found=matcher.judge(question.gold, shown_quotes(answer), shown_differences(answer)),
                ranking=_ranking(bot, answer.resolved or (question.text,)),
                relevant=tuple(matcher.relevant(question, bot.library.passages)),
                answer=answer,
                exact=exact(answer, bot.documents),
                seconds=seconds,
            )
        )
        tick()
    return outcomes


def converse(bot: Chatbot, messages: Sequence[str]) -> list[Turn]:
    """The turns of a conversation."""
    turns: list[Turn] = []
    for message in messages:
        turns.append(Turn(message, bot.reply(message, turns)))
    return turns


def run_plain(bot: Chatbot, questions: Sequence[Question]) -> list[Outcome]:
    """Plain rank-bm25 over the same passages: the question as typed, its first three passages.

    No headings, phrasings, lexicon, spelling repair or conversation: the least to be better than.
    """
    # Imports nltk, numpy and rank_bm25.
    from chatbot.compiling.collection import plain_ranker

    passages, documents = bot.library.passages, bot.documents
    rank = plain_ranker([documents[p.document].text[p.start : p.end] for p in passages])
    matcher = Matcher(documents)
    outcomes = []
    for question in questions:
        order = rank(question.text)
        shown = [shown_passage(passages[place]) for place, _ in order[:3]]
        outcomes.append(
            Outcome(
                question=question,
                found=matcher.judge(question.gold, shown, ()),
                ranking=tuple((passages[place].id, score) for place, score in order),
                relevant=tuple(matcher.relevant(question, passages)),
            )
        )
    return outcomes


def _ranking(bot: Chatbot, parts: Sequence[str]) -> Ranking:
    """The full ranking of passages; of several parts in turn, each part's best ahead."""
    lists = [
        # In double quotes words would have to stand as they are: that is for staff.
        bot.search(part.translate(_NO_QUOTES), limit=len(bot.library.passages))
        for part in parts
        if any(letter.isalnum() for letter in part)
    ]
    merged: dict[str, float] = {}
    for rank in range(max(map(len, lists), default=0)):
        for hits in lists:
            if rank < len(hits):
                merged.setdefault(hits[rank].passage, hits[rank].score)
    return tuple(merged.items())


_NO_QUOTES = str.maketrans(dict.fromkeys('"“”', " "))
