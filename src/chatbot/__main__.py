"""`python -m chatbot` and the `chatbot` command: a process of its own around the command line."""

import gc
import sys

from chatbot import cli

__all__ = ["main"]

_OFTEN = (50_000, 2, 2)
"""How many new objects, and looks at the youngest of them, make Python look for garbage.

A start makes objects and hardly any garbage; by default a sixth of an answer's time went into
looking for it, most of it at the end.
"""


def main() -> int:
    """Run the command line of this process and return the exit code."""
    gc.set_threshold(*_OFTEN)
    try:
        return cli.main()
    finally:
        gc.freeze()  # the process ends: what is left is not looked through once more


if __name__ == "__main__":
    sys.exit(main())
