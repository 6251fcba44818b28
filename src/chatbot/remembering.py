"""What a turn works out more than once is remembered while it lasts, and no longer.

A message is somebody's own affair: once it is answered, no text of it stays behind in memory.
"""

from collections.abc import Callable
from functools import lru_cache
from typing import ParamSpec, Protocol, TypeVar
from weakref import WeakSet

P = ParamSpec("P")
R = TypeVar("R")


class _Memory(Protocol):
    def cache_clear(self) -> None: ...


_MEMORIES: WeakSet[_Memory] = WeakSet()


def for_a_turn(size: int) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Decorates a function that is to remember its last `size` results until the turn is over."""

    def remember(work_out: Callable[P, R]) -> Callable[P, R]:
        memory = lru_cache(maxsize=size)(work_out)
        _MEMORIES.add(memory)
        return memory  # type: ignore[return-value]

    return remember


def forget_turn() -> None:
    """Forget what was worked out for the message that was answered last."""
    for memory in list(_MEMORIES):
        memory.cache_clear()
