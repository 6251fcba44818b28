"""Where files lie that were written because somebody asked, so that `chatbot forget` finds them.

The list holds places and hashes, no words. A saved file has the hash of what was written: what was
changed since is no longer ours alone, and is left. A transcript grows, so it has none.
"""

import hashlib
import json
import os
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from chatbot.saving import append_private

_LIST = "transcripts.jsonl"


def remember(path: Path, sha256: str = "") -> None:
    """Note down where a file is; with `sha256`, only as it is now. Raises OSError."""
    folder = state_folder()
    if folder is None:
        raise OSError
    if sha256 or remembered().get(path) != "":
        entry = {"file": str(path), "sha256": sha256} if sha256 else str(path)
        append_private(folder / _LIST, json.dumps(entry) + "\n")


def remember_saved(path: Path) -> bool:
    """Note down a file that was just saved; whether that could be done."""
    try:
        remember(path.absolute(), sha256_of(path))
    except OSError:
        return False
    return True


def remembered() -> Mapping[Path, str]:
    """Where files are, as far as is known, in order, each with its hash ("" for a transcript)."""
    found: dict[Path, str] = {}
    with suppress(OSError):
        for file in list_files():
            for line in file.read_text("utf-8", "replace").splitlines():
                with suppress(ValueError, TypeError, KeyError):
                    entry = json.loads(line)
                    place, sha256 = (
                        (entry["file"], str(entry["sha256"]))
                        if isinstance(entry, dict)
                        else (entry, "")
                    )
                    found[Path(place)] = sha256
    return found


def sha256_of(path: Path) -> str:
    """The hash of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def list_files() -> tuple[Path, ...]:
    """The list itself, if there is one."""
    folder = state_folder()
    return (folder / _LIST,) if folder and (folder / _LIST).is_file() else ()


def state_folder() -> Path | None:
    """Where the list is kept; CHATBOT_STATE_DIR names another place."""
    chosen = os.environ.get("CHATBOT_STATE_DIR")
    if chosen:
        return Path(chosen)
    from platformdirs import user_state_path

    try:
        return user_state_path("bone-health-chatbot", appauthor=False)
    except RuntimeError:
        return None
