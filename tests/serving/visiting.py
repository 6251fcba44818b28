"""A client of `chatbot serve` that is no browser, and waiting for what nobody announces."""

import asyncio
import json
from collections.abc import Callable

import aiohttp

TOKEN = "a-token-for-the-tests"  # noqa: S105 - of a server that lives as long as a test
PATIENCE = 120


class Visitor:
    """A client that says what a browser says, or what it would never say."""

    def __init__(self, client: aiohttp.ClientSession, root: str) -> None:
        self.client, self.root = client, root

    async def get(self, path: str, **headers: str) -> tuple[int, str]:
        """The status and the text of a page."""
        async with self.client.get(self.root + path, headers=headers) as response:
            return response.status, await response.text()

    async def enter(self) -> None:
        """Come with the token, and keep the cookie."""
        assert (await self.get(f"/?token={TOKEN}"))[0] == 200

    async def connect(self, *first: object, **headers: str) -> aiohttp.ClientWebSocketResponse:
        """Open a conversation, or say something else first."""
        headers = {"Origin": self.root, **headers}
        socket = await self.client.ws_connect(f"{self.root}/talk", headers=headers)
        await socket.send_json(first or ["open", 80, 24, False])
        return socket

    async def until(self, socket: aiohttp.ClientWebSocketResponse, key: str) -> object:
        """What the server tells under a key."""
        async with asyncio.timeout(PATIENCE):
            async for message in socket:
                told = json.loads(message.data)
                if key in told:
                    return told[key]
        raise AssertionError(f"the connection ended without {key}")


async def until(look: Callable[[], object]) -> None:
    """Wait until something holds; fail after a while."""
    async with asyncio.timeout(PATIENCE):
        while not look():  # noqa: ASYNC110 - nothing is announced
            await asyncio.sleep(0.01)
