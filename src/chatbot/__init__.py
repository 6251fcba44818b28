"""A chatbot that answers in quotes from its documents and generates nothing."""

from chatbot.answer import Answer, Turn
from chatbot.bot import Chatbot
from chatbot.version import __version__

__all__ = ["Answer", "Chatbot", "Turn", "__version__"]
