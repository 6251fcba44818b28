"""A compiled file of rules (red flags, decisions, chat), ready to be matched."""

import itertools
import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from chatbot.answer import Level
from chatbot.pack import automata
from chatbot.pack.automata import StoredAutomaton, automaton_parts
from chatbot.pack.guards import Guards, sentences
from chatbot.pack.matching import Match, Matcher, Places, assembled
from chatbot.pack.records import CALM, After, RuleFile
from chatbot.pack.tables import Data
from chatbot.pack.words import Word, split_words
from chatbot.remembering import for_a_turn

if TYPE_CHECKING:
    from chatbot.pack.dialect import Automaton

_KEPT = 8
_UNLESS, _GUARD, RULE = "unless ", "guard ", "rule "
"""What the keys of phrases begin with: of those that void a rule, of guards, of rules."""

PARTS = (*automata.PARTS, "heads")
"""The tables of a compiled file of rules; each is a section of a compiled pack."""


class RuleHead(NamedTuple):
    """What a face needs of a rule, without its phrases and examples."""

    id: str
    level: Level | None
    title: str
    text: str
    source: str
    ask: str
    whole: bool
    guards: tuple[str, ...]
    after: After = ""


class Hit(NamedTuple):
    """A rule that matched, and where."""

    rule: RuleHead
    match: Match


def compile_rules(file: RuleFile, lists: Mapping[str, Sequence[str]]) -> dict[str, bytes]:
    """A file of rules as tables, by their names in PARTS.

    `lists` are those the file may use besides its own. Raises DialectError.
    """
    heads = [
        [r.id, r.level, r.title, r.text, r.source, r.ask, r.whole, r.guards, r.after]
        for r in file.rules
    ]
    return {**automaton_parts(_automaton(file, lists)), "heads": json.dumps(heads).encode()}


def _automaton(file: RuleFile, lists: Mapping[str, Sequence[str]]) -> "Automaton":
    # Only a pack that is compiled needs the dialect.
    from chatbot.pack.dialect import compile_phrases

    phrases = [
        (prefix + rule.id, phrase)
        for rule in file.rules
        for prefix, group in ((RULE, rule.phrases), (_UNLESS, rule.unless))
        for phrase in group
    ]
    phrases += [(_GUARD + name, item) for name, group in file.guards.items() for item in group]
    return compile_phrases(phrases, {**lists, **file.lists})


class RuleBook:
    """Rules in the order of their file, ready to be matched against messages."""

    def __init__(self, parts: Mapping[str, Data]) -> None:
        self._parts = parts
        self._matcher = Matcher(StoredAutomaton(parts))
        # A turn reads a message as a whole and by sentences, and some rules more than once.
        self._read = for_a_turn(_KEPT)(self._places)
        self._hits = for_a_turn(_KEPT)(self._found)

    @cached_property
    def rules(self) -> list[RuleHead]:
        """What faces need of the rules; decoded once one of them matches."""
        return [
            RuleHead(name, level, title, text, source, ask, bool(whole), tuple(guards), after)
            for name, level, title, text, source, ask, whole, guards, after in json.loads(
                bytes(self._parts["heads"])
            )
        ]

    @cached_property
    def _by_key(self) -> dict[str, RuleHead]:
        return {RULE + rule.id: rule for rule in self.rules}

    def alone(self, text: str) -> Iterator[tuple[str, Hit]]:
        """Each sentence of several with the rules that match it by itself.

        What a sentence says is heard, whatever stands beside it: no other sentence's guards count.
        """
        words, places = self._read(text)
        if not self._matcher.may_match(places, RULE):
            return
        numbers, _ = sentences(text, words)
        starts = [place for place in range(1, len(words)) if numbers[place] != numbers[place - 1]]
        if not starts:
            return
        bounds = itertools.pairwise([0, *(words[place].start for place in starts), len(text)])
        for part, (start, end) in zip(places.parts(numbers), bounds, strict=True):
            if any(self._matcher.matches(part, RULE)):
                sentence = text[start:end]
                yield from ((sentence, hit) for hit in self.find(sentence))

    def find(self, text: str) -> list[Hit]:
        """The rules that match a message, each at most once, in the order of their file."""
        return list(self._hits(text))

    @cached_property
    def _needs_all(self) -> bool:
        """Whether a rule matches only where phrases name every word of a message."""
        return not self._matcher.has_gaps and all(rule.whole for rule in self.rules)

    def _found(self, text: str) -> list[Hit]:
        if self._needs_all and not self._matcher.names_all(w.text for w in split_words(text)):
            return []
        words, places = self._read(text)
        plans = list(self._matcher.plans(places))
        heard = list(assembled(plans, places, RULE))
        if not heard:
            return []
        unless = assembled(plans, places, _UNLESS)
        void = {match.key.removeprefix(_UNLESS) for match in unless}
        guard = assembled(plans, places, _GUARD)
        guards = Guards(text, words, ((match.key.removeprefix(_GUARD), match) for match in guard))
        hits: dict[str, Hit] = {}
        for match in heard:
            rule = self._by_key[match.key]
            if rule.id in hits or rule.id in void:
                continue
            if guards.is_harmless(match) or (rule.whole and not guards.is_whole(match)):
                continue
            if not any(guards.voids(name, match) for name in rule.guards if name != CALM):
                hits[rule.id] = Hit(rule, match)
        return [hits[rule.id] for rule in self.rules if rule.id in hits]

    def _places(self, text: str) -> tuple[Sequence[Word], Places]:
        words = split_words(text)
        return words, self._matcher.places(word.text for word in words)
