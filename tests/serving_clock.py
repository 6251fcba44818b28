"""A clock that a test turns by hand."""

import asyncio


class HandClock:
    """Time stands still until `turn` is called."""

    def __init__(self) -> None:
        self._now = 0.0
        self._sleepers: list[tuple[float, asyncio.Future[None]]] = []

    def now(self) -> float:
        """Seconds since the clock was made."""
        return self._now

    @property
    def sleepers(self) -> int:
        """How many wait for the clock and have not given up."""
        return sum(not waked.done() for _, waked in self._sleepers)

    async def sleep(self, seconds: float) -> None:
        """Wait until the clock has been turned by that much."""
        waked: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._sleepers.append((self._now + seconds, waked))
        await waked

    async def turn(self, seconds: float) -> None:
        """Let time pass; whoever wakes has had its say when this returns."""
        self._now += seconds
        due = [waked for moment, waked in self._sleepers if moment <= self._now]
        self._sleepers = [item for item in self._sleepers if item[0] > self._now]
        for waked in due:
            if not waked.done():
                waked.set_result(None)
        for _ in range(3):
            await asyncio.sleep(0)
