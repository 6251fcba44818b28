"""The configuration: read, checked, and as the faces use it."""

import os
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from chatbot.config.keys import (
    BEFORE_TYPING,
    DEFAULTS,
    KeyFault,
    clash,
    is_typed,
    key_label,
    key_name,
)
from chatbot.config.places import VARIABLE, config_file
from chatbot.frozen import dataclass, field

if TYPE_CHECKING:
    from chatbot.pack.toml_files import Table

HIGH_CONTRAST = ("high-contrast-dark", "high-contrast-light")
THEMES = (
    *HIGH_CONTRAST,
    "atom-one-dark",
    "atom-one-light",
    "catppuccin-latte",
    "catppuccin-mocha",
    "dracula",
    "flexoki",
    "gruvbox",
    "monokai",
    "nord",
    "rose-pine",
    "rose-pine-dawn",
    "solarized-dark",
    "solarized-light",
    "textual-dark",
    "textual-light",
    "tokyo-night",
)
"""The colours that may be named: ours, and the usual ones."""


@dataclass(frozen=True, slots=True)
class Config:
    """What holds; without a file, what holds for everybody.

    `path` is the file that was read, None without one. `region` is empty where none is set.
    `large` is for the browser: large print. `keys` has the keys of every action by its name.
    """

    path: Path | None = None
    theme: str = HIGH_CONTRAST[0]
    region: str = ""
    plain: bool = False
    large: bool = False
    keys: Mapping[str, tuple[str, ...]] = field(default_factory=lambda: DEFAULTS)


def read_config() -> Config:
    """The configuration in force.

    Raises PackError, which names the file, the key, the line and what to do.
    """
    file = config_file()
    if not file:
        return Config()
    path = Path(file)
    try:
        path.stat()
    except (FileNotFoundError, NotADirectoryError):
        return _absent(path)
    except OSError:
        pass  # it is there and may not be read: reading it says why
    from chatbot.pack.toml_files import Table

    table = Table.read(path, str(path))
    table.allow("theme", "region", "plain", "large", "keys")
    return Config(
        path,
        _theme(table),
        table.text("region", "").strip().lower(),
        table.flag("plain"),
        table.flag("large"),
        _keys(table.table("keys")),
    )


def _absent(path: Path) -> Config:
    if os.environ.get(VARIABLE):
        from chatbot.errors import PackError

        hint = f"Make it, or take {VARIABLE} away."
        raise PackError(str(path), f"{VARIABLE} names it, but there is no such file", hint=hint)
    return Config()


def _theme(table: "Table") -> str:
    name = table.text("theme", HIGH_CONTRAST[0])
    if name not in THEMES:
        raise table.fault("theme", f"there is no theme “{name}”", _nearest(name, THEMES))
    return name


def _keys(table: "Table") -> Mapping[str, tuple[str, ...]]:
    """The keys of every action, the file's before the usual ones."""
    keys = dict(DEFAULTS)
    for name in table:
        if name not in DEFAULTS:
            raise table.fault(name, "is not an action", _nearest(name, tuple(DEFAULTS)))
        keys[name] = _keys_of(table, name)
    found = clash(keys)
    if found:
        one, other, key = found
        named = other if other in set(table) else one
        hint = "Give one of them another key."
        raise table.fault(named, f"{key_label(key)} would be both {one} and {other}", hint)
    return keys


def _keys_of(table: "Table", name: str) -> tuple[str, ...]:
    value = table.plain()[name]
    written = (value,) if isinstance(value, str) else table.texts(name)
    if not written or not all(written):
        raise table.fault(name, "has no key", 'Write one in quotes, such as "F5".')
    try:
        keys = tuple(dict.fromkeys(key_name(item) for item in written))
    except KeyFault as fault:
        message, _, hint = str(fault).partition(". ")
        raise table.fault(name, message, hint) from fault
    typed = [key for key in keys if is_typed(key)]
    if typed and name in BEFORE_TYPING:
        message = f"{key_label(typed[0])} could no longer be typed"
        raise table.fault(name, message, "Use a function key, or Ctrl and a letter.")
    return keys


def _nearest(name: str, known: tuple[str, ...]) -> str:
    import difflib

    near = difflib.get_close_matches(name, known, 1, 0.6)
    return f"Did you mean {near[0]}?" if near else f"Known: {', '.join(known)}."
