"""The chat in a browser: `chatbot serve`."""

import asyncio
import gc
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field

from chatbot.config.settings import Config
from chatbot.serving import wording
from chatbot.serving.guard import Guard, is_loopback
from chatbot.serving.server import ChatServer, Limits
from chatbot.tui.bot_protocol import Bot

LARGE = 24
"""The size of large print, in pixels."""


@dataclass(frozen=True, slots=True)
class Service:
    """What is served to whom, where, and how.

    `names` are host names under which people come, beside the loopback's. Of the configuration,
    `large` and `plain` are in the address that is announced: large print, and the page for reading.
    """

    bot: Bot
    host: str
    port: int
    token: str = field(repr=False)
    limits: Limits
    config: Config
    names: tuple[str, ...] = ()

    @property
    def exposed(self) -> bool:
        """Whether other computers can reach it."""
        return not is_loopback(self.host)

    def address(self, port: int) -> str:
        """What to open, on the port on which it listens."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        page = "read" if self.config.plain else ""
        size = f"&size={LARGE}" if self.config.large else ""
        return f"http://{host}:{port}/{page}?token={self.token}{size}"


def run(service: Service, announce: Callable[[str], None], note: Callable[[str], None]) -> int:
    """Serve until a signal says to stop; return the exit code.

    `announce` gets the address to open, `note` what else a person should know. Raises InputError.
    """
    gc.collect()
    gc.freeze()  # what all conversations share is not looked through again at the end of each
    return asyncio.run(_serve(service, announce, note))


async def _serve(
    service: Service, announce: Callable[[str], None], note: Callable[[str], None]
) -> int:
    guard, limits = Guard(service.token, service.names, service.exposed), service.limits
    server = ChatServer(service.bot, guard, limits, service.config)
    caught: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 0)):
        with suppress(NotImplementedError):  # Windows: Ctrl+C arrives as KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(number, _catch, caught, code)
    await server.start(service.host, service.port)
    if service.exposed:
        note(wording.EXPOSED)
    note(wording.LIMITS.format(sessions=limits.sessions, minutes=wording.minutes(limits.idle)))
    note(wording.ADDRESS)
    announce(service.address(server.port))
    try:
        return await caught
    finally:
        await server.stop()
        note(wording.CLOSING)


def _catch(caught: asyncio.Future[int], code: int) -> None:
    if not caught.done():
        caught.set_result(code)
