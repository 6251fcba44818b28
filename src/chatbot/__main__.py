"""`python -m chatbot` and the `chatbot` command."""

import sys

from chatbot.cli import main

__all__ = ["main"]

if __name__ == "__main__":
    sys.exit(main())
