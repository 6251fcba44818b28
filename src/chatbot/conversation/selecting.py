"""Which of the ranked passages are quoted: the best, and others that add something."""

from collections.abc import Sequence

from chatbot.retrieval.search import Hit

MOST = 3
_NEAR = 0.55
_FOR_A_THING = 0.35
_OTHER_DOCUMENT = 0.85


def choose(hits: Sequence[Hit], things: Sequence[frozenset[str]], most: int = MOST) -> list[Hit]:
    """The top passage, then others that come near it.

    `things` holds, for each thing that was asked about, the passages (ids) that speak of it: a
    passage that speaks of a thing that none before it does comes first. A passage of a document
    that is quoted already must come nearer to the top than one of a document that is not: a
    second voice adds more than a second paragraph.
    """
    if not hits:
        return []
    chosen, top = [hits[0]], hits[0].score
    for thing in things:
        if any(hit.passage.id in thing for hit in chosen):
            continue
        fitting = (h for h in hits if h.passage.id in thing and h.score >= _FOR_A_THING * top)
        chosen += [hit for hit in [next(fitting, None)] if hit is not None]
    for hit in hits[1:]:
        known = any(hit.passage.document == other.passage.document for other in chosen)
        needed = top * (_OTHER_DOCUMENT if known else _NEAR)
        # Asked about magnesium, nobody wants the amount of calcium beside it.
        apart = things and not any(hit.passage.id in thing for thing in things)
        if hit not in chosen and hit.score >= needed and not apart:
            chosen.append(hit)
    return chosen[:most]
