"""Writes a new file that only its owner reads: whole or not at all, and never over another."""

import os
import re
import tempfile
from contextlib import suppress
from datetime import date
from pathlib import Path

from chatbot.errors import InputError

ENDINGS = (".md", ".html", ".json")


def default_name(pack: str, day: date, folder: Path, ending: str = ENDINGS[0]) -> str:
    """A name that nothing in the folder has yet.

    >>> default_name("Bone health", date(2026, 11, 22), Path("no-such-folder"))
    'bone-health-2026-11-22.md'
    """
    words = re.sub(r"[^a-z0-9]+", "-", pack.casefold()).strip("-") or "conversation"
    stem = f"{words}-{day.isoformat()}"
    number, name = 1, f"{stem}{ending}"
    while (folder / name).exists():
        number += 1
        name = f"{stem}-{number}{ending}"
    return name


def write_new(path: Path, text: str) -> None:
    """Write a file of mode 0600. Raises FileExistsError, OSError; then nothing has changed.

    The text goes into a hidden file beside it first, which is then given the name: a link fails
    where the name is taken, so that not even a file that appears meanwhile is lost.
    """
    if path.exists() or path.is_symlink():
        raise FileExistsError(path)
    handle, hidden = tempfile.mkstemp(prefix=".", suffix=".part", dir=path.parent)
    try:
        with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        _name(Path(hidden), path)
    finally:
        with suppress(FileNotFoundError):
            Path(hidden).unlink()


def checked(name: str) -> Path:
    """The path that somebody typed. Raises InputError for an ending that no export has."""
    path = Path(name.strip()).expanduser()
    if path.suffix.lower() not in ENDINGS or not path.stem:
        hint = f"It must end in {', '.join(ENDINGS[:-1])} or {ENDINGS[-1]}."
        raise InputError(f"“{name.strip()}” is no name for this file", hint)
    return path


def _name(hidden: Path, path: Path) -> None:
    try:
        os.link(hidden, path)
    except FileExistsError:
        raise
    except OSError:
        # A file system without links: the name is taken first, and only by a file that is new.
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        hidden.replace(path)
