"""Files that only their owner may read, in folders that only their owner may enter."""

import os
import stat
from pathlib import Path

from chatbot.errors import InputError

_NO_LINK = getattr(os, "O_NOFOLLOW", 0)
_NO_WAIT = getattr(os, "O_NONBLOCK", 0)  # a pipe without a reader would wait for one


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
