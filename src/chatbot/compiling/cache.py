"""Finds a folder's compiled pack in the user's cache, or compiles the pack and keeps the result."""

import hashlib
import os
from collections.abc import Callable
from pathlib import Path

from chatbot.errors import StoreError
from chatbot.pack.files import builtin_folder, content_hash
from chatbot.store import Store, pack_store, write_store
from chatbot.version import __version__

_ROOMS = ("compiling", "conversation", "pack", "retrieval")
"""The packages whose code decides what stands in a compiled pack."""


def open_store(
    folder: Path, *, cache: bool = True, note: Callable[[str], None] = lambda _: None
) -> Store:
    """The compiled pack of a folder: from the cache if it is of this content, else made anew.

    `note` is told what is being done when it takes a while. A cache that cannot be read or
    written is done without. Raises PackError for a pack that cannot be read.
    """
    identity = _identity(folder)
    path = (
        cache_folder() / f"{hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:24]}.pack"
    )
    if cache:
        try:
            store = Store.open(path)
            if store.identity == identity:
                store.verify()
                return store
        except StoreError:
            pass  # missing, damaged or of another version: all the same, it is made anew
    from chatbot.pack.reading import read_pack

    pack = read_pack(folder)
    note("Preparing the documents (only needed once) …")
    # Imports nltk, numpy and rank_bm25: a second, and only here.
    from chatbot.compiling.pack import compile_pack

    sections = compile_pack(pack, note)
    if cache:
        try:
            write_store(path, identity, sections)
        except OSError:
            note("The prepared documents could not be kept; this works, but starts slower.")
    return Store(memoryview(pack_store(identity, sections)))


def cache_folder() -> Path:
    """Where compiled packs are kept; CHATBOT_CACHE_DIR names another place."""
    chosen = os.environ.get("CHATBOT_CACHE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_cache_path

    return user_cache_path("bone-health-chatbot", appauthor=False)


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
