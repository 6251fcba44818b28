"""The web server: a page, its assets, and one connection a conversation; nothing else."""

import asyncio
import gc
import logging
from collections.abc import Awaitable, Callable
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files

from aiohttp import WSCloseCode, WSMsgType, web

from chatbot.config.settings import Config
from chatbot.errors import InputError
from chatbot.serving import pages, wording
from chatbot.serving.clock import Clock, RealClock
from chatbot.serving.elsewhere import Elsewhere
from chatbot.serving.guard import Guard
from chatbot.serving.messages import LONGEST, Entered, Opened, Resumed, read_message
from chatbot.serving.reader_talk import ReaderTalk
from chatbot.serving.screen_talk import ScreenTalk
from chatbot.serving.talk import Talk
from chatbot.tui.bot_protocol import Bot

HEARTBEAT = 30.0
"""Seconds between two looks whether the other end of a connection is still there."""

GOODBYE = 1.0
"""Seconds that the other end has to agree to the end of a connection."""

_ASSETS = {
    "chat.css": "text/css",
    "read.css": "text/css",
    "chat.js": "text/javascript",
    "read.js": "text/javascript",
    "line.js": "text/javascript",
    "sizes.js": "text/javascript",
    "input.js": "text/javascript",
    "screen.js": "text/javascript",
    "icon.svg": "image/svg+xml",
}
_HEADERS = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "Cache-Control": "no-store",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
}
_Handler = Callable[[web.Request], Awaitable[web.StreamResponse]]


@dataclass(frozen=True, slots=True)
class Limits:
    """How many conversations at once, and after how many quiet seconds one is closed."""

    sessions: int
    idle: float


class ChatServer:
    """Serves one bot to browsers; `port` is where it listens, once it does."""

    def __init__(
        self,
        bot: Bot,
        guard: Guard,
        limits: Limits,
        config: Config | None = None,
        clock: Clock | None = None,
    ) -> None:
        self._config = config or Config()
        self._talks: dict[str, Talk] = {}
        self._running: set[asyncio.Task[None]] = set()
        self._bot, self._guard, self._limits = Elsewhere(bot), guard, limits
        self._clock = clock or RealClock()
        self._cookie = "chatbot"
        self.port = 0
        self._runner: web.AppRunner | None = None

    async def start(self, host: str, port: int) -> None:
        """Listen; port 0 is any that is free. Raises InputError if it is taken."""
        app = web.Application(middlewares=[self._guarded])
        app.on_response_prepare.append(_harden)
        for path in pages.PAGES:
            app.router.add_get(path, self._page)
        app.router.add_get("/talk", self._connect)
        app.router.add_get("/static/{name}", _asset)
        # No log: an address holds the token, and an error's text may hold a person's words.
        silent = logging.getLogger("chatbot.serving.silent")
        silent.disabled = True
        runner = web.AppRunner(
            app, access_log=None, logger=silent, handle_signals=False, shutdown_timeout=5
        )
        await runner.setup()
        try:
            await web.TCPSite(runner, host, port).start()
        except OSError as error:
            await runner.cleanup()
            hint = "Choose another with --port, or let one be chosen: --port 0"
            raise InputError(f"cannot listen on {host} port {port}", hint) from error
        self._runner = runner
        self.port = int(runner.addresses[0][1])
        # Cookies know no ports: two servers on one computer must not share one.
        self._cookie = f"chatbot_{self.port}"

    async def stop(self) -> None:
        """End every conversation with a word to the person, then listen no more."""
        for talk in self._talks.values():
            talk.stop(wording.STOPPED)
        if self._running:
            await asyncio.wait(self._running)
        if self._runner:
            await self._runner.cleanup()

    @property
    def open_talks(self) -> int:
        """How many conversations are open."""
        return len(self._talks)

    @web.middleware
    async def _guarded(self, request: web.Request, handler: _Handler) -> web.StreamResponse:
        host, origin = request.headers.get("Host", ""), request.headers.get("Origin")
        foreign = origin is not None and not self._guard.knows_origin(origin, host)
        if foreign or not self._guard.knows_host(host):
            return pages.refused()
        if request.path == "/talk" and origin is None:
            return pages.refused()  # every browser says where a connection comes from
        return await handler(request)

    async def _page(self, request: web.Request) -> web.StreamResponse:
        """The page; a first visit with the token gets the cookie and an address without it."""
        token = request.query.get("token")
        if token is not None and self._guard.knows_token(token):
            response = pages.opening(request.path, request.query.get("size", ""))
            response.set_cookie(
                self._cookie, self._guard.secret, httponly=True, samesite="Strict", path="/"
            )
            return response
        return pages.chat(request.path) if self._is_known(request) else pages.locked()

    def _is_known(self, request: web.Request) -> bool:
        return self._guard.knows_cookie(request.cookies.get(self._cookie, ""))

    async def _connect(self, request: web.Request) -> web.StreamResponse:
        if not self._is_known(request):
            return pages.locked()
        socket = web.WebSocketResponse(heartbeat=HEARTBEAT, timeout=GOODBYE, max_msg_size=LONGEST)
        await socket.prepare(request)
        with suppress(InputError, TimeoutError):  # no page of ours
            message = await socket.receive(timeout=HEARTBEAT)
            first = read_message(message.data) if message.type is WSMsgType.TEXT else None
            if isinstance(first, Opened | Entered):
                await self._begin(socket, first)
            elif isinstance(first, Resumed):
                await self._go_on(socket, first.talk)
        await socket.close(code=WSCloseCode.OK)
        return socket

    async def _begin(self, socket: web.WebSocketResponse, first: Opened | Entered) -> None:
        if len(self._talks) >= self._limits.sessions:
            await socket.send_json({"end": wording.FULL})
            return
        talk = self._talk_of(first)
        self._talks[talk.name] = talk
        running = asyncio.create_task(talk.run(), name="talk")
        self._running.add(running)
        running.add_done_callback(lambda _: self._forget(talk, running))
        await _attend(socket, talk)

    def _talk_of(self, first: Opened | Entered) -> Talk:
        idle = self._limits.idle
        if isinstance(first, Entered):
            return ReaderTalk(self._bot, self._clock, idle)
        return ScreenTalk(self._bot, self._config, self._clock, idle, first)

    async def _go_on(self, socket: web.WebSocketResponse, name: str) -> None:
        talk = self._talks.get(name)
        if talk is None:
            await socket.send_json({"end": wording.LOST})
        else:
            await _attend(socket, talk)

    def _forget(self, talk: Talk, running: asyncio.Task[None]) -> None:
        """Free the place, and the memory with what was said: the collector may take its time."""
        self._talks.pop(talk.name, None)
        asyncio.get_running_loop().call_later(2 * GOODBYE, gc.collect)
        self._running.discard(running)


async def _attend(socket: web.WebSocketResponse, talk: Talk) -> None:
    """Connect a page with its conversation until either ends."""
    visit = talk.attach()
    hearing = asyncio.create_task(_hear(socket, talk, visit), name="hearing")
    try:
        with suppress(ConnectionError):
            async for told in talk.told(visit):
                await socket.send_json(told)
    finally:
        hearing.cancel()
        talk.detach(visit)


async def _hear(socket: web.WebSocketResponse, talk: Talk, visit: int) -> None:
    """Pass on what the page says, as long as the connection holds."""
    try:
        async for message in socket:
            if message.type is WSMsgType.TEXT:
                talk.hear(read_message(message.data))
    except InputError:
        talk.stop(wording.FAULT)  # no page of ours
    finally:
        talk.detach(visit)


async def _asset(request: web.Request) -> web.StreamResponse:
    name = request.match_info["name"]
    if name not in _ASSETS:
        raise web.HTTPNotFound
    body = files("chatbot.serving").joinpath("static", name).read_bytes()
    return web.Response(body=body, content_type=_ASSETS[name], charset="utf-8")


async def _harden(_: web.Request, response: web.StreamResponse) -> None:
    response.headers.update(_HEADERS)
    response.headers.popall("Server", None)
