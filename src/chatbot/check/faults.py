"""A fault of a pack: where it is, and what is wrong, in one line."""

import re
from dataclasses import dataclass, replace
from pathlib import Path

from chatbot.errors import PackError
from chatbot.pack.toml_files import Table

_ENTRY = re.compile(r"(\w+)\[(\d+)\]")
_PLACE = re.compile(r"(?:(?P<key>(?!line \d+$).*?)(?:, |$))?(?:line (?P<line>\d+))?$")
_NEARBY = 400


@dataclass(frozen=True, slots=True)
class Fault:
    """`file` as the pack names it, `line` from 1 (0: none in particular), `key` its key path."""

    file: str
    line: int
    key: str
    message: str

    @classmethod
    def of(cls, error: PackError) -> "Fault":
        """The fault that an error of reading tells of.

        >>> Fault.of(PackError("a.toml", "is bad", place="rule[1].id, line 7", hint="Mend it."))
        Fault(file='a.toml', line=7, key='rule[1].id', message='is bad. Mend it.')
        """
        place = _PLACE.match(error.place)
        where = f"{error.file}, {error.place}" if error.place else error.file
        key = place["key"] if place and place["key"] else ""
        line = int(place["line"]) if place and place["line"] else 0
        return cls(error.file, line, key, str(error).removeprefix(f"{where}: "))

    def line_of(self, folder: Path) -> str:
        """The fault as it is printed, with a path that can be opened from here.

        >>> Fault("a.toml", 7, "rule[1].id", "is bad").line_of(Path("pack"))
        'pack/a.toml:7: rule[1].id: is bad'
        """
        path = self.file if self.file == str(folder) else (folder / self.file).as_posix()
        line = f":{self.line}" if self.line else ""
        return f"{path}{line}: {f'{self.key}: ' if self.key else ''}{self.message}"


def fault_at(entry: Table, key: str, message: str) -> Fault:
    """A fault of a key of a table."""
    return Fault.of(entry.fault(key, message))


def fault_in(entry: Table, key: str, item: str, message: str, source: str) -> Fault:
    """A fault of one text in a list of texts: the line is where that text stands."""
    items = entry.plain().get(key, [])
    index = items.index(item) if item in items else 0
    fault = fault_at(entry, f"{key}[{index}]", message)
    lines = source.split("\n")
    written = item.replace("\\", "\\\\").replace('"', '\\"')
    first = max(fault.line, _line_of_entry(entry.path, lines), 1)
    for number in range(first, min(first + _NEARBY, len(lines) + 1)):
        if written in lines[number - 1] or item in lines[number - 1]:
            return replace(fault, line=number)
    return fault


def _line_of_entry(path: str, lines: list[str]) -> int:
    """The line of the [[entry]] that a key path begins with, or 0."""
    entry = _ENTRY.match(path)
    if entry is None:
        return 0
    heads = [n for n, line in enumerate(lines, 1) if line.strip() == f"[[{entry[1]}]]"]
    return heads[int(entry[2])] if int(entry[2]) < len(heads) else 0
