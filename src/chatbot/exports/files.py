"""Something to be saved, and saving it: a new file or a clear line why not."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple, Protocol

from chatbot.errors import InputError
from chatbot.frozen import dataclass
from chatbot.saving import SaveError, TakenError, free_name, save_new


class Say(Protocol):
    """Fixed wording by its key, with the words in braces filled in."""

    def __call__(self, key: str, **words: str) -> str:
        """The text."""


@dataclass(frozen=True, slots=True)
class Draft:
    """What is to be saved: a name for it, and its text by the ending of the name.

    `endings` are the kinds that there are; without any, a name may end as it likes.
    """

    name: str
    text: Callable[[str], str]
    endings: tuple[str, ...] = ()

    @property
    def free_name(self) -> str:
        """The name, or one with a number that nothing in this folder has yet."""
        return str(free_name(Path(self.name)))

    def path(self, typed: str) -> Path:
        """The path that somebody typed. Raises InputError for an ending that is none of ours."""
        path = Path(os.path.expanduser(typed.strip() or self.free_name))  # noqa: PTH111 - never fails
        if self.endings and (path.suffix.lower() not in self.endings or not path.stem):
            hint = f"It must end in {', '.join(self.endings[:-1])} or {self.endings[-1]}."
            raise InputError(f"“{typed.strip()}” is no name for this file", hint)
        return path


def plain_draft(text: str, name: str) -> Draft:
    """Plain text under a name."""
    return Draft(name, lambda _: f"{text}\n")


class NotSavedError(InputError):
    """Nothing was written, and why, in the pack's words; `free` is a name that is not taken."""

    def __init__(self, message: str, free: Path | None = None) -> None:
        super().__init__(message)
        self.free = free


class Saved(NamedTuple):
    """Where a file is now, and whether `chatbot forget` will know of it."""

    path: Path
    noted: bool

    def line(self, say: Say) -> str:
        """What to tell the person."""
        return say("saved" if self.noted else "saved_unnoted", file=str(self.path))


def save(draft: Draft, typed: str, say: Say) -> Saved:
    """Write a new file under the name that was typed, or under the draft's own.

    Raises NotSavedError, and InputError for a name that cannot be; nothing is written then.
    """
    path = draft.path(typed).absolute()
    try:
        save_new(path, draft.text(path.suffix.lower()))
    except TakenError as error:
        shown = str(draft.path(typed).with_name(error.free.name))
        raise NotSavedError(say("save_exists", file=shown), Path(shown)) from error
    except SaveError as error:
        raise NotSavedError(say("save_failed", reason=error.reason)) from error
    from chatbot.kept import remember_saved  # hashes, which nothing else here needs

    return Saved(path, remember_saved(path))
