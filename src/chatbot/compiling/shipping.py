"""The built-in pack as a wheel brings it along, compiled: written by the build, read at a start."""

import hashlib
import sys
from collections.abc import Mapping
from pathlib import Path

from chatbot.compiling.cache import ROOMS, identity_of
from chatbot.errors import StoreError
from chatbot.pack.places import builtin_place
from chatbot.store import Store, write_store

NAME = "builtin.pack"
"""The file, beside the packages of the program."""
_ROOT = Path(__file__).resolve().parent.parent
BROUGHT = _ROOT / NAME
"""Where a wheel puts it."""


def ship(path: Path) -> None:
    """Compile the built-in pack into a file that `shipped` reads. Raises PackError."""
    from chatbot.compiling.pack import compile_pack
    from chatbot.pack.reading import read_pack

    place = builtin_place()
    write_store(path, _identity(identity_of(place)), compile_pack(read_pack(Path(place))))


def shipped(identity: Mapping[str, str]) -> Store | None:
    """The pack that came with the program, if it is whole and of this identity; else None."""
    try:
        store = Store.open(BROUGHT)
        if store.identity != _identity(identity):
            return None
        store.verify(whole=True)
    except StoreError:
        return None
    return store


def _identity(identity: Mapping[str, str]) -> dict[str, str]:
    """An identity that is the same wherever the program is installed; numbers lie as they are."""
    same = {key: identity[key] for key in ("program", "pack", "general")}
    return {**same, "code": _code_hash(), "order": sys.byteorder}


def _code_hash() -> str:
    """SHA-256 over the names and bytes of the code that compiles."""
    total = hashlib.sha256()
    for path in sorted(path for room in ROOMS for path in (_ROOT / room).glob("*.py")):
        name = f"{path.parent.name}/{path.name}"
        total.update(name.encode() + b"\0" + hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()
