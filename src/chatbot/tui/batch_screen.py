"""A file of questions into a file of answers, without leaving the screen."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, ProgressBar, Static
from textual.worker import Worker, WorkerState, get_current_worker

from chatbot.batch.files import Target, answer_questions, answers_beside, read_questions
from chatbot.errors import ChatbotError
from chatbot.safe_text import safe_text
from chatbot.saving import TakenError
from chatbot.tui import hints
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.faults import place_of
from chatbot.tui.messages import BatchDone, BatchRefused, BatchTicked
from chatbot.tui.stylesheet import ON_TOP
from chatbot.tui.widgets.key_bar import KeyBar

MOST_NAMED = 20
"""The bad lines that are named; the file of answers names every one."""


class _Stopped(Exception):  # noqa: N818 - no error: somebody wanted it
    """The person, or the end of the program, stopped the work."""


class _Ticks:
    """Counts questions that are done; tells every hundredth part, stops where somebody wants it."""

    def __init__(self, count: int, tell: Callable[[BatchTicked], object]) -> None:
        self._done, self._count, self._tell = 0, count, tell

    def __call__(self) -> None:
        """One more is done."""
        if get_current_worker().is_cancelled:
            raise _Stopped
        before = self._done * 100 // self._count
        self._done += 1
        if self._done * 100 // self._count != before:
            self._tell(BatchTicked(self._done, self._count))


class BatchScreen(Screen[None]):
    """Two names of files, a bar, and an honest line about what became of it."""

    CSS_PATH = ON_TOP
    AUTO_FOCUS = "#questions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "stop", show=False),
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
        Binding("pageup", "scroll(-1)", show=False, id="page_up"),
        Binding("pagedown", "scroll(1)", show=False, id="page_down"),
    ]

    def __init__(self, bot: Bot) -> None:
        super().__init__()
        self._bot = bot
        self._work: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        """What is wanted, the two names, the bar, room for what became of it."""
        say = self._bot.say
        with VerticalScroll(id="batch", can_focus=False):
            yield _line(say("batch_heading"), "heading")
            yield _line(say("batch_how"), "message")
            yield _line(say("batch_source"), "message")
            yield _file_box("questions")
            yield _line(say("batch_target"), "message")
            yield _file_box("answers")
            yield ProgressBar(show_eta=False, id="bar")
            yield Static(Content(""), id="told")
        yield KeyBar(hints.BATCH)

    def on_mount(self) -> None:
        """There is no bar before there is work."""
        self.query_one("#bar").display = False

    # What the person does

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """From the questions on to the answers, whose name is proposed; from there to work."""
        if event.input.id == "answers":
            self._start()
        elif event.value.strip():
            self._propose()
            self.set_focus(self._box("answers"))

    def action_stop(self) -> None:
        """Stop the work; where there is none, go back."""
        if self._work is None:
            _ = self.dismiss(None)
        else:
            self._work.cancel()

    def action_scroll(self, pages: int) -> None:
        """Scroll by a page: -1 up, 1 down."""
        room = self.query_one("#batch")
        room.scroll_relative(y=pages * max(1, room.size.height - 2), animate=False)

    # What the work brings

    def on_batch_ticked(self, event: BatchTicked) -> None:
        """Draw how far it is, in words too."""
        self.query_one("#bar", ProgressBar).update(total=event.count, progress=event.done)
        self._tell(self._say("batch_progress", done=event.done, count=event.count))

    def on_batch_done(self, event: BatchDone) -> None:
        """Say where the answers are, and which lines have none."""
        report = event.report
        line = self._say("batch_done", done=report.answered, count=report.asked)
        rest = len(report.bad) - MOST_NAMED
        more = [f"+ {rest}"] if rest > 0 else []
        bad = [self._say("batch_bad"), *report.bad[:MOST_NAMED], *more] if report.bad else []
        self._end("\n".join([f"{line} {event.path}", *bad]))

    def on_batch_refused(self, event: BatchRefused) -> None:
        """Say why there are no answers; a name that is taken gives way to one that is free."""
        self._end(event.reason)
        if event.free:
            self._box("answers").value = event.free

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault of ours: say where, without anybody's words."""
        if event.worker is self._work and event.state is WorkerState.ERROR:
            self._end(f"{self._say('fault')} ({place_of(event.worker.error)})")

    # Steps

    def _start(self) -> None:
        if self._work is None and self._box("questions").value.strip():
            self._propose()
            source, target = (_path(self._box(name).value) for name in ("questions", "answers"))
            self._tell(self._say("searching"))
            self._work = self.answer(source, Target(target))

    @work(thread=True, exclusive=True, description="batch", exit_on_error=False)
    def answer(self, source: Path, target: Target) -> None:
        """Read, answer, write, in a thread."""
        try:
            rows = read_questions(source, target)
            ticks = _Ticks(len(rows), self.post_message)
            report = answer_questions(rows, self._bot, target, ticks)
        except _Stopped:
            self.post_message(BatchRefused(self._say("batch_stopped")))
        except TakenError as error:
            taken = self._say("save_exists", file=error.free.name)
            self.post_message(BatchRefused(taken, str(target.path.with_name(error.free.name))))
        except ChatbotError as error:
            self.post_message(BatchRefused(str(error)))
        else:
            self.post_message(BatchDone(report, str(target.path)))

    def _propose(self) -> None:
        box = self._box("answers")
        if not box.value.strip():
            box.value = str(answers_beside(_path(self._box("questions").value)))
            box.cursor_position = len(box.value)

    def _end(self, text: str) -> None:
        self._work = None
        self.query_one("#bar").display = False
        self._tell(text)

    def _tell(self, text: str) -> None:
        self.query_one("#told", Static).update(Content(safe_text(text)))
        self.call_after_refresh(self.query_one("#batch").scroll_end, animate=False)

    def _say(self, key: str, **numbers: object) -> str:
        return self._bot.say(key, **{name: str(value) for name, value in numbers.items()})

    def _box(self, name: str) -> Input:
        return self.query_one(f"#{name}", Input)


def _line(text: str, kind: str) -> Static:
    return Static(Content(safe_text(text)), classes=kind)


def _file_box(name: str) -> Input:
    box = Input(id=name, classes="file", select_on_focus=False)
    box.cursor_blink = False
    return box


def _path(typed: str) -> Path:
    return Path(os.path.expanduser(typed.strip()))  # noqa: PTH111 - never fails
