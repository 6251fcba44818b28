"""Who is let in, and what is refused."""

import re

import pytest

pytest.importorskip("aiohttp", reason="the extra “serve” is not installed")

import aiohttp
from visiting import TOKEN, Visitor

from chatbot.serving.server import ChatServer


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
    assert not re.search(r"(?:src|href)=\"(?!/static/|/read\")", page)
    assert not re.search(r"<style|style=|\bon\w+=", page)
