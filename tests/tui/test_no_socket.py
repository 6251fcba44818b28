"""The screen opens no connection."""

import socket
from collections.abc import Callable

import pytest
from driving import Driver

Drive = Callable[..., Driver]


async def test_a_conversation_on_the_screen_opens_no_connection(
    drive: Drive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A question, its answer and its source: nothing is connected, bound or looked up."""
    opened: list[str] = []
    for name in ("connect", "connect_ex", "bind", "listen", "sendto"):
        monkeypatch.setattr(socket.socket, name, lambda *_, name=name: opened.append(name))
    for name in ("create_connection", "getaddrinfo", "gethostbyname"):
        monkeypatch.setattr(socket, name, lambda *_, name=name, **__: opened.append(name))
    async with drive() as person:
        await person.ask("What?")
        await person.press("f3")
    assert opened == []
