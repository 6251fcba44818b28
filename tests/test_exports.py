"""Conversations and lists as files: complete, harmless, private, never over another."""

import html.parser
import json
import os
import re
import stat
from dataclasses import replace
from pathlib import Path

import jsonschema
import pytest

from chatbot import Chatbot
from chatbot.answer import Answer, Care, Context, Difference, Quote, Turn
from chatbot.errors import InputError
from chatbot.exports import (
    DoctorList,
    Export,
    Listed,
    draft_of,
    export_text,
    quotes_of,
    save,
    suggested_by,
)

SCHEMA = Path(__file__).parent.parent / "src" / "chatbot" / "schemas" / "answer-1.json"
DAY = "2026-11-22"
HOSTILE = "<script>alert(1)</script> [x](javascript:y) # *y* `z` | & \x1b]52;c;aGk=\x07 - 1. </blockquote>"
HOSTILE_SHOWN = "<script>alert(1)</script> [x](javascript:y) # *y* `z` | & - 1. </blockquote>"
SIZES = (".md", ".html", ".json")


@pytest.fixture(scope="session")
def turns(bot: Chatbot) -> tuple[Turn, ...]:
    """A conversation with an answer, a difference, a care card and nothing found."""
    asked = (
        "My T-score is -2.5, what does that mean?",
        "I fell and can't feel my legs",
        "What is the capital of France?",
    )
    return tuple(Turn(question, bot.reply(question)) for question in asked)


def hostile_turn(turn: Turn) -> Turn:
    """A turn whose every text is an attack."""
    quote = replace(
        turn.answer.quotes[0],
        text=HOSTILE,
        title=HOSTILE,
        section=HOSTILE,
        context=(Context("header", HOSTILE, 0, 1), Context("note", HOSTILE, 0, 1)),
    )
    row = replace(quote, text=f"| {HOSTILE} |", start=7)
    answer = Answer(
        HOSTILE,
        "answer",
        HOSTILE,
        HOSTILE,
        care=Care("urgent", "x", HOSTILE, HOSTILE, HOSTILE),
        quotes=(quote, row),
        differences=(Difference(HOSTILE, "caution", HOSTILE, (quote,)),),
    )
    return Turn(HOSTILE, answer)


def words(text: str) -> str:
    """Text without Markdown's escapes and line ends."""
    return " ".join(re.sub(r"\\(.)", r"\1", text.replace(">", " ")).split())


class Page(html.parser.HTMLParser):
    """The tags, attributes and text of a page."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note a tag."""
        self.tags.append(tag)
        self.attributes += [name for name, _ in attrs]

    def handle_data(self, data: str) -> None:
        """Note text."""
        self.text += data


@pytest.mark.parametrize("ending", SIZES)
def test_nothing_that_matters_is_left_out(
    bot: Chatbot, turns: tuple[Turn, ...], ending: str
) -> None:
    """Questions, cards, messages, quotes, citations, differences and disclaimers are all there."""
    text = export_text(Export(DAY, turns), bot, ending)
    if ending == ".html":
        text = Page(text).text
    if ending == ".json":
        text = json.dumps(json.loads(text), ensure_ascii=False)
    shown = words(text)
    assert any(turn.answer.differences for turn in turns)
    for turn in turns:
        answer = turn.answer
        wanted = [turn.question, answer.message, answer.disclaimer]
        wanted += [item.text for item in answer.differences]
        if answer.care:
            wanted += [answer.care.title, answer.care.text, answer.care.source]
        if ending != ".json":
            wanted += [quote.citation for quote in quotes_of(answer)]
            wanted += [c for q in quotes_of(answer) if not q.text.startswith("|") for c in [q.text]]
        assert [item for item in wanted if words(item) not in shown] == []
    assert DAY in shown


def test_json_holds_answers_of_the_published_shape(bot: Chatbot, turns: tuple[Turn, ...]) -> None:
    """Each answer is chatbot.answer/1, numbered, with the question as it was typed."""
    listed = (Listed("Q?", turns[0].answer.quotes[0], "note"),)
    data = json.loads(export_text(Export(DAY, turns, listed), bot, ".json"))
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    for number, item in enumerate(data["answers"], 1):
        jsonschema.validate(item, schema)
        assert item["id"] == number
    assert [item["question"] for item in data["answers"]] == [turn.question for turn in turns]
    quote = data["list"][0]["quote"]
    assert bot.documents[quote["document"]].text[quote["start"] : quote["end"]] == quote["text"]


def test_html_loads_and_runs_nothing(bot: Chatbot, turns: tuple[Turn, ...]) -> None:
    """Words of documents and people stay words; the page's own policy forbids the rest."""
    page = Page(export_text(Export(DAY, (*turns, hostile_turn(turns[0]))), bot, ".html"))
    allowed = {"html", "head", "meta", "title", "style", "body", "header", "main", "section"}
    allowed |= {"h1", "h2", "h3", "p", "strong", "blockquote", "cite"}
    assert set(page.tags) <= allowed
    assert not {"src", "href", "style", "onclick"} & set(page.attributes)
    assert HOSTILE_SHOWN in page.text


def test_the_policy_names_the_style_that_is_there(bot: Chatbot, turns: tuple[Turn, ...]) -> None:
    """The hash in the policy is that of the style, or a browser would drop it."""
    import base64
    import hashlib

    source = export_text(Export(DAY, turns), bot, ".html")
    style = re.search(r"<style>(.*?)</style>", source, re.DOTALL)[1]
    mark = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    assert f"default-src 'none'; style-src 'sha256-{mark}'" in source
    assert "@media print" in style


def test_markdown_shows_hostile_words_as_words(bot: Chatbot, turns: tuple[Turn, ...]) -> None:
    """No tag, no link, no heading of a document's making."""
    text = export_text(Export(DAY, (hostile_turn(turns[0]),)), bot, ".md")
    assert not re.search(r"(?<!\\)<script|(?<!\\)\[x|(?<!\\)`z|\x1b", text)
    assert all(
        line.startswith(("#", ">")) or "\\#" in line or "#" not in line
        for line in text.splitlines()
    )


def test_a_card_stands_out_in_markdown_and_html(bot: Chatbot, turns: tuple[Turn, ...]) -> None:
    """In words and in a box of its own."""
    export = Export(DAY, turns[1:2])
    assert "> **EMERGENCY." in export_text(export, bot, ".md")
    assert '<section class="card emergency">' in export_text(export, bot, ".html")


def test_a_file_is_private_and_whole(bot: Chatbot, turns: tuple[Turn, ...], tmp_path: Path) -> None:
    """Mode 0600 whatever the umask, and nothing else is left in the folder."""
    before = os.umask(0)
    try:
        path = save(draft_of(Export(DAY, turns), bot), str(tmp_path / "talk.html"), bot.say).path
    finally:
        os.umask(before)
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize("there", ["file", "folder", "link", "dangling"])
def test_nothing_is_ever_overwritten(
    bot: Chatbot, turns: tuple[Turn, ...], tmp_path: Path, there: str
) -> None:
    """A name that is taken is refused, whatever has it, and stays as it was."""
    path, other = tmp_path / "a.md", tmp_path / "other"
    if there == "file":
        path.write_text("mine")
    elif there == "folder":
        path.mkdir()
    else:
        path.symlink_to(other)
        if there == "link":
            other.write_text("mine")
    before = sorted(tmp_path.iterdir())
    with pytest.raises(InputError, match="There is a file of that name already"):
        save(draft_of(Export(DAY, turns), bot), str(path), bot.say)
    assert sorted(tmp_path.iterdir()) == before
    assert there not in {"file", "link"} or path.read_text() == "mine"


def test_what_cannot_be_written_is_said(
    bot: Chatbot, turns: tuple[Turn, ...], tmp_path: Path
) -> None:
    """A missing folder, another ending, nothing to save: a line each, and no file."""
    for export, name, line in (
        (Export(DAY, turns), str(tmp_path / "no" / "a.md"), "could not be saved: No such file"),
        (Export(DAY, turns), "a.docx", "is no name for this file. It must end in .md, .html or"),
        (Export(DAY, turns), ".md", "is no name for this file"),
        (Export(DAY), str(tmp_path / "a.md"), "There is nothing to save yet."),
    ):
        with pytest.raises(InputError, match=re.escape(line)):
            save(draft_of(export, bot), name, bot.say)
    assert list(tmp_path.iterdir()) == []


def test_a_name_is_found_without_one(
    bot: Chatbot, turns: tuple[Turn, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The pack, the day, and a number where that is taken."""
    monkeypatch.chdir(tmp_path)
    draft = draft_of(Export(DAY, turns), bot)
    names = [save(draft, "", bot.say).path.name for _ in range(3)]
    assert names == [f"bone-health-{DAY}{more}.md" for more in ("", "-2", "-3")]


def test_the_list_holds_each_passage_once(turns: tuple[Turn, ...]) -> None:
    """Added twice is there once; taken off is gone; a number that is none changes nothing."""
    listed = DoctorList()
    items = [Listed("Q?", quote, "") for quote in turns[0].answer.quotes]
    assert [listed.add(item) for item in (items[0], items[1], items[0])] == [True, True, False]
    assert [listed.remove(number) for number in (0, 3, 1)] == [False, False, True]
    assert list(listed) == [items[1]]


def test_the_documents_questions_to_ask_are_quotes(bot: Chatbot) -> None:
    """What is suggested for the visit stands in a document, letter by letter."""
    found = suggested_by(bot)
    assert found
    for item in found:
        quote: Quote = item.quote
        assert bot.documents[quote.document].text[quote.start : quote.end] == quote.text
