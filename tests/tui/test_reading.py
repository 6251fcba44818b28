"""Pages, painted words and table rows, without a screen."""

import doctest
import importlib
from dataclasses import replace
from pathlib import Path

import pytest
from fake_documents import documents, quote
from rich.cells import cell_len

from chatbot.answer import Context
from chatbot.pack.documents import read_document
from chatbot.table_rows import cells
from chatbot.tui.painting import MARK, painted, quote_lines
from chatbot.tui.reading import (
    Layout,
    Line,
    find,
    lay_out,
    lay_out_around,
    pieces,
    with_blocks,
    wrap,
)


@pytest.mark.parametrize("name", ["painting", "reading", "faults", "widgets.key_bar"])
def test_the_examples_in_docstrings_hold(name: str) -> None:
    """Documentation that is run."""
    failed, tried = doctest.testmod(importlib.import_module(f"chatbot.tui.{name}"))
    assert tried
    assert not failed


def words_of(layout: Layout, line: Line) -> str:
    """A line as it is shown."""
    return "".join(words for words, _ in pieces(layout, line, []))


@pytest.mark.parametrize("width", [20, 36, 75])
@pytest.mark.parametrize("name", ["scores", "costs"])
def test_every_word_of_a_document_is_on_some_line(name: str, width: int, tmp_path: Path) -> None:
    """Laying out loses nothing but pipes, rulers and markers, and no line is too wide."""
    document = documents(tmp_path)[name]
    layout = lay_out(document, width)
    lines = [words_of(layout, line) for line in layout.lines]
    assert max(cell_len(line) for line in lines) <= width
    shown = " ".join(lines)
    body = document.text[document.sections[0].start :]
    for word in body.replace("|", " ").replace("#", " ").replace("---", " ").split():
        assert word.removeprefix("-") in shown


def test_offsets_lead_to_lines_and_back(tmp_path: Path) -> None:
    """The line of an offset holds it."""
    document = documents(tmp_path)["costs"]
    layout = lay_out(document, 40)
    for words in ("Background 7", "$125-$300", "Prices vary by region"):
        offset = document.text.index(words)
        line = layout.lines[layout.line_of(offset)]
        assert line.start <= offset < line.end


def test_a_text_of_a_megabyte_is_shown_before_it_is_laid_out(tmp_path: Path) -> None:
    """Around a place only so many lines are laid out, even of one endless paragraph."""
    path = tmp_path / "long.txt"
    path.write_text("Bone is alive. " * 70_000 + "The end.", encoding="utf-8")
    document = read_document(path, path.name, strict=False)
    for offset in (0, 500_000, document.text.index("The end.")):
        part = lay_out_around(document, 75, offset)
        assert len(part.lines) < 600
        line = part.lines[part.line_of(offset)]
        assert line.start <= offset <= line.end


def test_the_part_around_a_place_reads_like_the_whole(tmp_path: Path) -> None:
    """What is shown at first is what stays."""
    document = documents(tmp_path)["costs"]
    offset = document.text.index("Background 6")
    whole, part = lay_out(document, 60), lay_out_around(document, 60, offset)
    assert not part.whole
    at, there = whole.line_of(offset), part.line_of(offset)
    for step in range(12):
        assert words_of(part, part.lines[there + step]) == words_of(whole, whole.lines[at + step])


def test_wide_letters_count_as_two_cells() -> None:
    """A line of wide letters breaks where the cells are full."""
    text = "骨は生きている tissue"
    lines = [text[low:high] for low, high in wrap(text, 0, len(text), 8)]
    assert all(cell_len(line) <= 8 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("bone", ["bone", "Bone"]),
        ("bone  MASS", ["bone\nmass"]),
        ("b.ne", []),
        ("  ", []),
        ("[/foo]", ["[/foo]"]),
    ],
)
def test_find_takes_words_as_they_are(words: str, found: list[str]) -> None:
    """Case and line breaks do not matter; signs are no pattern."""
    text = "Low bone\nmass. Bone [/foo]"
    assert [text[low:high] for low, high in find(text, words)] == found


def test_the_later_style_shows_where_two_overlap(tmp_path: Path) -> None:
    """What was looked for is seen inside a quote."""
    layout = lay_out(documents(tmp_path)["scores"], 75)
    offset = layout.text.index("low bone mass that")
    line = layout.lines[layout.line_of(offset)]
    marks = [(line.start, line.end, "mark"), (offset, offset + 8, "here")]
    assert ("low bone", "here") in pieces(layout, line, marks)


def test_marks_count_in_the_document_not_in_the_safe_text() -> None:
    """What is dropped before a mark does not move it."""
    content = painted("\x1b[31mlow\x1b[0m bone mass", [(13, 17)], MARK)
    assert content.plain == "low bone mass"
    assert [content.plain[span.start : span.end] for span in content.spans] == ["bone"]


def test_a_row_with_an_empty_first_heading_keeps_its_name(tmp_path: Path) -> None:
    """The first cell of such a row is its title."""
    bot_document = documents(tmp_path)["scores"]
    found = quote(
        bot_document, "| Above -1.0 | Normal | Bone density within 1 SD of a healthy young adult |"
    )
    row = replace(found, context=(Context("header", "| | Class | Means |", 0, 0),))
    assert [line.plain for line in quote_lines(row)] == [
        "Above -1.0",
        "Class: Normal",
        "Means: Bone density within 1 SD of a healthy young adult",
    ]


def test_an_escaped_bar_is_no_edge_of_a_cell() -> None:
    """A bar behind a backslash belongs to the cell."""
    row = r"| a \| b | c |"
    assert [row[start:end] for start, end in cells(row)] == [r"a \| b", "c"]


def test_a_compiled_document_is_laid_out_like_a_read_one(tmp_path: Path) -> None:
    """A compiled pack keeps no paragraphs and tables; the screen finds them again."""
    document = documents(tmp_path)["costs"]
    bare = replace(document, sections=tuple(replace(item, blocks=()) for item in document.sections))
    assert with_blocks(bare) == document.sections
    assert lay_out(bare, 50) == lay_out(document, 50)
