"""A progress bar on stderr, for runs that take longer than a moment."""

import sys
from time import monotonic

_QUIET = 2.0
_WIDTH = 30


class Progress:
    """Counts towards `total`; silent for two seconds, then a bar.

    On a terminal the bar is redrawn in place; elsewhere it is a line each half a minute.
    """

    def __init__(self, label: str, total: int) -> None:
        self._label, self._total, self._done = label, max(total, 1), 0
        self._live = sys.stderr.isatty()
        self._next = monotonic() + (_QUIET if self._live else 30.0)
        self._drawn = False

    def tick(self, steps: int = 1) -> None:
        """Some steps are done."""
        self._done += steps
        now = monotonic()
        if now >= self._next:
            self._next = now + (0.2 if self._live else 30.0)
            self._draw()

    def close(self) -> None:
        """Leave a clean line."""
        if self._drawn and self._live:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()

    def _draw(self) -> None:
        share = min(self._done / self._total, 1.0)
        bar = ("█" if self._live else "#") * round(share * _WIDTH)
        start, end = ("\r", "") if self._live else ("", "\n")
        sys.stderr.write(f"{start}{self._label} {bar:.<{_WIDTH}} {share:4.0%}{end}")
        sys.stderr.flush()
        self._drawn = True
