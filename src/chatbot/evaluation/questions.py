"""Reads questions with their gold anchors; an error names the file and the line."""

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, get_args

from chatbot.answer import Kind
from chatbot.errors import InputError

KINDS: tuple[str, ...] = get_args(Kind)
_KEYS = frozenset(("id", "question", "turns", "slices", "intents", "kind", "care", "gold"))
CARE = ("emergency", "urgent", "prompt", "either")


@dataclass(frozen=True, slots=True)
class Anchor:
    """Words that stand verbatim in a document; they survive any cutting into passages."""

    document: str
    text: str


Fact = tuple[Anchor, ...]
"""Anchors that are as good as each other."""
Part = tuple[Fact, ...]
"""The facts that one part of a question asks for; all are wanted."""


@dataclass(frozen=True, slots=True)
class Question:
    """A question with what is expected; `turns` are asked before it, `place` is "file:line".

    `intents` are acceptable, best first; `gold` is empty where nothing is to be quoted. `care` is
    the card that a careful reader would show, "either" if a card does no wrong, empty if none.
    """

    id: str
    text: str
    turns: tuple[str, ...]
    slices: tuple[str, ...]
    intents: tuple[str, ...]
    kind: str
    gold: tuple[Part, ...]
    place: str
    care: str = ""


def read_questions(path: Path) -> list[Question]:
    """All questions of a JSONL file. Raises InputError with file and line."""
    questions = [_question(row, place) for row, place in read_jsonl(path)]
    seen: set[str] = set()
    for question in questions:
        if question.id in seen:
            raise InputError(f'{question.place}: the id "{question.id}" is used twice')
        seen.add(question.id)
    if not questions:
        raise InputError(f"{path}: holds no questions")
    return questions


def read_jsonl(
    path: Path, tick: Callable[[int], None] = lambda _: None
) -> Iterator[tuple[Mapping[str, Any], str]]:
    """Each line's object with its place, "file:line"; blank lines are passed over.

    `tick` is told each line's length.
    """
    try:
        if path.exists() and not (path.is_file() or path.is_dir()):
            raise InputError(f"{path}: is no ordinary file", "Name a file.")
        with path.open(encoding="utf-8-sig") as file:
            for number, line in enumerate(file, 1):
                tick(len(line))
                if line.strip():
                    yield _object(line, f"{path}:{number}"), f"{path}:{number}"
    except OSError as error:
        raise InputError(f"{path}: {error.strerror or 'cannot be read'}") from error
    except UnicodeDecodeError as error:
        raise InputError(f"{path}: is not UTF-8 text") from error


def _object(line: str, place: str) -> Mapping[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise InputError(f"{place}: is not JSON ({error})") from error
    if not isinstance(value, dict):
        raise InputError(f"{place}: must be an object in braces")
    return value


def _question(row: Mapping[str, Any], place: str) -> Question:
    unknown = sorted(set(row) - _KEYS)
    if unknown:
        raise InputError(f'{place}: unknown key "{unknown[0]}"')
    kind = word_of(row, "kind", place)
    if kind not in KINDS:
        raise InputError(f'{place}: kind "{kind}" is none of {", ".join(KINDS)}')
    care = word_of(row, "care", place) if "care" in row else ""
    if care and care not in CARE:
        raise InputError(f'{place}: care "{care}" is none of {", ".join(CARE)}')
    return Question(
        id=word_of(row, "id", place),
        text=word_of(row, "question", place),
        turns=words_of(row, "turns", place),
        slices=words_of(row, "slices", place),
        intents=words_of(row, "intents", place),
        kind=kind,
        gold=tuple(
            tuple(
                tuple(_anchor(item, place) for item in _list(fact, "gold", place))
                for fact in _list(part, "gold", place)
            )
            for part in _list(row.get("gold", []), "gold", place)
        ),
        place=place,
        care=care,
    )


def word_of(row: Mapping[str, Any], key: str, place: str) -> str:
    """A text that must be there and not empty."""
    value = row.get(key)
    if not isinstance(value, str) or not value.strip():
        raise InputError(f'{place}: "{key}" must be a text')
    return value


def words_of(row: Mapping[str, Any], key: str, place: str) -> tuple[str, ...]:
    """A list of texts, empty if the key is not there."""
    values = _list(row.get(key, []), key, place, empty=True)
    if not all(isinstance(value, str) for value in values):
        raise InputError(f'{place}: "{key}" must be a list of texts')
    return tuple(values)


def _list(value: object, key: str, place: str, *, empty: bool = False) -> Sequence[Any]:
    if not isinstance(value, list) or not (value or empty or key == "gold"):
        raise InputError(f'{place}: "{key}" must be a list')
    return value


def _anchor(item: object, place: str) -> Anchor:
    document, colon, text = item.partition(": ") if isinstance(item, str) else ("", "", "")
    if not colon or not document or not text:
        raise InputError(f'{place}: an anchor must read "document-id: verbatim text", not {item!r}')
    return Anchor(document, text)
