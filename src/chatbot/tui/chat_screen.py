"""The conversation: the screen that hears what widgets announce and decides what happens."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult, SystemCommand
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.events import DescendantFocus
from textual.widgets import Static
from textual.worker import Worker, WorkerState

from chatbot.answer import Answer, starts_over
from chatbot.commands import command_in
from chatbot.exports import plain_draft
from chatbot.rendering import render_answer
from chatbot.safe_text import safe_text
from chatbot.tui import hints, wording
from chatbot.tui.background import Triage
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.faults import place_of
from chatbot.tui.messages import (
    Answered,
    CareFound,
    Chosen,
    CopyWanted,
    Loaded,
    PlainWanted,
    Refused,
    RephraseWanted,
    SaveWanted,
)
from chatbot.tui.place import WIDE, Place
from chatbot.tui.sources import SourcesScreen
from chatbot.tui.widgets.key_bar import KeyBar
from chatbot.tui.widgets.prompt import Prompt
from chatbot.tui.widgets.source_room import SourceRoom
from chatbot.tui.widgets.transcript import Transcript

if TYPE_CHECKING:
    from chatbot.tui.lookup_screen import LookupScreen

ANSWER_FILE = "answer.txt"


class ChatScreen(SourcesScreen):
    """Questions go out to background work, answers come back with their question's number."""

    AUTO_FOCUS = "#prompt"
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual declares it on the instance
        (0, "-narrow"),
        (60, "-normal"),
        (WIDE, "-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("f2", "look_up", show=False, id="look_up"),
        Binding("f4", "start_over", show=False, id="start_over"),
        Binding("slash", "to_prompt", show=False, id="prompt"),
        Binding("escape", "to_prompt", show=False),
        Binding("pageup", "scroll_transcript(-1)", show=False, id="page_up"),
        Binding("pagedown", "scroll_transcript(1)", show=False, id="page_down"),
    ]

    def __init__(self, load: Callable[[], Bot], triage: Triage | None) -> None:
        super().__init__()
        self._load = load
        self._early_triage = triage
        self._lookup: LookupScreen | None = None

    def compose(self) -> ComposeResult:
        """Title, transcript, prompt, source, keys."""
        yield Static(Content(wording.TITLE), id="title")
        with Horizontal(id="body"):
            with Vertical(id="talk"):
                yield Transcript()
                yield Static(Content(""), id="notice")
                yield Prompt()
            yield SourceRoom()
        yield KeyBar(hints.PROMPT)

    def on_mount(self) -> None:
        """Load, once the screen has been painted."""
        self.call_after_refresh(self.fetch_bot, self._load)

    # What background work brings

    async def on_loaded(self, event: Loaded) -> None:
        """Greet, then take up the questions that wait."""
        self._bot = bot = event.bot
        if self._lookup:
            await self._lookup.take(bot)
        self.query_one("#title", Static).update(Content(safe_text(bot.name)))
        await self._transcript.greet(bot)
        await self._room.open_at(bot.documents, bot.say, Place())
        for asked in self.session.waiting:
            self.find_care(asked, bot.triage)
        self._take_next()

    async def on_care_found(self, event: CareFound) -> None:
        """Show the card at once, if its question is still open."""
        turn = self._transcript.turn(event.number)
        if turn and self.session.knows(event.number):
            await turn.show_care(event.care)
            self._transcript.bring_up(turn)

    async def on_answered(self, event: Answered) -> None:
        """Show the answer and its first source; drop an answer that nobody waits for."""
        if self._bot is None or not self.session.settle(event.number, event.answer):
            return
        turn = self._transcript.turn(event.number)
        if turn:
            if starts_over(event.answer):
                await self._begin_again()
                return
            await turn.show_answer(event.answer, self._bot.say, self._bot.documents)
            self._transcript.bring_up(turn)
            if turn.quotes and self._wide:
                place = Place.of(turn.quotes, 0)
                await self._room.open_at(self._bot.documents, self._bot.say, place)
        self.action_to_prompt()
        self._take_next()

    async def on_refused(self, event: Refused) -> None:
        """Say in one line why there is no answer."""
        if self.session.settle(event.number, None):
            turn = self._transcript.turn(event.number)
            if turn:
                await turn.show_refusal(event.reason)
                self._transcript.bring_up(turn)
            self.action_to_prompt()
            self._take_next()

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault of ours while answering: say where, without anybody's words, and go on."""
        current = self.session.current
        if event.worker.group == "reply" and event.state is WorkerState.ERROR and current:
            fault = self._bot.say("fault") if self._bot else wording.CRASH
            error = event.worker.error
            self.post_message(Refused(current.number, f"{fault} ({place_of(error)})"))

    # What the user does

    async def on_prompt_sent(self, event: Prompt.Sent) -> None:
        """Ask what was typed, or do it, where it is a command."""
        command = command_in(event.text)
        match command.name if command else "":
            case "leave":
                self.app.exit()
            case "start_over":
                await self.forget_all()
            case "save" | "save_list":
                self.action_save()
            case "":
                await self._ask(event.text)
            case "add" if command:
                self.add_typed(command.argument)
            case _:
                self.action_doctor_list()

    async def on_chosen(self, event: Chosen) -> None:
        """Ask what was chosen."""
        self.action_to_prompt()
        await self._ask(event.text)

    def on_prompt_left(self) -> None:
        """Go into the answer."""
        self.action_into_answer()

    def on_prompt_scrolled(self, event: Prompt.Scrolled) -> None:
        """Scroll while the prompt keeps the focus."""
        self.action_scroll_transcript(event.pages)

    def on_rephrase_wanted(self, event: RephraseWanted) -> None:
        """Put a question back into the prompt."""
        self._prompt.take_up(event.text)
        self.action_to_prompt()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Let the last line tell the keys of this place."""
        self.query_one(KeyBar).show(hints.at(event.widget))

    def action_to_prompt(self) -> None:
        """Put the focus into the prompt."""
        self.set_focus(self._prompt)

    def take_words(self, text: str) -> None:
        """Write into the prompt, wherever the focus was."""
        self.action_to_prompt()
        self._prompt.insert_text_at_cursor(text)

    def action_into_answer(self) -> None:
        """Put the focus on the first thing of the newest answer, or on the first example."""
        targets = self._transcript.targets()
        if targets:
            self.set_focus(targets[0])

    def action_scroll_transcript(self, pages: int) -> None:
        """Scroll by a page: -1 up, 1 down."""
        room = self._transcript
        room.scroll_relative(y=pages * max(1, room.size.height - 2), animate=False)

    @property
    def about(self) -> tuple[str, ...]:
        """What the help says below the keys."""
        return tuple(filter(None, (self.say(key) for key in ("not_medical_advice", "privacy"))))

    def action_look_up(self) -> None:
        """Go to the look-up; it stays as it was left until somebody starts over."""
        if self._lookup is None:
            from chatbot.tui.lookup_screen import LookupScreen  # no screen before it is opened

            self._lookup = LookupScreen(self._bot, self._early_triage, self.forget_if_meant)
            self.app.install_screen(self._lookup, "look-up")
        _ = self.app.push_screen("look-up")

    def commands(self) -> Iterable[SystemCommand]:
        """Everything that a key does, and what can be done with the newest answer."""
        yield SystemCommand("Look up", "Find passages as you type", self.action_look_up)
        yield SystemCommand("Sources", "Open the sources", self.action_sources)
        yield SystemCommand(
            "For my doctor", "The list of quotes to take along", self.action_doctor_list
        )
        yield SystemCommand("Save", "Save the conversation as a file", self.action_save)
        yield from self.batch_command(self._bot)
        yield SystemCommand(
            "Start over", "Forget the conversation, after asking", self.action_start_over
        )
        if answer := self._newest_answer:
            text = render_answer(answer, self.say)
            yield SystemCommand(
                "Copy the answer",
                "The newest one, with its sources",
                lambda: self.post_message(CopyWanted(text)),
            )
            yield SystemCommand(
                "Show the answer as plain text",
                "To mark it by mouse",
                lambda: self.post_message(PlainWanted(text, ANSWER_FILE)),
            )
            yield SystemCommand(
                "Save the answer",
                "As plain text, to a file",
                lambda: self.post_message(SaveWanted(plain_draft(text, ANSWER_FILE))),
            )

    async def forget_all(self) -> None:
        """Forget the conversation, what was typed, the look-up, the doctor's list."""
        self.session.listed.clear()
        if self._lookup:
            await self._lookup.forget()
        await self._begin_again()

    async def _begin_again(self) -> None:
        """Forget the conversation: screen, turns, questions typed, work under way."""
        self.workers.cancel_group(self, "reply")
        self.session.forget()
        self._prompt.forget()
        await self._transcript.restart(self._bot)
        if self._bot:
            await self._room.open_at(self._bot.documents, self._bot.say, Place())
            self.notice(self._bot.say("started_over"))
        self.action_to_prompt()

    # Steps

    async def _ask(self, text: str) -> None:
        asked = self.session.ask(text)
        self.notice("")
        bot = self._bot
        status = bot.say("searching") if bot else wording.WAITING
        older = bot.say("older_dropped") if bot else ""
        await self._transcript.add(asked.number, text, status, older)
        triage = bot.triage if bot else self._early_triage
        if triage:
            self.find_care(asked, triage)
        self._take_next()

    def _take_next(self) -> None:
        bot = self._bot
        asked = self.session.begin() if bot else None
        if bot and asked:
            turn = self._transcript.turn(asked.number)
            if turn:
                turn.show_status(bot.say("searching"))
            self.find_answer(bot, asked, self.session.turns)

    @property
    def _newest_answer(self) -> Answer | None:
        turns = self.session.turns
        return turns[-1].answer if turns else None

    @property
    def _prompt(self) -> Prompt:
        return self.query_one(Prompt)
