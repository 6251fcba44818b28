"""Which of the quotes that were found are shown: each place once, all within one budget."""

from collections.abc import Sequence

from chatbot.answer import MAX_QUOTES, Difference, Quote
from chatbot.conversation.composing.drafting import PartFound
from chatbot.frozen import replace


def quoted_first(parts: Sequence[PartFound]) -> tuple[Quote, ...]:
    """The quotes that fit before any difference is shown: what differences may speak of."""
    return within_budget(distinct(firsts_first(parts)), ())[0]


def firsts_first(parts: Sequence[PartFound]) -> list[Quote]:
    """Each part's best quote before any part's second."""
    firsts = [part.quotes[0] for part in parts if part.quotes]
    return firsts + [quote for part in parts for quote in part.quotes[1:]]


def within_budget(
    quotes: Sequence[Quote], differences: Sequence[Difference]
) -> tuple[tuple[Quote, ...], tuple[Difference, ...]]:
    """Quotes and differences that together stay within MAX_QUOTES characters.

    The first quote of each part comes first, then the differences, then further quotes; what is
    shown twice counts once.
    """
    room = MAX_QUOTES
    kept: list[Quote] = []
    seen: set[int] = set()
    for quote in quotes:
        if quote.part not in seen and quote.length <= room:
            kept.append(quote)
            seen.add(quote.part)
            room -= quote.length
    shown: list[Difference] = []
    for difference in differences:
        fresh = sum(q.length for q in difference.quotes if not _among(q, kept))
        if fresh <= room:
            shown.append(difference)
            room -= fresh
    for quote in quotes:
        if not _among(quote, kept) and quote.length <= room:
            kept.append(quote)
            room -= quote.length
    places = {(q.part, q.document, q.start): place for place, q in enumerate(quotes)}
    order = sorted(kept, key=lambda q: (q.part, places[q.part, q.document, q.start]))
    return tuple(order), tuple(shown)


def distinct(quotes: Sequence[Quote]) -> list[Quote]:
    """The quotes without those that overlap one before them; each part keeps its first.

    A part whose first quote stands within one that is shown before gets that one again, under its
    own number: faces point to where it is shown.
    """
    kept: list[Quote] = []
    for quote in quotes:
        others = [other for other in kept if _overlap(quote, other)]
        around = next((other for other in others if _holds(other, quote)), None)
        if not others:
            kept.append(quote)
        elif all(other.part != quote.part for other in kept):
            kept.append(replace(around, part=quote.part) if around else quote)
    return kept


def _among(quote: Quote, quotes: Sequence[Quote]) -> bool:
    return any(quote.document == q.document and quote.start == q.start for q in quotes)


def _overlap(quote: Quote, other: Quote) -> bool:
    same = quote.document == other.document
    return same and quote.start < other.end and other.start < quote.end


def _holds(other: Quote, quote: Quote) -> bool:
    return other.start <= quote.start and quote.end <= other.end
