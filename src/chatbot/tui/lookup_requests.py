"""What is looked for while somebody types: one search at a time, and only the newest counts."""

from dataclasses import dataclass, field

from chatbot.searching import Filters

MOST = 9
"""As many results as there are digits to open them."""


@dataclass(frozen=True, slots=True)
class Request:
    """Words with filters, and the number by which the result is known."""

    number: int
    words: str
    filters: Filters


@dataclass(slots=True)
class Newest:
    """Typing never waits: while a search is under way the newest words wait, older ones drop.

    >>> requests = Newest()
    >>> [bool(requests.want(words, Filters())) for words in ("c", "ca", "cal")]
    [True, False, False]
    >>> requests.done(1)
    (False, Request(number=3, words='cal', filters=Filters(intent=None, document=None, limit=10)))
    >>> requests.done(3)
    (True, None)
    """

    _newest: Request = field(default_factory=lambda: Request(0, "", Filters()))
    _under_way: int | None = None

    def want(self, words: str, filters: Filters) -> Request | None:
        """Take words in; returns what to start now, None while a search is under way."""
        self._newest = Request(self._newest.number + 1, words, filters)
        return self._start()

    def done(self, number: int) -> tuple[bool, Request | None]:
        """A search has ended: whether its result counts, and what to start now."""
        if number == self._under_way:
            self._under_way = None
        if number == self._newest.number:
            return True, None
        return False, self._start() if self._under_way is None else None

    def forget(self) -> None:
        """Whatever is still on its way no longer counts."""
        self._newest = Request(self._newest.number + 1, "", Filters())

    @property
    def under_way(self) -> int | None:
        """The number of the search that is under way."""
        return self._under_way

    def _start(self) -> Request | None:
        if self._under_way is not None or not self._newest.words.strip():
            return None
        self._under_way = self._newest.number
        return self._newest
