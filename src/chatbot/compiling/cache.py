"""Finds a folder's compiled pack in the user's cache, or compiles the pack and keeps the result."""

import hashlib
import os
import re
import stat
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from chatbot.errors import StoreError
from chatbot.pack.files import builtin_folder, content_hash
from chatbot.store import Store, pack_store, write_store
from chatbot.version import __version__

DAMAGED = ".damaged"
"""What is put behind the name of a kept file that was set aside."""
BEGUN = ".new-"
"""What the name of a file that is being written begins with."""
_OURS = re.compile(rf"[0-9a-f]{{24}}\.pack({re.escape(DAMAGED)})?|{re.escape(BEGUN)}\w+")
_ABANDONED_SECONDS = 24 * 60 * 60
_ROOMS = ("compiling", "conversation", "pack", "retrieval")
"""The packages whose code decides what stands in a compiled pack."""


def open_store(
    folder: Path, *, cache: bool = True, note: Callable[[str], None] = lambda _: None
) -> Store:
    """The compiled pack of a folder: from the cache if it is of this content, else made anew.

    `note` is told what is being done when it takes a while. A cache that cannot be read or
    written is done without; a file in it that is damaged or not ours is set aside. Raises
    PackError for a pack that cannot be read.
    """
    identity = _identity(folder)
    path = _kept(folder) if cache else None
    store = _read(path, identity, note) if path else None
    if store is not None:
        return store
    from chatbot.pack.reading import read_pack

    pack = read_pack(folder)
    note("Preparing the documents (only needed once) …")
    # Imports nltk, numpy and rank_bm25: a second, and only here.
    from chatbot.compiling.pack import compile_pack

    sections = compile_pack(pack)
    if cache:
        _keep(path, identity, sections, note)
    return Store(memoryview(pack_store(identity, sections)))


def cache_folder() -> Path | None:
    """Where compiled packs are kept; CHATBOT_CACHE_DIR names another place.

    None where nobody has a home: what is compiled cannot be kept then.
    """
    chosen = os.environ.get("CHATBOT_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    try:
        return user_cache_path("bone-health-chatbot", appauthor=False)
    except RuntimeError:
        return None


def kept_files() -> tuple[Path, ...]:
    """Every file in the cache that the program has written: whole, set aside or only begun."""
    home = cache_folder()
    if home is None or not home.is_dir():
        return ()
    return tuple(path for path in sorted(home.iterdir()) if _OURS.fullmatch(path.name))


def _kept(folder: Path) -> Path | None:
    """The file in which a folder's compiled pack is kept."""
    home = cache_folder()
    name = hashlib.sha256(os.fsencode(folder.resolve())).hexdigest()[:24]
    return home / f"{name}.pack" if home else None


def _read(path: Path, identity: dict[str, str], note: Callable[[str], None]) -> Store | None:
    """The kept pack if it is ours, whole and of this content."""
    try:
        _refuse_foreign(path)
        store = Store.open(path)
        if store.identity != identity:
            return None  # of another version of the program or of the documents
        store.verify()
    except StoreError:
        with suppress(OSError):
            if path.exists():
                note("The prepared documents were damaged. They are set aside and made anew.")
                path.replace(path.with_name(path.name + DAMAGED))
        return None
    return store


def _refuse_foreign(path: Path) -> None:
    """Raise StoreError for a file that somebody else owns or may write to: its words are quoted."""
    with suppress(OSError):
        state = path.stat()
        if hasattr(os, "getuid") and (
            state.st_uid not in {0, os.getuid()} or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
        ):
            raise StoreError("the compiled pack is not ours alone")


def _keep(
    path: Path | None,
    identity: dict[str, str],
    sections: dict[str, bytes],
    note: Callable[[str], None],
) -> None:
    if path is not None:
        with suppress(OSError):
            write_store(path, identity, sections)
            _sweep(path.parent)
            return
    note("The prepared documents could not be kept; this works, but starts slower.")


def _sweep(folder: Path) -> None:
    """Remove what a process that was killed has begun to write, a day ago or more."""
    for path in folder.glob(f"{BEGUN}*"):
        with suppress(OSError):
            if time.time() - path.stat().st_mtime > _ABANDONED_SECONDS:
                path.unlink()


def _identity(folder: Path) -> dict[str, str]:
    """What a compiled pack must be of to be used: this program, this content."""
    home = builtin_folder()
    general = "" if folder.resolve() == home.resolve() else content_hash(home)
    return {
        "program": __version__,
        "code": _code(),
        "pack": content_hash(folder),
        "general": general,
    }


def _code() -> str:
    """A mark of the code that compiles: other code, even of the same version, compiles anew."""
    mark = hashlib.sha256()
    root = Path(__file__).parent.parent
    for room in _ROOMS:
        for path in sorted((root / room).glob("*.py")):
            state = path.stat()
            mark.update(f"{room}/{path.name} {state.st_size} {state.st_mtime_ns}\n".encode())
    return mark.hexdigest()
