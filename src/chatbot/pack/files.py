"""The files of a pack: where they are, which belong to it, and what their content hashes to."""

import hashlib
from pathlib import Path

from chatbot.errors import PackError

ENDINGS = (".md", ".txt")
MAX_BYTES = 64 * 1024 * 1024
"""The most bytes of one file of a pack."""
MAX_FILES = 200_000
_KNOWLEDGE = (
    "lexicon.toml",
    "phrasings.toml",
    "red_flags.toml",
    "decisions.toml",
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
        if path.stat().st_size > MAX_BYTES:
            raise PackError(name, f"is larger than {MAX_BYTES // 2**20} MiB", hint="Split it.")
        return path.read_bytes()
    except OSError as error:
        reason = error.strerror or "cannot be read"
        raise PackError(name, reason, hint="Check that it exists and may be read.") from error


def builtin_folder() -> Path:
    """The pack that comes with the program: in the wheel beside the code, else the checkout's.

    Raises PackError if neither is there.
    """
    here = Path(__file__).resolve().parent.parent
    for folder in (here / "corpus", here.parent.parent / "corpus"):
        if (folder / "pack.toml").is_file():
            return folder
    raise PackError("corpus", "the built-in pack is missing", hint="Install the program again.")


def pack_files(folder: Path) -> tuple[list[Path], list[Path], list[Path]]:
    """The files a pack is made of, sorted: documents, knowledge files, and those passed over.

    Links are never followed. Raises PackError if there is no folder or no document in it.
    """
    if not folder.is_dir():
        what = "is not a folder" if folder.exists() else "there is no such folder"
        raise PackError(str(folder), what, hint="Give the folder of a pack or of .txt/.md files.")
    full = (folder / "pack.toml").is_file()
    try:
        entries = sorted(_walk(folder / "documents" if full else folder))
    except OSError as error:
        raise PackError(str(folder), error.strerror or "cannot be read") from error
    documents = [path for path in entries if path.suffix in ENDINGS]
    others = [path for path in entries if path.suffix not in ENDINGS]
    if not documents:
        raise PackError(str(folder), "holds no documents", hint="Put .md or .txt files into it.")
    if not full:
        return documents, [], others
    named = [folder / "pack.toml", *(folder / name for name in _KNOWLEDGE)]
    intents = sorted((folder / "intents").glob("*.toml"))
    known = [path for path in [*named, *intents] if path.is_file() and not path.is_symlink()]
    return documents, known, others


def _walk(folder: Path) -> list[Path]:
    found = []
    for path in folder.rglob("*") if folder.is_dir() else ():
        if path.is_symlink() or any(p.startswith(".") for p in path.relative_to(folder).parts):
            continue
        if path.is_file():
            found.append(path)
        if len(found) > MAX_FILES:
            raise PackError(str(folder), f"holds more than {MAX_FILES} files")
    return found


def content_hash(folder: Path) -> str:
    """SHA-256 over the names and bytes of all files of a pack."""
    documents, known, _ = pack_files(folder)
    total = hashlib.sha256()
    for path in sorted([*documents, *known]):
        name = path.relative_to(folder).as_posix()
        total.update(name.encode() + b"\0" + hashlib.sha256(read_bytes(path, name)).digest())
    return total.hexdigest()
