"""A chatbot that answers in quotes from its documents and generates nothing."""

from chatbot.bot import Chatbot
from chatbot.version import __version__

__all__ = ["Chatbot", "__version__"]
