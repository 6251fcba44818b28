"""The compiled pack on disk: named sections of bytes with their checksums, written once.

Layout: magic, length of the header (8 bytes, little-endian), header (JSON: identity, and each
section's place and CRC-32), then the sections. It is data, never code: nothing is unpickled,
and a file that is not exactly what its header says is refused with StoreError.
"""

import json
import mmap
import os
import zlib
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from chatbot.errors import StoreError

if TYPE_CHECKING:
    from pathlib import Path

Data = bytes | memoryview
MAGIC = b"CHATPACK2\n"
_PREFIX = len(MAGIC) + 8
_MAX_HEADER = 1 << 24
_ALIGN = 8
_TRUSTED = 8 << 20
"""From this size on a section is checked by `verify` alone: its pages are read when needed."""


def write_store(
    path: "str | Path", identity: Mapping[str, Any], sections: Mapping[str, Data]
) -> None:
    """Write a compiled pack so that a reader sees the old file or the new one, nothing between."""
    import tempfile
    from pathlib import Path

    folder = Path(path).parent
    with_folder(folder)
    handle, name = tempfile.mkstemp(dir=folder, prefix=".new-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines(_pieces(identity, sections))
            file.flush()
            os.fsync(file.fileno())
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def with_folder(folder: "Path") -> None:
    """Make a folder that only its owner can look into."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def pack_store(identity: Mapping[str, Any], sections: Mapping[str, Data]) -> bytes:
    """The bytes of a compiled pack."""
    return b"".join(_pieces(identity, sections))


def _pieces(identity: Mapping[str, Any], sections: Mapping[str, Data]) -> list[Data]:
    """The bytes of a compiled pack, one behind the other, without a copy of any section."""
    table: dict[str, list[int]] = {}
    body: list[Data] = []
    size = 0
    for name, data in sections.items():
        gap = b"\0" * (-size % _ALIGN)
        table[name] = [size + len(gap), len(data), zlib.crc32(data)]
        body += [gap, data]
        size += len(gap) + len(data)
    header = json.dumps({"identity": dict(identity), "sections": table}).encode()
    header += b" " * (-(_PREFIX + len(header)) % _ALIGN)
    return [MAGIC, len(header).to_bytes(8, "little"), header, *body]


class Store:
    """A compiled pack, opened; a section's checksum is checked when it is first read."""

    def __init__(self, data: memoryview) -> None:
        self._data = data
        if bytes(data[: len(MAGIC)]) != MAGIC or len(data) < _PREFIX:
            raise StoreError("not a compiled pack of this version")
        length = int.from_bytes(data[len(MAGIC) : _PREFIX], "little")
        if length > min(_MAX_HEADER, len(data)):
            raise StoreError("the compiled pack is cut off")
        try:
            header = json.loads(bytes(data[_PREFIX : _PREFIX + length]))
            self.identity: dict[str, Any] = dict(header["identity"])
            self._table = {
                str(name): (int(start), int(size), int(check))
                for name, (start, size, check) in header["sections"].items()
            }
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
            raise StoreError("the compiled pack's header is damaged") from error
        self._body = _PREFIX + length
        self._verified: set[str] = set()

    @classmethod
    def open(cls, path: "str | Path") -> "Store":
        """Map a file. Raises StoreError if it is not there or not ours."""
        try:
            with open(path, "rb") as file:
                return cls(memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)))
        except (OSError, ValueError) as error:
            raise StoreError(f"cannot open the compiled pack: {error}") from error

    def section(self, name: str, *, whole: bool = False) -> memoryview:
        """A section's bytes, checked against its checksum. Raises StoreError.

        Of a large section only the size is checked, unless `whole` asks for more.
        """
        if name not in self._table:
            raise StoreError(f"the compiled pack has no section {name}")
        start, size, check = self._table[name]
        data = self._data[self._body + start : self._body + start + size]
        if start < 0 or len(data) != size:
            raise StoreError(f"section {name} of the compiled pack is cut off")
        if name not in self._verified and (size < _TRUSTED or whole):
            if zlib.crc32(data) != check:
                raise StoreError(f"section {name} of the compiled pack is damaged")
            self._verified.add(name)
        return data

    def parts(self, name: str, parts: Sequence[str]) -> dict[str, memoryview]:
        """The sections of one room, NAME_PART each, by their parts. Raises StoreError."""
        return {part: self.section(f"{name}_{part}") for part in parts}

    def sections(self, *, whole: bool = False) -> dict[str, memoryview]:
        """All sections by name, checked as `section` does. Raises StoreError."""
        return {name: self.section(name, whole=whole) for name in self._table}

    def __contains__(self, name: str) -> bool:
        """Whether there is a section of this name."""
        return name in self._table

    def verify(self, *, whole: bool = False) -> None:
        """Check every section now, so that damage is found before a turn. Raises StoreError.

        Of large sections only the size is checked, unless `whole` asks for more.
        """
        self.sections(whole=whole)

    def json(self, name: str) -> Any:  # noqa: ANN401 - each room decodes its own section
        """A section that holds JSON. Raises StoreError."""
        try:
            return json.loads(bytes(self.section(name)))
        except (ValueError, RecursionError) as error:
            raise StoreError(f"section {name} of the compiled pack is damaged") from error


def to_json(value: Any) -> bytes:  # noqa: ANN401
    """JSON bytes, compact and in one way only, so that equal packs give equal files."""
    return json.dumps(value, ensure_ascii=True, separators=(",", ":")).encode()
