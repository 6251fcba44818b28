"""The pages as HTML: the chat as a screen and as a text, and three short ones around it."""

from html import escape
from importlib.resources import files
from urllib.parse import urlencode

from aiohttp import web

from chatbot.serving import wording

PAGES = {"/": "chat.html", "/read": "read.html"}
"""The conversation, by its path: the screen in cells, and the page for reading."""


def chat(path: str) -> web.Response:
    """The conversation."""
    text = files("chatbot.serving").joinpath("static", PAGES[path]).read_text(encoding="utf-8")
    return web.Response(text=text, content_type="text/html")


def opening(path: str, size: str) -> web.Response:
    """A page that goes on to the chat at once, under an address without the token.

    A redirect would not do: after a link on another site, it would not bring the strict cookie.
    """
    address = escape(f"{path}?{urlencode({'size': size})}" if size else path)
    link = f'<a href="{address}">{escape(wording.OPENING)}</a>'
    return _short(
        wording.OPENING_TITLE,
        link,
        head=f'<meta http-equiv="refresh" content="0; url={address}">',
    )


def locked() -> web.Response:
    """For a visitor without the token."""
    return _short(wording.LOCKED_TITLE, escape(wording.LOCKED), status=403)


def refused() -> web.Response:
    """For a request from another site or under a foreign name."""
    return _short(wording.REFUSED_TITLE, escape(wording.REFUSED), status=403)


def _short(title: str, body: str, *, head: str = "", status: int = 200) -> web.Response:
    text = (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{escape(title)}</title>\n{head}\n"
        '<link rel="icon" href="/static/icon.svg">\n'
        '<link rel="stylesheet" href="/static/chat.css">\n</head>\n'
        f'<body class="short"><main><h1>{escape(title)}</h1><p>{body}</p></main></body>\n</html>\n'
    )
    return web.Response(text=text, content_type="text/html", status=status)
