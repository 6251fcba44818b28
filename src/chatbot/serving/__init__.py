"""The screen in a browser: `chatbot serve`."""

import asyncio
import gc
import signal
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass

from chatbot.serving import wording
from chatbot.serving.guard import Guard, is_loopback
from chatbot.serving.server import ChatServer, Limits
from chatbot.tui.bot_protocol import Bot

LARGE = 24
"""The size of large print, in pixels."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where to listen; `names` are host names under which people come, beside the loopback's.

    With `large` the address that is announced asks for large print.
    """

    host: str
    port: int
    names: tuple[str, ...] = ()
    large: bool = False


def run(
    bot: Bot,
    address: Address,
    token: str,
    limits: Limits,
    *,
    announce: Callable[[str], None],
    note: Callable[[str], None],
) -> int:
    """Serve until a signal says to stop; return the exit code.

    `announce` gets the address to open, `note` what else a person should know. Raises InputError.
    """
    gc.collect()
    gc.freeze()  # what all conversations share is not looked through again at the end of each
    return asyncio.run(_serve(bot, address, token, limits, announce=announce, note=note))


async def _serve(
    bot: Bot,
    address: Address,
    token: str,
    limits: Limits,
    *,
    announce: Callable[[str], None],
    note: Callable[[str], None],
) -> int:
    exposed = not is_loopback(address.host)
    server = ChatServer(bot, Guard(token, address.names, exposed), limits)
    caught: asyncio.Future[int] = asyncio.get_running_loop().create_future()
    for number, code in ((signal.SIGINT, 130), (signal.SIGTERM, 0)):
        with suppress(NotImplementedError):  # Windows: Ctrl+C arrives as KeyboardInterrupt
            asyncio.get_running_loop().add_signal_handler(number, _catch, caught, code)
    await server.start(address.host, address.port)
    if exposed:
        note(wording.EXPOSED)
    note(wording.LIMITS.format(sessions=limits.sessions, minutes=wording.minutes(limits.idle)))
    note(wording.ADDRESS)
    size = f"&size={LARGE}" if address.large else ""
    announce(f"http://{_in_url(address.host)}:{server.port}/?token={token}{size}")
    try:
        return await caught
    finally:
        await server.stop()
        note(wording.CLOSING)


def _catch(caught: asyncio.Future[int], code: int) -> None:
    if not caught.done():
        caught.set_result(code)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host
