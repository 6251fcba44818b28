"""What a run of the command leaves behind, for the tests of the command line."""

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Outcome:
    """The exit code, and what was written."""

    code: int
    out: str
    err: str


class Run(Protocol):
    """Runs the command in this process: run("ask", "What …?", stdin=b"…")."""

    def __call__(self, *argv: object, stdin: bytes = b"") -> Outcome:
        """Run it with these arguments and this standard input."""
