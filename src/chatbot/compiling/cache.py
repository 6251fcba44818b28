"""Finds a folder's compiled pack: in the user's cache, brought by the wheel, or compiled now."""

import gc
import os
import re
import stat
import sys
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING

from chatbot.errors import StoreError
from chatbot.pack.places import builtin_place, manifest
from chatbot.store import Data, Store, pack_store, write_store
from chatbot.version import __version__

if TYPE_CHECKING:
    from pathlib import Path

DAMAGED = ".damaged"
"""What is put behind the name of a kept file that was set aside."""
BEGUN = ".new-"
"""What the name of a file that is being written begins with."""
_ABANDONED_SECONDS = 24 * 60 * 60
_NAME = "bone-health-chatbot"
ROOMS = ("compiling", "conversation", "pack", "retrieval")
"""The packages whose code decides what stands in a compiled pack."""


def open_store(
    folder: "Path | None" = None,
    *,
    cache: bool = True,
    whole: bool = False,
    note: Callable[[str], None] = lambda _: None,
) -> Store:
    """The compiled pack of a folder, by default the built-in one: from the cache, or made anew.

    `note` is told what is being done when it takes a while; `whole` looks for damage in large
    sections too. A cache that cannot be read or written is done without; a file in it that is
    damaged or not ours is set aside. Raises PackError for a pack that cannot be read.
    """
    place = os.path.realpath(folder) if folder else builtin_place()
    seen = _seen(place)
    path = _kept(place) if cache else None
    old = _read(path, note, whole=whole) if path else None
    if old is not None and seen and old.identity.get("seen") == seen:
        return old
    # Some file looks as if it had changed: its content decides.
    identity = {**identity_of(place), "seen": seen}
    if path and old is not None and {**old.identity, "seen": seen} == identity:
        # Written anew, large sections get new checksums: they must be what was written first.
        old = _read(path, note, whole=True)
        if old is not None:
            _keep(path, identity, old.sections())
            return old
    sections = _brought(identity) or _compiled(
        place, note, old if _same_code(old, identity) else None
    )
    if cache:
        kept = _reopened(path) if _keep(path, identity, sections) else None
        if kept is not None:
            return kept
        note("The prepared documents could not be kept; this works, but starts slower.")
    return Store(memoryview(pack_store(identity, sections)))


def cache_folder() -> "Path | None":
    """Where compiled packs are kept; CHATBOT_CACHE_DIR names another place.

    None where nobody has a home: what is compiled cannot be kept then.
    """
    from pathlib import Path

    home = _home()
    return Path(home) if home else None


def kept_files() -> "tuple[Path, ...]":
    """Every file in the cache that the program has written: whole, set aside or only begun."""
    home = cache_folder()
    if home is None or not home.is_dir():
        return ()
    ours = rf"[0-9a-f]{{24}}\.pack({re.escape(DAMAGED)})?|{re.escape(BEGUN)}\w+"
    return tuple(path for path in sorted(home.iterdir()) if re.fullmatch(ours, path.name))


def _home() -> str | None:
    chosen = os.environ.get("CHATBOT_CACHE_DIR")
    if chosen:
        return chosen
    system = sys.platform
    if system == "linux":  # what platformdirs says, without the time that its import takes
        base = os.environ.get("XDG_CACHE_HOME", "").strip() or os.path.expanduser("~/.cache")
        return None if base.startswith("~") else os.path.join(base, _NAME)
    from platformdirs import user_cache_dir

    try:
        return user_cache_dir(_NAME, appauthor=False)
    except RuntimeError:
        return None


def _kept(place: str) -> str | None:
    """The file in which a folder's compiled pack is kept."""
    home, name = _home(), os.fsencode(place)
    digits = (zlib.crc32(name), zlib.adler32(name), len(name))
    return os.path.join(home, "".join(f"{n:08x}" for n in digits) + ".pack") if home else None


def _read(path: str, note: Callable[[str], None], *, whole: bool = False) -> Store | None:
    """The kept pack if it is there, ours and undamaged; `whole` looks at large sections too."""
    try:
        _refuse_foreign(path)
        store = Store.open(path)
        store.verify(whole=whole)
    except StoreError:
        try:
            if os.path.exists(path):
                note("The prepared documents were damaged. They are set aside and made anew.")
                os.replace(path, path + DAMAGED)
        except OSError:
            pass  # it stays, and is written over or refused again
        return None
    return store


def _reopened(path: str | None) -> Store | None:
    """What was just written, mapped: memory holds what is read of it, and others share that."""
    try:
        return Store.open(path) if path else None
    except StoreError:
        return None


def _refuse_foreign(path: str) -> None:
    """Raise StoreError for a file that somebody else owns or may write to: its words are quoted."""
    try:
        state = os.stat(path)
    except OSError:
        return
    if hasattr(os, "getuid") and (
        state.st_uid not in {0, os.getuid()} or state.st_mode & (stat.S_IWGRP | stat.S_IWOTH)
    ):
        raise StoreError("the compiled pack is not ours alone")


def _keep(path: str | None, identity: dict[str, str], sections: Mapping[str, Data]) -> bool:
    if path is None:
        return False
    try:
        write_store(path, identity, sections)
        _sweep(os.path.dirname(path))
    except OSError:
        return False
    return True


def _sweep(folder: str) -> None:
    """Remove what a process that was killed has begun to write, a day ago or more."""
    for entry in os.scandir(folder):
        if entry.name.startswith(BEGUN):
            try:
                if time.time() - entry.stat().st_mtime > _ABANDONED_SECONDS:
                    os.unlink(entry.path)
            except OSError:
                pass  # another process was quicker


def _same_code(old: Store | None, identity: Mapping[str, str]) -> bool:
    """Whether this program has compiled the old pack: what it analysed then holds still."""
    return old is not None and all(
        old.identity.get(key) == identity[key] for key in ("program", "code")
    )


def _brought(identity: Mapping[str, str]) -> Mapping[str, Data]:
    """The sections of the pack that the wheel brings along, if it is this one; else none."""
    from chatbot.compiling.shipping import shipped

    store = shipped(identity)
    return store.sections() if store else {}


def _compiled(place: str, note: Callable[[str], None], old: Store | None) -> dict[str, bytes]:
    from pathlib import Path

    from chatbot.pack.reading import read_pack

    pack = read_pack(Path(place))
    note("Preparing the documents (only needed once) …")
    # Imports nltk, numpy and rank_bm25: a second, and only here.
    from chatbot.compiling.analyses import earlier_of
    from chatbot.compiling.pack import compile_pack

    with _garbage_left():
        return compile_pack(pack, note, earlier_of(old) if old else None)


@contextmanager
def _garbage_left() -> Iterator[None]:
    """No search for garbage meanwhile: millions of tuples are made, and no rings of them."""
    searching = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searching:
            gc.enable()


def _seen(place: str) -> str:
    """What must look the same for a compiled pack to be used unread; empty if that says nothing."""
    home = builtin_place()
    seen = [manifest(folder) for folder in dict.fromkeys((place, home))]
    return "\n".join([__version__, _code(), *seen]) if all(seen) else ""


def identity_of(place: str) -> dict[str, str]:
    """What a compiled pack must be of to be used: this program, this content."""
    from pathlib import Path

    from chatbot.pack.files import content_hash

    home = builtin_place()
    general = "" if place == os.path.realpath(home) else content_hash(Path(home))
    pack = content_hash(Path(place))
    return {"program": __version__, "code": _code(), "pack": pack, "general": general}


def _code() -> str:
    """A mark of the code that compiles: other code, even of the same version, compiles anew."""
    root = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    lines = []
    for room in ROOMS:
        with os.scandir(os.path.join(root, room)) as entries:
            for entry in entries:
                if entry.name.endswith(".py"):
                    state = entry.stat()
                    lines.append(f"{room}/{entry.name} {state.st_size} {state.st_mtime_ns}")
    return "\n".join(sorted(lines))
