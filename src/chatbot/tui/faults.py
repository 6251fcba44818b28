"""A fault of ours in one line: what kind, in which file and line, and nobody's words."""

from pathlib import Path
from traceback import extract_tb

from textual.worker import WorkerFailed


def place_of(error: BaseException | None) -> str:
    """Name an error's type and where it was raised; its text may quote a question and stays out.

    >>> place_of(None)
    'unknown'
    """
    if isinstance(error, WorkerFailed):
        error = error.error
    if error is None:
        return "unknown"
    frames = extract_tb(error.__traceback__)
    where = f", {Path(frames[-1].filename).name} line {frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{where}"
