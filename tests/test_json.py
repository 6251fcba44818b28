"""The JSON contract: what is printed fits the published schemas, letter by letter."""

import json
from importlib.resources import files
from typing import Any

import pytest
from jsonschema import Draft202012Validator

from chatbot import Chatbot, __version__
from chatbot.encoding import dump, encode_answer
from running import Run

QUESTIONS = [
    "What is osteopenia?",
    "My T-score is −1.8 and my hip is -2.5, what does that mean?",
    "How much calcium and vitamin D a day, and which exercise?",
    "bisfosfonates side efects",
    "How much does a DXA scan cost?",
    "Should I stop alendronate before dental surgery?",
    "I fell and can't feel my legs",
    "my back hurts since last week",
    "is jumping safe?",
    "What is the capital of France?",
    "my z score is 2",
    "hello",
    "¿Qué es la osteopenia y cómo se trata?",
]


def schema(name: str) -> dict[str, Any]:
    """A schema that comes with the program."""
    text = (files("chatbot") / "schemas" / name).read_text(encoding="utf-8")
    return json.loads(text)


@pytest.mark.parametrize("name", ["answer-1.json", "search-1.json"])
def test_schemas_are_valid_and_closed(name: str) -> None:
    """A schema is itself valid, and no object in it takes keys that it does not name."""
    Draft202012Validator.check_schema(schema(name))

    def objects(node: object) -> list[dict[str, Any]]:
        if isinstance(node, dict):
            own = [node] if node.get("type") == "object" else []
            return own + [found for value in node.values() for found in objects(value)]
        return []

    assert all(found["additionalProperties"] is False for found in objects(schema(name)))


@pytest.mark.parametrize("explain", [True, False])
@pytest.mark.parametrize("question", QUESTIONS)
def test_answers_fit_the_schema(bot: Chatbot, question: str, explain: bool) -> None:  # noqa: FBT001
    """Every kind of answer fits chatbot.answer/1, with and without an explanation."""
    encoded = json.loads(dump(encode_answer(bot.reply(question), bot, name=7, explain=explain)))
    Draft202012Validator(schema("answer-1.json")).validate(encoded)
    assert ("explanation" in encoded) is explain
    assert (encoded["id"], encoded["version"]) == (7, __version__)
    assert encoded["pack"] == {"name": bot.name, "sha256": bot.sha256}


@pytest.mark.parametrize("question", QUESTIONS)
def test_quotes_stand_at_their_offsets(bot: Chatbot, question: str) -> None:
    """text[start:end] is the quote, the context and the band, in code points."""
    encoded = encode_answer(bot.reply(question), bot)
    quotes = encoded["quotes"] + [q for d in encoded["differences"] for q in d["quotes"]]
    for quote in quotes:
        document = bot.documents[quote["document"]]
        assert quote["sha256"] == document.sha256
        for span in (quote, *quote["context"]):
            assert document.text[span["start"] : span["end"]] == span["text"]
        assert all(0 <= a < b <= len(quote["text"]) for a, b in quote["highlights"])
    for band in (score["band"] for score in encoded["scores"]):
        if band:
            assert bot.documents[band["document"]].text[band["start"] : band["end"]] == band["text"]


def test_ask_json_is_one_object_in_ascii(run: Run, small: object) -> None:
    """Stdout holds the object and nothing else, in ASCII."""
    result = run("--corpus", small, "ask", "--json", "--explain", "thorn “in” my eye")
    assert result.code == 4
    assert result.out.isascii()
    encoded = json.loads(result.out)
    Draft202012Validator(schema("answer-1.json")).validate(encoded)
    assert encoded["question"] == "thorn “in” my eye"
    assert list(encoded) == [*schema("answer-1.json")["properties"]]


def test_search_json_fits_its_schema(run: Run) -> None:
    """Search results fit chatbot.search/1, a care card among them."""
    result = run("search", "--json", "can't", "feel", "my", "legs")
    assert result.code == 4
    encoded = json.loads(result.out)
    Draft202012Validator(schema("search-1.json")).validate(encoded)
    assert encoded["care"]["level"] == "emergency"
    assert encoded["hits"]
