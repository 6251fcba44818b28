"""Does the message ask for a personal decision? If so, which rule says whom to ask."""

from collections.abc import Sequence

from chatbot.pack.rulebook import RuleBook, RuleHead
from chatbot.retrieval.likeness import Likeness


class Decisions:
    """The rules of personal decisions against a message.

    What a phrase hears is a decision, unless the second reading is sure that nothing is to be
    decided; what no phrase hears is one if the second reading says so.
    """

    def __init__(self, book: RuleBook, second: Likeness | None = None) -> None:
        self._book = book
        self._second = second

    def find(
        self, readings: Sequence[str], *, phrases_only: bool = False
    ) -> tuple[RuleHead | None, str]:
        """The rule that applies to a message in any of its readings, and in plain words why.

        `phrases_only` is for what names nothing by itself ("is it safe?"): it is like anything.
        """
        texts = tuple(dict.fromkeys(readings))
        heard = next((hits[0].rule for text in texts if (hits := self._book.find(text))), None)
        if self._second is None or phrases_only:
            return heard, f"{heard.id}: a phrase is heard" if heard else "no decision"
        if heard is None:
            return self._likeliest(texts, self._second)
        if all(map(self._second.is_calm, texts)):
            return None, f"{heard.id}: a phrase is heard, but it is like plain questions"
        return heard, f"{heard.id}: a phrase is heard"

    def _likeliest(self, texts: Sequence[str], second: Likeness) -> tuple[RuleHead | None, str]:
        found = [likely for text in texts if (likely := second.read(text))]
        best = max(found, key=lambda likely: likely.share, default=None)
        if best is None:
            return None, "no decision"
        rules = {rule.id: rule for rule in self._book.rules}
        name = next(name for name, _ in best.rules if name in rules)
        return rules[name], f"{name}: like its messages {best.share:.2f} ({'; '.join(best.words)})"
