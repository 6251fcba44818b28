"""`chatbot search` and `chatbot show`: what staff look up."""

import json

import pytest

from chatbot import Chatbot
from running import Run


def test_search_prints_rank_id_citation_snippet_and_reason(run: Run, small: object) -> None:
    """A hit is five things in a fixed order."""
    result = run("--corpus", small, "search", "litres", "for", "older", "roses", "--limit", "1")
    lines = result.out.splitlines()
    assert result.code == 0
    assert lines[0] == "1. roses#watering-roses/1"
    assert lines[1] == "Growing roses, Watering roses; reviewed 2024-03-01"
    assert lines[2] == "| Older | 10 litres |"
    assert lines[3].startswith("Why: ")
    assert "; score " in lines[3]


def test_exact_phrases(run: Run, small: object) -> None:
    """Words in double quotes must stand in the passage as they are."""
    free = run("--corpus", small, "search", "roses mildew", "--json")
    exact = run("--corpus", small, "search", '"the same mildew" roses', "--json")
    assert len(json.loads(free.out)["hits"]) > 1
    found = [hit["passage"] for hit in json.loads(exact.out)["hits"]]
    assert found == ["tomatoes#tomatoes-beside-roses/1"]


@pytest.mark.parametrize(
    ("options", "key", "value"),
    [
        (["--document", "tomatoes"], "document", "tomatoes"),
        (["--intent", "care"], "intent", "care"),
    ],
)
def test_filters(run: Run, small: object, options: list[str], key: str, value: str) -> None:
    """--document and --intent leave only what they name; ranks count what is shown."""
    hits = json.loads(run("--corpus", small, "search", "roses", *options, "--json").out)["hits"]
    assert hits
    assert {hit[key] for hit in hits} == {value}
    assert [hit["rank"] for hit in hits] == list(range(1, len(hits) + 1))


def test_card_first(run: Run, small: object) -> None:
    """A red flag in the words shows its card before the hits, and exits with 4."""
    result = run("--corpus", small, "search", "rose", "thorn", "in", "eye")
    assert result.code == 4
    assert result.out.startswith("URGENT. See to the eye first\n")
    assert "1. roses#" in result.out


def test_nothing_found(run: Run, small: object) -> None:
    """Nothing found is exit code 3, said on stderr; in JSON an empty list."""
    result = run("--corpus", small, "search", "the")
    assert (result.code, result.out, result.err) == (3, "", "Nothing found.\n")
    result = run("--corpus", small, "search", "the", "--json")
    assert (result.code, json.loads(result.out)["hits"]) == (3, [])


def test_what_the_documents_lack_is_said_first(run: Run, small: object) -> None:
    """A word that no document holds is named; what else is near follows, if a word is left."""
    lacks = "The documents do not mention zeppelin.\n"
    alone = run("--corpus", small, "search", "zeppelin")
    assert (alone.code, alone.out, alone.err) == (3, "", f"{lacks}Nothing found.\n")
    beside = run("--corpus", small, "search", "zeppelin", "roses")
    assert (beside.code, beside.err) == (0, lacks)
    assert "1. roses#" in beside.out
    found = json.loads(run("--corpus", small, "search", "zeppelin", "roses", "--json").out)
    assert found["missing"] == ["zeppelin"]
    assert json.loads(run("--corpus", small, "search", "roses", "--json").out)["missing"] == []


@pytest.mark.parametrize(
    ("argv", "message"),
    [
        (["search", "x", "--intent", "cooking"], "no intent “cooking”. Known: care, definition"),
        (["search", "x", "--document", "daisies"], "no document “daisies”. Known: roses, tomatoes"),
        (["search", "x", "--limit", "0"], "a number from 1 to 1000"),
        (["search", "x", "--limit", "many"], "invalid"),
        (["search", ""], "The question is empty"),
        (["show", "roses#watering-rose"], "Nearest: roses#watering-roses"),
        (["show", "zzz"], "there is no “zzz”"),
        (["show"], "the following arguments are required: ID"),
    ],
)
def test_bad_lookups(run: Run, small: object, argv: list[str], message: str) -> None:
    """What cannot be looked up is named in one line, with what there is, and exits with 2."""
    result = run("--corpus", small, *argv)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert result.err.count("\n") == 1


@pytest.mark.parametrize(
    "name", ["roses", "roses#watering-roses", "roses#watering-roses/1", "tomatoes#what-a-tomato-is"]
)
def test_show_prints_words_citation_and_offsets(
    run: Run, small: object, small_bot: Chatbot, name: str
) -> None:
    """A document, a section or a passage is printed word for word under its citation."""
    result = run("--corpus", small, "show", name)
    assert result.code == 0
    head, _, text = result.out.partition("\n\n")
    place = small_bot.lookup(name)
    assert head.splitlines()[0] == name
    assert f"characters {place.start} to {place.end}, SHA-256 {place.document.sha256}" in head
    assert place.document.text[place.start : place.end].strip("\n") == text.rstrip("\n")


def test_every_hit_can_be_shown(run: Run, small: object, small_bot: Chatbot) -> None:
    """The id that search prints is one that show takes."""
    for hit in small_bot.search("roses tomatoes"):
        assert run("--corpus", small, "show", hit.passage).code == 0
