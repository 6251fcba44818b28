"""What every screen with words worth keeping can do: copy, show as plain text, save to a file."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual import work
from textual.app import SystemCommand
from textual.message import Message
from textual.screen import Screen

from chatbot.tui.copying import Tool, copy_natively, native_tool
from chatbot.tui.messages import CopyWanted, PlainWanted, SaveWanted
from chatbot.tui.text_screens import PlainScreen, SaveScreen, as_download


class HandingOver(Screen[None]):
    """Hands words to clipboard, screen or file, and says no more than is known."""

    @dataclass
    class Copied(Message):
        """The system's own clipboard tool took a text."""

    def say(self, key: str) -> str:
        """Fixed wording by its key."""
        raise NotImplementedError

    def notice(self, text: str) -> None:
        """Say something in passing."""
        raise NotImplementedError

    def commands(self) -> Iterable[SystemCommand]:
        """What the palette offers here."""
        return ()

    def on_copy_wanted(self, event: CopyWanted) -> None:
        """Hand a text to the terminal, and to the system's clipboard where there is one."""
        self.app.copy_to_clipboard(event.text)
        self.notice(self.say("copied"))
        tool = None if self.app.is_web else native_tool()
        if tool is not None:
            self.confirm_copy(tool, event.text)

    @work(thread=True, exclusive=True, group="copy", description="copy")
    def confirm_copy(self, tool: Tool, text: str) -> None:
        """Copy by a tool that says whether it took the text."""
        if copy_natively(tool, text):
            self.post_message(self.Copied())

    def on_handing_over_copied(self) -> None:
        """Now it is known."""
        self.notice(self.say("copied_surely"))

    def on_plain_wanted(self, event: PlainWanted) -> None:
        """Show a text without anything around it."""

        def then(wanted: str | None) -> None:
            if wanted == "copy":
                self.post_message(CopyWanted(event.text))
            elif wanted == "save":
                self.post_message(SaveWanted(event.text, event.name))

        _ = self.app.push_screen(PlainScreen(event.text, self.say), then)

    def on_save_wanted(self, event: SaveWanted) -> None:
        """Ask where to save a text; a browser is given it as a download."""
        if self.app.is_web:
            self.app.deliver_text(as_download(event.text), save_filename=event.name)
            return
        screen = SaveScreen(event.text, event.name, self.say)
        _ = self.app.push_screen(screen, lambda line: self.notice(line or ""))
