"""A headless Chromium, driven over its own protocol with the web client that serving brings along.

A driver from a package would bring a browser or a second runtime of 35 to 165 MB; what these tests
ask of a browser is a dozen messages.
"""

import asyncio
import base64
import itertools
import os
import re
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from pathlib import Path
from typing import Any

import aiohttp

PATIENCE = 90.0
"""Seconds after which a test has failed; nothing waits for them to pass."""

Value = Any
"""Whatever JSON can hold."""

_FRAMES = re.compile("[\u2500-\u259f]")
_NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
_FLAGS = (
    "--headless=new",
    "--remote-debugging-port=0",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-dev-shm-usage",
    "--disable-gpu",
    "--disable-sync",
    "--hide-scrollbars",
    "about:blank",
)
_KEYS = {
    "Enter": 13,
    "Tab": 9,
    "Escape": 27,
    "Backspace": 8,
    "F1": 112,
    "F3": 114,
    "F5": 116,
    "F6": 117,
    "F7": 118,
}


def chromium() -> str | None:
    """Where the browser is, or None; CHATBOT_BROWSER names another."""
    named = os.environ.get("CHATBOT_BROWSER")
    return named or next((found for name in _NAMES if (found := shutil.which(name))), None)


class NavigatedError(AssertionError):
    """The page went elsewhere while it was asked for something."""


class Tab:
    """A page of the browser. `requests` are the addresses that it asked for, `faults` its errors."""

    def __init__(self, browser: "Browser", session: str) -> None:
        self._browser, self.session = browser, session
        self.requests: list[str] = []
        self.faults: list[str] = []

    async def call(self, method: str, **params: Value) -> dict[str, Any]:
        """One command of the protocol."""
        return await self._browser.call(method, self.session, **params)

    async def open(self, url: str) -> None:
        """Go to an address."""
        await self.call("Page.navigate", url=url)

    async def size(self, width: int, height: int, *, phone: bool = False) -> None:
        """Make the window this large, in the pixels of a page."""
        await self.call(
            "Emulation.setDeviceMetricsOverride",
            width=width, height=height, deviceScaleFactor=2 if phone else 1, mobile=phone,
        )  # fmt: skip
        await self.call("Emulation.setTouchEmulationEnabled", enabled=phone)

    async def js(self, code: str) -> Value:
        """The value of an expression on the page; a promise is waited for."""
        done = await self.call(
            "Runtime.evaluate",
            expression=code, returnByValue=True, awaitPromise=True, userGesture=True,
        )  # fmt: skip
        if "exceptionDetails" in done:
            raise AssertionError(done["exceptionDetails"]["exception"].get("description"))
        return done["result"].get("value")

    async def type(self, text: str) -> None:
        """Type text into whatever has the focus."""
        await self.call("Input.insertText", text=text)

    async def press(self, key: str) -> None:
        """Press a key by the browser's name for it."""
        code = _KEYS.get(key, 0)
        text = {"text": "\r"} if key == "Enter" else {}  # without it, no form is sent
        for kind in ("keyDown" if text else "rawKeyDown", "keyUp"):
            await self.call(
                "Input.dispatchKeyEvent",
                type=kind, key=key, code=key, windowsVirtualKeyCode=code, **text,
            )  # fmt: skip

    async def click(self, x: float, y: float) -> None:
        """Click at a place in the window."""
        for kind in ("mousePressed", "mouseReleased"):
            await self.mouse(kind, x, y)

    async def mouse(self, kind: str, x: float, y: float) -> None:
        """Press or release the left button at a place in the window."""
        await self.call(
            "Input.dispatchMouseEvent", type=kind, x=x, y=y, button="left", clickCount=1
        )

    async def row(self, words: str) -> int:
        """The first row of the conversation that holds these words."""
        lines = (await self.text()).splitlines()
        return next(number for number, line in enumerate(lines) if words in line)

    async def place(self, row: int) -> tuple[float, float]:
        """A place in the window on a row of the conversation, some letters in."""
        x, y = await self.js(
            "(box => [box.x + 80, box.y + box.height / 2])"
            f"(document.querySelectorAll('#rows > div')[{row}].getBoundingClientRect())"
        )
        return x, y

    async def click_on(self, selector: str) -> None:
        """Click an element."""
        box = f"document.querySelector({selector!r}).getBoundingClientRect()"
        x, y = await self.js(f"(b => [b.x + b.width / 2, b.y + b.height / 2])({box})")
        await self.click(x, y)

    async def text(self) -> str:
        """What the conversation shows, as text."""
        rows = "[...document.querySelectorAll('#rows > div')]"
        return str(await self.js(f"{rows}.map(row => row.textContent.trimEnd()).join('\\n')"))

    async def until(self, code: str) -> Value:
        """Wait for an expression on the page to become true; return its value."""
        return await self._browser.until(lambda: self.js(f"({code}) || null"), code)

    async def until_text(self, words: str) -> str:
        """Wait for words in the conversation, however its lines are broken; return all of it."""

        async def found() -> str | None:
            text = await self.text()
            return text if words in " ".join(_FRAMES.sub(" ", text).split()) else None

        return str(await self._browser.until(found, words))

    async def picture(self, path: Path) -> None:
        """Save what the page looks like."""
        shot = await self.call("Page.captureScreenshot", format="png")
        await asyncio.to_thread(path.write_bytes, base64.b64decode(shot["data"]))


class Browser:
    """The connection to one browser; each tab is a person of its own, with no cookies."""

    def __init__(self, socket: aiohttp.ClientWebSocketResponse) -> None:
        self._socket = socket
        self._numbers = itertools.count(1)
        self._answers: dict[int, asyncio.Future[dict[str, Any]]] = {}
        self._tabs: dict[str, Tab] = {}
        self._event = asyncio.Event()

    async def call(self, method: str, session: str = "", **params: Value) -> dict[str, Any]:
        """One command of the protocol; fails with the browser's own words."""
        number = next(self._numbers)
        answer = self._answers[number] = asyncio.get_running_loop().create_future()
        message = {"id": number, "method": method, "params": params}
        await self._socket.send_json({**message, "sessionId": session} if session else message)
        done = await asyncio.wait_for(answer, PATIENCE)
        if "error" in done:
            said = done["error"]["message"]
            raise (NavigatedError if "navigated" in said else AssertionError)(f"{method}: {said}")
        return dict(done["result"])

    async def tab(self) -> Tab:
        """A new page of a new person."""
        context = await self.call("Target.createBrowserContext")
        made = await self.call(
            "Target.createTarget", url="about:blank", browserContextId=context["browserContextId"]
        )
        attached = await self.call("Target.attachToTarget", targetId=made["targetId"], flatten=True)
        tab = self._tabs[attached["sessionId"]] = Tab(self, attached["sessionId"])
        for domain in ("Page", "Network", "Runtime", "Log"):
            await tab.call(f"{domain}.enable")
        return tab

    async def until(self, look: Callable[[], Awaitable[Value]], wanted: str) -> Value:
        """Look again whenever the browser has told something, until there is something to see."""
        clock = asyncio.get_running_loop().time
        last = clock() + PATIENCE
        found: Value = None
        while not found:
            with suppress(NavigatedError):  # the next look is at the page that came
                found = await look()
            if found:
                break
            if clock() > last:
                raise AssertionError(f"not seen: {wanted}")
            self._event.clear()
            told = asyncio.create_task(self._event.wait())
            await asyncio.wait({told}, timeout=0.05)
            told.cancel()
        return found

    async def listen(self) -> None:
        """Sort what the browser tells, for as long as it tells something."""
        async for message in self._socket:
            told = message.json()
            if "id" in told:
                self._answers.pop(told["id"]).set_result(told)
                continue
            self._event.set()
            tab, params = self._tabs.get(told.get("sessionId", "")), told["params"]
            if tab and told["method"] == "Network.requestWillBeSent":
                tab.requests.append(params["request"]["url"])
            elif tab and told["method"] == "Network.webSocketCreated":
                tab.requests.append(params["url"])
            elif tab and told["method"] == "Runtime.exceptionThrown":
                tab.faults.append(str(params["exceptionDetails"]))
            elif tab and told["method"] == "Log.entryAdded":
                tab.faults.append(params["entry"]["text"])


@asynccontextmanager
async def browsing(program: str, folder: Path) -> AsyncIterator[Browser]:
    """Start a browser with an empty profile in a folder, and end it."""
    flags = [*_FLAGS, f"--user-data-dir={folder}"]
    if os.geteuid() == 0:  # Chromium refuses root its sandbox
        flags.insert(0, "--no-sandbox")
    process = await asyncio.create_subprocess_exec(
        program, *flags, stdout=asyncio.subprocess.DEVNULL, stderr=asyncio.subprocess.PIPE
    )
    try:
        url = await asyncio.wait_for(_address(process), PATIENCE)
        async with (
            aiohttp.ClientSession() as client,
            client.ws_connect(url, max_msg_size=0) as socket,
        ):
            browser = Browser(socket)
            listening = asyncio.create_task(browser.listen())
            yield browser
            listening.cancel()
    finally:
        with suppress(ProcessLookupError):
            process.kill()
        await process.communicate()


async def _address(process: asyncio.subprocess.Process) -> str:
    """The address that the browser prints once it listens."""
    assert process.stderr
    async for line in process.stderr:
        _, sign, url = line.decode(errors="replace").partition("DevTools listening on ")
        if sign:
            return url.strip()
    raise AssertionError("the browser did not start")
