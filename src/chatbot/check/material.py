"""A pack read with patience: what cannot be read is noted and left out, the rest is judged."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any, TypeVar

from chatbot.bot import Chatbot
from chatbot.check.faults import Fault
from chatbot.errors import PackError
from chatbot.pack import knowledge
from chatbot.pack.documents import read_document
from chatbot.pack.files import pack_files, read_bytes
from chatbot.pack.knowledge import RuleFileKind, kind_lists
from chatbot.pack.reading import read_pack
from chatbot.pack.records import Document, IntentSpec, Pack, RuleFile
from chatbot.pack.toml_files import Table, decode

T = TypeVar("T")
RULE_FILES: tuple[RuleFileKind, ...] = ("red_flags", "decisions", "chat")
USUAL = ("copy.toml", "scores.toml", "lexicon.toml", "phrasings.toml", "red_flags.toml")
"""What is easily lost without a fault: general entries stand in for it, or nothing does."""
_ENTRY = re.compile(r"(\w+)\[(\d+)\]")
_TOP_KEY = re.compile(r"\w+")


class PatientTable(Table):
    """A file's top table from which entries that cannot be read are left out."""

    def __init__(self, values: dict[str, Any], file: str, source: str, path: str = "") -> None:
        super().__init__(dict(values), file, source, path)
        self.source = source
        self._out: set[tuple[str, int]] = set()

    def tables(self, key: str) -> list[Table]:
        """The entries that are left, with their own places."""
        found = super().tables(key)
        return [entry for index, entry in enumerate(found) if (key, index) not in self._out]

    def leave_out(self, place: str) -> bool:
        """Leave out what an error's place names; False if there is no such thing (any more)."""
        entry, key = _ENTRY.match(place), _TOP_KEY.match(place)
        if entry:
            name = (entry[1], int(entry[2]))
            fresh = name not in self._out
            self._out.add(name)
            return fresh
        return bool(key and self._values.pop(key[0], None) is not None)


@dataclass
class Material:
    """What the checks judge.

    `pack` holds the pack's own knowledge as far as it can be read; `merged` is the pack as the
    program reads it, with general entries, or None; `texts` are files by name.
    """

    folder: Path
    note: Callable[[str], None] = lambda _: None
    documents: dict[str, Document] = field(default_factory=dict)
    tables: dict[str, PatientTable] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)
    pack: Pack = field(default_factory=lambda: Pack("", "en", (), False, {}, ()))  # noqa: FBT003
    merged: Pack | None = None

    @classmethod
    def read(cls, folder: Path, note: Callable[[str], None] = lambda _: None) -> "Material":
        """Read a folder. Raises PackError only if it is no pack at all."""
        material = cls(folder, note)
        documents, known, _ = pack_files(folder)
        names = {path.relative_to(folder).as_posix(): path for path in known}
        for path in documents:
            material.read_one(path, strict="pack.toml" in names)
        for name, path in names.items():
            table = material.trying(lambda p=path, n=name: _table(p, n))  # type: ignore[misc]
            if table is not None:
                material.tables[name] = table
        material.pack = material.assemble()
        material.merged = material.trying(lambda: read_pack(folder))
        return material

    def read_one(self, path: Path, *, strict: bool) -> None:
        """Read a document and note its fault, if any."""
        name = path.relative_to(self.folder).as_posix()
        document = self.trying(lambda: read_document(path, name, strict=strict))
        if document is not None:
            self.documents.setdefault(document.id, document)

    def trying(self, read: Callable[[], T]) -> T | None:
        """What `read` gives, or None and a fault more (the same fault is noted once)."""
        try:
            return read()
        except PackError as error:
            fault = Fault.of(error)
            if not any((fault.file, fault.key) == (f.file, f.key) for f in self.faults):
                self.faults.append(fault)
            return None

    def reading(self, name: str, read: Callable[[Table], T]) -> T | None:
        """A knowledge file's records without the entries that cannot be read; None if none can."""
        table = self.tables.get(name)
        while table is not None:
            try:
                return read(table)
            except PackError as error:
                place = error.place
                if not table.leave_out(place):
                    return None
                self.faults.append(Fault.of(error))
        return None

    def assemble(self) -> Pack:
        """The pack's own records, of every file that can be read."""
        rules = {kind: self._rules(kind) for kind in RULE_FILES}
        concepts, abbreviations, strict = self.reading("lexicon.toml", knowledge.read_lexicon) or (
            (),
            (),
            (),
        )
        scores, sites = self.reading("scores.toml", knowledge.read_scores) or ((), {})
        return Pack(
            name=self.folder.name,
            language="en",
            covers=(),
            restated=False,
            lines={},
            documents=tuple(self.documents.values()),
            intents=tuple(self._intents()),
            phrasings=self.reading("phrasings.toml", knowledge.read_phrasings) or (),
            concepts=concepts,
            abbreviations=abbreviations,
            strict=strict,
            red_flags=rules["red_flags"],
            decisions=rules["decisions"],
            chat=rules["chat"],
            scores=scores,
            sites=sites,
            claims=self.reading("claims.toml", knowledge.read_claims) or (),
            not_covered=self.reading("not_covered.toml", knowledge.read_not_covered) or (),
            copy=self.reading("copy.toml", knowledge.read_copy) or {},
        )

    def _rules(self, kind: RuleFileKind) -> RuleFile:
        found = self.reading(f"{kind}.toml", lambda t: knowledge.read_rules(t, kind)) or RuleFile()
        beside = knowledge.MESSAGE_FILES.get(kind, "")
        return self.reading(beside, lambda t: knowledge.read_messages(t, found)) or found

    def _intents(self) -> list[IntentSpec]:
        found = []
        for name in self.tables:
            if name.startswith("intents/"):
                stem = Path(name).stem
                spec = self.reading(name, lambda t, s=stem: knowledge.read_intent(t, s))  # type: ignore[misc]
                found += [spec] if spec else []
        return found

    def entries(self, name: str, key: str) -> list[Table]:
        """The entries [[key]] of a file, in step with the records that were read from it."""
        return self.tables[name].tables(key) if name in self.tables else []

    @property
    def absent(self) -> tuple[str, ...]:
        """Files that a full pack usually has and this one lacks, or has with nothing in them."""
        if not (self.folder / "pack.toml").is_file():
            return ()
        there = {name for name, table in self.tables.items() if table.plain()}
        unread = {fault.file for fault in self.faults}
        return tuple(name for name in USUAL if name not in there | unread)

    def source(self, name: str) -> str:
        """A knowledge file's text."""
        return self.tables[name].source if name in self.tables else ""

    def rule_file(self, kind: RuleFileKind) -> RuleFile:
        """A file's own rules with every list and guard that they may use."""
        own: RuleFile = getattr(self.pack, kind)
        general: RuleFile = getattr(self.merged, kind) if self.merged else RuleFile()
        lists = {**kind_lists(self.pack.concepts), **general.lists, **own.lists}
        return RuleFile(own.rules, lists, {**general.guards, **own.guards})

    @cached_property
    def bot(self) -> Chatbot | None:
        """The bot of this pack, for the checks that must ask it; None if it cannot be made."""
        if self.merged is None:
            return None
        try:
            return Chatbot.open(self.folder, note=self.note, whole=True)
        except PackError as error:
            if not self.faults:
                self.faults.append(Fault.of(error))
            return None


def _table(path: Path, name: str) -> PatientTable:
    table = PatientTable.parse(decode(read_bytes(path, name), name), name)
    assert isinstance(table, PatientTable)  # noqa: S101 - parse makes what it is called on
    return table
