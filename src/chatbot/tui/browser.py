"""The same screen for a page in a browser: what it draws goes to the page, not to a terminal.

Many of these run in one process and on one event loop, so nothing here touches the process's own
terminal, signals or streams.
"""

import asyncio
import sys
import unicodedata
from pathlib import Path
from typing import Any, BinaryIO, Literal, Protocol, TextIO

from rich.console import Console
from textual import events
from textual.driver import Driver
from textual.geometry import Size
from textual.keys import KEY_NAME_REPLACEMENTS
from textual.message import Message

from chatbot.config.settings import HIGH_CONTRAST, Config
from chatbot.tui.app import ChatApp
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.cells import Cells
from chatbot.tui.themes import DARK, LIGHT

MOUSE: dict[str, type[events.MouseEvent]] = {
    "down": events.MouseDown,
    "up": events.MouseUp,
    "move": events.MouseMove,
    "wheel-up": events.MouseScrollUp,
    "wheel-down": events.MouseScrollDown,
}
"""What a pointer can do."""

_STEPS = {"wheel-up": -1, "wheel-down": 1}


class Page(Protocol):
    """Where the screen is shown."""

    cells: Cells

    def drawn(self) -> None:
        """Hear that cells have changed."""

    def offer_link(self, url: str) -> None:
        """Let the person open an address."""

    def offer_file(self, name: str, kind: str, data: bytes) -> None:
        """Let the person save a file; `kind` is its media type."""


class PageDriver(Driver):
    """Textual's way to a page."""

    def __init__(self, app: Any, **options: Any) -> None:  # noqa: ANN401 - Textual's own signature
        super().__init__(app, **options)
        self.page: Page = app.page
        self.ready: asyncio.Event = app.ready

    @property
    def is_web(self) -> bool:
        """Yes: there is no terminal to suspend and no file system that the person sees."""
        return True

    def write(self, data: str) -> None:
        """Draw."""
        self.page.cells.write(data)
        self.page.drawn()

    def start_application_mode(self) -> None:
        """Say how large the page is, and take what the person does from now on."""
        self.resize(self.page.cells.columns, self.page.cells.rows)
        self.ready.set()

    def resize(self, columns: int, rows: int) -> None:
        """Fit the screen to the page."""
        self._size = columns, rows
        size = Size(columns, rows)
        self.process_message(events.Resize(size, size))

    def disable_input(self) -> None:
        """Nothing to stop: what arrives later is for nobody."""

    def stop_application_mode(self) -> None:
        """Nothing to put back."""

    def open_url(self, url: str, new_tab: bool = True) -> None:  # noqa: ARG002, FBT001, FBT002
        """Offer the address on the page; a page may not open windows unasked."""
        self.page.offer_link(url)

    def deliver_binary(  # noqa: PLR0913 - Textual's own signature
        self,
        binary: BinaryIO | TextIO,
        *,
        delivery_key: str,
        save_path: Path,
        open_method: Literal["browser", "download"] = "download",  # noqa: ARG002
        encoding: str | None = None,
        mime_type: str | None = None,
        name: str | None = None,
    ) -> None:
        """Offer the file as a download; nothing is written on this machine."""
        binary.seek(0)
        content = binary.read()
        binary.close()
        data = content.encode(encoding or "utf-8") if isinstance(content, str) else content
        self.page.offer_file(save_path.name, mime_type or "application/octet-stream", data)
        self._delivery_complete(delivery_key, save_path=None, name=name)


class PageApp(ChatApp):
    """The application, shown on a page. What the person does there arrives by these methods."""

    def __init__(self, bot: Bot, page: Page, config: Config, *, light: bool = False) -> None:
        super().__init__(lambda: bot, config=config)
        self.page = page
        self.ready = asyncio.Event()
        self.driver_class = PageDriver
        if config.theme in HIGH_CONTRAST:  # the person's system says which of the two
            self.theme = LIGHT if light else DARK
        # A page has every colour, whatever terminal the server was started in.
        self.console = Console(
            file=self.console.file,
            color_system="truecolor",
            force_terminal=True,
            legacy_windows=False,
            safe_box=False,
            _environ={},
        )
        # Textual puts streams of its own in place while an application runs, and back in the
        # order of one application after the other. Ours overlap: leave the process's in place.
        self._capture_stdout: Any = sys.stdout
        self._capture_stderr: Any = sys.stderr

    def type_text(self, text: str) -> None:
        """Type printable text, sign by sign."""
        for sign in text:
            if sign.isprintable():
                self._take(events.Key(key_name(sign), sign))

    def press(self, key: str) -> None:
        """Press a key by Textual's name for it."""
        self._take(events.Key(key, None))

    def call(self, name: str) -> None:
        """Do what a configuration calls by a name, where it can be done just now."""
        for active in self.screen.active_bindings.values():
            if active.binding.id == name:
                self.call_later(self.run_action, active.binding.action, active.node)
                return

    def paste_text(self, text: str) -> None:
        """Paste."""
        self._take(events.Paste(text))

    def point(self, does: str, x: int, y: int, button: int = 0, *, shift: bool = False) -> None:
        """Move, press, release or turn the mouse at a cell; `does` is a key of MOUSE."""
        step = _STEPS.get(does, 0)
        event = MOUSE[does](None, x, y, 0, step, button, shift, False, False, x, y)  # noqa: FBT003
        self._take(event)

    def fit(self, columns: int, rows: int) -> None:
        """Fit the screen to a page of another size."""
        self.page.cells.resize(columns, rows)
        if isinstance(self._driver, PageDriver):
            self._driver.resize(columns, rows)

    def _take(self, event: Message) -> None:
        if self._driver is not None:
            self._driver.process_message(event)


def key_name(sign: str) -> str:
    """Textual's name of the key that types a sign.

    >>> key_name("a"), key_name("?"), key_name("/"), key_name("-")
    ('a', 'question_mark', 'slash', 'minus')
    """
    if sign.isalnum():
        return sign
    name = unicodedata.name(sign, "").lower().replace("-", "_").replace(" ", "_")
    return KEY_NAME_REPLACEMENTS.get(name, name or sign)
