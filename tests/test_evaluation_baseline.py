"""The baseline: a fall fails, and so does a rise that was not recorded."""

from pathlib import Path

import pytest

from chatbot.errors import InputError
from chatbot.evaluation.baseline import (
    Baseline,
    Comparison,
    compare,
    read_baseline,
    record,
    rows_of,
)
from chatbot.evaluation.reporting import changes_text
from chatbot.evaluation.results import Result
from evaluation_tables import answer, fact, outcome, question, result

GOLD = ((fact("x"),),)


def made(hits: str, name: str = "dev") -> Result:
    """A result whose questions q0, q1, … are hit (x) or missed (o)."""
    asked = [question(f"q{i}", gold=GOLD) for i in range(len(hits))]
    return result(
        *(outcome(q, answer(), first=hit == "x") for q, hit in zip(asked, hits, strict=True)),
        name=name,
    )


def recorded(hits: str) -> Baseline:
    """Those figures as a baseline."""
    before = made(hits)
    return Baseline({"dev": rows_of(before)}, {"dev": before.wholes})


def verdicts(comparison: Comparison) -> dict[str, str]:
    """The averages that are not the same."""
    return {item.name: item.verdict for item in comparison.averages if item.verdict != "same"}


def test_the_same_figures_pass() -> None:
    """Nothing changed: nothing to say."""
    comparison = compare(recorded("xo"), made("xo"))
    assert not comparison.differs
    assert comparison.changes == ()


def test_a_fall_fails() -> None:
    """The question that fell is named, and the averages with it."""
    comparison = compare(recorded("xx"), made("xo"))
    assert comparison.differs
    assert verdicts(comparison)["Success@1"] == "fell"
    assert [(change.question, change.fell) for change in comparison.changes] == [("q1", True)]
    assert "- q1 Question q1?: Success@1 1 → 0" in changes_text(comparison)


def test_an_unrecorded_rise_fails_too() -> None:
    """A figure that rose unseen could fall back unseen."""
    comparison = compare(recorded("xo"), made("xx"))
    assert comparison.differs
    assert verdicts(comparison)["in the answer"] == "rose"
    assert not comparison.changes[0].fell


def test_an_exchange_is_shown() -> None:
    """One up, one down: the averages stand, the questions are listed, the fallen first."""
    comparison = compare(recorded("xo"), made("ox"))
    assert not comparison.differs
    assert [change.question for change in comparison.changes] == ["q0", "q1"]


def test_where_less_is_better_more_is_a_fall() -> None:
    """Turning more people away is worse."""
    before = result(outcome(question("a"), answer()))
    after = result(outcome(question("a"), answer("abstain")))
    comparison = compare(Baseline({"dev": rows_of(before)}, {}), after)
    assert verdicts(comparison) == {"kind": "fell", "turned away": "fell"}
    assert comparison.changes[0].fell


def test_other_questions_are_unrecorded() -> None:
    """A new question or a lost one is to be recorded; a slice is compared as far as it goes."""
    assert compare(recorded("x"), made("xx")).unrecorded == "1 questions are new and 0 are gone"
    assert compare(recorded("xx"), made("x")).differs
    assert not compare(recorded("xx"), made("x"), part=True).differs


def test_what_is_written_is_read(tmp_path: Path) -> None:
    """A record read back is the same, and sets that were not run stay in it."""
    path = tmp_path / "baseline.json"
    record(path, [made("xo")], "1")
    record(path, [made("x", name="test")], "1")
    baseline = read_baseline(path)
    assert not compare(baseline, made("xo")).differs
    assert not compare(baseline, made("x", name="test")).differs
    assert len([line for line in path.read_text().splitlines() if line.startswith('    "q')]) == 3


def test_a_baseline_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    """Missing, damaged or something else: each is one clear line."""
    with pytest.raises(InputError, match="there is no baseline"):
        read_baseline(tmp_path / "none.json")
    path = tmp_path / "b.json"
    for text in ("{", "[]", "{}", '{"schema": "other"}'):
        path.write_text(text)
        with pytest.raises(InputError, match=r"b\.json: is "):
            read_baseline(path)
