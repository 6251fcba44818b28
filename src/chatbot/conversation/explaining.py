"""Why the bot answered as it did, step by step, for staff (`--explain`)."""

from collections.abc import Mapping, Sequence

from chatbot.answer import Confidence, Intent, Step
from chatbot.retrieval.index import Index
from chatbot.retrieval.query import Query
from chatbot.retrieval.search import Hit

_SHOWN = 5


def explain_part(  # noqa: PLR0913, PLR0917 - one line for each thing that the part went through
    query: Query,
    index: Index,
    intents: Sequence[Intent],
    hits: Sequence[Hit],
    chosen: Sequence[str],
    signals: Mapping[str, float],
    confidence: Confidence,
) -> tuple[Step, ...]:
    """Terms with their weights, the router's ranking, passages taken and left, the gate."""
    terms = ", ".join(
        f"{term.text} {term.weight:g}×{index.idf(term.text):.2f}"
        + ("" if term.text in index else " unseen")
        + (f" ({term.origin})" if term.origin != "asked" else "")
        for term in query.terms
    )
    steps = [Step("resolve", query.text), Step("terms", terms or "none")]
    steps.append(Step("cues", ", ".join(sorted(query.cues)) or "none"))
    ranked = ", ".join(f"{i.name} {i.confidence:.2f}" for i in intents[:_SHOWN])
    steps.append(Step("route", ranked or "none"))
    for hit in hits[:_SHOWN]:
        fate = "taken" if hit.passage.id in chosen else "left"
        steps.append(
            Step(
                "retrieve",
                f"{hit.passage.id} {fate}: score {hit.score:.3f} = BM25 {hit.bm25:.2f}, "
                f"coverage {hit.coverage:.2f}, like a known question {hit.phrasing:.2f}, "
                f"holds {hit.held:.2f}, learned {hit.likely:.2f}",
            )
        )
    if signals:
        seen = ", ".join(f"{name} {value:.2f}" for name, value in signals.items())
        steps.append(Step("gate", f"{seen} -> {confidence.value:.2f} {confidence.level}"))
    return tuple(steps)
