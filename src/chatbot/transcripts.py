"""Conversations kept because the user asked for it.

Nothing here runs unless a transcript is asked for. A transcript is text: a heading, then each
question with its answer as line mode prints it.
"""

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path

from chatbot.answer import Answer, Turn
from chatbot.bot import Chatbot
from chatbot.errors import InputError
from chatbot.kept import remember
from chatbot.rendering import render_answer
from chatbot.safe_text import safe_text
from chatbot.saving import append_private

HEADING = "# A conversation with chatbot, "
"""What every transcript begins with; a file that does not is not ours, and is never removed."""


class Transcript:
    """A file to which each turn is added as it is answered."""

    def __init__(self, path: Path, tell: Callable[[str], None]) -> None:
        self.path = path.absolute()
        self._tell = tell
        self._stopped = False

    @classmethod
    def begin(cls, path: Path, tell: Callable[[str], None]) -> "Transcript":
        """Create the file, or go on with one of ours; `tell` hears what cannot be kept.

        Raises InputError for a place that cannot be written or holds something else, and for a
        folder that is not there: a misspelt name would put a conversation where nobody looks.
        """
        transcript = cls(path, tell)
        hint = "Name a new file for the transcript."
        try:
            if not path.parent.is_dir():
                raise InputError(
                    f"{path.parent}: there is no such folder", "Make it, or name another."
                )
            if _holds_something(transcript.path) and not is_transcript(transcript.path):
                raise InputError(f"{path} is there already and is no transcript", hint)
            append_private(transcript.path, f"{HEADING}{date.today().isoformat()}\n\n")  # noqa: DTZ011 - the user's own day
        except OSError as error:
            raise InputError(f"{path}: {error.strerror or 'cannot be written'}", hint) from error
        try:
            remember(transcript.path)
        except OSError:
            tell(f"{path} could not be noted down; “chatbot forget” will not remove it")
        return transcript

    def add(self, answer: Answer, say: Callable[[str], str]) -> None:
        """Keep a turn; where that fails it is told once, and the conversation goes on."""
        if self._stopped:
            return
        question = " ".join(safe_text(answer.question).split())
        text = render_answer(answer, say, label="Answer:")
        try:
            append_private(self.path, f"You: {question}\n\n{text}\n\n")
        except (OSError, InputError) as error:
            self._stopped = True
            reason = getattr(error, "strerror", None) or "cannot be written"
            self._tell(f"{self.path}: {reason}. The rest of the conversation is not kept.")


class RecordedBot(Chatbot):
    """A bot whose answers are kept in a transcript."""

    def __init__(self, bot: Chatbot, transcript: Transcript) -> None:
        super().__init__(bot.library, bot.region)
        self._transcript = transcript

    def reply(self, text: str, turns: Sequence[Turn] = ()) -> Answer:
        """Answer, and keep question and answer."""
        answer = super().reply(text, turns)
        self._transcript.add(answer, self.say)
        return answer


def is_transcript(path: Path) -> bool:
    """Whether a file is one of ours: ordinary, and begins with our heading. Raises OSError."""
    if path.is_symlink() or not path.is_file():
        return False
    with path.open("rb") as file:
        return file.read(len(HEADING)) == HEADING.encode()


def _holds_something(path: Path) -> bool:
    return path.is_symlink() or (path.exists() and not (path.is_file() and not path.stat().st_size))
