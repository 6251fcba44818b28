"""Files for their owner's eyes only, whole or not there, and never over another one."""

import itertools
import os
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from chatbot.errors import ChatbotError, InputError

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # a pipe without a reader would wait for one


class SaveError(ChatbotError):
    """The file was not saved; `reason` says why, without its name."""

    def __init__(self, message: str, hint: str = "", reason: str = "") -> None:
        super().__init__(message, hint)
        self.reason = reason


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
            file.flush()
            os.fsync(file.fileno())
        _put(Path(part), path, replace=replace)
    except FileExistsError as error:
        raise TakenError(path, free_name(path)) from error
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise SaveError(f"{path} could not be written: {reason}", reason=reason) from error
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


def private_folder(folder: Path) -> None:
    """Make a folder and those above it that lack; each new one is 0700. Raises OSError."""
    if folder.is_dir():
        return
    private_folder(folder.parent)
    folder.mkdir(mode=0o700, exist_ok=True)


def append_private(path: Path, text: str) -> None:
    """Add text to the end of a file, all of it or none; the file is 0600, also if it was wider.

    Links are not followed. Raises OSError, and InputError for what is no ordinary file.
    """
    private_folder(path.parent)
    descriptor = os.open(
        path, os.O_WRONLY | os.O_APPEND | os.O_CREAT | _NO_LINK | _NO_WAIT, mode=0o600
    )
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise InputError(f"{path} is no ordinary file", "Name another.")
        if hasattr(os, "fchmod"):
            os.fchmod(descriptor, 0o600)
        before = os.lseek(descriptor, 0, os.SEEK_END)
        try:
            _write_all(descriptor, text.encode("utf-8", "replace"))
            os.fsync(descriptor)
        except OSError:
            os.ftruncate(descriptor, before)
            raise
    finally:
        os.close(descriptor)


def _write_all(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _put(part: Path, path: Path, *, replace: bool) -> None:
    """Give the finished file its name, which nobody may have taken unless it is to be replaced."""
    if replace:
        part.replace(path)
        return
    try:
        path.hardlink_to(part)
    except FileExistsError:
        raise
    except OSError:  # a file system without links: the name is taken first, if it is free
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        part.replace(path)
