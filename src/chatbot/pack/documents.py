"""Document files into `Document` records: front matter, text, sections."""

import hashlib
import re
import textwrap
from datetime import date
from pathlib import Path

from chatbot.errors import PackError
from chatbot.pack.files import read_bytes
from chatbot.pack.markup import sections_of, slug_of
from chatbot.pack.records import Document
from chatbot.pack.toml_files import Table, decode
from chatbot.safe_text import blanked, shadow

_ISO_DATE = re.compile(r"\d{4}-\d{2}-\d{2}$")


def read_document(path: Path, name: str, *, strict: bool) -> Document:
    """Read one document; `name` is its path as messages show it.

    A strict pack demands the front matter; a bare folder's files may lack it: then the first
    heading or line is the title and the file's name the id. Raises PackError.
    """
    data = read_bytes(path, name)
    text = decode(data, name)
    header, body = _front_matter(text, name, strict=strict)
    seen = shadow(text)
    if not seen[body:].strip():
        raise PackError(name, "has no text", hint="Write the document or remove the file.")
    header.allow("id", "title", "source", "source_file", "reviewed", "note")
    title = header.text("title", None if strict else _first_line(blanked(text)[body:]) or path.stem)
    identifier = header.text("id", None if strict else slug_of(path.stem))
    if identifier != slug_of(identifier):
        raise header.fault("id", f"“{identifier}” may hold only a-z, 0-9 and -")
    reviewed = header.text("reviewed", "")
    if reviewed and not _is_date(reviewed):
        raise header.fault("reviewed", "must be a date as YYYY-MM-DD in quotes")
    return Document(
        id=identifier,
        title=title,
        source=header.text("source", None if strict else name),
        source_file=header.text("source_file", "" if strict else path.name),
        reviewed=reviewed or None,
        note=header.text("note", ""),
        text=text,
        sha256=hashlib.sha256(data).hexdigest(),
        sections=sections_of(blanked(text), body, title, markdown=path.suffix == ".md"),
        file=name,
    )


def _front_matter(text: str, name: str, *, strict: bool) -> tuple[Table, int]:
    """The header's table and where the body begins."""
    start = 1 if text.startswith("\ufeff") else 0
    first = text.find("\n", start)
    if text[start : first if first >= 0 else None].rstrip() != "+++":
        if strict:
            raise PackError(
                name,
                "has no header",
                place="line 1",
                hint='Begin it with +++, lines such as title = "…", and +++.',
            )
        return Table({}, name, ""), start
    closing = re.compile(r"^\+\+\+[ \t\r]*$", re.MULTILINE).search(text, first + 1)
    if closing is None:
        raise PackError(name, "the header is never closed", place="line 1", hint="Add a line +++.")
    return Table.parse(text[first + 1 : closing.start()], name, 2), closing.end()


def _is_date(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return _ISO_DATE.match(text) is not None


def _first_line(text: str) -> str:
    for line in text.split("\n"):
        if line.strip(" #\t\r"):
            return textwrap.shorten(line.strip(" #\t\r"), 120, placeholder=" …")
    return ""
