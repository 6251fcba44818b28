"""TOML files read with a place for every fault: file, key path and line."""

import re
import tomllib
from collections.abc import Iterator
from datetime import date, time
from pathlib import Path
from typing import Any

from chatbot.errors import PackError
from chatbot.pack.files import read_bytes

MAX_DEPTH = 8
"""The most tables and lists in one another; the built-in pack needs four."""
MAX_VALUES = 200_000
"""The most values of one file."""
MAX_TEXT = 20_000
"""The most characters of one text."""
_LARGEST = 1e9
_MARK = "\ufeff"
"""What some editors put before the first letter of a file."""
_HELP = (
    (r"Illegal character '\\n'|Unterminated string", "Is a quote missing at the end of a text?"),
    (r"Unclosed array", "Is a comma or a ] missing in the list?"),
    (r"Cannot declare .* twice", "Give each table its own name."),
)
"""What the parser says, and what has most often happened then."""
_LARGEST_WHOLE = 2**63
_OVERWRITE = "Cannot overwrite a value"
"""What the parser says of a key that stands twice, at the end of the second value."""
_NAMES = re.compile(r"""\s*(?:\[+\s*)?([\w.-]+|"[^"]*"|'[^']*')\s*[=\]]""")


def decode(data: bytes, name: str) -> str:
    """Bytes as UTF-8. Raises PackError with the line of the first bad byte."""
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise PackError(
            name, "is not UTF-8", place=f"line {line}", hint="Save it as UTF-8."
        ) from error


class Table:
    """A table of a TOML file that names its place when something in it is wrong."""

    def __init__(self, values: dict[str, Any], file: str, source: str, path: str = "") -> None:
        self._values = values
        self._source = source
        self.file = file
        self.path = path

    @classmethod
    def parse(cls, source: str, file: str, first_line: int = 1) -> "Table":
        """Parse TOML text; `first_line` is the line in the file at which it begins."""
        try:
            table = cls(
                tomllib.loads(source.removeprefix(_MARK)), file, "\n" * (first_line - 1) + source
            )
        except (tomllib.TOMLDecodeError, RecursionError, ValueError, OverflowError) as error:
            found = re.search(r"at line (\d+)", str(error))
            if found and str(error).startswith(_OVERWRITE):
                raise _twice(source, file, int(found.group(1)), first_line - 1) from error
            place = f"line {int(found.group(1)) + first_line - 1}" if found else ""
            deep = isinstance(error, RecursionError)
            reason = "is nested too deeply" if deep else re.sub(r" \(at .*\)$", "", str(error))
            raise PackError(
                file,
                f"not valid TOML: {reason}",
                place=place,
                hint=_help(str(error), source, found),
            ) from error
        table._check_limits()
        return table

    @classmethod
    def read(cls, path: Path, file: str) -> "Table":
        """Read and parse a file; messages call it `file`."""
        return cls.parse(decode(read_bytes(path, file), file), file)

    def _check_limits(self) -> None:
        """Raise for what no file of a pack needs: depths, masses, endless texts, dates."""
        waiting: list[tuple[str, Any, int]] = [(key, item, 1) for key, item in self._values.items()]
        for count, (key, value, depth) in enumerate(waiting):
            if depth > MAX_DEPTH:
                raise self.fault(key, f"is nested more than {MAX_DEPTH} deep")
            if count > MAX_VALUES:
                raise PackError(self.file, f"holds more than {MAX_VALUES:,} values")
            if isinstance(value, dict):
                waiting += [(key, item, depth + 1) for item in value.values()]
            elif isinstance(value, list):
                waiting += [(key, item, depth + 1) for item in value]
            elif isinstance(value, str) and len(value) > MAX_TEXT:
                raise self.fault(key, f"holds a text of more than {MAX_TEXT:,} characters")
            elif isinstance(value, int) and abs(value) > _LARGEST_WHOLE:
                raise self.fault(key, "is a number that is too large")
            elif isinstance(value, date | time):
                raise self.fault(key, "is a date or time", "Put it in quotes.")

    def fault(self, key: str, message: str, hint: str = "") -> PackError:
        """An error about `key` of this table, with its key path and line."""
        path = f"{self.path}.{key}" if self.path else key
        line = self._line(path)
        place = f"{path}, line {line}" if line else path
        return PackError(self.file, message, place=place, hint=hint)

    def __iter__(self) -> Iterator[str]:
        """The keys of the table, in the file's order."""
        return iter(self._values)

    def text(self, key: str, default: str | None = None) -> str:
        """A string; without a default it must be there and not be blank."""
        value = self._values.get(key, default)
        if not isinstance(value, str) or (default is None and not value.strip()):
            raise self.fault(key, "must be a text in quotes", "Add it.")
        return value

    def flag(self, key: str, *, default: bool = False) -> bool:
        """True or false."""
        value = self._values.get(key, default)
        if not isinstance(value, bool):
            raise self.fault(key, "must be true or false")
        return value

    def number(self, key: str) -> float | None:
        """A number, or None where the key is absent."""
        value = self._values.get(key)
        if value is None:
            return None
        if not _is_number(value):
            raise self.fault(key, "must be a number")
        return float(value)

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of strings; absent is empty."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.fault(key, "must be a list of texts in quotes")
        for index, item in enumerate(value):
            if not item.strip():
                raise self.fault(f"{key}[{index}]", "is empty", "Remove it.")
        return tuple(value)

    def numbers(self, key: str) -> tuple[float, ...]:
        """A list of numbers; absent is empty."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(_is_number(item) for item in value):
            raise self.fault(key, "must be a list of numbers")
        return tuple(float(item) for item in value)

    def table(self, key: str) -> "Table":
        """A table; absent is empty."""
        value = self._values.get(key, {})
        if not isinstance(value, dict):
            raise self.fault(key, "must be a table")
        return Table(value, self.file, self._source, f"{self.path}.{key}" if self.path else key)

    def tables(self, key: str) -> list["Table"]:
        """A list of tables; absent is empty."""
        value = self._values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, dict) for item in value):
            raise self.fault(key, f"must be written as [[{key}]]")
        prefix = f"{self.path}.{key}" if self.path else key
        return [
            Table(item, self.file, self._source, f"{prefix}[{index}]")
            for index, item in enumerate(value)
        ]

    def plain(self) -> dict[str, Any]:
        """The values as they were parsed."""
        return self._values

    def allow(self, *known: str) -> None:
        """Raise for a key that nobody reads: most often a typing mistake."""
        for key in self._values:
            if key not in known:
                raise self.fault(
                    key, "is not a key that is read here", f"Known: {', '.join(known)}."
                )

    def _line(self, path: str) -> int:
        """The line on which the last named part of a key path stands, as well as can be told."""
        lines = self._source.split("\n")
        line = 0
        for part in path.split("."):
            name, _, index = part.partition("[")
            number = index.rstrip("]")
            array = number.isdigit() and self._is_array_of_tables(name, lines)
            line = _nth(lines, line, name, int(number) if array else 0, array=array) or line
        return line

    @staticmethod
    def _is_array_of_tables(name: str, lines: list[str]) -> bool:
        return any(
            re.match(rf"\s*\[\[\s*([\w.-]*\.)?{re.escape(name)}\s*\]\]", line) for line in lines
        )


def _twice(source: str, file: str, end: int, above: int) -> PackError:
    """The fault of a key that stands twice: both lines; `above` lines stand before the source.

    A value may be a list of many lines, and the parser only tells where the second one ends.
    """
    lines = source.split("\n")
    found = ((at, _NAMES.match(lines[at - 1])) for at in range(end, 0, -1))
    named = [(at, match[1].strip("\"'")) for at, match in found if match]
    second, key = named[0] if named else (end, "a key")
    first = next((at for at, name in named[1:] if name == key), 0)
    before = f", first in line {first + above}" if first else ""
    place = f"{key}, line {second + above}"
    return PackError(file, f"stands here twice{before}", place=place, hint="Keep one of them.")


def _help(said: str, source: str, found: re.Match[str] | None) -> str:
    """What to do about the parser's complaint, in plain words where its cause is a usual one."""
    line = source.split("\n")[int(found.group(1)) - 1] if found else ""
    if re.search(r"[=\[,]\s*[“”‘’„]", line):
        return 'Write straight quotes: ".'
    for pattern, hint in _HELP:
        if re.search(pattern, said):
            return hint
    if said.startswith("Invalid value") and re.search(r"=\s*[^\W\d]", line):
        return "Put the text in quotes."
    return "Mend it."


def _is_number(value: object) -> bool:
    """Whether a value is a number that a score can be: not true, not nan, not huge."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return abs(value) <= _LARGEST


def _nth(lines: list[str], start: int, name: str, index: int, *, array: bool) -> int:
    """The line (from 1) of the nth [[name]], or of the first `name =` or [name], behind `start`."""
    opening = r"\s*\[\[\s*" if array else r"\s*(?:\[\s*)?"
    key = re.compile(rf"{opening}([\w.-]*\.)?[\"']?{re.escape(name)}[\"']?\s*[=\]]")
    found = [place + 1 for place in range(start, len(lines)) if key.match(lines[place])]
    return found[index] if index < len(found) else 0
