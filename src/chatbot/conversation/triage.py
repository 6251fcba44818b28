"""Does the message hold a red flag? If so, which care card comes first."""

from collections.abc import Mapping

from chatbot.answer import Care
from chatbot.pack.rulebook import RuleBook

_ORDER = ("emergency", "urgent", "prompt")


class Triage:
    """Red flags against messages; `lines` are the region's telephone numbers for the cards."""

    def __init__(self, book: RuleBook, lines: Mapping[str, str]) -> None:
        self._book = book
        self._lines = lines

    def read(self, text: str) -> Care | None:
        """The card of the highest level that applies; of equals the first in the file."""
        hits = self._book.find(text)
        if not hits:
            return None
        rule = min((hit.rule for hit in hits), key=lambda rule: _ORDER.index(rule.level or ""))
        card = rule.text
        for name, line in self._lines.items():
            card = card.replace("{" + name + "_line}", line)
        return Care(rule.level or "prompt", rule.id, rule.title, card, rule.source)


def graver(first: Care | None, second: Care | None) -> Care | None:
    """The card of the higher level; the first if they are equal."""
    if first is None or second is None:
        return first or second
    return min(first, second, key=lambda care: _ORDER.index(care.level))
