"""Does the message hold a red flag? If so, which care card comes first."""

import itertools
from collections.abc import Callable, Iterator, Mapping, Sequence

from chatbot.answer import Care, Turn
from chatbot.frozen import replace
from chatbot.pack.records import CALM
from chatbot.pack.rulebook import RuleBook, RuleHead
from chatbot.remembering import for_a_turn
from chatbot.retrieval.likeness import Likely

_ORDER = ("emergency", "urgent", "prompt")
_KEPT = 4
_FAIR = 0.35
"""The part of the share from which a graver level is shown: where unsure, the graver card."""
_NAMED = 0.5
"""An urgent card names what nobody may have said: its rule must be this likely against the likest.
"""

Reading = Callable[[str], Likely | None]
"""A second reading of a message, learned from examples."""


class Triage:
    """Red flags against messages; `lines` are the region's telephone numbers for the cards.

    The rules' phrases speak first. `likely` adds cards: where no phrase is heard, or a graver card
    than the one that was. `is_calm` takes the card of a phrase back where it is sure, and only of
    rules that have the guard.
    """

    def __init__(
        self,
        book: RuleBook,
        lines: Mapping[str, str],
        likely: Reading = lambda _: None,
        is_calm: Callable[[str], bool] = lambda _: False,
    ) -> None:
        self._book = book
        self._lines = lines
        self._likely = likely
        self._is_calm = is_calm
        self._rules = {rule.id: rule for rule in book.rules}
        # A turn asks for the card, and then why it came.
        self.explained = for_a_turn(_KEPT)(self._explained)

    def read(self, text: str, *, firm: bool = False) -> Care | None:
        """The card of the highest level that applies; of equals the first in the file.

        `firm`: nothing takes the card of a phrase back.
        """
        return self.explained(text, firm)[0]

    def why(self, care: Care | None, readings: Sequence[str]) -> str:
        """In plain words, what spoke for the card in one of the readings of a message."""
        told = (self.explained(text, firm) for firm in (False, True) for text in readings)
        return next((why for card, why in told if card == care), "no red flag")

    def _explained(
        self,
        text: str,
        firm: bool = False,  # noqa: FBT001, FBT002 - what is remembered goes by it
    ) -> tuple[Care | None, str]:
        """The card, and in plain words why it came."""
        heard = min(self._heard(text, firm=firm), key=_rank, default=None)
        if heard is not None and _rank(heard) == 0:
            return self._card(heard), f"{heard.id}: a phrase is heard"
        likely = self._likely(text)
        rule = self._likeliest(likely) if likely else None
        if likely is None or rule is None or (heard is not None and _rank(heard) <= _rank(rule)):
            return self._card(heard), self._of_phrase(heard, text)
        why = f"{rule.id}: like its messages {likely.share:.2f} ({'; '.join(likely.words)})"
        return self._card(rule), why

    def _of_phrase(self, heard: RuleHead | None, text: str) -> str:
        """In plain words, why a card came from a phrase, or none came."""
        if heard:
            return f"{heard.id}: a phrase is heard"
        silenced = next(iter(self._book.find(text)), None)
        if silenced:
            return f"{silenced.rule.id}: a phrase is heard, but it is like plain messages"
        return "no red flag"

    def _heard(self, text: str, *, firm: bool) -> Iterator[RuleHead]:
        """The rules of the whole message, and of each sentence by itself.

        A guard keeps a match silent for what the message says around it. It must not do so for
        what somebody asks beside it: "I broke my wrist years ago. Please call an ambulance."
        A second reading that is sure must be so of the whole and of the sentence.
        """
        whole = ((text, hit) for hit in self._book.find(text))
        for piece, hit in itertools.chain(whole, self._book.alone(text)):
            if not firm and CALM in hit.rule.guards and self._is_calm(piece):
                continue
            yield hit.rule
            if _rank(hit.rule) == 0:
                return

    def _likeliest(self, likely: Likely) -> RuleHead | None:
        """Of the gravest level that has a fair part of the share, the rule that is most like."""
        known = [(self._rules[name], part) for name, part in likely.rules if name in self._rules]
        for rank in range(len(_ORDER)):
            grave = [(rule, part) for rule, part in known if _rank(rule) <= rank]
            fair = sum(part for _, part in grave) >= _FAIR * likely.share
            if fair and (rank == 0 or grave[0][1] >= _NAMED * known[0][1]):
                return grave[0][0]
        return None

    def _card(self, rule: RuleHead | None) -> Care | None:
        if rule is None:
            return None
        card = rule.text
        for name, line in self._lines.items():
            card = card.replace("{" + name + "_line}", line)
        return Care(rule.level or "prompt", rule.id, rule.title, card, rule.source)


def _rank(rule: RuleHead) -> int:
    return _ORDER.index(rule.level or "prompt")


def graver(first: Care | None, second: Care | None) -> Care | None:
    """The card of the higher level; the first if they are equal."""
    if first is None or second is None:
        return first or second
    return min(first, second, key=lambda care: _ORDER.index(care.level))


def reminded(
    care: Care | None, typed: Care | None, turns: Sequence[Turn], text: str
) -> Care | None:
    """The card, or in fewer words a reminder of one that was shown before in the talk.

    Only a prompt may be cut short, and only if what was typed calls for no card by itself: it
    came with the words of an earlier question. `text` is the reminder.
    """
    shown = any(turn.answer.care == care for turn in turns)
    if care is None or typed is not None or care.level != "prompt" or not shown:
        return care
    return replace(care, text=text)
