"""The page for reading, and a configuration, as a browser meets them."""

from typing import Any

import pytest

pytest.importorskip("aiohttp", reason="the extra “serve” is not installed")

import aiohttp
from visiting import Visitor, until

from chatbot import Chatbot
from chatbot.config.keys import DEFAULTS
from chatbot.config.settings import Config
from chatbot.serving import Service, wording
from chatbot.serving.clock import RealClock
from chatbot.serving.messages import Called, Entered, Opened, Typed
from chatbot.serving.screen_talk import ScreenTalk
from chatbot.serving.server import ChatServer, Limits
from serving_clock import HandClock

LIMITS = Limits(sessions=1, idle=900)


class Reader:
    """Somebody at the page for reading."""

    def __init__(self, visitor: Visitor, socket: aiohttp.ClientWebSocketResponse) -> None:
        self.visitor, self.socket = visitor, socket

    @classmethod
    async def enters(cls, visitor: Visitor) -> "Reader":
        """Open the page, and connect."""
        await visitor.enter()
        assert (await visitor.get("/read"))[0] == 200
        return cls(visitor, await visitor.connect("enter"))

    async def hears(self) -> list[dict[str, Any]]:
        """What the page is told to show next."""
        pieces = await self.visitor.until(self.socket, "pieces")
        assert isinstance(pieces, list)
        return pieces

    async def says(self, line: str) -> list[dict[str, Any]]:
        """Send a line; what comes of it."""
        await self.socket.send_json(["say", line])
        return await self.hears()


def texts(pieces: list[dict[str, Any]]) -> str:
    """Every text of the pieces that has no parts."""
    return "\n".join(str(piece.get("text", "")) for piece in pieces)


async def test_a_conversation_as_headings_paragraphs_and_quotes(visitor: Visitor) -> None:
    """Welcome, question, answer, quote with its source, suggestions: each once, in this order."""
    reader = await Reader.enters(visitor)
    welcome = texts(await reader.hears())
    assert wording.PRIVACY in welcome
    assert "stay on this computer" not in welcome
    pieces = await reader.says("What is a rose?")
    kinds = [piece["kind"] for piece in pieces]
    assert kinds[0] == "question"
    assert kinds.index("quote") < kinds.index("choices")
    quote = pieces[kinds.index("quote")]
    assert quote["lines"][0].startswith("“A rose is")
    assert quote["citation"].startswith("Source 1: Growing roses")
    assert "What is a tomato?" in pieces[-1]["choices"]


async def test_a_care_card_comes_before_the_answer(visitor: Visitor) -> None:
    """It says its level in words."""
    reader = await Reader.enters(visitor)
    await reader.hears()
    pieces = await reader.says("a thorn in my eye")
    assert [piece["kind"] for piece in pieces[:2]] == ["question", "card"]
    assert pieces[1]["level"] == "urgent"
    assert pieces[1]["title"].startswith("URGENT")


async def test_the_list_and_the_file_as_in_line_mode(visitor: Visitor) -> None:
    """“add 1”, “list” and “save” do what they do in a terminal; a file becomes a download."""
    reader = await Reader.enters(visitor)
    await reader.hears()
    await reader.says("What is a rose?")
    assert "1" in texts(await reader.says("add 1"))
    assert "A rose is" in texts(await reader.says("list"))
    await reader.socket.send_json(["say", "save talk.html"])
    file = await visitor.until(reader.socket, "file")
    assert isinstance(file, dict)
    assert file["name"] == "talk.html"


async def test_starting_over_clears_the_page_and_leaving_ends(
    visitor: Visitor, server: ChatServer
) -> None:
    """Nothing of the conversation stays to be read, and the place is free again."""
    reader = await Reader.enters(visitor)
    await reader.hears()
    await reader.says("What is a rose?")
    pieces = await reader.says("start over")
    assert pieces[0] == {"kind": "clear"}
    assert not any(piece["kind"] == "quote" for piece in pieces)
    await reader.socket.send_json(["say", "quit"])
    assert await visitor.until(reader.socket, "end") == wording.LEFT
    await until(lambda: server.open_talks == 0)


async def test_a_reader_cut_off_goes_on_and_a_quiet_one_is_told(
    visitor: Visitor, clock: HandClock
) -> None:
    """A lost connection, a time-out and a word before it are those of the screen."""
    await visitor.enter()
    first = await visitor.connect("enter")
    name = await visitor.until(first, "talk")
    await first.close()
    reader = Reader(visitor, await visitor.connect("resume", name))
    await visitor.until(reader.socket, "talk")
    assert any(piece["kind"] == "quote" for piece in await _answered(reader))
    await clock.turn(840)
    assert await visitor.until(reader.socket, "notice") == wording.IDLE_SOON
    await clock.turn(60)
    assert "15 minutes" in str(await visitor.until(reader.socket, "end"))


async def _answered(reader: Reader) -> list[dict[str, Any]]:
    await reader.socket.send_json(["say", "What is a rose?"])
    pieces: list[dict[str, Any]] = []
    while not any(piece["kind"] == "question" for piece in pieces):
        pieces = await reader.hears()
    return pieces


@pytest.mark.parametrize(
    ("config", "end"),
    [
        (Config(), "8765/?token=t"),
        (Config(large=True), "8765/?token=t&size=24"),
        (Config(plain=True), "8765/read?token=t"),
        (Config(plain=True, large=True), "8765/read?token=t&size=24"),
    ],
)
def test_the_address_asks_for_what_is_configured(
    small_bot: Chatbot, config: Config, end: str
) -> None:
    """Large print and the page for reading are in the address; an IPv6 host stands in brackets."""
    service = Service(small_bot, "::1", 8765, "t", LIMITS, config)
    assert service.address(8765) == f"http://[::1]:{end}"


async def test_configured_keys_and_colours_hold_on_a_page(small_bot: Chatbot) -> None:
    """The page learns the keys; a key does what the file says, a button what it says on it."""
    config = Config(theme="nord", keys={**DEFAULTS, "help": ("f5",), "look_up": ("Z",)})
    talk = ScreenTalk(small_bot, config, RealClock(), 900, Opened(80, 24, light=True))
    assert talk.welcome()["keys"]["help"] == ["f5"]
    app = talk._app
    async with app.run_test() as pilot:
        assert app.theme == "nord"
        await pilot.press("f1")
        assert len(app.screen_stack) == 1
        await pilot.press("f5")
        assert len(app.screen_stack) == 2
        await pilot.press("escape")
        app.call("look_up")  # its key would be typed into the prompt
        await pilot.pause()
        assert "look" in type(app.screen).__name__.casefold()


def test_what_only_one_sort_of_page_says() -> None:
    """A line is for the page for reading, a key for the screen; both are checked alike."""
    from chatbot.serving.messages import read_message

    assert read_message('["enter"]') == Entered()
    assert read_message('["do", "help"]') == Called("help")
    assert read_message('["paste", "a"]') == Typed("a", pasted=True)
