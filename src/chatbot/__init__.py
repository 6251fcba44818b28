"""A chatbot that answers in quotes from its documents and generates nothing."""

from typing import TYPE_CHECKING

from chatbot.answer import Answer, Turn
from chatbot.version import __version__

if TYPE_CHECKING:
    from chatbot.bot import Chatbot

__all__ = ["Answer", "Chatbot", "Turn", "__version__"]


def __getattr__(name: str) -> object:
    """`Chatbot`, once somebody asks for it: a screen is painted before."""
    if name != "Chatbot":
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from chatbot.bot import Chatbot

    return Chatbot
