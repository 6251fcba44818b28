"""Where two documents cannot both be true, or one warns of what another advises: says so."""

from collections.abc import Callable, Sequence

from chatbot.answer import Difference, Quote
from chatbot.pack.records import Anchor, Claim

_MOST = 2


def differences(
    claims: Sequence[Claim],
    asked: Sequence[str],
    values: Sequence[float],
    quotes: Sequence[Quote],
    quote_of: Callable[[Anchor], Quote],
) -> tuple[Difference, ...]:
    """The claims that touch this answer, those asked about first.

    `asked` are the ids of claims whose phrases are in the question, `values` its scores.
    """
    found = [claim for claim in claims if claim.id in asked or set(claim.values) & set(values)]
    found += [
        claim
        for claim in claims
        if claim not in found and any(_quoted(anchor, quotes) for anchor in claim.triggers)
    ]
    return tuple(
        Difference(
            claim.topic,
            claim.relation,
            claim.text,
            _distinct([quote_of(side) for side in claim.sides]),
        )
        for claim in found[:_MOST]
    )


def _distinct(quotes: Sequence[Quote]) -> tuple[Quote, ...]:
    return tuple({(quote.document, quote.start): quote for quote in quotes}.values())


def _quoted(anchor: Anchor, quotes: Sequence[Quote]) -> bool:
    return any(anchor.document == quote.document and anchor.text in quote.text for quote in quotes)
