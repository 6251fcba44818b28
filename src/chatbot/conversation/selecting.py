"""Which of the ranked passages are quoted: the best, and others that add something."""

from collections.abc import Sequence

from chatbot.retrieval.search import Hit

MOST = 3
_NEAR = 0.55
_OTHER_DOCUMENT = 0.85


def choose(hits: Sequence[Hit]) -> list[Hit]:
    """The top passage, then up to two more that come near it, other documents preferred.

    A passage of a document that is quoted already must come nearer to the top than one of a
    document that is not: a second voice adds more than a second paragraph.
    """
    if not hits:
        return []
    chosen, top = [hits[0]], hits[0].score
    for hit in hits[1:]:
        known = any(hit.passage.document == other.passage.document for other in chosen)
        needed = top * (_OTHER_DOCUMENT if known else _NEAR)
        if hit.score >= needed and len(chosen) < MOST:
            chosen.append(hit)
    return chosen
