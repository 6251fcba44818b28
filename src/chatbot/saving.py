"""Files that are whole or not there: written aside, named at the end, never over another."""

import itertools
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from chatbot.errors import ChatbotError


class SaveError(ChatbotError):
    """The file was not saved; one line says why."""


class TakenError(SaveError):
    """There is a file of that name; `free` is a name that is not taken."""

    exit_code = 2

    def __init__(self, path: Path, free: Path) -> None:
        super().__init__(f"{path.name} is there already", f"{free.name} is free.")
        self.free = free


def save_new(path: Path, text: str) -> None:
    """Write the text as UTF-8 to a new file. Raises SaveError, and leaves nothing behind then."""
    with new_file(path) as file:
        file.write(text)


@contextmanager
def new_file(path: Path, *, encoding: str = "utf-8", replace: bool = False) -> Iterator[TextIO]:
    """A file to write to, which gets its name once everything is written.

    Whatever breaks off the writing leaves nothing behind. A file of that name is only replaced
    where `replace` says so. Only the user may read the new one. Raises SaveError.
    """
    part = ""
    try:
        handle, part = tempfile.mkstemp(dir=path.parent, prefix=".", suffix=".part")
        with os.fdopen(handle, "w", encoding=encoding, newline="") as file:
            yield file
        _put(Path(part), path, replace=replace)
    except FileExistsError as error:
        raise TakenError(path, free_name(path)) from error
    except OSError as error:
        raise SaveError(f"{path} could not be written: {error.strerror or error}") from error
    finally:
        if part:
            Path(part).unlink(missing_ok=True)


def free_name(path: Path) -> Path:
    """The path itself, or with the first number that is not taken.

    >>> free_name(Path("/no/such/folder/quote.txt")).name
    'quote.txt'
    """
    numbered = (path.with_stem(f"{path.stem}-{number}") for number in itertools.count(2))
    return next(one for one in itertools.chain([path], numbered) if not os.path.lexists(one))


def _put(part: Path, path: Path, *, replace: bool) -> None:
    """Give the finished file its name, which nobody may have taken unless it is to be replaced."""
    if replace:
        part.replace(path)
        return
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a file system without links
        with path.open("xb") as file:
            file.write(part.read_bytes())
