"""The screen of a terminal on a page: an application of its own for each conversation."""

from chatbot.config.settings import Config
from chatbot.serving import wording
from chatbot.serving.clock import Clock
from chatbot.serving.messages import (
    Called,
    Heard,
    Opened,
    Pointed,
    Pressed,
    Resized,
    Typed,
)
from chatbot.serving.talk import Talk, Told
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.browser import PageApp
from chatbot.tui.cells import Cells


class ScreenTalk(Talk):
    """What is drawn goes to the page, keys and mouse come from it."""

    def __init__(self, bot: Bot, config: Config, clock: Clock, idle: float, opened: Opened) -> None:
        super().__init__(clock, idle)
        self.cells = Cells(opened.columns, opened.rows)
        self._config = config
        self._app = PageApp(bot, self, config, light=opened.light)

    def offer_link(self, url: str) -> None:
        """Offer an address of the web; nothing else that a browser would run."""
        if url.startswith(("https://", "http://")):
            self.tell(link=url)

    def welcome(self) -> Told:
        """The keys that are bound, so that the page sends them and leaves the browser the rest."""
        return {"keys": {name: list(keys) for name, keys in self._config.keys.items()}}

    def drawing(self) -> list[Told]:
        """The rows that have changed, then what was copied."""
        rows = {
            number: [[run.text, *run.style, run.width] for run in self.cells.row(number)]
            for number in sorted(self.cells.changed())
        }
        copied, self.cells.copied = self.cells.copied, []
        size = [self.cells.columns, self.cells.rows]
        drawing: list[Told] = [{"size": size, "rows": rows, "cursor": self.cells.cursor}]
        return [*drawing, *({"copy": text} for text in copied)]

    def attach(self) -> int:
        """Begin a visit that sees every row."""
        self.cells.all_changed()
        return super().attach()

    def do(self, heard: Heard) -> bool:
        """Pass it on to the application."""
        if isinstance(heard, Resized):
            self._app.fit(heard.columns, heard.rows)
        if not self._app.ready.is_set():
            return False  # keys that were pressed before there was anything to see
        match heard:
            case Typed(text, pasted=True):
                self._app.paste_text(text)
            case Typed(text):
                self._app.type_text(text)
            case Pressed(key):
                self._app.press(key)
            case Called(action):
                self._app.call(action)
            case Pointed(does, x, y):
                self._app.point(does, x, y, button=1 if does in {"down", "up"} else 0)
            case _:
                return False
        return True

    async def live(self) -> str:
        """Run the application."""
        await self._app.run_async()
        return wording.FAULT if self._app.return_code else wording.LEFT

    def leave(self) -> None:
        """End it."""
        self._app.exit()
