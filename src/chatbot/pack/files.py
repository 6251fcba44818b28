"""The files of a pack: where they are, which belong to it, and what their content hashes to."""

import hashlib
import os
import stat
from collections.abc import Iterable
from pathlib import Path

from chatbot.errors import PackError
from chatbot.pack.places import MAX_FILES, builtin_place

ENDINGS = (".md", ".txt")
MAX_BYTES = 64 * 1024 * 1024
"""The most bytes of one file of a pack."""
MAX_PACK_BYTES = 1024 * 1024 * 1024
"""The most bytes of all files of a pack together."""
MAX_DEPTH = 16
"""The most folders in folders."""
_FLATTER = "Put its documents into fewer folders."
_KNOWLEDGE = (
    "lexicon.toml",
    "phrasings.toml",
    "red_flags.toml",
    "red_flag_messages.toml",
    "decisions.toml",
    "decision_messages.toml",
    "chat.toml",
    "scores.toml",
    "claims.toml",
    "not_covered.toml",
    "calibration.toml",
    "copy.toml",
)


def read_bytes(path: Path, name: str) -> bytes:
    """A file's bytes; `name` is how messages call it. Raises PackError."""
    try:
        state = path.stat()
        if not (stat.S_ISREG(state.st_mode) or stat.S_ISDIR(state.st_mode)):
            raise PackError(name, "is no ordinary file", hint="Put a file there.")
        if state.st_size > MAX_BYTES:
            raise PackError(name, f"is larger than {MAX_BYTES // 2**20} MiB", hint="Split it.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise PackError(name, reason, hint="Check that it exists and may be read.") from error


def builtin_folder() -> Path:
    """The pack that comes with the program: in the wheel beside the code, else the checkout's.

    Raises PackError if neither is there.
    """
    return Path(builtin_place())


def pack_files(folder: Path) -> tuple[list[Path], list[Path], list[Path]]:
    """The files a pack is made of, sorted: documents, knowledge files, and those passed over.

    A folder may be named by a link; links in it are never followed. Raises PackError if there is
    no folder or no document in it, if a file of a full pack is a link, or if there is more than a
    pack may hold.
    """
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "there is no such folder"
        raise PackError(str(folder), what, hint="Give the folder of a pack or of .txt/.md files.")
    named = [folder / name for name in ("pack.toml", "documents", "intents", *_KNOWLEDGE)]
    full = named[0].is_file()
    try:
        _refuse_links(named if full else (), folder)
        entries = sorted(_walk(folder / "documents" if full else folder))
        intents = sorted(_walk(folder / "intents")) if full else []
    except OSError as error:
        raise PackError(str(folder), error.strerror or "cannot be read") from error
    known = [path for path in named if path.is_file()] if full else []
    known += [path for path in intents if path.suffix == ".toml" and path.parent == named[2]]
    _refuse_links(known, folder)
    documents = [path for path in entries if path.suffix in ENDINGS and not path.is_symlink()]
    if not documents and any(path.suffix in ENDINGS for path in entries):
        what = "holds no documents but links, and links are not followed"
        raise PackError(str(folder), what, hint="Put copies there.")
    if not documents:
        raise PackError(str(folder), "holds no documents", hint="Put .md or .txt files into it.")
    taken = set(documents)
    return documents, known, [path for path in entries if path not in taken]


def _refuse_links(paths: Iterable[Path], folder: Path) -> None:
    for path in paths:
        if path.is_symlink():
            name = path.relative_to(folder).as_posix()
            raise PackError(name, "is a link, and links are not followed", hint="Put a copy there.")


def _walk(folder: Path) -> list[Path]:
    """Every file and every link below a folder that is there, hidden ones left out."""
    found: list[Path] = []
    size, waiting = 0, [(folder, 0)] if folder.is_dir() else []
    while waiting:
        here, depth = waiting.pop()
        with os.scandir(here) as entries:
            shown = [entry for entry in entries if not entry.name.startswith(".")]
        for entry in shown:
            if entry.is_dir(follow_symlinks=False):
                if depth == MAX_DEPTH:
                    raise PackError(
                        str(folder), f"is more than {MAX_DEPTH} folders deep", hint=_FLATTER
                    )
                waiting.append((Path(entry.path), depth + 1))
            elif entry.is_symlink() or entry.is_file(follow_symlinks=False):
                found.append(Path(entry.path))
                size += entry.stat(follow_symlinks=False).st_size
        if len(found) > MAX_FILES:
            raise PackError(str(folder), f"holds more than {MAX_FILES} files")
        if size > MAX_PACK_BYTES:
            most = MAX_PACK_BYTES // 2**20
            raise PackError(str(folder), f"holds more than {most} MiB", hint="Split it.")
    return found


def content_hash(folder: Path) -> str:
    """SHA-256 over the names and bytes of all files of a pack."""
    documents, known, _ = pack_files(folder)
    total = hashlib.sha256()
    for path in sorted([*documents, *known]):
        name = path.relative_to(folder).as_posix()
        total.update(os.fsencode(name) + b"\0" + hashlib.sha256(read_bytes(path, name)).digest())
    return total.hexdigest()
