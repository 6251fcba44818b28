"""One conversation in a browser, which outlives a lost connection."""

import asyncio
import base64
import secrets
from abc import ABC, abstractmethod
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from chatbot.serving import wording
from chatbot.serving.clock import Clock, QuietWatch
from chatbot.serving.messages import Heard, Left

GRACE = 60.0
"""Seconds for which a conversation waits for a page that was cut off."""

Told = dict[str, Any]
"""A message to the page, ready to become JSON."""


class Talk(ABC):
    """What one person sees and does: `run` it, `attach` a connection, then `told` and `hear`."""

    def __init__(self, clock: Clock, idle: float) -> None:
        self.name = secrets.token_urlsafe(16)
        self._clock, self._idle = clock, idle
        self._watch = QuietWatch(clock, idle, self._warn)
        self._waiting: list[Told] = []
        self._news = asyncio.Event()
        self._over = False
        self._end: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._visit = 0
        self._leaving: asyncio.Task[None] | None = None

    # What each sort of page does in its own way

    @abstractmethod
    def do(self, heard: Heard) -> bool:
        """Do what the person did; False where it is no sign that somebody is there."""

    @abstractmethod
    async def live(self) -> str:
        """Go on until the conversation is over by itself; return a word to the person."""

    @abstractmethod
    def leave(self) -> None:
        """Let `live` come to its end."""

    def drawing(self) -> list[Told]:
        """What has changed since this was last asked."""
        return []

    def welcome(self) -> Told:
        """What a page is told when it is connected, besides the conversation's name."""
        return {}

    # What the conversation tells the page

    def offer_file(self, name: str, kind: str, data: bytes) -> None:
        """Offer a download."""
        self.tell(file={"name": name, "kind": kind, "data": base64.b64encode(data).decode()})

    def tell(self, **message: object) -> None:
        """Tell the page something."""
        self._waiting.append(message)
        self._news.set()

    def drawn(self) -> None:
        """There is something new to see."""
        self._news.set()

    async def told(self, visit: int) -> AsyncIterator[Told]:
        """What the page is to be told, until the conversation is over or another visit begins.

        What is drawn while a message is on its way goes together into the next.
        """
        while not self._over or self._news.is_set():
            await self._news.wait()
            await asyncio.sleep(0)  # let the drawing that is under way come to its end
            if visit != self._visit:
                return
            self._news.clear()
            waiting, self._waiting = self._waiting, []
            for message in (*self.drawing(), *waiting):
                yield message

    def _warn(self, soon: bool) -> None:  # noqa: FBT001 - what a watch calls
        self.tell(notice=wording.IDLE_SOON if soon else "")

    # What the page tells the conversation

    def hear(self, heard: Heard) -> None:
        """Do what the person did."""
        if isinstance(heard, Left):
            self.stop(wording.LEFT)
        elif self.do(heard):
            self._watch.touch()

    # From beginning to end

    def attach(self) -> int:
        """Begin a visit: a connection that sees everything, in place of the one before."""
        self._visit += 1
        self.tell(talk=self.name, **self.welcome())
        if self._leaving:
            self._leaving.cancel()
            self._leaving = None
        return self._visit

    def detach(self, visit: int) -> None:
        """End a visit whose connection is gone; the conversation waits a while for another."""
        if visit == self._visit and not self._over and self._leaving is None:
            self._leaving = asyncio.create_task(self._leave_later(), name="leaving")

    async def _leave_later(self) -> None:
        await self._clock.sleep(GRACE)
        self.stop(wording.LOST)

    def stop(self, words: str) -> None:
        """End the conversation, with a word to the person."""
        if not self._end.done():
            self._end.set_result(words)

    async def run(self) -> None:
        """Run until the conversation, the person's patience or the server comes to an end."""
        living = asyncio.create_task(self.live(), name="conversation")
        quiet = asyncio.create_task(self._watch.over(), name="quiet")
        try:
            await asyncio.wait((living, quiet, self._end), return_when=asyncio.FIRST_COMPLETED)
            if quiet.done():
                self.stop(wording.IDLE.format(minutes=wording.minutes(self._idle)))
            if living.done():
                self.stop(wording.FAULT if living.exception() else living.result())
            self.tell(end=self._end.result())
        finally:
            self._over = True
            self._news.set()
            quiet.cancel()
            if self._leaving:
                self._leaving.cancel()
            self.leave()
            with suppress(asyncio.CancelledError, Exception):  # told already, without its words
                await living
