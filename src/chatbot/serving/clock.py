"""Time, so that a test can bring its own, and the watch over a conversation that has gone quiet."""

import asyncio
import time
from collections.abc import Callable
from typing import Protocol

WARNING = 60.0
"""Seconds before the end at which the person is told, or half of a shorter time-out."""


class Clock(Protocol):
    """Seconds that only go forward, and a way to let them pass."""

    def now(self) -> float:
        """Seconds since some moment."""

    async def sleep(self, seconds: float) -> None:
        """Wait."""


class RealClock:
    """The computer's."""

    def now(self) -> float:
        """Seconds since some moment."""
        return time.monotonic()

    async def sleep(self, seconds: float) -> None:
        """Wait."""
        await asyncio.sleep(seconds)


class QuietWatch:
    """Waits until nobody has done anything for `limit` seconds; `warn` hears True shortly before.

    `warn` hears False when the person comes back after that.
    """

    def __init__(self, clock: Clock, limit: float, warn: Callable[[bool], None]) -> None:
        self._clock, self._limit, self._warn = clock, limit, warn
        self._last = clock.now()
        self._warned = False

    def touch(self) -> None:
        """Somebody is there."""
        self._last = self._clock.now()
        if self._warned:
            self._warned = False
            self._warn(False)  # noqa: FBT003 - a plain yes or no

    async def over(self) -> None:
        """Return when the time is up."""
        warning = min(WARNING, self._limit / 2)
        while (left := self._last + self._limit - self._clock.now()) > 0:
            if left <= warning and not self._warned:
                self._warned = True
                self._warn(True)  # noqa: FBT003 - a plain yes or no
            await self._clock.sleep(left if self._warned else left - warning)
