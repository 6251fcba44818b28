"""The conversation as a page for reading: headings, paragraphs and quotes, nothing drawn.

It is line mode in a browser: what a screen reader, a large print or a print-out is given.
"""

import asyncio
from dataclasses import asdict
from typing import Any

from chatbot.answer import Turn
from chatbot.exports import Draft
from chatbot.exports.pieces import Card, Cited, Piece, answer_pieces
from chatbot.plain import Talker
from chatbot.safe_text import safe_text
from chatbot.serving import wording
from chatbot.serving.clock import Clock
from chatbot.serving.messages import Heard, Said
from chatbot.serving.talk import Talk
from chatbot.tui.bot_protocol import Bot

Shown = dict[str, Any]
"""A piece of the page, ready to become JSON: what kind, and its texts."""

FILE = "application/octet-stream"
"""What a browser saves and does not show."""


class ReaderTalk(Talk):
    """Takes whole lines and gives back pieces of text, in the order in which they are read."""

    def __init__(self, bot: Bot, clock: Clock, idle: float) -> None:
        super().__init__(clock, idle)
        self._bot = bot
        self._talker = Talker(bot, self)
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        self._shown: list[Shown] = []
        self._files: list[tuple[str, bytes]] = []

    def do(self, heard: Heard) -> bool:
        """Take a line; whatever else a page says belongs to another sort of page."""
        if isinstance(heard, Said):
            self._lines.put_nowait(heard.line)
        return isinstance(heard, Said)

    async def live(self) -> str:
        """Answer line after line."""
        self._talker.welcome()
        self._hand_over()
        while (line := await self._lines.get()) is not None:
            goes_on = await asyncio.to_thread(self._talker.take, line)
            self._hand_over()
            if not goes_on:
                break
        return wording.LEFT

    def leave(self) -> None:
        """End it."""
        self._lines.put_nowait(None)

    def _hand_over(self) -> None:
        """Tell what one line has brought, all at once, so that it is read in one go."""
        shown, self._shown = self._shown, []
        files, self._files = self._files, []
        self.tell(pieces=shown)
        for name, data in files:
            self.offer_file(name, FILE, data)

    # What the talker says, in a thread of its own

    def say(self, text: str) -> None:
        """Fixed wording, a paragraph a paragraph."""
        self._shown += [{"kind": "text", "text": part} for part in safe_text(text).split("\n\n")]

    def answer(self, turn: Turn) -> None:
        """An answer, with its suggestions as things to choose."""
        answer = turn.answer
        self._shown += [
            _shown(piece) for piece in answer_pieces(turn.question, answer, self._bot.say)
        ]
        if answer.suggestions:
            key = "nearest_heading" if answer.kind == "abstain" else "suggestions_heading"
            chosen = [safe_text(text) for text in answer.suggestions]
            self._shown.append({"kind": "choices", "text": self._bot.say(key), "choices": chosen})

    def forget(self) -> None:
        """Clear the page."""
        self._shown = [{"kind": "clear"}]

    def keep(self, draft: Draft, name: str) -> str:
        """Offer a download. Raises InputError."""
        path = draft.path(name or draft.name)
        self._files.append((path.name, draft.text(path.suffix.lower()).encode()))
        return self._bot.say("downloaded", file=path.name)


def _shown(piece: Piece) -> Shown:
    match piece:
        case Card():
            kind = "card"
        case Cited():
            kind = "quote"
        case _:
            kind = piece.kind
    return {name: _safe(value) for name, value in asdict(piece).items()} | {"kind": kind}


def _safe(value: str | tuple[str, ...]) -> str | list[str]:
    return safe_text(value) if isinstance(value, str) else [safe_text(line) for line in value]
