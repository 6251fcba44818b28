"""The opening: what the bot can do, what it is not, examples to choose."""

from collections.abc import Iterator

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from chatbot.safe_text import safe_text
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.painting import LABEL
from chatbot.tui.widgets.choice import Choice
from chatbot.tui.wording import LOADING_MEANWHILE


class Welcome(Vertical):
    """Stands above the first turn; filled once the bot is there."""

    def compose(self) -> ComposeResult:
        """What is said before the bot is there."""
        yield Static(Content(LOADING_MEANWHILE), classes="status")

    async def fill(self, bot: Bot) -> None:
        """Say what the bot is."""
        await self.remove_children()
        examples = [line.strip() for line in bot.say("examples").splitlines() if line.strip()]
        heading = Static(Content(safe_text(bot.say("examples_heading"))), classes="heading")
        label = f"{safe_text(bot.say('covers_heading'))} "
        topics = Content.assemble((label, LABEL), safe_text("; ".join(bot.covers)))
        await self.mount_all(
            [
                *_lines(bot, "opening", "not_medical_advice"),
                *([heading] if examples else []),
                *(Choice(example) for example in examples),
                *_lines(bot, "privacy"),
                *([Static(topics, classes="message")] if bot.covers else []),
            ]
        )


def _lines(bot: Bot, *keys: str) -> Iterator[Static]:
    for key in keys:
        if text := bot.say(key):
            yield Static(Content(safe_text(text)), classes="message")
