"""What a pack holds once it is read: frozen records, no behaviour, no file paths."""

from typing import Literal

from chatbot.answer import Level, Relation
from chatbot.frozen import dataclass, field

UnitKind = Literal["sentence", "item", "row"]
After = Literal["", "urgent", "refer"]
BlockKind = Literal["paragraph", "list", "table"]
NO_RULE = "none"
CALM = "calm"
"""The guard of rules that the second reading may silence, if it is sure that nothing is meant."""
"""The label of messages that call for no rule."""


@dataclass(frozen=True, slots=True)
class ContextSpan:
    """A span of the document that travels with a unit when it is quoted."""

    role: Literal["header", "note"]
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Unit:
    """The smallest thing that may be quoted: a sentence, a list item, a table row."""

    kind: UnitKind
    start: int
    end: int
    context: tuple[ContextSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph, a list or a table; `parts` are its lines' spans (items, rows), header first.

    A paragraph has one part, itself. A table's first part is its header row; the ruler below it
    belongs to no part.
    """

    kind: BlockKind
    start: int
    end: int
    parts: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with what stands under it, up to the next heading.

    `slug` is unique within the document; `start` is the heading's line, `body` where its text
    begins, `end` where the next heading begins.
    """

    slug: str
    level: int
    heading: str
    start: int
    body: int
    end: int
    blocks: tuple[Block, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A document: `text` is the file's bytes decoded, nothing deleted; `file` is for messages."""

    id: str
    title: str
    source: str
    source_file: str
    reviewed: str | None
    note: str
    text: str
    sha256: str
    sections: tuple[Section, ...]
    file: str = ""


@dataclass(frozen=True, slots=True)
class Passage:
    """A section, or a piece of a long one: what is indexed, ranked and shown by its id."""

    id: str
    document: str
    section: str
    heading: str
    start: int
    end: int
    units: tuple[Unit, ...]
    intent: str = ""


@dataclass(frozen=True, slots=True)
class Concept:
    """One thing under all its names; `words` are phrases in plain words, the first is shown.

    `broader` names concepts that cover this one ("alendronate" is covered by "bisphosphonate").
    `expand` says that a question with one of the words also looks for the other words.
    """

    id: str
    kind: str
    words: tuple[str, ...]
    broader: tuple[str, ...] = ()
    expand: bool = True


@dataclass(frozen=True, slots=True)
class Rule:
    """A red flag, a decision or a chat rule: phrases in the dialect, with its own examples.

    `after` names the kind of answer that a chat reply needs to come after, if any.
    """

    id: str
    phrases: tuple[str, ...]
    unless: tuple[str, ...]
    should_match: tuple[str, ...]
    should_not_match: tuple[str, ...]
    general: bool = False
    guards: tuple[str, ...] = ()
    level: Level | None = None
    title: str = ""
    text: str = ""
    source: str = ""
    ask: str = ""
    whole: bool = False
    after: After = ""


@dataclass(frozen=True, slots=True)
class Messages:
    """Messages that people labelled with a rule's id, or with "none"; what a rule is learned from.

    `groups` are words of like meaning; `bar` is the share (0 to 1) from which a rule speaks, and
    `veto` the share under which what a phrase heard does not count.
    """

    texts: tuple[tuple[str, str], ...] = ()
    groups: dict[str, tuple[str, ...]] = field(default_factory=dict)
    bar: float = 1.0
    veto: float = 0.0


@dataclass(frozen=True, slots=True)
class RuleFile:
    """A file of rules with its word lists and guards, and labelled messages from a file beside."""

    rules: tuple[Rule, ...] = ()
    lists: dict[str, tuple[str, ...]] = field(default_factory=dict)
    guards: dict[str, tuple[str, ...]] = field(default_factory=dict)
    messages: Messages = field(default_factory=Messages)


@dataclass(frozen=True, slots=True)
class IntentSpec:
    """A kind of question: what the router learns it from, and what goes with its answers."""

    name: str
    phrases: tuple[str, ...]
    disclaimer: str
    suggestions: tuple[str, ...]
    should_match: tuple[str, ...]
    should_not_match: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Phrasing:
    """Questions that a section answers, and the intent that they have.

    A section whose questions are not all of one intent has several of these; the first one's
    intent is the section's own.
    """

    document: str
    section: str
    intent: str
    questions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A piece of a document, named by its words."""

    document: str
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """A row of a table of scores: which values it holds, and where it stands.

    `low` and `high` are in the score's unit; None is no limit.
    """

    anchor: Anchor
    low: float | None
    high: float | None
    low_included: bool
    high_included: bool

    def holds(self, value: float) -> bool:
        """Whether the value lies in the band.

        >>> Band(Anchor("d", "row"), -2.5, -1.0, False, True).holds(-1.0)
        True
        """
        above = self.low is None or value > self.low or (self.low_included and value == self.low)
        below = self.high is None or value < self.high
        return above and (below or (self.high_included and value == self.high))


@dataclass(frozen=True, slots=True)
class ScoreKind:
    """A kind of score: its names, what is plausible, when to ask for the sign, its bands.

    `ask_above`: a value above it that was typed without a sign is asked about. `explained` are
    anchors that say what the score is.
    """

    kind: str
    names: tuple[str, ...]
    lowest: float
    highest: float
    ask_above: float | None
    bands: tuple[Band, ...]
    explained: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Claim:
    """A topic on which documents differ, or one warns of what another advises.

    It is shown when a phrase of `when` is in the question, when a score of the question equals
    one of `values`, or when an answer quotes one of `triggers`.
    """

    id: str
    topic: str
    relation: Relation
    text: str
    when: tuple[str, ...]
    values: tuple[float, ...]
    sides: tuple[Anchor, ...]
    triggers: tuple[Anchor, ...] = ()


@dataclass(frozen=True, slots=True)
class Pack:
    """Everything the bot knows and may say."""

    name: str
    language: str
    covers: tuple[str, ...]
    restated: bool
    lines: dict[str, dict[str, str]]
    documents: tuple[Document, ...]
    intents: tuple[IntentSpec, ...] = ()
    phrasings: tuple[Phrasing, ...] = ()
    concepts: tuple[Concept, ...] = ()
    abbreviations: tuple[str, ...] = ()
    strict: tuple[str, ...] = ()
    red_flags: RuleFile = field(default_factory=RuleFile)
    decisions: RuleFile = field(default_factory=RuleFile)
    chat: RuleFile = field(default_factory=RuleFile)
    scores: tuple[ScoreKind, ...] = ()
    sites: dict[str, tuple[str, ...]] = field(default_factory=dict)
    claims: tuple[Claim, ...] = ()
    not_covered: tuple[str, ...] = ()
    copy: dict[str, str] = field(default_factory=dict)
    calibration: dict[str, object] = field(default_factory=dict)
    sha256: str = ""
    skipped: tuple[str, ...] = ()
