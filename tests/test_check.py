"""`chatbot check`: every fault is found, at its file, line and key."""

import re
import shutil
from pathlib import Path

import pytest

from chatbot.check import ASKING, CHECKS, Material, faults_of
from running import Run

# The file that is changed, what is replaced, by what, and the fault that must be told.
FAULTS = [
    ("pack.toml", 'name = "Two', 'nam = "Two', "pack.toml:3: nam: is not a key that is read here"),
    ("documents/roses.md", 'id = "roses"', "", "documents/roses.md: id: must be a text in quotes"),
    (
        "documents/tomatoes.md",
        'id = "tomatoes"',
        'id = "roses"',
        "documents/tomatoes.md: id: the id “roses” is also that of documents/roses.md",
    ),
    (
        "claims.toml",
        '"Prune roses in March."',
        '"Prune roses in May."',
        "claims.toml:10: claim[0].side[0].text: “Prune roses in May.” does not stand in roses",
    ),
    (
        "not_covered.toml",
        "how do tulips grow",
        "When do roses flower?",
        "not_covered.toml:2: phrases[0]: “When do roses flower?” is answered elsewhere",
    ),
    (
        "claims.toml",
        'document = "tomatoes"',
        'document = "daisies"',
        "claims.toml:13: claim[0].side[1].document: there is no document “daisies”",
    ),
    ("claims.toml", '"differ"', '"quarrel"', "claims.toml:4: claim[0].relation: must be differ or"),
    (
        "claims.toml",
        "prune ..4",
        "prune (",
        "claims.toml:6: claim[0].when[0]: phrase “prune ( @plant”: brackets do not pair",
    ),
    (
        "scores.toml",
        "A rose is a woody",
        "A rose is a soft",
        "scores.toml:9: score[0].explained[0].text: “A rose is a soft",
    ),
    (
        "red_flags.toml",
        "general caution, not clinically reviewed",
        "roses: See a doctor.",
        "red_flags.toml:6: rule[0].source: “See a doctor.” does not stand in roses",
    ),
    (
        "red_flags.toml",
        "general caution, not clinically reviewed",
        "our feeling",
        "red_flags.toml:6: rule[0].source: must be “document-id: words”",
    ),
    (
        "red_flags.toml",
        "I have a thorn in my eye",
        "There is sand in my eye",
        "red_flags.toml:8: rule[0].should_match[0]: “thorn-in-eye” does not match “There is sand",
    ),
    (
        "red_flags.toml",
        "Do roses have thorns?",
        "Why a thorn in an eye hurts",
        "red_flags.toml:9: rule[0].should_not_match[0]: “thorn-in-eye” matches “Why a thorn",
    ),
    (
        "red_flags.toml",
        '["Do roses have thorns?"]',
        "[]",
        "red_flags.toml:9: rule[0].should_not_match: must list at least one example",
    ),
    (
        "red_flags.toml",
        "thorn ..4 eye",
        "thorn ..4 @eyes",
        "red_flags.toml:7: rule[0].phrases[0]: phrase “thorn ..4 @eyes”: there is no list @eyes",
    ),
    (
        "decisions.toml",
        "ask = ",
        "asks = ",
        "decisions.toml:7: rule[0].asks: is not a key that is read here",
    ),
    (
        "lexicon.toml",
        '"love apple"',
        '"roses"',
        "lexicon.toml:18: concept[2].words[1]: “roses” already leads to “rose”",
    ),
    (
        "lexicon.toml",
        'words = ["garden plant"]',
        'words = ["garden plant"]\nbroader = ["rose"]',
        "concept[0].broader: “plant” is broader than itself",
    ),
    (
        "phrasings.toml",
        'section = "pruning-roses"',
        'section = "pruning"',
        "section[2].section: there is no section “pruning” in roses",
    ),
    (
        "phrasings.toml",
        'section = "pruning-roses"',
        'section = "pruning"',
        "documents/roses.md:25: section “pruning-roses” has no questions in phrasings.toml",
    ),
    (
        "phrasings.toml",
        'document = "tomatoes"\nsection = "feeding-tomatoes"\nintent = "care"',
        'document = "tomatoes"\nsection = "feeding-tomatoes"\nintent = "food"',
        "section[5].intent: there is no intents/food.toml",
    ),
    (
        "phrasings.toml",
        'section = "watering-roses"',
        'section = "pruning-roses"',
        "section[2].section: “pruning-roses” stands here twice for “care”",
    ),
    (
        "phrasings.toml",
        '"may roses be pruned in frost"',
        '"What is a ROSE?"',
        "“What is a ROSE?” is learned for “definition” and for “care”",
    ),
    (
        "intents/care.toml",
        '"how do I care for roses"',
        '"Define tomato!"',
        "intents/definition.toml:9: phrases[3]: “define tomato” is also a phrase of “care”",
    ),
    (
        "intents/care.toml",
        'should_match = ["How much water for roses in the first year?"]',
        'should_match = ["How often should I water roses?"]',
        "intents/care.toml:14: should_match[0]: “How often should I water roses?” is also learned",
    ),
    (
        "intents/care.toml",
        'should_match = ["How much water for roses in the first year?"]',
        'should_match = ["Explain what a tomato is please"]',
        "intents/care.toml:14: should_match[0]: “Explain what a tomato is please” is routed to",
    ),
    (
        "intents/care.toml",
        '"When should I prune roses?"',
        '"What is an orchid?"',
        "intents/care.toml:4: suggestions[1]: the bot finds no answer to “What is an orchid?”",
    ),
    (
        "intents/care.toml",
        'disclaimer = "Gardens',
        'disclaimers = "Gardens',
        "intents/care.toml:3: disclaimers: is not a key that is read here",
    ),
    (
        "intents/care.toml",
        '["How much water does a rose need?", "When should I prune roses?"]',
        "[]",
        "intents/care.toml:4: suggestions: must list at least one",
    ),
    ("facts/roses.md", "2. Plants", "3. Plants", "facts/roses.md:7: fact 3 should be number 2"),
    ("facts/roses.md", "   > | First", "   | First", "facts/roses.md:8: fact 2 has no anchor"),
    (
        "facts/roses.md",
        "20 litres |",
        "30 litres |",
        "facts/roses.md:8: “| First year | 30 litres |” does not stand in roses",
    ),
    ("facts/roses.md", "Document: roses", "", "facts/roses.md:1: names no document of the pack"),
    (
        "copy.toml",
        "disclaimer =",
        'no_amount = "About {topics}."\ndisclaimer =',
        "copy.toml:1: no_amount: nothing fills in {topics}. Known here: {topic}, {covers}.",
    ),
    (
        "copy.toml",
        "disclaimer =",
        'no_amount = "About {topic."\ndisclaimer =',
        "copy.toml:1: no_amount: has a brace without its other half",
    ),
    (
        "copy.toml",
        "disclaimer =",
        "discliamer =",
        "copy.toml:1: discliamer: is not a key that is read here. Did you mean disclaimer?",
    ),
    (
        "red_flags.toml",
        "{emergency_line}",
        "{emergncy_line}",
        "red_flags.toml:5: rule[0].text: nothing fills in {emergncy_line}. Known here: {emergency",
    ),
    (
        "decisions.toml",
        'message = "',
        'message = "{asks} ',
        "rule[0].message: nothing fills in {asks}. Known here: {covers}, {ask}.",
    ),
    ("facts/tomatoes.md", "Document: tomatoes", "Document: x", "tomatoes.md: has no inventory"),
]


@pytest.fixture
def copy(tmp_path: Path, small: Path) -> Path:
    """The small pack, to be spoilt."""
    return Path(shutil.copytree(small, tmp_path / "pack"))


def test_small_pack_has_no_faults(run: Run, small: Path) -> None:
    """A sound pack gets one line of what was judged, and 0."""
    result = run("check", small)
    assert result.out == (
        f"{small}: no faults in 2 documents, 6 sections with questions, 2 intents, 2 rules, "
        "4 concepts\n"
    )
    assert result.code == 0


def test_builtin_pack_has_no_faults(run: Run) -> None:
    """The pack that is shipped passes its own check."""
    result = run("check")
    assert (result.out.count("\n"), result.code) == (1, 0), result.out


@pytest.mark.parametrize(("file", "old", "new", "fault"), FAULTS)
def test_faults(run: Run, copy: Path, file: str, old: str, new: str, fault: str) -> None:
    """Each fault is one line with file, line, key and reason; the exit code is 2."""
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run("check", copy)
    assert result.code == 2
    assert any(fault in line for line in result.out.splitlines()), result.out


@pytest.mark.parametrize(
    ("file", "old", "new"),
    [
        ("red_flags.toml", "thorn ..4 eye", "thorn ("),
        ("claims.toml", "Prune roses in March.", "Prune roses in May."),
    ],
)
def test_a_fault_is_told_once(run: Run, copy: Path, file: str, old: str, new: str) -> None:
    """What several readers stumble over is one line, with its place, and is counted once."""
    text = (copy / file).read_text(encoding="utf-8")
    assert old in text
    (copy / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    result = run("check", copy)
    assert [bool(re.match(r".*\.toml:\d+: ", line)) for line in result.out.splitlines()] == [True]
    assert result.err.endswith(f"1 fault in {copy}\n")


def test_all_faults_at_once(run: Run, copy: Path) -> None:
    """A fault in one file hides none in another, and a bad entry none in the next."""
    (copy / "documents" / "tomatoes.md").write_bytes(b"caf\xe9")
    (copy / "claims.toml").write_text("[[claim\n")
    flags = copy / "red_flags.toml"
    flags.write_text('[[rule]]\nid = "x"\n' + flags.read_text().replace("In the eye", "x") * 2)
    found = run("check", copy).out
    for piece in (
        "documents/tomatoes.md:1: is not UTF-8",
        "claims.toml:1: not valid TOML",
        "rule[0].level: must be a text",
        "rule[2].id: “thorn-in-eye” is used twice",
    ):
        assert piece in found


def test_corpus_names_the_pack_too(run: Run, small: Path) -> None:
    """--corpus DIR check judges the same folder as check DIR."""
    assert run("--corpus", small, "check") == run("check", small)


def test_missing_pack(run: Run) -> None:
    """What is no pack at all is bad usage, told on stderr."""
    result = run("check", "no/such/pack")
    assert (result.code, result.out) == (2, "")
    assert "no/such/pack: there is no such folder" in result.err


def test_every_check_says_what_it_holds(small: Path) -> None:
    """Each check has a sentence of its own, and finds nothing in the small pack."""
    assert all(check.__doc__ for check in (*CHECKS, *ASKING))
    assert faults_of(Material.read(small)) == []
