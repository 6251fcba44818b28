"""Scores as they are written in a sentence."""

from collections.abc import Sequence

from chatbot.answer import Score
from chatbot.listing import listed


def scores_text(scores: Sequence[Score]) -> str:
    """Scores as a list in a sentence, each with its place."""
    texts = [
        f"a {score.kind}-score of {signed(score.value)}"
        + (f" ({score.site})" if score.site else "")
        for score in scores
    ]
    return listed(list(dict.fromkeys(texts)))


def signed(value: float) -> str:
    """A score with a true minus sign and its digits as typed."""
    return f"{value:+.2f}".rstrip("0").removesuffix(".").replace("-", "\u2212") if value else "0"
