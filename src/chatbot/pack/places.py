"""Where packs lie, and what their files look like from outside; cheap enough for every start."""

import os
import time

from chatbot.errors import PackError

MAX_FILES = 200_000
"""The most files of a pack."""
_SETTLED = 2_000_000_000
"""Nanoseconds after which a change of a file is sure to show in its times."""


def builtin_place() -> str:
    """The pack that comes with the program: in the wheel beside the code, else the checkout's.

    Raises PackError if neither is there.
    """
    here = os.path.dirname(os.path.dirname(os.path.realpath(__file__)))
    for place in (here, os.path.dirname(os.path.dirname(here))):
        folder = os.path.join(place, "corpus")
        if os.path.isfile(os.path.join(folder, "pack.toml")):
            return folder
    raise PackError("corpus", "the built-in pack is missing", hint="Install the program again.")


def manifest(folder: str) -> str:
    """Names, sizes and times of all files below a folder, hidden ones aside.

    Equal manifests mean equal content. It is empty, and so tells nothing, where a file has changed
    within the last seconds, or where there are too many or none.
    """
    lines, newest = [], 0
    folders = [folder]
    while folders:
        try:
            with os.scandir(folders.pop()) as entries:
                for entry in entries:
                    if entry.name.startswith((".", "__pycache__")) or entry.is_symlink():
                        continue
                    if entry.is_dir():
                        folders.append(entry.path)
                        continue
                    state = entry.stat()
                    newest = max(newest, state.st_mtime_ns, state.st_ctime_ns)
                    times = f"{state.st_mtime_ns} {state.st_ctime_ns}"
                    lines.append(f"{entry.path} {state.st_size} {times}")
        except OSError:
            return ""  # whoever reads the files will say what is wrong with them
        if len(lines) > MAX_FILES:
            return ""
    return "\n".join(sorted(lines)) if newest < time.time_ns() - _SETTLED else ""
