"""Faults in TOML files name the file, the key path and the line."""

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chatbot.errors import PackError
from chatbot.pack.files import MAX_BYTES, read_bytes
from chatbot.pack.toml_files import Table, decode

FILE = """\
name = "Bone health"
covers = ["bones", " "]
[lines.default]
emergency = 911
[[rule]]
id = "one"
phrases = ["a"]
[[rule]]
id = "two"
phrases = "b"
general = "yes"
weight = 1e12
[[score]]
kind = "T"
[[score.band]]
low = -1.0
[[score.band]]
low = "low"
"""

Reading = Callable[[Table], object]


@pytest.mark.parametrize(
    ("read", "fault"),
    [
        (lambda t: t.text("nothing"), "pack.toml, nothing: must be a text in quotes. Add it."),
        (
            lambda t: t.text("covers"),
            "pack.toml, covers, line 2: must be a text in quotes. Add it.",
        ),
        (lambda t: t.texts("covers"), "pack.toml, covers[1], line 2: is empty. Remove it."),
        (lambda t: t.texts("name"), "pack.toml, name, line 1: must be a list of texts in quotes"),
        (lambda t: t.numbers("covers"), "pack.toml, covers, line 2: must be a list of numbers"),
        (lambda t: t.table("name"), "pack.toml, name, line 1: must be a table"),
        (lambda t: t.tables("name"), "pack.toml, name, line 1: must be written as [[name]]"),
        (
            lambda t: t.table("lines").table("default").text("emergency"),
            "pack.toml, lines.default.emergency, line 4: must be a text in quotes. Add it.",
        ),
        (
            lambda t: t.tables("rule")[1].texts("phrases"),
            "pack.toml, rule[1].phrases, line 10: must be a list of texts in quotes",
        ),
        (
            lambda t: t.tables("rule")[1].flag("general"),
            "pack.toml, rule[1].general, line 11: must be true or false",
        ),
        (
            lambda t: t.tables("rule")[1].number("weight"),
            "pack.toml, rule[1].weight, line 12: must be a number",
        ),
        (
            lambda t: t.tables("score")[0].tables("band")[1].number("low"),
            "pack.toml, score[0].band[1].low, line 18: must be a number",
        ),
        (
            lambda t: t.tables("rule")[1].allow("id", "phrases", "weight"),
            "pack.toml, rule[1].general, line 11: is not a key that is read here. Known: id, phrases, weight.",
        ),
    ],
)
def test_where_a_fault_is(read: Reading, fault: str) -> None:
    """A fault is one line: file, key path, line, what is wrong, and what to do."""
    with pytest.raises(PackError) as caught:
        read(Table.parse(FILE, "pack.toml"))
    assert str(caught.value) == fault


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ('a = "1"\nb = \n', "pack.toml, line 12: not valid TOML: Invalid value. Mend it."),
        (
            "a = 1\na = 2\n",
            "pack.toml, a, line 12: stands here twice, first in line 11. Keep one of them.",
        ),
        (
            '[[rule]]\nid = "a"\n[[rule]]\nwords = [\n"x",\n]\n"words" = [\n"y",\n]\n',
            "pack.toml, words, line 17: stands here twice, first in line 14. Keep one of them.",
        ),
        (
            '[[rule]]\nid = "a"\n[[rule]]\nid = "b"\nwords = ["x"]\nid = "c"\n',
            "pack.toml, id, line 16: stands here twice, first in line 14. Keep one of them.",
        ),
        (
            "copy = 1\n[copy]\na = 1\n",
            "pack.toml, copy, line 12: stands here twice, first in line 11. Keep one of them.",
        ),
        ('name = "open', "pack.toml"),
        ("a = " + "[" * 5_000, "pack.toml: not valid TOML: "),
        ("a = 9" + "9" * 5_000, "pack.toml: not valid TOML: "),
        ("a = 2024-02-31", "pack.toml"),
    ],
)
def test_what_is_no_toml(source: str, place: str) -> None:
    """A file that cannot be parsed is a fault with its line, counted from the file's start."""
    with pytest.raises(PackError) as caught:
        Table.parse(source, "pack.toml", first_line=11)
    assert str(caught.value).startswith(place)
    assert "\n" not in str(caught.value)


def test_what_is_absent() -> None:
    """A key that may be absent has an empty value; an absent number is None."""
    table = Table.parse("", "pack.toml")
    assert table.text("a", "default") == "default"
    assert table.texts("a") == table.numbers("a") == ()
    assert table.tables("a") == [] == list(table.table("a"))
    assert table.number("a") is None
    assert (table.flag("a"), table.flag("a", default=True)) == (False, True)


def test_what_is_there() -> None:
    """Values come as they stand, whole numbers as numbers, keys in the file's order."""
    table = Table.parse('b = [1, 2.5]\na = "x"\nc = -3\nd = true', "pack.toml")
    assert list(table) == ["b", "a", "c", "d"]
    assert (table.numbers("b"), table.text("a"), table.number("c")) == ((1.0, 2.5), "x", -3.0)
    assert table.flag("d")
    assert table.plain() == {"b": [1, 2.5], "a": "x", "c": -3, "d": True}


@pytest.mark.parametrize("value", ["true", "inf", "nan"])
def test_what_is_no_number(value: str) -> None:
    """True is no number, and neither is what cannot be compared or is infinite."""
    with pytest.raises(PackError, match="must be a number"):
        Table.parse(f"a = {value}", "pack.toml").number("a")


@pytest.mark.parametrize("value", ["true", "nan", "1000000000000"], ids=["true", "nan", "huge"])
def test_what_is_no_number_in_a_list(value: str) -> None:
    """A list of numbers holds what a number may be, and nothing else."""
    with pytest.raises(PackError, match="must be a list of numbers"):
        Table.parse(f"a = [1, {value}]", "pack.toml").numbers("a")


def test_bytes_that_are_not_utf8() -> None:
    """The line of the first bad byte is named."""
    with pytest.raises(PackError) as caught:
        decode(b"one\ntwo\nthr\xe9e\n", "notes.txt")
    assert str(caught.value) == "notes.txt, line 3: is not UTF-8. Save it as UTF-8."


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    """A missing file, a folder and a file beyond the limit are faults, not surprises."""
    large = tmp_path / "large.md"
    large.write_bytes(b" " * (MAX_BYTES + 1))
    for path, message in [
        (tmp_path / "none", "name: No such file or directory. Check that it exists"),
        (tmp_path, "name: Is a directory. Check that it exists"),
        (large, "name: is larger than 64 MiB. Split it."),
    ]:
        with pytest.raises(PackError) as caught:
            read_bytes(path, "name")
        assert str(caught.value).startswith(message)


@given(st.text(st.sampled_from("ab=\"[]{}.\n'#,1-é"), max_size=40))
def test_any_text_is_parsed_or_refused(source: str) -> None:
    """Whatever stands in a file, reading it ends in a table or in a PackError."""
    try:
        table = Table.parse(source, "pack.toml")
        for key in table:
            assert isinstance(table.fault(key, "wrong"), PackError)
    except PackError as error:
        if error.file != "pack.toml":
            raise


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("a = “x”", 'Write straight quotes: ".'),
        ("a = hello", "Put the text in quotes."),
        ('a = "x\nb = 1', "Is a quote missing at the end of a text?"),
        ('a = ["x" "y"]', "Is a comma or a ] missing in the list?"),
        ("[x]\n[x]", "Give each table its own name."),
    ],
)
def test_usual_mistakes_have_plain_help(text: str, hint: str) -> None:
    """Beside the parser's words stands what has most often happened."""
    with pytest.raises(PackError) as caught:
        Table.parse(text, "a.toml")
    assert caught.value.hint == hint


def test_a_mark_at_the_beginning_is_passed_over() -> None:
    """What some editors put before the first letter is no fault, as in documents."""
    assert Table.parse("\ufeffa = 1", "a.toml").plain() == {"a": 1}
