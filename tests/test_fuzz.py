"""Whatever comes in ends in an answer or in an error of ours: properties over hostile inputs.

`make pytest` tries a modest number, the same each time; `make fuzz` many, new ones each time.
"""

import json
import math
import re
import shutil
import sys
import types
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chatbot import Answer, Chatbot
from chatbot.answer import Turn
from chatbot.bot import normalise
from chatbot.conversation.followup import resolve
from chatbot.conversation.splitting import split_parts
from chatbot.encoding import dump, encode_answer
from chatbot.errors import InputError, PackError
from chatbot.pack import knowledge
from chatbot.pack.documents import read_document
from chatbot.pack.files import builtin_folder
from chatbot.pack.records import Pack
from chatbot.pack.toml_files import Table, decode
from chatbot.rendering import render_answer
from chatbot.safe_text import safe_text, shadow
from chatbot.store import Store
from fuzzing import COUNTS, HOSTILE, mutated

FORBIDDEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff]")
DEV = Path(__file__).parent.parent / "eval" / "questions" / "dev.jsonl"
ORDINARY = [json.loads(line)["question"] for line in DEV.read_text("utf-8").splitlines()[:120]]
SMALL = Path(__file__).parent / "packs" / "small"
TOML = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.rglob("*.toml"))
MARKDOWN = sorted(path.relative_to(SMALL).as_posix() for path in SMALL.glob("documents/*.md"))


def answered(bot: Chatbot, text: str, *before: str) -> Answer | None:
    """The last answer of a conversation; None if its message was refused."""
    turns: list[Turn] = []
    for message in before:
        try:
            turns.append(Turn(message, bot.reply(message, tuple(turns))))
        except InputError:
            continue
    try:
        return bot.reply(text, tuple(turns))
    except InputError:
        return None


@given(HOSTILE)
def test_the_normaliser(text: str) -> None:
    """A message is made safe once and for good, or refused."""
    COUNTS["normaliser"] += 1
    try:
        question = normalise(text)
    except InputError:
        assert not any(letter.isalnum() for letter in safe_text(text))
        return
    assert normalise(question) == question
    assert FORBIDDEN.findall(question) == []
    assert question == question.strip() != ""
    assert re.search(r"[^\S\n]{2}", question) is None


@given(HOSTILE)
def test_the_splitter(bot: Chatbot, text: str) -> None:
    """A message has parts, and none of them is empty or longer than the message."""
    COUNTS["splitter"] += 1
    library = bot.library
    parts = split_parts(text, library.analyzer, library.kinds)
    assert all(part.text.strip() for part in parts) or not text.strip()
    assert all(len(part.text) <= len(text) + 1 for part in parts)


@given(HOSTILE)
def test_the_score_reader(bot: Chatbot, text: str) -> None:
    """Every number that is taken for a score is finite and one that the score can have."""
    COUNTS["score reader"] += 1
    view = bot.steps.scores.view(text, "")
    ranges = {kind.kind: (kind.lowest, kind.highest) for kind in bot.library.scores}
    for score in (*view.scores, *view.doubted):
        record = bot.steps.scores.record(score)
        low, high = ranges[record.kind]
        assert math.isfinite(record.value)
        assert low <= record.value <= high


@given(HOSTILE)
def test_triage(bot: Chatbot, text: str) -> None:
    """Triage reads anything, and reads it the same each time."""
    COUNTS["triage"] += 1
    assert bot.triage(text) == bot.triage(text)


@pytest.fixture(scope="module")
def emergencies(pack: Pack) -> list[str]:
    """The example messages of all rules that call for help now."""
    rules = [rule for rule in pack.red_flags.rules if rule.level == "emergency"]
    return [text for rule in rules for text in rule.should_match]


@given(
    number=st.integers(0, 10_000),
    question=st.sampled_from(ORDINARY),
    layout=st.sampled_from(
        ("{said}.\n\n{question}", "{question}\n\n{said}.", "{question}? {said}")
    ),
)
def test_triage_beside_an_ordinary_question(
    bot: Chatbot, emergencies: list[str], number: int, question: str, layout: str
) -> None:
    """What calls for help does so before and behind any ordinary question."""
    COUNTS["triage"] += 1
    said = emergencies[number % len(emergencies)]
    card = bot.triage(layout.format(said=said, question=question))
    assert card is not None
    assert card.level == "emergency"


@given(HOSTILE, HOSTILE, HOSTILE)
def test_follow_ups(bot: Chatbot, before: str, choice: str, text: str) -> None:
    """Any message resolves against any other, to some text."""
    COUNTS["follow-ups"] += 1
    library = bot.library
    found = resolve(text, (before,), (choice,), library.analyzer, library.kinds)
    assert isinstance(found.text, str)


@given(HOSTILE, HOSTILE)
def test_offsets_and_renderers(small_bot: Chatbot, before: str, text: str) -> None:
    """Every quote is its document's words, and no face prints what a terminal acts on."""
    COUNTS["offsets and renderers"] += 1
    answer = answered(small_bot, f"{text} rose", before)
    if answer is None:
        return
    for quote in answer.quotes:
        document = small_bot.documents[quote.document]
        assert document.text[quote.start : quote.end] == quote.text
    printed = render_answer(answer, small_bot.say)
    assert FORBIDDEN.findall(printed) == []
    encoded = dump(encode_answer(answer, small_bot))
    assert encoded.isascii()
    assert json.loads(encoded)["question"] == answer.question


@given(HOSTILE)
def test_offsets_of_any_document(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    """Sections and blocks of any text lie in it, in order, and its shadow has its length."""
    COUNTS["offsets"] += 1
    path = tmp_path_factory.getbasetemp() / "any.md"
    path.write_bytes(text.encode("utf-8", "replace"))
    try:
        document = read_document(path, "any.md", strict=False)
    except PackError:
        return
    assert len(shadow(document.text)) == len(document.text)
    place = 0
    for section in document.sections:
        assert place <= section.start <= section.body <= section.end <= len(document.text)
        place = section.start
        assert all(section.body <= b.start <= b.end <= section.end for b in section.blocks)


READERS: dict[str, Callable[[Table], object]] = {
    "pack.toml": lambda table: (table.text("name"), table.texts("covers"), table.table("lines")),
    "lexicon.toml": knowledge.read_lexicon,
    "phrasings.toml": knowledge.read_phrasings,
    "red_flags.toml": lambda table: knowledge.read_rules(table, "red_flags"),
    "decisions.toml": lambda table: knowledge.read_rules(table, "decisions"),
    "scores.toml": knowledge.read_scores,
    "claims.toml": knowledge.read_claims,
    "copy.toml": knowledge.read_copy,
    "intents/care.toml": lambda table: knowledge.read_intent(table, "care"),
    "intents/definition.toml": lambda table: knowledge.read_intent(table, "definition"),
}


@given(data=st.data(), name=st.sampled_from([name for name in TOML if name in READERS]))
def test_mutated_knowledge(data: st.DataObject, name: str) -> None:
    """A spoilt knowledge file is read, or refused in one line that names it."""
    COUNTS["pack readers"] += 1
    spoilt = data.draw(mutated((SMALL / name).read_bytes()))
    try:
        READERS[name](Table.parse(decode(spoilt, name), name))
    except PackError as error:
        assert error.file == name  # noqa: PT017 - there may be none
        assert "\n" not in safe_text(str(error)).strip() or len(str(error)) < 2_000  # noqa: PT017


@given(data=st.data(), name=st.sampled_from(MARKDOWN))
def test_mutated_documents(
    tmp_path_factory: pytest.TempPathFactory, data: st.DataObject, name: str
) -> None:
    """A spoilt document is read, or refused in one line that names it."""
    COUNTS["pack readers"] += 1
    path = tmp_path_factory.getbasetemp() / "spoilt.md"
    path.write_bytes(data.draw(mutated((SMALL / name).read_bytes())))
    try:
        document = read_document(path, name, strict=True)
    except PackError as error:
        assert error.file == name  # noqa: PT017 - there may be none
        return
    assert document.sections[-1].end <= len(document.text)


@pytest.fixture(scope="module")
def kept(
    small_bot: Chatbot, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, bytes, Path]]:
    """A cache with the small pack alone; compiling anew costs nothing, so that damage is cheap."""
    assert small_bot.name
    folder = Path(shutil.copytree(SMALL, tmp_path_factory.mktemp("kept") / "pack"))
    cache = tmp_path_factory.mktemp("cache")
    from chatbot.compiling.pack import compile_pack
    from chatbot.pack.reading import read_pack

    sections = compile_pack(read_pack(folder))
    stub = types.SimpleNamespace(compile_pack=lambda *_: sections)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CHATBOT_CACHE_DIR", str(cache))
        patch.setitem(sys.modules, "chatbot.compiling.pack", stub)
        Chatbot.open(folder)
        (path,) = cache.iterdir()
        yield path, path.read_bytes(), folder


def _sections(data: bytes) -> dict[str, bytes]:
    store = Store(memoryview(data))
    return {name: bytes(section) for name, section in store.sections().items()}


@given(data=st.data())
@settings(
    max_examples=max(10, settings().max_examples // 15),
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
def test_a_mutated_compiled_pack(kept: tuple[Path, bytes, Path], data: st.DataObject) -> None:
    """A spoilt cache gives the same answers as a whole one: it is noticed and made anew."""
    COUNTS["compiled pack"] += 1
    path, whole, folder = kept
    path.write_bytes(data.draw(mutated(whole)))
    path.chmod(0o600)
    bot = Chatbot.open(folder)
    assert bot.reply("What is a rose?").quotes[0].text.startswith("A rose is a woody plant")
    # The header also keeps when files were seen, so the sections are compared.
    assert _sections(path.read_bytes()) == _sections(whole)


def test_the_builtin_pack_is_not_what_is_spoilt() -> None:
    """The fuzzed files are the small pack's: the built-in pack is never written to."""
    assert not SMALL.is_relative_to(builtin_folder())
    assert set(READERS) >= {"red_flags.toml", "decisions.toml", "lexicon.toml"}
