"""The guards that void a rule's match: denied, long past or long so, asked in general, harmless."""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from chatbot.pack.matching import Match
from chatbot.pack.words import Word
from chatbot.patterns import pattern

_NEGATION_REACH = 3
_LISTED_REACH = 8
"""How far a negator reaches to a further thing denied: "no pain in the chest or numb legs"."""
_PAST_REACH = 8
_TIMES = ("past", "longstanding")
"""The guards that say when, or for how long."""
_SENTENCE_END = pattern(r"[.?!;\n]")


class Guards:
    """Decides whether a match is only spoken of, or means something else."""

    def __init__(
        self, text: str, words: Sequence[Word], matches: Iterable[tuple[str, Match]]
    ) -> None:
        self._words = words
        self._sentences, self._questions = sentences(text, words)
        self._places: dict[str, list[Match]] = {}
        for name, match in matches:
            self._places.setdefault(name, []).append(match)

    def voids(self, name: str, match: Match) -> bool:
        """Whether the guard `name` voids the match; see docs/phrase-dialect.md for the names."""
        if name == "negation":
            return any(self._denied(start, match) for start, _ in match.places)
        if name == "longstanding":
            return not self._told("present", match) and self._long_so(match)
        if name == "past":
            return not self._told("present", match) and any(
                match.start - past.end <= _PAST_REACH
                and past.start - match.end <= _PAST_REACH
                and not self._apart(past, match)
                for past in self._places.get("past", ())
            )
        return not self._complains(match) and any(
            self._words[opener.start].opens
            and opener.start <= match.start
            and self._sentences[opener.start] == self._sentences[match.start]
            and not self._tells_beside(opener, match)
            for opener in self._places.get("educational", ())
        )

    def _apart(self, past: Match, match: Match) -> bool:
        """Whether a clause of its own tells of the past, and not the match's."""
        clauses = self._clauses
        return (
            clauses[past.end - 1] < clauses[match.start]
            or clauses[match.end - 1] < clauses[past.start]
        )

    def _tells_beside(self, opener: Match, match: Match) -> bool:
        """Whether the match's clauses, and not the question's, tell what has happened.

        "How much calcium a day, both legs have gone numb" asks and tells in one sentence.
        """
        first, last = self._clauses[match.start], self._clauses[match.end - 1]
        return self._clauses[opener.start] < first and not self._telling.isdisjoint(
            range(first, last + 1)
        )

    @cached_property
    def _telling(self) -> set[int]:
        """The clauses that tell what is or has happened."""
        told = (item for name in ("present", "reports") for item in self._places.get(name, ()))
        return {self._clauses[item.start] for item in told}

    def _long_so(self, match: Match) -> bool:
        """Whether the match's own clause says that it has been so for long.

        What another clause says is not of it: "for years I had thin bones, and my legs are numb".
        """
        first, last = self._clauses[match.start], self._clauses[match.end - 1]
        return first == last and first in self._long_clauses

    @cached_property
    def _long_clauses(self) -> set[int]:
        """The clauses that say how long something has been so."""
        clauses, items = self._clauses, self._places.get("longstanding", ())
        return {
            clauses[item.start] for item in items if clauses[item.start] == clauses[item.end - 1]
        }

    @cached_property
    def _clauses(self) -> list[int]:
        """For each word the number of its clause.

        A clause ends at punctuation and before a joint ("but", "and now"). A clause that says
        nothing but when belongs to the one beside it: "years ago, my feet tingled, for weeks".
        """
        opens = [word.opens for word in self._words]
        begun = {item.start for name in _TIMES for item in self._places.get(name, ())}
        for joint in self._places.get("joints", ()):
            # "When I was a girl" says when of the clause before it.
            opens[joint.start] |= joint.start not in begun
        for item in (i for name in _TIMES for i in self._places.get(name, ())):
            ends = item.end == len(opens) or opens[item.end]
            if opens[item.start] and ends:
                if not self._begins_sentence(item.start):
                    opens[item.start] = False
                elif item.end < len(opens) and not self._begins_sentence(item.end):
                    opens[item.end] = False
        return list(itertools.accumulate(opens))

    def _begins_sentence(self, place: int) -> bool:
        return place == 0 or self._sentences[place] != self._sentences[place - 1]

    def is_harmless(self, match: Match) -> bool:
        """Whether the whole match stands inside an expression that means something else.

        "Weak at the knees when he proposed" holds "weak knees". What only shares a word with the
        expression is heard: "weak at the knees when he proposed, and knees numb today".
        """
        return any(
            item.start <= match.start and match.end <= item.end
            for item in self._places.get("harmless", ())
        )

    def _told(self, name: str, match: Match) -> bool:
        """Whether a list's phrase stands in the match's sentence, or in one that tells something.

        "What should I eat now?" says nothing about when a bone broke.
        """
        return any(
            self._sentences[place.start] in self._spanned(match)
            or self._sentences[place.start] not in self._questions
            for place in self._places.get(name, ())
        )

    def _complains(self, match: Match) -> bool:
        """Whether the match's sentence is about a person, or another sentence tells of one now.

        "Can a fall break a hip? I have thin bones." asks in general all the same.
        """
        persons = {self._sentences[item.start] for item in self._places.get("personal", ())}
        present = {self._sentences[item.start] for item in self._places.get("present", ())}
        spanned = self._spanned(match)
        return bool(persons & spanned or (persons & present) - self._questions)

    def _spanned(self, match: Match) -> set[int]:
        """The numbers of the sentences that a match reaches over."""
        first, last = self._sentences[match.start], self._sentences[match.end - 1]
        return set(range(first, last + 1))

    @cached_property
    def _fillers(self) -> set[int]:
        """The words that say nothing by themselves."""
        return {place for item in self._places.get("fillers", ()) for place in _span(item)}

    def is_whole(self, match: Match) -> bool:
        """Whether nothing but fillers stands outside the match."""
        fillers = self._fillers
        return all(place in fillers or match.covers(place) for place in range(len(self._words)))

    def _denied(self, start: int, match: Match) -> bool:
        """A negator stands shortly before, in the same clause, and is not part of the match."""
        listed = any(item.end == start for item in self._places.get("alternatives", ()))
        reach = _LISTED_REACH if listed else _NEGATION_REACH
        for negator in self._places.get("negators", ()):
            if not 0 <= start - negator.end < reach:
                continue
            if any(match.covers(index) for index in _span(negator)):
                continue
            if listed and self._clauses[negator.end - 1] < self._clauses[start]:
                continue
            if not any(self._words[i].opens for i in range(negator.end, start + 1)):
                return True
        return False


def sentences(text: str, words: Sequence[Word]) -> tuple[list[int], set[int]]:
    """For each word the number of its sentence, and the sentences that end in a question mark."""
    numbers, questions, last = [0] * len(words), set(), 0
    for place, word in enumerate(words):
        number = numbers[place - 1] if place else 0
        ended = word.opens and _SENTENCE_END.search(text, last, word.start)
        if ended and ended.group() == "?":
            questions.add(number)
        numbers[place] = number + bool(ended)
        last = word.end
    if words and "?" in text[last:]:
        questions.add(numbers[-1])
    return numbers, questions


def _span(match: Match) -> Iterator[int]:
    return iter(range(match.start, match.end))
