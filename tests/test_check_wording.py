"""The tables of fixed sentences in `chatbot check` are those of the code and the built-in pack."""

import re
from pathlib import Path

from chatbot.check import Material
from chatbot.check.placeholders import EVERYWHERE, PLACEHOLDERS
from chatbot.check.wording import COPY_KEYS, OWN_KEYS
from chatbot.pack.files import builtin_folder
from chatbot.tui import wording

SOURCE = Path(__file__).parent.parent / "src" / "chatbot"


def test_placeholders_are_those_of_the_builtin_wording() -> None:
    """The words in braces that are known are those that the built-in sentences use."""
    copy = Material.read(builtin_folder()).pack.copy
    used = {
        key: set(re.findall(r"\{(\w+)\}", text)) - set(EVERYWHERE) for key, text in copy.items()
    }
    known = {key: set(names) for key, names in PLACEHOLDERS.items()}
    assert {key: names for key, names in used.items() if names} == known


def test_copy_keys_are_those_of_the_code() -> None:
    """The list of fixed sentences is what turn and faces ask for: none missing, none too many."""
    files = [path for path in SOURCE.rglob("*.py") if path.parent.name != "check"]
    code = "\n".join(path.read_text(encoding="utf-8") for path in files)
    asked = set(re.findall(r"say\(\s*\"([a-z_]+)\"", code)) | set(wording.COPY_KEYS)
    assert asked <= set(COPY_KEYS) | set(OWN_KEYS)
    assert len(set(COPY_KEYS)) == len(COPY_KEYS)
    composed = {"disclaimer_refer", "disclaimer_abstain", "disclaimer_urgent"}  # by an f-string
    assert all(re.search(rf"[\"']{key}[\"']", code) for key in set(COPY_KEYS) - composed)
