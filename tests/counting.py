"""Counts steps instead of seconds, so that "linear" can be proved on any machine."""

import sys
from collections.abc import Callable
from types import FrameType


def steps(work: Callable[[], object], module: str) -> int:
    """How many bytecode instructions a piece of work runs in files whose path ends so."""
    count = 0

    def inside(_: FrameType, event: str, __: object) -> object:
        nonlocal count
        count += event == "opcode"
        return inside

    def enter(frame: FrameType, _: str, __: object) -> object:
        if not frame.f_code.co_filename.endswith(module):
            return None
        frame.f_trace_opcodes = True
        return inside

    before = sys.gettrace()
    sys.settrace(enter)
    try:
        work()
    finally:
        sys.settrace(before)
    return count
