"""The knowledge files of a pack into records: rules, lexicon, intents, scores, claims, copy."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Literal, cast

from chatbot.pack.records import (
    CALM,
    NO_RULE,
    Anchor,
    Band,
    Claim,
    Concept,
    IntentSpec,
    Messages,
    Phrasing,
    Rule,
    RuleFile,
    ScoreKind,
)
from chatbot.pack.toml_files import Table

if TYPE_CHECKING:
    from chatbot.answer import Level, Relation
    from chatbot.pack.records import After

_LEVELS = ("emergency", "urgent", "prompt")
_GUARDS = ("negation", "past", "educational", CALM)
_ALL_GUARDS = (*_GUARDS, "longstanding")
_AFTER = ("", "urgent", "refer")
_EXAMPLES = ("should_match", "should_not_match")
_RULE = ("id", "general", "phrases", "unless", *_EXAMPLES)
RuleFileKind = Literal["red_flags", "decisions", "chat"]
_OWN_KEYS: Mapping[RuleFileKind, tuple[str, ...]] = {
    "red_flags": ("level", "title", "text", "source", "guards"),
    "decisions": ("message", "ask"),
    "chat": ("reply", "whole", "after"),
}
MESSAGE_FILES: Mapping[RuleFileKind, str] = {
    "red_flags": "red_flag_messages.toml",
    "decisions": "decision_messages.toml",
}
"""Where the labelled messages of a rule file stand."""
_BODY: Mapping[RuleFileKind, str] = {"red_flags": "text", "decisions": "message", "chat": "reply"}


def read_rules(table: Table, kind: RuleFileKind) -> RuleFile:
    """red_flags.toml, decisions.toml or chat.toml."""
    table.allow("guards", "lists", "rule")
    lists, guards = table.table("lists"), table.table("guards")
    rules = [_rule(entry, kind) for entry in table.tables("rule")]
    _unique(table.tables("rule"), [rule.id for rule in rules], "id")
    return RuleFile(
        tuple(rules),
        {name: lists.texts(name) for name in lists},
        {name: guards.texts(name) for name in guards},
    )


def _rule(entry: Table, kind: RuleFileKind) -> Rule:
    entry.allow(*_RULE, *_OWN_KEYS[kind])
    level = entry.text("level") if kind == "red_flags" else ""
    if level and level not in _LEVELS:
        raise entry.fault("level", f"must be one of {', '.join(_LEVELS)}")
    after = entry.text("after", "")
    if after not in _AFTER:
        raise entry.fault("after", f"must be one of {', '.join(filter(None, _AFTER))}")
    guards: tuple[str, ...] = ()
    if kind == "red_flags":
        off = entry.plain().get("guards") is False
        guards = () if off else entry.texts("guards") or _GUARDS
        if not set(guards) <= set(_ALL_GUARDS):
            raise entry.fault("guards", f"must be some of {', '.join(_ALL_GUARDS)}")
    phrases = entry.texts("phrases")
    if not phrases:
        raise entry.fault("phrases", "must list at least one phrase")
    return Rule(
        id=entry.text("id"),
        phrases=phrases,
        unless=entry.texts("unless"),
        should_match=entry.texts("should_match"),
        should_not_match=entry.texts("should_not_match"),
        general=entry.flag("general"),
        guards=guards,
        level=cast("Level", level) if level else None,
        title=entry.text("title", None if kind == "red_flags" else ""),
        text=entry.text(_BODY[kind]),
        source=entry.text("source", None if kind == "red_flags" else ""),
        ask=entry.text("ask", None if kind == "decisions" else ""),
        whole=entry.flag("whole", default=False),
        after=cast("After", after),
    )


def read_messages(table: Table, rules: RuleFile) -> RuleFile:
    """A file of MESSAGE_FILES: the rules with the messages that they are learned from."""
    table.allow("bar", "veto", "groups", "messages")
    groups = table.table("groups")
    known = {rule.id for rule in rules.rules} | {NO_RULE}
    texts: list[tuple[str, str]] = []
    for entry in table.tables("messages"):
        entry.allow("rule", "texts")
        rule = entry.text("rule")
        if rule not in known:
            raise entry.fault("rule", f"there is no rule “{rule}”", f"Else write {NO_RULE}.")
        texts += [(rule, text) for text in entry.texts("texts")]
    bar = table.number("bar")
    if texts and (bar is None or not 0 < bar <= 1):
        raise table.fault("bar", "must be a number over 0, at most 1")
    veto = table.number("veto") or 0.0
    if not 0 <= veto < (bar or 1.0):
        raise table.fault("veto", "must be a number from 0 to less than the bar")
    found = {name: groups.texts(name) for name in groups}
    return replace(rules, messages=Messages(tuple(texts), found, bar or 1.0, veto))


def read_lexicon(table: Table) -> tuple[tuple[Concept, ...], tuple[str, ...], tuple[str, ...]]:
    """lexicon.toml: the concepts, abbreviations that end in a full stop, and strict kinds."""
    table.allow("concept", "abbreviations", "strict")
    entries = table.tables("concept")
    concepts = []
    for entry in entries:
        entry.allow("id", "kind", "words", "broader", "expand")
        words = entry.texts("words")
        if not words:
            raise entry.fault("words", "must list at least one word")
        concepts.append(
            Concept(
                entry.text("id"),
                entry.text("kind"),
                words,
                entry.texts("broader"),
                entry.flag("expand", default=True),
            )
        )
    known = _unique(entries, [concept.id for concept in concepts], "id")
    for entry, concept in zip(entries, concepts, strict=True):
        for name in concept.broader:
            if name not in known:
                raise entry.fault("broader", f"there is no concept “{name}”")
    return tuple(concepts), table.texts("abbreviations"), table.texts("strict")


def read_intent(table: Table, name: str) -> IntentSpec:
    """intents/NAME.toml."""
    table.allow("phrases", "disclaimer", "suggestions", *_EXAMPLES)
    return IntentSpec(
        name,
        table.texts("phrases"),
        table.text("disclaimer"),
        table.texts("suggestions"),
        table.texts("should_match"),
        table.texts("should_not_match"),
    )


def read_phrasings(table: Table) -> tuple[Phrasing, ...]:
    """phrasings.toml."""
    table.allow("section")
    found = []
    for entry in table.tables("section"):
        entry.allow("document", "section", "intent", "questions")
        found.append(
            Phrasing(
                entry.text("document"),
                entry.text("section"),
                entry.text("intent"),
                entry.texts("questions"),
            )
        )
    return tuple(found)


def read_scores(table: Table) -> tuple[tuple[ScoreKind, ...], dict[str, tuple[str, ...]]]:
    """scores.toml: kinds of score with their bands, and the names of body sites."""
    table.allow("score", "sites")
    kinds = []
    for entry in table.tables("score"):
        entry.allow("kind", "names", "lowest", "highest", "ask_above", "band", "explained")
        lowest, highest = entry.number("lowest"), entry.number("highest")
        if lowest is None or highest is None or lowest >= highest:
            raise entry.fault("lowest", "lowest and highest must be numbers, lowest first")
        kinds.append(
            ScoreKind(
                entry.text("kind"),
                entry.texts("names"),
                lowest,
                highest,
                entry.number("ask_above"),
                tuple(_band(band) for band in entry.tables("band")),
                tuple(_anchor(anchor) for anchor in entry.tables("explained")),
            )
        )
    sites = table.table("sites")
    return tuple(kinds), {name: sites.texts(name) for name in sites}


def _band(entry: Table) -> Band:
    entry.allow("document", "text", "low", "high", "low_included", "high_included")
    return Band(
        Anchor(entry.text("document"), entry.text("text")),
        entry.number("low"),
        entry.number("high"),
        entry.flag("low_included"),
        entry.flag("high_included"),
    )


def _anchor(entry: Table) -> Anchor:
    entry.allow("document", "text")
    return Anchor(entry.text("document"), entry.text("text"))


def read_claims(table: Table) -> tuple[Claim, ...]:
    """claims.toml."""
    table.allow("claim")
    claims = []
    for entry in table.tables("claim"):
        entry.allow("id", "topic", "relation", "text", "when", "values", "side", "trigger")
        relation = entry.text("relation")
        if relation not in ("differ", "caution"):
            raise entry.fault("relation", "must be differ or caution")
        sides = tuple(_anchor(side) for side in entry.tables("side"))
        if len(sides) < 2:  # noqa: PLR2004 - a difference needs two sides
            raise entry.fault("side", "a claim needs two sides", "Add [[claim.side]].")
        claims.append(
            Claim(
                entry.text("id"),
                entry.text("topic"),
                cast("Relation", relation),
                entry.text("text"),
                entry.texts("when"),
                entry.numbers("values"),
                sides,
                tuple(_anchor(item) for item in entry.tables("trigger")),
            )
        )
    return tuple(claims)


def read_not_covered(table: Table) -> tuple[str, ...]:
    """not_covered.toml: questions that the documents do not answer."""
    table.allow("phrases")
    return table.texts("phrases")


def read_copy(table: Table) -> dict[str, str]:
    """copy.toml: every fixed sentence by its key."""
    return {key: table.text(key) for key in table}


def kind_lists(concepts: Iterable[Concept]) -> dict[str, tuple[str, ...]]:
    """The names of all concepts by kind: the lists that any rule may use as @kind."""
    lists: dict[str, tuple[str, ...]] = {}
    for concept in concepts:
        lists[concept.kind] = lists.get(concept.kind, ()) + concept.words
    return lists


def _unique(entries: list[Table], names: list[str], key: str) -> set[str]:
    seen: set[str] = set()
    for entry, name in zip(entries, names, strict=True):
        if name in seen:
            raise entry.fault(key, f"“{name}” is used twice", "Give each its own.")
        seen.add(name)
    return seen
