"""A chatbot that answers in quotes from its documents and generates nothing."""

__version__ = "0.1.0"

from chatbot.bot import Chatbot

__all__ = ["Chatbot", "__version__"]
