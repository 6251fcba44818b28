"""Document files become documents: header, text, sections, and offsets that stay true."""

import hashlib
import itertools
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.errors import PackError
from chatbot.pack.documents import read_document
from chatbot.pack.markup import sections_of, slug_of
from chatbot.pack.records import Document, Pack
from chatbot.safe_text import shadow

HEADER = '+++\nid = "bones"\ntitle = "Bones"\nsource = "A book"\n+++\n'


def read(folder: Path, text: str, name: str = "a.md", *, strict: bool = True) -> Document:
    """Write a file with exactly these characters and read it as a document."""
    path = folder / name
    path.write_bytes(text.encode())
    return read_document(path, name, strict=strict)


def test_the_header_is_read(tmp_path: Path) -> None:
    """The front matter gives id, title, source, review date and note."""
    more = HEADER.replace("+++\n", "", 1).removesuffix("+++\n")
    document = read(tmp_path, f'+++\n{more}reviewed = "2024-05-13"\nnote = "N"\n+++\nText.')
    assert (document.id, document.title, document.source) == ("bones", "Bones", "A book")
    assert (document.reviewed, document.note, document.source_file) == ("2024-05-13", "N", "")


def test_nothing_is_deleted_from_the_text(tmp_path: Path) -> None:
    """The text is the file, decoded: byte order mark, front matter and line ends are kept."""
    raw = "\ufeff" + HEADER.replace("\n", "\r\n") + "\r\n# Bones\r\n\r\nBones\tage.\r\n\x07End"
    document = read(tmp_path, raw)
    assert document.text == raw
    assert document.sha256 == hashlib.sha256(raw.encode()).hexdigest()
    assert (document.id, document.title) == ("bones", "Bones")
    (section,) = document.sections
    assert raw[section.start : section.body] == "# Bones"
    assert raw[section.body : section.end] == "\r\n\r\nBones\tage.\r\n\x07End"


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("# Bones\n\nText.", "a.md, line 1: has no header. Begin it with +++"),
        ("", "a.md, line 1: has no header."),
        ('+++\nid = "bones"\n\nText.', "a.md, line 1: the header is never closed. Add a line +++."),
        (HEADER + " \n", "a.md: has no text. Write the document or remove the file."),
        (HEADER.replace("Bones", "") + "x", "a.md, title, line 3: must be a text in quotes."),
        (HEADER.replace("source", "sauce") + "x", "a.md, sauce, line 4: is not a key that is read"),
        (HEADER.replace('"bones"', '"The Bones"') + "x", "a.md, id, line 2: “The Bones” may hold"),
        (HEADER.replace('"bones"', "bones") + "x", "a.md, line 2: not valid TOML"),
        (
            HEADER.replace("source =", 'reviewed = "May 2024"\nsource =') + "x",
            "a.md, reviewed, line 4: must be a date as YYYY-MM-DD in quotes",
        ),
    ],
)
def test_headers_with_faults(tmp_path: Path, text: str, fault: str) -> None:
    """A header that is missing, open or wrong is one line with file, key and line."""
    with pytest.raises(PackError) as caught:
        read(tmp_path, text)
    assert str(caught.value).startswith(fault)


@pytest.mark.parametrize("date", ["2024-13-45", "2023-02-29", "0000-00-00"])
def test_a_review_date_is_a_day_of_the_calendar(tmp_path: Path, date: str) -> None:
    """A citation never shows a review date that no calendar has."""
    with pytest.raises(PackError):
        read(tmp_path, HEADER.replace("source =", f'reviewed = "{date}"\nsource =') + "x")


def test_bytes_that_are_not_utf8(tmp_path: Path) -> None:
    """A file in another encoding is refused with the line of its first bad byte."""
    path = tmp_path / "a.txt"
    path.write_bytes(b"Bones\n\xff\xfe")
    with pytest.raises(PackError, match="line 2: is not UTF-8"):
        read_document(path, "a.txt", strict=False)


@pytest.mark.parametrize(
    ("name", "text", "title", "identifier"),
    [
        ("Old Bones.md", "# Bones age\n\nText.", "Bones age", "old-bones"),
        ("b.txt", "\n\nFirst line\nSecond line.", "First line", "b"),
        ("b.md", HEADER + "Text.", "Bones", "bones"),
        ("骨.txt", "Text.", "Text.", "section"),
        ("c.txt", "long " * 50, "long " * 23 + "…", "c"),
    ],
)
def test_bare_files(tmp_path: Path, name: str, text: str, title: str, identifier: str) -> None:
    """Without a header the first heading or line is the title, and the file's name the id."""
    document = read(tmp_path, text, name, strict=False)
    assert (document.title, document.id) == (title, identifier)


MARKDOWN = """\
Above all headings.

# Bones

## Calcium a day

- milk
  and cheese
- kale

## Calcium a day

| Age | Calcium |
|---|:---:|
| 50 | 1,000 mg |

###### Deep # heading ##
#No heading
1. first
2) second
"""


def test_sections_of_markdown() -> None:
    """Text above the first heading stands under the title; equal headings get numbered slugs."""
    sections = sections_of(MARKDOWN, 0, "The title", markdown=True)
    assert [(s.level, s.heading, s.slug) for s in sections] == [
        (1, "The title", "the-title"),
        (1, "Bones", "bones"),
        (2, "Calcium a day", "calcium-a-day"),
        (2, "Calcium a day", "calcium-a-day-2"),
        (6, "Deep # heading", "deep-heading"),
    ]


def test_blocks_of_markdown() -> None:
    """Items keep their further lines, tables lose their ruler, and each part is its own span."""
    sections = sections_of(MARKDOWN, 0, "The title", markdown=True)
    blocks = [block for section in sections for block in section.blocks]
    parts = [(b.kind, [MARKDOWN[start:end] for start, end in b.parts]) for b in blocks]
    assert parts == [
        ("paragraph", ["Above all headings."]),
        ("list", ["milk\n  and cheese", "kale"]),
        ("table", ["| Age | Calcium |", "| 50 | 1,000 mg |"]),
        ("paragraph", ["#No heading"]),
        ("list", ["first", "second"]),
    ]


def test_headings_of_plain_text() -> None:
    """In plain text a short line without a full stop above a longer one is a heading."""
    text = "What is it?\nIt is a disease of the bones.\n\nA short end.\n- an item\n- another one."
    sections = sections_of(text, 0, "Title", markdown=False)
    assert [section.heading for section in sections] == ["What is it?"]


@given(st.text(st.sampled_from("ab .#|-*1)\n\r\t:é\x07"), max_size=120), st.booleans())
def test_sections_cover_the_text(text: str, markdown: bool) -> None:  # noqa: FBT001
    """Whatever the text, its sections follow each other to its end, their parts inside them."""
    sections = sections_of(shadow(text), 0, "Title", markdown=markdown)
    assert sections[-1].end == len(text)
    assert len({section.slug for section in sections}) == len(sections)
    for section, following in itertools.pairwise(sections):
        assert section.end == following.start
    for section in sections:
        assert section.start <= section.body <= section.end
        for block in section.blocks:
            assert section.body <= block.start <= block.end <= section.end
            assert all(block.start <= a <= b <= block.end for a, b in block.parts)


@given(st.text())
def test_a_slug_is_part_of_an_id(text: str) -> None:
    """A slug has only a-z, 0-9 and -, and making it twice changes nothing."""
    slug = slug_of(text)
    assert slug
    assert set(slug) <= set("abcdefghijklmnopqrstuvwxyz0123456789-")
    assert len(slug) <= 60


def test_a_slug_never_ends_in_a_dash() -> None:
    """A file name is turned into an id that the same rule accepts."""
    slug = slug_of("a" * 59 + " b")
    assert slug_of(slug) == slug


def test_the_builtin_documents_say_whose_words_they_are(pack: Pack) -> None:
    """Each built-in document has title, source, source file and a note that it restates it."""
    assert len(pack.documents) == 5
    for document in pack.documents:
        assert document.title
        assert document.source
        assert document.source_file.endswith(".txt")
        assert "restates" in document.note
    assert sum(document.reviewed is not None for document in pack.documents) == 1
