#!/usr/bin/env python3
"""Measures what each further conversation in a browser costs: memory (PSS) of `chatbot serve`.

Run it in the development environment, on Linux: .venv/bin/python docs/measure_serving.py
"""

import asyncio
import json
import re
import sys
from pathlib import Path
from urllib.parse import urlsplit

import aiohttp

PEOPLE = 10
PATIENCE = 60.0
QUESTION = "What is osteopenia?"


def memory(pid: int) -> float:
    """A process's proportional set size in MiB: shared pages count in parts."""
    rollup = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB", rollup, re.MULTILINE)
    return int(found[1]) / 1024 if found else 0.0


async def until(socket: aiohttp.ClientWebSocketResponse, words: str) -> None:
    """Read what is drawn until words are."""
    async with asyncio.timeout(PATIENCE):
        async for message in socket:
            rows = json.loads(message.data).get("rows", {}).values()
            if any(words in "".join(run[0] for run in row) for row in rows):
                return


async def come(client: aiohttp.ClientSession, root: str) -> aiohttp.ClientWebSocketResponse:
    """One more person, who asks a question and reads the answer."""
    socket = await client.ws_connect(f"{root}/talk", headers={"Origin": root})
    await socket.send_json(["open", 100, 36, False])
    await until(socket, "You could ask")
    await socket.send_json(["text", QUESTION])
    await socket.send_json(["key", "enter"])
    await until(socket, "Restated from")
    return socket


async def main() -> None:
    """Print a line for each person who comes."""
    server = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "chatbot", "serve", "--port", "0"), stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout  # noqa: S101 - tells the type checker
    url = (await server.stdout.readline()).decode().strip()
    root = f"http://{urlsplit(url).netloc}"
    async with aiohttp.ClientSession(cookie_jar=aiohttp.CookieJar(unsafe=True)) as client:
        await client.get(url)
        figures = [memory(server.pid)]
        for _ in range(PEOPLE):
            _ = await come(client, root)
            figures.append(memory(server.pid))
            sys.stdout.write(f"{len(figures) - 1:>3} conversations {figures[-1]:7.1f} MiB\n")
        each = (figures[-1] - figures[1]) / (PEOPLE - 1)
        sys.stdout.write(f"waiting {figures[0]:.1f} MiB, each further one {each:.1f} MiB\n")
        server.terminate()
    await server.wait()


if __name__ == "__main__":
    asyncio.run(main())
