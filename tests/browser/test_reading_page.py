"""The page for reading in a real browser: what a screen reader is given, by keys alone."""

from typing import TYPE_CHECKING, Any

import pytest

pytest.importorskip("aiohttp", reason="the extra “serve” is not installed")

from chatbot.config.keys import DEFAULTS
from chatbot.config.settings import Config

if TYPE_CHECKING:
    from chromium import Tab

    from conftest import Serve

pytestmark = pytest.mark.asyncio(loop_scope="session")  # one browser for all of them

QUESTION = "What is osteopenia?"
SAID = "document.querySelector('#log').innerText"


async def ask(tab: "Tab", question: str) -> None:
    """Type a question and press Enter; wait for its heading."""
    await tab.type(question)
    await tab.press("Enter")
    await tab.until(
        f"[...document.querySelectorAll('h2')].at(-1)?.innerText.endsWith({question!r})"
    )


async def nodes(tab: "Tab") -> list[tuple[str, str]]:
    """Role and name of everything that assistive technology is told of."""
    await tab.call("Accessibility.enable")
    tree: list[dict[str, Any]] = (await tab.call("Accessibility.getFullAXTree"))["nodes"]
    return [
        (str(node["role"]["value"]), str(node.get("name", {}).get("value", "")))
        for node in tree
        if not node.get("ignored") and "role" in node
    ]


async def test_an_answer_is_headings_quotes_and_sources(serve: "Serve", quote: str) -> None:
    """Roles and names say what everything is; a new answer is announced, and the focus stays."""
    async with serve() as served:
        tab = await served.reader()
        await ask(tab, QUESTION)
        found = await nodes(tab)
        assert ("log", "The conversation") in found
        assert ("textbox", "Your question") in found
        assert ("button", "Ask") in found
        assert ("heading", QUESTION) in found
        assert [role for role, _ in found].count("blockquote") >= 2
        assert any(role == "Figcaption" for role, _ in found)
        assert quote in " ".join((await tab.until(SAID)).split())
        assert await tab.js("document.activeElement.id") == "line"
        assert not tab.faults


async def test_everything_by_keys_and_suggestions_are_buttons(serve: "Serve") -> None:
    """Shift and Tab lead to the suggestions; Enter asks one, and the focus comes back."""
    async with serve() as served:
        tab = await served.reader()
        await ask(tab, QUESTION)
        last = await tab.js("[...document.querySelectorAll('#log button')].at(-1).innerText")
        await tab.js("([...document.querySelectorAll('#log button')].at(-1).focus(), 1)")
        await tab.press("Enter")
        await tab.until(f"[...document.querySelectorAll('h2')].at(-1).innerText === {last!r}")
        assert await tab.js("document.activeElement.id") == "line"


async def test_a_card_says_its_level_in_words(serve: "Serve") -> None:
    """It stands above the answer, in a frame of its own."""
    async with serve() as served:
        tab = await served.reader()
        await ask(tab, "I cannot feel my legs")
        assert "EMERGENCY" in await tab.js("document.querySelector('.card h3').innerText")
        follows = "document.querySelector('article:last-child h2').nextElementSibling.className"
        assert await tab.js(follows) == "card emergency"


async def test_large_print_at_phone_width_sticks_out_nowhere(serve: "Serve") -> None:
    """At 390 pixels and twice the usual size every line wraps inside the window."""
    async with serve() as served:
        tab = await served.reader(390, 844, more="&size=32")
        await ask(tab, "My T-score is -1.8, what does that mean?")
        assert await tab.js("document.documentElement.scrollWidth <= innerWidth")
        assert await tab.js("getComputedStyle(document.documentElement).fontSize") == "32px"
        assert await tab.js("document.querySelector('a[data-page]').search") == "?size=32"


async def test_one_page_leads_to_the_other_and_the_old_conversation_ends(serve: "Serve") -> None:
    """From the screen to the page for reading: the place of the first is free again."""
    async with serve() as served:
        tab = await served.person()
        await tab.click_on("a[data-page]")
        await tab.until("document.querySelectorAll('#log article').length")
        await served.until(lambda: served.server.open_talks == 1)


async def test_configured_keys_reach_the_screen_though_the_browser_has_its_own(
    serve: "Serve",
) -> None:
    """F5 is what the file says it is; the buttons do what they say, whatever their key."""
    keys = {**DEFAULTS, "help": ("f5",), "commands": ("ctrl+y",)}
    async with serve(config=Config(keys=keys)) as served:
        tab = await served.person()
        await tab.press("F5")
        await tab.until_text("Keys (what you type")
        await tab.press("Escape")
        await tab.until_text("You could ask")
        await tab.click_on("button[data-action=commands]")
        await tab.until_text("Search for commands")
        assert not tab.faults
