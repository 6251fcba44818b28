"""One conversation in a browser: an application of its own, which outlives a lost connection."""

import asyncio
import base64
import secrets
from collections.abc import AsyncIterator
from contextlib import suppress
from typing import Any

from chatbot.serving import wording
from chatbot.serving.clock import Clock, QuietWatch
from chatbot.serving.messages import (
    Heard,
    Left,
    Opened,
    Pasted,
    Pointed,
    Pressed,
    Resized,
    Resumed,
    Typed,
)
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.browser import PageApp
from chatbot.tui.cells import Cells

GRACE = 60.0
"""Seconds for which a conversation waits for a page that was cut off."""

Told = dict[str, Any]
"""A message to the page, ready to become JSON."""


class Talk:
    """What one person sees and does: `run` it, `attach` a connection, then `told` and `hear`."""

    def __init__(self, bot: Bot, clock: Clock, idle: float, opened: Opened) -> None:
        self.name = secrets.token_urlsafe(16)
        self.cells = Cells(opened.columns, opened.rows)
        self._clock, self._idle = clock, idle
        self._watch = QuietWatch(clock, idle, self._warn)
        self._app = PageApp(bot, self, light=opened.light)
        self._waiting: list[Told] = []
        self._news = asyncio.Event()
        self._over = False
        self._end: asyncio.Future[str] = asyncio.get_running_loop().create_future()
        self._visit = 0
        self._leaving: asyncio.Task[None] | None = None

    # What the application tells the page

    def drawn(self) -> None:
        """Cells have changed."""
        self._news.set()

    def offer_link(self, url: str) -> None:
        """Offer an address of the web; nothing else that a browser would run."""
        if url.startswith(("https://", "http://")):
            self._tell(link=url)

    def offer_file(self, name: str, kind: str, data: bytes) -> None:
        """Offer a download."""
        self._tell(file={"name": name, "kind": kind, "data": base64.b64encode(data).decode()})

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
            for message in (*self._drawing(), *waiting):
                yield message

    def _drawing(self) -> list[Told]:
        rows = {
            number: [[run.text, *run.style, run.width] for run in self.cells.row(number)]
            for number in sorted(self.cells.changed())
        }
        copied, self.cells.copied = self.cells.copied, []
        size = [self.cells.columns, self.cells.rows]
        drawing: list[Told] = [{"size": size, "rows": rows, "cursor": self.cells.cursor}]
        return [*drawing, *({"copy": text} for text in copied)]

    def _tell(self, **message: object) -> None:
        self._waiting.append(message)
        self._news.set()

    def _warn(self, soon: bool) -> None:  # noqa: FBT001 - what a watch calls
        self._tell(notice=wording.IDLE_SOON if soon else "")

    # What the page tells the application

    def hear(self, heard: Heard) -> None:
        """Do what the person did."""
        if isinstance(heard, Left):
            self.stop(wording.LEFT)
        if isinstance(heard, Resized):
            self._app.fit(heard.columns, heard.rows)
        if not self._app.ready.is_set():
            return  # keys that were pressed before there was anything to see
        match heard:
            case Typed(text):
                self._app.type_text(text)
            case Pasted(text):
                self._app.paste_text(text)
            case Pressed(key):
                self._app.press(key)
            case Pointed(does, x, y):
                self._app.point(does, x, y, button=1 if does in {"down", "up"} else 0)
            case Opened() | Resumed() | Resized() | Left():
                return  # no sign that somebody is there
        self._watch.touch()

    # From beginning to end

    def attach(self) -> int:
        """Begin a visit: a connection that sees everything, in place of the one before."""
        self._visit += 1
        self.cells.all_changed()
        self._tell(talk=self.name)
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
        """Run the application until it, the person's patience or the server comes to an end."""
        app = asyncio.create_task(self._app.run_async(), name="conversation")
        quiet = asyncio.create_task(self._watch.over(), name="quiet")
        try:
            await asyncio.wait((app, quiet, self._end), return_when=asyncio.FIRST_COMPLETED)
            if quiet.done():
                self.stop(wording.IDLE.format(minutes=wording.minutes(self._idle)))
            self.stop(wording.FAULT if self._app.return_code else wording.LEFT)
            self._tell(end=self._end.result())
        finally:
            self._over = True
            self._news.set()
            quiet.cancel()
            if self._leaving:
                self._leaving.cancel()
            self._app.exit()
            with suppress(asyncio.CancelledError):
                await app
