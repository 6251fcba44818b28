"""What every screen with words worth keeping can do: copy, show as plain text, files in and out."""

import io
from collections.abc import Iterable

from textual import work
from textual.app import SystemCommand
from textual.message import Message
from textual.screen import Screen

from chatbot.exports import Draft, plain_draft, save
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.copying import Tool, copy_natively, native_tool
from chatbot.tui.messages import CopyWanted, PlainWanted, SaveWanted


class HandingOver(Screen[None]):
    """Hands words to clipboard, screen or file, and says no more than is known."""

    class Copied(Message):
        """The system's own clipboard tool took a text."""

    def say(self, key: str, **words: str) -> str:
        """Fixed wording by its key."""
        raise NotImplementedError

    def notice(self, text: str) -> None:
        """Say something in passing."""
        raise NotImplementedError

    def commands(self) -> Iterable[SystemCommand]:
        """What the palette offers here."""
        return ()

    def batch_command(self, bot: Bot | None) -> Iterable[SystemCommand]:
        """Answering a file, where the person's files are: not on a page in a browser."""
        if bot is not None and not self.app.is_web:
            does = "Questions in, answers out: CSV or JSON lines"
            yield SystemCommand("Answer a file of questions", does, lambda: self._batch(bot))

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
                self.post_message(SaveWanted(plain_draft(event.text, event.name)))

        from chatbot.tui.plain_screen import PlainScreen  # no screen before it is opened

        _ = self.app.push_screen(PlainScreen(event.text, self.say), then)

    def on_save_wanted(self, event: SaveWanted) -> None:
        """Ask how a file is to be called; a browser is given what needs no question at once."""
        draft = event.draft
        if self.app.is_web and not draft.endings:
            self.notice(self._deliver(draft, draft.name))
            return
        put = self._deliver if self.app.is_web else self._write
        from chatbot.tui.save_screen import SaveScreen  # no screen before it is opened

        screen = SaveScreen(draft, self.say, put)
        _ = self.app.push_screen(screen, lambda line: self.notice(line or ""))

    def _batch(self, bot: Bot) -> None:
        from chatbot.tui.batch_screen import BatchScreen  # few need it, all would wait for it

        _ = self.app.push_screen(BatchScreen(bot))

    def _write(self, draft: Draft, typed: str) -> str:
        return save(draft, typed, self.say).line(self.say)

    def _deliver(self, draft: Draft, typed: str) -> str:
        """Let the browser have the file: nothing is written where the program runs."""
        path = draft.path(typed)
        self.app.deliver_text(io.StringIO(draft.text(path.suffix.lower())), save_filename=path.name)
        return self.say("downloaded", file=path.name)
