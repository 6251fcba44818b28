"""`chatbot check`: judges a pack. Every fault is one line with file, line and key."""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path

from chatbot.check.checks import ASKED, ASKING, CHECKS
from chatbot.check.faults import Fault
from chatbot.check.material import Material
from chatbot.listing import counted, listed
from chatbot.pack.files import builtin_folder

__all__ = ["ASKING", "CHECKS", "Fault", "Material", "check", "faults_of"]
_NAMED = 4
"""The other places of a fault that are named; the rest is counted."""
_QUOTED = re.compile(r"“([^”]{1,80})")


def check(
    folder: Path | None,
    write: Callable[[str], None],
    note: Callable[[str], None] = lambda _: None,
) -> int:
    """Write a line a fault, or one line if there is none; 2 if there are faults, else 0.

    Raises PackError for a folder that is no pack at all.
    """
    chosen = folder or builtin_folder()
    material = Material.read(chosen, note)
    faults = faults_of(material)
    for fault in faults:
        write(fault.line_of(chosen))
    if absent := material.absent:
        note(f"{chosen} has no {listed(absent, 'or')}: what they would add is not there to judge.")
    if faults:
        if not _may_be_asked(material, faults):
            note("The bot was not asked any questions yet. Mend these faults, then check again.")
        note(f"{counted(len(faults), 'fault')} in {chosen}")
        return 2
    pack = material.pack
    sections = len({(item.document, item.section) for item in pack.phrasings})
    rules = len(pack.red_flags.rules) + len(pack.decisions.rules) + len(pack.chat.rules)
    what = (
        counted(len(material.documents), "document"),
        f"{counted(sections, 'section')} with questions",
        counted(len(pack.intents), "intent"),
        counted(rules, "rule"),
        counted(len(pack.concepts), "concept"),
    )
    write(f"{chosen}: no faults in {', '.join(what)}")
    return 0


def faults_of(material: Material) -> list[Fault]:
    """The faults of a pack, each once, by file and line."""
    found = [fault for judge in CHECKS for fault in judge(material)]
    if _may_be_asked(material, found):
        found += [fault for judge in ASKING for fault in judge(material)]
    faults = dict.fromkeys((*material.faults, *found))
    placed = [fault for fault in faults if fault.line]
    told = [fault for fault in faults if fault.line or not _told(fault, placed)]
    return _once_each(sorted(told, key=lambda fault: (fault.file, fault.line)))


def _may_be_asked(material: Material, faults: Iterable[Fault]) -> bool:
    """Whether the bot can be made, and no fault that is known would show again in its answers."""
    known = (*material.faults, *faults)
    return material.merged is not None and not any(f.file.startswith(ASKED) for f in known)


def _once_each(faults: Iterable[Fault]) -> list[Fault]:
    """One fault for those of one file that say the same of the same key: they have one cause."""
    alike: dict[tuple[str, str, str], list[Fault]] = {}
    for fault in faults:
        key = fault.key.rpartition(".")[2] if fault.line else fault.key
        alike.setdefault((fault.file, key, fault.message), []).append(fault)
    return [_at_places(same) for same in alike.values()]


def _at_places(same: list[Fault]) -> Fault:
    """The first of some faults that say the same; it tells in which lines the others stand.

    >>> _at_places([Fault("a.toml", line, "", "is bad") for line in (1, 5, 7, 8)]).message
    'is bad (so in lines 5, 7 and 8)'
    """
    first, *others = same
    lines = [str(fault.line) for fault in others if fault.line]
    if not lines:
        return first
    more = [f"{len(lines) - _NAMED} more"] if len(lines) > _NAMED else []
    places = listed([*lines[:_NAMED], *more])
    word = "line" if len(lines) == 1 else "lines"
    return replace(first, message=f"{first.message} (so in {word} {places})")


def _told(fault: Fault, placed: Iterable[Fault]) -> bool:
    """Whether a fault without a line is told with its line too: in one file, of the same words."""
    words = _QUOTED.search(fault.message)
    return words is not None and any(
        fault.file == other.file and words[1] in other.message for other in placed
    )
