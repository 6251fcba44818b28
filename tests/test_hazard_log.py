"""The hazard log speaks of what is there: each row has a file, a rule or module, and a test that exist."""

import ast
import re
from functools import cache
from pathlib import Path

import pytest

from chatbot.pack.records import Pack

ROOT = Path(__file__).parent.parent
LOG = ROOT / "docs" / "safety" / "hazard-log.md"
COLUMNS = ("id", "hazard", "cause", "harm", "severity", "control", "where", "verified", "residual")
SEVERITIES = ("minor", "significant", "considerable", "major", "catastrophic")
_QUOTED = re.compile(r"`([^`]+)`")


def rows() -> list[dict[str, str]]:
    """The hazards, each as its cells by column."""
    found = []
    for line in LOG.read_text("utf-8").splitlines():
        if re.match(r"\| H\d", line):
            cells = [cell.strip() for cell in line.strip("|").split("|")]
            found.append(dict(zip(COLUMNS, cells, strict=True)))
    return found


ROWS = rows()


@cache
def names_in(path: Path) -> frozenset[str]:
    """The names of a file's tests."""
    nodes = ast.walk(ast.parse(path.read_text("utf-8")))
    kinds = (ast.FunctionDef, ast.AsyncFunctionDef)
    return frozenset(node.name for node in nodes if isinstance(node, kinds))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_a_row_is_whole(row: dict[str, str]) -> None:
    """No cell is empty, and the severity is one of DCB0129's."""
    assert all(row.values())
    assert row["severity"] in SEVERITIES


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_where_a_control_is_exists(row: dict[str, str], pack: Pack) -> None:
    """Each file is there, and each rule is in the pack's file of that name."""
    names = _QUOTED.findall(row["where"])
    known = {f"red_flags:{rule.id}" for rule in pack.red_flags.rules}
    known |= {f"decisions:{rule.id}" for rule in pack.decisions.rules}
    files = [name for name in names if "/" in name]
    assert files
    assert [name for name in files if not (ROOT / name).is_file()] == []
    assert {name for name in names if "/" not in name} <= known


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])
def test_what_verifies_a_control_exists(row: dict[str, str]) -> None:
    """Each row names at least one test, and each test that it names is there."""
    names = _QUOTED.findall(row["verified"])
    assert names
    for name in names:
        file, _, test = name.partition("::")
        assert (ROOT / file).is_file(), name
        assert test in names_in(ROOT / file), name


def test_ids_are_given_once() -> None:
    """Hazards are numbered without a gap, for good: a later one stands with its kind, not last."""
    assert sorted(row["id"] for row in ROWS) == [
        f"H{number:02}" for number in range(1, len(ROWS) + 1)
    ]


def test_the_log_says_that_nobody_clinical_has_read_it() -> None:
    """Until somebody signs, the log says so first, and lists what is to be signed."""
    text = LOG.read_text("utf-8")
    assert "No clinician has reviewed this log" in text.split("\n## ")[0]
    assert "## What a clinician would have to sign\n\nNothing of this is signed." in text


def test_every_kind_of_card_and_decision_has_a_hazard(pack: Pack) -> None:
    """The log covers every level of card, and most rules by name."""
    named = set(_QUOTED.findall(" ".join(row["where"] for row in ROWS)))
    levels = {rule.level for rule in pack.red_flags.rules if f"red_flags:{rule.id}" in named}
    assert levels == {"emergency", "urgent", "prompt"}
    rules = [f"decisions:{rule.id}" for rule in pack.decisions.rules]
    assert len(named.intersection(rules)) >= len(rules) * 0.8
