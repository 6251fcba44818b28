"""Conversations: how many there are, how long they last, what stays of them."""

import asyncio
import weakref

import pytest

pytest.importorskip("aiohttp", reason="the extra “serve” is not installed")

from visiting import PATIENCE, Visitor, until

from chatbot.serving import wording
from chatbot.serving.server import ChatServer
from chatbot.serving.talk import GRACE
from chatbot.tui.browser import PageApp
from serving_clock import HandClock


async def test_all_places_taken_and_free_again(visitor: Visitor, server: ChatServer) -> None:
    """One more than there are places is told so; a place is free once its person has left."""
    await visitor.enter()
    first = await visitor.connect()
    await visitor.until(first, "rows")
    second = await visitor.connect()
    assert await visitor.until(second, "end") == wording.FULL
    await first.send_json(["leave"])
    assert await visitor.until(first, "end") == wording.LEFT
    await until(lambda: server.open_talks == 0)
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
    await until(lambda: clock.sleepers > 1)  # the server has seen that nobody is there
    await clock.turn(GRACE)
    await until(lambda: server.open_talks == 0)
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
    await until(lambda: server.open_talks == 0)
    await until(lambda: made[0]() is None)


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
