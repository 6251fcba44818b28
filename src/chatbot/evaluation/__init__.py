"""Questions to answers, answers to figures, figures to a comparison with the baseline."""

from chatbot.evaluation.command import main

__all__ = ["main"]
