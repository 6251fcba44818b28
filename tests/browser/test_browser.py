"""`chatbot serve` as a person meets it: a real browser, real keys, and what is then to be seen."""

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from conftest import Serve

pytest.importorskip("aiohttp", reason="the extra “serve” is not installed")

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them

QUESTION = "What is osteopenia?"
KEEP_SOCKETS = (
    "window.sockets = [];"
    "window.WebSocket = class extends WebSocket {"
    " constructor(url) { super(url); window.sockets.push(this); } }"
)
ENDED = "document.querySelector('#ended[open] p')?.textContent"


async def test_a_question_is_answered_and_its_source_opens_at_the_quote(
    serve: "Serve", quote: str
) -> None:
    """Typing a question and two keys lead to the quote, marked, in its document."""
    async with serve() as served:
        tab = await served.person()
        await tab.type(QUESTION)
        await tab.press("Enter")
        await tab.until_text(quote)
        assert "quote 1/" not in await tab.text()
        await tab.press("F3")
        await tab.until_text("quote 1/")
        source = await tab.until_text(quote)
        assert "You asked" not in source
        marked = (
            "[...document.querySelectorAll('#rows span')]"
            ".filter(run => getComputedStyle(run).backgroundColor === 'rgb(255, 224, 122)')"
            ".map(run => run.textContent).join(' ')"
        )
        assert " ".join((await tab.js(marked)).split()).startswith(quote)
        assert not tab.faults


async def test_nothing_is_asked_of_any_other_host(serve: "Serve", quote: str) -> None:
    """Page, style, scripts, icon and connection all come from the server itself."""
    async with serve() as served:
        tab = await served.person()
        await tab.type(QUESTION)
        await tab.press("Enter")
        await tab.until_text(quote)
        assert {urlsplit(url).netloc for url in tab.requests} == {urlsplit(served.root).netloc}
        assert any(urlsplit(url).scheme == "ws" for url in tab.requests)
        assert not tab.faults


async def test_the_token_leaves_the_address(serve: "Serve") -> None:
    """After the first visit neither the address, nor a script, nor the page's requests hold it."""
    async with serve() as served:
        tab = await served.person()
        assert await tab.js("location.href") == f"{served.root}/"
        assert await tab.js("document.cookie") == ""
        assert await tab.js("document.referrer") == ""
        assert ["token" in url for url in tab.requests].count(True) == 1


async def test_a_page_of_another_origin_gets_no_connection(serve: "Serve") -> None:
    """A page that another server served opens no conversation, though the browser has the cookie."""
    connect = (
        "new Promise(done => {{ const socket = new WebSocket('{}/talk');"
        " socket.onopen = () => done('open'); socket.onerror = () => done('refused'); }})"
    )
    async with serve() as served, serve() as other:
        target = served.root.replace("http", "ws")
        tab = await served.person()
        await tab.open(other.url)  # the same person, with both cookies
        await tab.until_text("You could ask")
        # The page's own policy forbids it already; one without a policy is refused by the server.
        await tab.call("Page.setBypassCSP", enabled=True)
        await tab.open(f"{other.root}/")
        await tab.until_text("You could ask")
        assert await tab.js(connect.format(target)) == "refused"
        assert await tab.js(connect.format(other.root.replace("http", "ws"))) == "open"


async def test_another_page_can_neither_frame_nor_read_the_chat(serve: "Serve") -> None:
    """A fetch from another origin fails, and a frame stays empty."""
    async with serve() as served, serve() as other:
        tab = await served.person()
        await tab.call("Page.setBypassCSP", enabled=True)
        await tab.open(other.url)
        await tab.until_text("You could ask")
        fetched = f"fetch('{served.root}/').then(() => 'read', () => 'refused')"
        assert await tab.js(fetched) == "refused"


async def test_without_the_token_there_is_a_plain_word(serve: "Serve") -> None:
    """A visitor without the token reads what to do, and nothing of the chat."""
    async with serve() as served:
        tab = await served.browser.tab()
        await tab.open(f"{served.root}/")
        await tab.until("document.querySelector('h1')?.textContent === 'This page is locked'")
        await served.until(lambda: served.server.open_talks == 0)


async def test_when_all_places_are_taken_the_page_says_so(serve: "Serve") -> None:
    """One more person than there are places reads that calmly, and gets in once a place is free."""
    async with serve(sessions=1) as served:
        first = await served.person()
        second = await served.browser.tab()
        await second.open(served.url)
        assert "All places are taken" in await second.until(ENDED)
        await first.open("about:blank")
        await served.until(lambda: served.server.open_talks == 0)
        await second.click_on("#again")
        await second.until_text("You could ask")


async def test_a_quiet_conversation_is_closed_with_a_word_before_and_after(serve: "Serve") -> None:
    """A minute before the end the page asks; a key keeps it open, silence closes it."""
    async with serve(idle=900) as served:
        tab = await served.person()
        await served.clock.turn(845)
        await tab.until("document.querySelector('#notice')?.textContent.includes('still there')")
        await tab.type("k")
        await tab.until("document.getElementById('notice').textContent === ''")
        await served.clock.turn(845)
        await tab.until("document.querySelector('#notice')?.textContent.includes('still there')")
        assert not await tab.js(ENDED)
        await served.clock.turn(60)
        assert "nobody typed for 15 minutes" in await tab.until(ENDED)
        await served.until(lambda: served.server.open_talks == 0)


async def test_a_lost_connection_is_taken_up_again(serve: "Serve", quote: str) -> None:
    """After the network was away, the same conversation stands there with what was said."""
    async with serve() as served:
        tab = await served.browser.tab()
        await tab.call("Page.addScriptToEvaluateOnNewDocument", source=KEEP_SOCKETS)
        await tab.open(served.url)
        await tab.until_text("You could ask")
        await tab.type(QUESTION)
        await tab.press("Enter")
        await tab.until_text(quote)
        await tab.js("sockets.at(-1).close()")
        await tab.until("sockets.length === 2 && sockets.at(-1).readyState === WebSocket.OPEN")
        await tab.type("still the same")
        assert "You asked" in await tab.until_text("still the same")
        assert served.server.open_talks == 1


async def test_a_phone_shows_forty_columns_and_nothing_sticks_out(serve: "Serve") -> None:
    """At 390 pixels the rows fit the window, and a question is asked and answered by touch."""
    async with serve() as served:
        tab = await served.person(390, 844)
        assert await tab.js("document.documentElement.scrollWidth <= innerWidth")
        rows = await tab.js("Math.max(...[...document.querySelectorAll('#rows > div')].map("
                            "row => [...row.children].at(-1).getBoundingClientRect().right))")  # fmt: skip
        assert rows <= 390
        columns = max(len(line) for line in (await tab.text()).splitlines())
        assert 38 <= columns <= 45
        await tab.click(*await tab.place(await tab.row(QUESTION)))
        await tab.until_text("Osteopenia means bone density")


async def test_a_click_counts_though_its_row_is_drawn_anew_meanwhile(
    serve: "Serve", quote: str
) -> None:
    """The row under a pressed button may change, as hovering makes it; what was meant is done."""
    async with serve() as served:
        tab = await served.person()
        row = await tab.row(QUESTION)
        place = await tab.place(row)
        await tab.mouse("mousePressed", *place)
        await tab.js(f"(row => row.replaceChildren(row.textContent))(rows.children[{row}])")
        await tab.mouse("mouseReleased", *place)
        await tab.until_text(quote)


async def test_larger_print_by_button_and_by_address(serve: "Serve") -> None:
    """A+ makes the letters larger and the conversation fits itself to them; so does ?size=."""
    height = "document.querySelector('#rows > div').getBoundingClientRect().height"
    async with serve() as served:
        tab = await served.person()
        before = await tab.js(height)
        await tab.click_on("#larger")
        await tab.until(f"{height} > {before}")
        assert await tab.js("location.search") == "?size=18"
        await tab.type("typing goes on")
        await tab.until_text("typing goes on")
        large = await served.person(more="&size=32")
        assert await large.js(height) == 40
        assert await large.js("document.querySelectorAll('#rows > div').length") <= 800 // 40
        await large.until_text("Each answer is quoted from the documents")


async def test_what_is_copied_reaches_the_clipboard_or_is_shown_to_be_copied(
    serve: "Serve", quote: str
) -> None:
    """With leave the page writes to the clipboard; without, it shows the text, marked."""
    async with serve() as served:
        tab = await served.person()
        await tab.type(QUESTION)
        await tab.press("Enter")
        await tab.until_text(quote)
        written = "navigator.clipboard.writeText = async text => { window.written = text; }"
        await tab.js(f"({written}, true)")
        await tab.press("Tab")
        await tab.until_text("F7 Copy")  # the keys of a quote: it has the focus
        await tab.press("F7")
        assert quote in " ".join((await tab.until("window.written")).split())
        await tab.js("(navigator.clipboard.writeText = async () => { throw new Error('no'); }, 1)")
        await tab.press("F7")
        shown = await tab.until(
            "document.getElementById('copying').open && getSelection().toString()"
        )
        assert quote in " ".join(shown.split())


async def test_leaving_ends_the_conversation_with_a_word(serve: "Serve") -> None:
    """“quit” says that nothing was kept, and the place is free again."""
    async with serve() as served:
        tab = await served.person()
        await tab.type("quit")
        await tab.press("Enter")
        assert "It is forgotten" in await tab.until(ENDED)
        await served.until(lambda: served.server.open_talks == 0)
