"""From a process's start to the first frame that it has painted, in a terminal of its own."""

import fcntl
import os
import pty
import select
import struct
import subprocess
import termios
from collections.abc import Mapping, Sequence
from time import perf_counter

ROWS, COLUMNS = 24, 80
PATIENCE = 60.0
_LAST_ROW = f"\x1b[{ROWS};1H".encode()


def first_paint(command: Sequence[str], env: Mapping[str, str], words: str = "") -> float:
    """Milliseconds until the last row of the screen, and these words, have been written."""
    end, inner = pty.openpty()
    fcntl.ioctl(end, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
    terminal = {"TERM": "xterm-256color", "COLORTERM": "truecolor"}
    start = perf_counter()
    process = subprocess.Popen(  # noqa: S603 - our own program
        command, stdin=inner, stdout=inner, stderr=inner, env={**env, **terminal}
    )
    os.close(inner)
    try:
        _read_until(end, (_LAST_ROW, words.encode()))
        return (perf_counter() - start) * 1e3
    finally:
        process.kill()
        process.wait()
        os.close(end)


def _read_until(end: int, wanted: Sequence[bytes]) -> None:
    seen = b""
    while not all(words in seen for words in wanted):
        if not select.select([end], [], [], PATIENCE)[0]:
            raise TimeoutError(f"nothing painted; written so far: {seen[-500:]!r}")
        seen += os.read(end, 1 << 16)
