"""`chatbot serve` without a browser: who is let in, what is refused, how it begins and ends."""

# ruff: noqa: E402 - what is imported below needs a package that may be missing

import asyncio
import json
import os
import re
import signal
import subprocess
import sys
import weakref
from collections.abc import AsyncIterator, Callable

import pytest
import pytest_asyncio

aiohttp = pytest.importorskip("aiohttp", reason="the extra “serve” is not installed")

from chatbot import Chatbot
from chatbot.errors import InputError
from chatbot.serving import wording
from chatbot.serving.clock import QuietWatch
from chatbot.serving.guard import Guard
from chatbot.serving.messages import read_message
from chatbot.serving.server import ChatServer, Limits
from chatbot.serving.talk import GRACE
from chatbot.tui.browser import PageApp
from chatbot.tui.cells import Cells
from running import Run
from serving_clock import HandClock

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


@pytest.fixture
def clock() -> HandClock:
    """A clock that only the test turns."""
    return HandClock()


@pytest_asyncio.fixture
async def server(small_bot: Chatbot, clock: HandClock) -> AsyncIterator[ChatServer]:
    """A server of the small pack with one place."""
    server = ChatServer(small_bot, Guard(TOKEN), Limits(sessions=1, idle=900), clock)
    await server.start("127.0.0.1", 0)
    yield server
    await server.stop()


@pytest_asyncio.fixture
async def visitor(server: ChatServer) -> AsyncIterator[Visitor]:
    """Somebody with no cookie yet."""
    jar = aiohttp.CookieJar(unsafe=True)
    async with aiohttp.ClientSession(cookie_jar=jar) as client:
        yield Visitor(client, f"http://127.0.0.1:{server.port}")


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/", {}),
        ("/?token=wrong-but-long-enough", {}),
        ("/?token=", {}),
        ("/?token=ä", {}),
        ("/talk", {"Origin": "self"}),
        ("/talk", {}),
        (f"/?token={TOKEN}", {"Origin": "https://evil.example"}),
        (f"/?token={TOKEN}", {"Origin": "null"}),
        (f"/?token={TOKEN}", {"Host": "evil.example"}),
        (f"/?token={TOKEN}", {"Host": "10.0.0.7"}),
        ("/static/chat.js", {"Host": "evil.example"}),
    ],
)
async def test_without_token_or_from_elsewhere_nobody_gets_in(
    visitor: Visitor, path: str, headers: dict[str, str]
) -> None:
    """A wrong token, a foreign page and a foreign name are refused alike, and get no cookie."""
    given = {key: visitor.root if value == "self" else value for key, value in headers.items()}
    status, text = await visitor.get(path, **given)
    assert status == 403
    assert TOKEN not in text
    assert not list(visitor.client.cookie_jar)


@pytest.mark.parametrize("origin", ["http://evil.example", "http://127.0.0.1:1", "null", ""])
async def test_a_foreign_page_gets_no_connection_though_the_cookie_is_right(
    visitor: Visitor, server: ChatServer, origin: str
) -> None:
    """The cookie alone opens no conversation: the page must be ours."""
    await visitor.enter()
    with pytest.raises(aiohttp.WSServerHandshakeError) as refusal:
        await visitor.connect(Origin=origin)
    assert refusal.value.status == 403
    assert server.open_talks == 0


async def test_the_cookie_is_no_token_and_scripts_cannot_read_it(visitor: Visitor) -> None:
    """The cookie is HttpOnly and strict; the page after it forbids everything that is not its own."""
    async with visitor.client.get(f"{visitor.root}/?token={TOKEN}") as response:
        cookie = response.headers["Set-Cookie"]
        assert "HttpOnly" in cookie
        assert "SameSite=Strict" in cookie
        assert TOKEN not in cookie
        assert TOKEN not in await response.text()
    async with visitor.client.get(f"{visitor.root}/") as response:
        assert response.status == 200
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'; ")
        assert response.headers["Referrer-Policy"] == "no-referrer"
        assert "Server" not in response.headers
        page = await response.text()
    assert not re.search(r"(?:src|href)=\"(?!/static/)", page)
    assert not re.search(r"<style|style=|\bon\w+=", page)


async def test_all_places_taken_and_free_again(visitor: Visitor, server: ChatServer) -> None:
    """One more than there are places is told so; a place is free once its person has left."""
    await visitor.enter()
    first = await visitor.connect()
    await visitor.until(first, "rows")
    second = await visitor.connect()
    assert await visitor.until(second, "end") == wording.FULL
    await first.send_json(["leave"])
    assert await visitor.until(first, "end") == wording.LEFT
    await _until(lambda: server.open_talks == 0)
    third = await visitor.connect()
    await visitor.until(third, "rows")
    assert server.open_talks == 1


async def test_a_person_cut_off_finds_the_conversation_again_for_a_while(
    visitor: Visitor, server: ChatServer, clock: HandClock
) -> None:
    """Within the grace the conversation goes on; after it, it is forgotten."""
    await visitor.enter()
    first = await visitor.connect()
    name = await visitor.until(first, "talk")
    await first.close()
    second = await visitor.connect("resume", name)
    assert len(await visitor.until(second, "rows")) == 24
    await clock.turn(GRACE)
    assert server.open_talks == 1
    await second.close()
    await _until(lambda: clock.sleepers > 1)  # the server has seen that nobody is there
    await clock.turn(GRACE)
    await _until(lambda: server.open_talks == 0)
    third = await visitor.connect("resume", name)
    assert await visitor.until(third, "end") == wording.LOST


async def test_a_quiet_conversation_ends_with_a_word(visitor: Visitor, clock: HandClock) -> None:
    """Silence is asked about a minute before the end, and then ended."""
    await visitor.enter()
    socket = await visitor.connect()
    await visitor.until(socket, "rows")
    await clock.turn(840)
    assert await visitor.until(socket, "notice") == wording.IDLE_SOON
    await clock.turn(60)
    assert "15 minutes" in str(await visitor.until(socket, "end"))


async def test_stopping_says_so_to_everybody(visitor: Visitor, server: ChatServer) -> None:
    """Whoever is in a conversation reads why it ended."""
    await visitor.enter()
    socket = await visitor.connect()
    await visitor.until(socket, "rows")
    stopping = asyncio.create_task(server.stop())
    assert await visitor.until(socket, "end") == wording.STOPPED
    await stopping
    assert server.open_talks == 0


async def test_nothing_of_a_conversation_stays_in_memory(
    visitor: Visitor, server: ChatServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When a conversation is over, its application and what was typed are gone."""
    made: list[weakref.ref[PageApp]] = []
    begin = PageApp.__init__

    def noted(app: PageApp, *args: object, **options: object) -> None:
        made.append(weakref.ref(app))
        begin(app, *args, **options)

    monkeypatch.setattr(PageApp, "__init__", noted)
    await visitor.enter()
    socket = await visitor.connect()
    await visitor.until(socket, "rows")
    await socket.send_json(["text", "my secret words"])
    await socket.send_json(["leave"])
    await visitor.until(socket, "end")
    await socket.close()
    await _until(lambda: server.open_talks == 0)
    await _until(lambda: made[0]() is None)


@pytest.mark.parametrize(
    "data",
    ["", "{", "[]", "null", '["key", "f99"]', '["mouse", "bite", 1, 1]', '["open", "80", 24, true]',
     '["text", 5]', '["size", 80]', "[" * 100_000],
)  # fmt: skip
def test_what_our_page_never_says_is_refused(data: str) -> None:
    """Every message is checked before anything is done with it."""
    with pytest.raises(InputError):
        read_message(data)


async def test_a_quiet_watch_warns_once_and_starts_again_with_every_sign() -> None:
    """Half of a short time-out passes before the warning; a touch takes the warning back."""
    clock, told = HandClock(), []
    watch = QuietWatch(clock, 60, told.append)
    over = asyncio.create_task(watch.over())
    await clock.turn(0)
    await clock.turn(30)
    assert told == [True]
    watch.touch()
    assert told == [True, False]
    await clock.turn(30)
    assert not over.done()
    await clock.turn(30)
    await over
    assert told == [True, False, True]


@pytest.mark.parametrize(
    ("data", "row"),
    [
        ("bone", [("bone", "", "", "")]),
        ("\x1b[1;38;2;1;2;3mb\x1b[0mone", [("b", "#010203", "", "b"), ("one", "", "", "")]),
        ("\x1b[48;2;255;0;0;4mb", [("b", "", "#ff0000", "u")]),
        ("\x1b[31mb\x1b[39mo", [("b", "#800000", "", ""), ("o", "", "", "")]),
        ("\x1b]0;title\x07\x1b[?2026h\x1b[?1049hb", [("b", "", "", "")]),
        ("骨e\u0301", [("骨e\u0301", "", "", "")]),
        ("<script>", [("<script>", "", "", "")]),
    ],
)
def test_cells_hold_what_a_terminal_would_show(data: str, row: list[tuple[str, ...]]) -> None:
    """Text, colours and weights arrive as runs; titles and modes are dropped."""
    cells = Cells(10, 1)
    cells.write(data)
    runs = [(run.text.rstrip(), *run.style) for run in cells.row(0) if run.text.strip()]
    assert runs == row
    assert sum(run.width for run in cells.row(0)) == 10


def test_what_is_copied_is_told_apart_from_what_is_drawn() -> None:
    """The clipboard's sequence is taken out; a damaged one is dropped."""
    cells = Cells(10, 1)
    cells.write("\x1b]52;c;Ym9uZQ==\x07\x1b]52;c;=\x07x")
    assert (cells.copied, cells.text()) == (["bone"], ["x"])


def test_serve_without_its_package_says_what_to_install(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line and exit code 2, no traceback."""
    monkeypatch.setattr("chatbot.cli.serving.find_spec", lambda _: None)
    outcome = run("serve")
    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err == (
        "chatbot: serve needs the package aiohttp, which is not installed. "
        "Install it with: pip install 'bone-health-chatbot[serve]'\n"
    )


@pytest.mark.parametrize(
    "wrong", [("--port", "70000"), ("--token", "short"), ("--idle", "0"), ("--sessions", "none")]
)
def test_bad_options_are_named(run: Run, wrong: tuple[str, str]) -> None:
    """Exit code 2, with the option in the line."""
    outcome = run("serve", *wrong)
    assert outcome.code == 2
    assert wrong[0] in outcome.err


async def test_the_privacy_line_says_where_questions_go(visitor: Visitor) -> None:
    """“This computer” would be wrong in a browser: the line names the computer that runs the page."""
    await visitor.enter()
    socket = await visitor.connect()
    shown = ""
    async with asyncio.timeout(PATIENCE):
        while wording.PRIVACY.split(".")[0] not in shown:
            rows = await visitor.until(socket, "rows")
            shown += " ".join("".join(run[0] for run in row).strip() + " " for row in rows.values())
            shown = " ".join(shown.split())
    assert "stay on this computer" not in shown


def test_a_taken_port_is_one_clear_line(run: Run, small: object) -> None:
    """Exit code 2 and what to do about it."""
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        outcome = run("serve", "--corpus", small, "--port", taken.getsockname()[1])
    assert outcome.code == 2
    assert "--port 0" in outcome.err


@pytest.mark.skipif(os.name == "nt", reason="signals are sent as on POSIX")
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 0)])
def test_a_signal_stops_it_cleanly(
    environment: dict[str, str], small: object, number: signal.Signals, code: int
) -> None:
    """Ctrl+C ends the one process; the address is on stdout, the token nowhere else."""
    command = [sys.executable, "-m", "chatbot", "serve", "--corpus", str(small), "--port", "0"]
    with subprocess.Popen(
        command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        address = process.stdout.readline()
        process.send_signal(number)
        out, err = process.communicate(timeout=PATIENCE)
    match = re.fullmatch(r"http://127\.0\.0\.1:\d+/\?token=([\w-]{43})\n", address)
    assert match
    assert (process.returncode, out) == (code, "")
    assert match[1] not in err
    assert err.splitlines()[-1] == wording.CLOSING
    assert "Traceback" not in err


async def _until(look: Callable[[], object]) -> None:
    async with asyncio.timeout(PATIENCE):
        while not look():  # noqa: ASYNC110 - nothing is announced
            await asyncio.sleep(0.01)
