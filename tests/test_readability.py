"""Fixed wording is written for everybody: about sixth-grade level, calm, and never a verdict.

The measure is the Flesch-Kincaid grade of textstat, whose syllables come from the CMU dictionary
inside a package: textstat 0.7.8 is the newest that needs no download.
"""

import re
import socket
from collections.abc import Iterator

import pytest
import textstat

from chatbot.pack.records import Pack

SIXTH_GRADE = 7.0
"""Below this a text is of the sixth grade or easier."""
MEASURABLE = 10
"""The words below which the measure says nothing: one long word would decide."""
ALARM = (
    "terrible", "horrible", "disaster", "catastroph", "deadly", "fatal", "lethal", "die ", "dying",
    "death", "dead", "kill", "cripple", "crippling", "devastat", "alarm", "panic", "terrif",
    "frighten", "scary", "dread", "severe", "doom", "ruin", "hopeless", "agony", "suffer",
    "victim", "warning!", "danger!", "immediately", "life-threatening", "paralys", "paralyz",
    "irreversible", "permanent damage", "too late", "ticking", "silent killer", "crumbl",
)  # fmt: skip
VERDICTS = ("you have osteo", "you do not have", "you don't have", "it is safe for you", "you should stop",
            "you should start", "you should take", "you can stop", "you must", "there is no need to worry",
            "nothing to worry", "you are fine")  # fmt: skip


def wording(pack: Pack) -> Iterator[tuple[str, str]]:
    """Every fixed text that people are shown, with its place."""
    yield from ((f"copy.toml {key}", text) for key, text in pack.copy.items())
    for rule in pack.red_flags.rules:
        yield f"red_flags.toml {rule.id} title", rule.title
        yield f"red_flags.toml {rule.id}", rule.text
    for rule in pack.decisions.rules:
        yield f"decisions.toml {rule.id}", f"{rule.text} Please ask {rule.ask}."
    yield from ((f"chat.toml {rule.id}", rule.text) for rule in pack.chat.rules)
    yield from ((f"intents/{intent.name}.toml", intent.disclaimer) for intent in pack.intents)
    yield from ((f"claims.toml {claim.id}", claim.text) for claim in pack.claims)


def filled(pack: Pack, text: str) -> str:
    """A text as it is read: with its telephone lines, and a plain word for what is filled in."""
    for key, line in pack.lines["default"].items():
        text = text.replace(f"{{{key}_line}}", line)
    return re.sub(r"\{\w+\}", "bones", text)


@pytest.fixture(scope="module")
def texts(pack: Pack) -> dict[str, str]:
    """Every fixed text by its place."""
    return {place: filled(pack, text) for place, text in wording(pack)}


def test_each_text_is_of_the_sixth_grade(texts: dict[str, str]) -> None:
    """Whoever left school early can read every card, message and disclaimer."""
    grades = {
        place: round(textstat.flesch_kincaid_grade(text), 1)
        for place, text in texts.items()
        if len(text.split()) >= MEASURABLE
    }
    assert len(grades) > 70
    assert {place: grade for place, grade in grades.items() if grade >= SIXTH_GRADE} == {}


def test_all_texts_together_are_easier_still(texts: dict[str, str]) -> None:
    """Single short texts swing by a grade; all together have room below the limit."""
    assert textstat.flesch_kincaid_grade(" ".join(texts.values())) < SIXTH_GRADE - 1


def test_no_text_alarms(texts: dict[str, str]) -> None:
    """Calm words: what to do, not what to fear."""
    found = {
        place: [word for word in ALARM if re.search(rf"\b{re.escape(word)}", f"{text.lower()} ")]
        for place, text in texts.items()
    }
    assert {place: words for place, words in found.items() if words} == {}
    assert [place for place, text in texts.items() if "!" in text] == []
    assert [place for place, text in texts.items() if re.search(r"\b[A-Z]{5,}\b", text)] == []


def test_no_text_decides(texts: dict[str, str]) -> None:
    """No fixed text is a diagnosis, a yes or a no to somebody's own decision, or an all-clear."""
    assert [p for p, text in texts.items() if any(word in text.lower() for word in VERDICTS)] == []


def test_every_card_says_what_to_do(pack: Pack) -> None:
    """An emergency card names a number to call, an urgent card says today, the others say soon."""
    for rule in pack.red_flags.rules:
        words = {"emergency": "{emergency_line}", "urgent": "today", "prompt": "soon"}
        assert words[rule.level or "prompt"] in f"{rule.title} {rule.text}", rule.id


@pytest.mark.parametrize(
    ("text", "low", "high"),
    [
        ("The cat sat on the mat.", -2.0, 1.0),
        ("Get help now. Call the number. Do not wait to see if the pain goes away.", -1.0, 4.0),
        (
            "Antiresorptive pharmacotherapy demonstrably ameliorates trabecular deterioration.",
            20.0,
            60.0,
        ),
    ],
)
def test_the_measure_tells_easy_from_hard(
    text: str, low: float, high: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The measure works without a network and grades what is plainly easy and plainly hard."""
    monkeypatch.setattr(socket.socket, "connect", lambda *_: pytest.fail("a download"))
    assert low <= textstat.flesch_kincaid_grade(text) <= high
