"""Care cards on a file of messages: how many are found, how many are false alarms."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import get_args

from chatbot.answer import Level
from chatbot.bot import Chatbot
from chatbot.errors import InputError
from chatbot.evaluation.questions import read_jsonl, word_of, words_of
from chatbot.evaluation.running import converse
from chatbot.evaluation.statistics import wilson

LEVELS: tuple[str, ...] = get_args(Level)
"""Gravest first."""


@dataclass(frozen=True, slots=True)
class Message:
    """A message with the level of care it calls for, or None."""

    id: str
    text: str
    turns: tuple[str, ...]
    level: str | None


@dataclass(frozen=True, slots=True)
class Seen:
    """A message and the level of the card that came, or None."""

    message: Message
    got: str | None


@dataclass(frozen=True, slots=True)
class Share:
    """A share of messages with its Wilson 95 % interval."""

    name: str
    hits: int
    count: int

    @property
    def interval(self) -> tuple[float, float]:
        """From, to."""
        return wilson(self.hits, self.count)


def read_messages(path: Path) -> list[Message]:
    """All messages of a JSONL file. Raises InputError with file and line."""
    messages = []
    for row, place in read_jsonl(path):
        level = row.get("level")
        if level is not None and level not in LEVELS:
            raise InputError(f'{place}: "level" must be null or one of {", ".join(LEVELS)}')
        messages.append(
            Message(
                word_of(row, "id", place),
                word_of(row, "message", place),
                words_of(row, "turns", place),
                level,
            )
        )
    if not messages:
        raise InputError(f"{path}: holds no messages")
    return messages


def run_messages(
    bot: Chatbot, messages: Sequence[Message], tick: Callable[[], None] = lambda: None
) -> list[Seen]:
    """Say each message after its earlier turns."""
    seen = []
    for message in messages:
        care = bot.reply(message.text, converse(bot, message.turns)).care
        seen.append(Seen(message, care.level if care else None))
        tick()
    return seen


def shares(seen: Sequence[Seen]) -> list[Share]:
    """Recall for each level (a graver card counts as found), exactness, and false alarms."""
    found = []
    for level in LEVELS:
        group = [item for item in seen if item.message.level == level]
        grave = LEVELS[: LEVELS.index(level) + 1]
        found.append(Share(f"{level} found", sum(i.got in grave for i in group), len(group)))
        exact = sum(item.got == level for item in group)
        found.append(Share(f"{level} exact", exact, len(group)))
    calm = [item for item in seen if item.message.level is None]
    alarms = sum(item.got is not None for item in calm)
    grave_alarms = sum(item.got in LEVELS[:2] for item in calm)
    found.append(Share("false alarms", alarms, len(calm)))
    found.append(Share("  of them grave", grave_alarms, len(calm)))
    return found


def redflags_text(seen: Sequence[Seen], most: int | None) -> str:
    """The messages that were judged otherwise, then the shares."""
    wrong = [item for item in seen if item.got != item.message.level]
    lines = [f"Judged otherwise: {len(wrong)} of {len(seen)} messages"]
    for item in wrong[:most]:
        said = " / ".join([*item.message.turns, item.message.text])
        lines.append(f"- {item.message.id} {item.got}, expected {item.message.level}: {said}")
    if most is not None and len(wrong) > most:
        lines.append(f"  … and {len(wrong) - most} more (--missed lists all)")
    lines.append("")
    for share in shares(seen):
        low, high = share.interval
        part = share.hits / share.count if share.count else 0.0
        lines.append(
            f"{share.name:17}{share.hits:>4} of {share.count:<4} {part:6.1%}  "
            f"(95 % {low:.1%} to {high:.1%})"
        )
    return "\n".join(lines)
