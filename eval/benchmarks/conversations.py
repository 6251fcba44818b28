"""What each further conversation in a browser costs: memory (PSS) of `chatbot serve`."""

import asyncio
import json
import os
import re
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urlsplit, urlunsplit

if TYPE_CHECKING:
    import aiohttp

ROOT = Path(__file__).parent.parent.parent
PEOPLE = 10
PATIENCE = 60.0
QUESTION = "What is osteopenia?"


def memory(pid: int) -> float:
    """A process's proportional set size in MiB: shared pages count in parts."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


async def until(socket: "aiohttp.ClientWebSocketResponse", words: str) -> None:
    """Read what is drawn until words are."""
    async with asyncio.timeout(PATIENCE):
        async for message in socket:
            rows = json.loads(message.data).get("rows", {}).values()
            if any(words in "".join(run[0] for run in row) for row in rows):
                return


async def come(client: "aiohttp.ClientSession", root: str) -> "aiohttp.ClientWebSocketResponse":
    """One more person, who asks a question and reads the answer."""
    socket = await client.ws_connect(f"{root}/talk", headers={"Origin": root})
    await socket.send_json(["open", 100, 36, False])
    await until(socket, "You could ask")
    await socket.send_json(["text", QUESTION])
    await socket.send_json(["key", "enter"])
    await until(socket, "Restated from")
    return socket


def measure() -> tuple[float, float] | None:
    """MiB of a server that waits, and of each further conversation; None where it cannot be told.

    Linux tells; the server and this client need aiohttp.
    """
    if not Path("/proc/self/smaps_rollup").exists() or find_spec("aiohttp") is None:
        return None
    return asyncio.run(_measured())


async def _measured() -> tuple[float, float]:
    import aiohttp

    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "chatbot", "serve", "--port", "0"),
        stdout=asyncio.subprocess.PIPE,
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
    )
    if server.stdout is None:
        raise RuntimeError(server.pid)
    try:
        url = (await server.stdout.readline()).decode().strip()
        root = urlunsplit((*urlsplit(url)[:2], "", "", ""))
        async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
            await client.get(url)
            waiting = memory(server.pid)
            there = [(await come(client, root), memory(server.pid)) for _ in range(PEOPLE)]
        return waiting, (there[-1][1] - there[0][1]) / (PEOPLE - 1)
    finally:
        server.terminate()
        await server.wait()
