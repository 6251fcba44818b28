"""The compiled pack on disk: what is not exactly what its header says is refused."""

import json
import os
import zlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.errors import StoreError
from chatbot.store import MAGIC, Store, pack_store, to_json, write_store

IDENTITY = {"program": "1", "pack": "abc"}
SECTIONS = {"one": b"bones", "empty": b"", "two": to_json({"a": [1, "é"]}), "odd": b"\x00" * 13}


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A compiled pack on disk."""
    path = tmp_path / "folder" / "a.pack"
    write_store(path, IDENTITY, SECTIONS)
    return path


def read_all(store: Store) -> dict[str, bytes]:
    """Every section, checked."""
    return {name: bytes(store.section(name)) for name in SECTIONS}


def headed(header: object) -> bytes:
    """A file with this header and nothing else."""
    data = header if isinstance(header, bytes) else json.dumps(header).encode()
    return MAGIC + len(data).to_bytes(8, "little") + data


def test_what_is_written_is_read(path: Path) -> None:
    """Identity and sections come back byte by byte, each section at a multiple of eight."""
    store = Store.open(path)
    assert store.identity == IDENTITY
    assert read_all(store) == SECTIONS
    assert store.json("two") == {"a": [1, "é"]}
    assert len(store.section("odd")[:8].cast("d")) == 1


def test_equal_packs_give_equal_files() -> None:
    """Nothing of the moment, of the machine or of chance goes into the file."""
    assert pack_store(IDENTITY, SECTIONS) == pack_store(dict(IDENTITY), dict(SECTIONS))
    assert to_json({"b": 1, "a": "é"}) == b'{"b":1,"a":"\\u00e9"}'


def test_each_damaged_byte_is_noticed(path: Path) -> None:
    """Any single flipped byte is refused, unless it only fills a gap."""
    whole = path.read_bytes()
    filled = {place for place in range(len(whole)) if whole[place : place + 1] in (b" ", b"\0")}
    for place in set(range(len(whole))) - filled:
        damaged = bytearray(whole)
        damaged[place] ^= 0xFF
        with pytest.raises(StoreError):
            read_all(Store(memoryview(bytes(damaged))))


def test_each_cut_is_noticed(path: Path) -> None:
    """A file that lacks its end, however little of it, is refused."""
    whole = path.read_bytes()
    for length in range(len(whole)):
        with pytest.raises(StoreError):
            read_all(Store(memoryview(whole[:length])))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"PK\x03\x04",
        b"CHATPACK0\n" + b"\0" * 64,
        MAGIC,
        MAGIC + b"\xff" * 8,
        MAGIC + (1 << 25).to_bytes(8, "little") + b"{}",
        headed(b"not JSON"),
        headed(b"[" * 100_000),
        headed(b"\xff\xfe"),
        headed([]),
        headed({}),
        headed({"identity": 1, "sections": {}}),
        headed({"identity": {}, "sections": []}),
        headed({"identity": {}, "sections": {"one": [0]}}),
        headed({"identity": {}, "sections": {"one": ["x", 0, ""]}}),
    ],
)
def test_what_is_no_compiled_pack(tmp_path: Path, data: bytes) -> None:
    """Foreign, empty and broken files are refused as they are opened, with one error."""
    path = tmp_path / "a.pack"
    path.write_bytes(data)
    with pytest.raises(StoreError):
        Store.open(path)


@pytest.mark.parametrize(
    "table",
    [
        [-8, 4, zlib.crc32(b"")],
        [0, 1 << 40, zlib.crc32(b"")],
        [1 << 40, 0, 1],
        [0, -1, 1],
    ],
)
def test_sections_outside_the_file(table: list[object]) -> None:
    """A section whose place is not in the file is refused when it is read."""
    store = Store(memoryview(headed({"identity": {}, "sections": {"one": table}})))
    with pytest.raises(StoreError):
        store.section("one")


def test_sections_that_are_not_there(path: Path) -> None:
    """A section that is missing or holds no JSON is an error of the store."""
    store = Store.open(path)
    with pytest.raises(StoreError, match="has no section three"):
        store.section("three")
    with pytest.raises(StoreError, match="section one of the compiled pack is damaged"):
        store.json("one")


def test_what_is_not_there_cannot_be_opened(tmp_path: Path) -> None:
    """A missing file and a folder are errors of the store too."""
    for path in (tmp_path / "none.pack", tmp_path):
        with pytest.raises(StoreError, match="cannot open the compiled pack"):
            Store.open(path)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_failed_write_keeps_the_old_file(
    path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """When writing fails, a reader still finds the old file, and nothing is left lying about."""

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os if step == "fsync" else Path, step, fail)
    with pytest.raises(OSError, match="No space left"):
        write_store(path, {"program": "2"}, {"one": b"new"})
    assert read_all(Store.open(path)) == SECTIONS
    assert [entry.name for entry in path.parent.iterdir()] == ["a.pack"]


def test_a_reader_keeps_what_it_opened(path: Path) -> None:
    """A new file takes the old one's place; who has the old one open goes on reading it."""
    old = Store.open(path)
    write_store(path, IDENTITY, {"one": b"new"})
    assert bytes(old.section("one")) == b"bones"
    assert bytes(Store.open(path).section("one")) == b"new"


def test_only_the_owner_may_look(path: Path) -> None:
    """Folder and file are the owner's alone."""
    assert path.parent.stat().st_mode & 0o777 == 0o700
    assert path.stat().st_mode & 0o777 == 0o600


@given(st.binary(max_size=200))
def test_any_bytes_are_a_store_or_refused(data: bytes) -> None:
    """Whatever follows the magic, opening ends in a store or in a StoreError."""
    for file in (data, MAGIC + data, headed(data)):
        try:
            Store(memoryview(file))
        except StoreError as error:
            assert str(error)  # noqa: PT017 - there may be none
