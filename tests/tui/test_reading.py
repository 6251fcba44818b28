"""Pages, painted words and table rows, without a screen."""

import doctest
import importlib
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from fake_bot import documents, quote

from chatbot.answer import Context
from chatbot.pack.documents import read_document
from chatbot.table_rows import cells
from chatbot.tui.painting import MARK, painted, quote_lines
from chatbot.tui.reading import PAGE, laid_out, page_of, pages, shown


@pytest.mark.parametrize("name", ["painting", "faults", "widgets.key_bar"])
def test_the_examples_in_docstrings_hold(name: str) -> None:
    """Documentation that is run."""
    failed, tried = doctest.testmod(importlib.import_module(f"chatbot.tui.{name}"))
    assert tried
    assert not failed


@pytest.mark.parametrize("name", ["scores", "costs"])
def test_pages_cover_the_document_without_gap(name: str, tmp_path: Path) -> None:
    """One page begins where the one before ends."""
    document = documents(tmp_path)[name]
    spans = pages(document)
    assert spans[0][0] == document.sections[0].start
    assert spans[-1][1] == len(document.text)
    assert all(one[1] == two[0] for one, two in pairwise(spans))
    assert all(end - start <= 2 * PAGE for start, end in spans)


def test_a_text_of_a_megabyte_is_cut_into_pages(tmp_path: Path) -> None:
    """Even one endless paragraph, and the passage is on its page."""
    path = tmp_path / "long.txt"
    path.write_text("Bone is alive. " * 70_000 + "The end.", encoding="utf-8")
    document = read_document(path, path.name, strict=False)
    spans = pages(document)
    assert max(end - start for start, end in spans) <= 2 * PAGE
    offset = document.text.index("The end.")
    page = spans[page_of(spans, offset)]
    pieces = list(shown(document, page, [(offset, offset + 8)]))
    assert [piece.marked for piece in pieces] == [True]
    assert pieces[0].content.plain.endswith("The end.")


def test_every_word_of_a_document_is_on_some_page(tmp_path: Path) -> None:
    """Paging loses nothing but pipes, rulers and markers."""
    document = documents(tmp_path)["costs"]
    text = " ".join(
        piece.content.plain for page in pages(document) for piece in shown(document, page, [])
    )
    body = document.text[document.sections[0].start :]
    for word in body.replace("|", " ").replace("#", " ").replace("---", " ").split():
        assert word in text


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
    assert laid_out(bare) == document.sections
    assert pages(bare) == pages(document)
