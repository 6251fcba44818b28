"""A place in the documents, and where the source that shows it stands."""

from chatbot.answer import Quote
from chatbot.frozen import dataclass

WIDE = 120
"""The columns from which the source stands beside the transcript."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where the reader is: an offset of a document, and the quotes to step through.

    `index` is the quote that the place belongs to, None if the reader went elsewhere.
    """

    document: str = ""
    offset: int = 0
    quotes: tuple[Quote, ...] = ()
    index: int | None = None

    @classmethod
    def of(cls, quotes: tuple[Quote, ...], index: int) -> "Place":
        """The place of a quote."""
        return cls(quotes[index].document, quotes[index].start, quotes, index)
