"""Whether fixed wording can be filled in: known keys, and no braces that would be shown."""

import difflib
import re
from collections.abc import Collection, Iterator
from itertools import chain

from chatbot.check.faults import Fault, fault_at
from chatbot.check.material import RULE_FILES, Material
from chatbot.check.wording import COPY_KEYS, OWN_KEYS

PLACEHOLDERS = {
    "no_amount": ("topic",),
    "part_missing": ("part",),
    "score_held": ("scores",),
    "score_unheld": ("scores",),
    "ask_sign": ("minus",),
    "ask_sign_minus": ("kind", "minus"),
    "ask_sign_plus": ("kind", "plus"),
    "refer_ask": ("ask",),
    "abstain_missing": ("missing",),
    "also_missing": ("missing",),
    "score_place": ("value", "line"),
    "see_above_one": ("numbers",),
    "see_above_many": ("numbers",),
    "list_added": ("count",),
    "list_removed": ("count",),
    "saved": ("file",),
    "saved_unnoted": ("file",),
    "downloaded": ("file",),
    "save_exists": ("file",),
    "save_failed": ("reason",),
    "export_date": ("date",),
    "batch_progress": ("done", "count"),
    "batch_done": ("done", "count"),
}
"""The words in braces that the program fills in, by the sentence's key."""
EVERYWHERE = ("covers",)
"""What is filled in in every sentence."""
IN_REPLIES = ("covers", "ask")
"""What is filled in in the text of a decision or of small talk."""
_BRACES = re.compile(r"\{([^{}]*)\}")


def copy_keys_are_known(material: Material) -> Iterator[Fault]:
    """Each key of copy.toml is one that the program looks for."""
    table = material.tables.get("copy.toml")
    known = (*COPY_KEYS, *OWN_KEYS)
    for key in table or ():
        if table is not None and key not in known:
            near = difflib.get_close_matches(key, known, 1, 0.6)
            hint = f"Did you mean {near[0]}?" if near else "Remove it."
            yield fault_at(table, key, f"is not a key that is read here. {hint}")


def copy_can_be_filled_in(material: Material) -> Iterator[Fault]:
    """Each word in braces of copy.toml is one that the program fills in."""
    table = material.tables.get("copy.toml")
    if table is None:
        return
    for key, text in material.pack.copy.items():
        known = (*PLACEHOLDERS.get(key, ()), *EVERYWHERE)
        for message in _unknown(text, known):
            yield fault_at(table, key, message)


def rule_texts_can_be_filled_in(material: Material) -> Iterator[Fault]:
    """Each word in braces of a card or a reply is one that the program fills in."""
    regions = material.merged.lines.values() if material.merged else ()
    cards = tuple(f"{name}_line" for name in dict.fromkeys(chain.from_iterable(regions)))
    for kind in RULE_FILES:
        known = cards if kind == "red_flags" else IN_REPLIES
        if not known:
            continue  # the pack cannot be read, so which lines there are is not known
        for entry in material.entries(f"{kind}.toml", "rule"):
            for key in ("text", "message"):
                for message in _unknown(str(entry.plain().get(key, "")), known):
                    yield fault_at(entry, key, message)


def _unknown(text: str, known: Collection[str]) -> Iterator[str]:
    """What is wrong with the braces of a text."""
    names = ", ".join(f"{{{name}}}" for name in known)
    for name in dict.fromkeys(_BRACES.findall(text)):
        if name not in known:
            yield f"nothing fills in {{{name}}}. Known here: {names}."
    if re.search(r"[{}]", _BRACES.sub("", text)):
        yield f"has a brace without its other half. Known here: {names}."
