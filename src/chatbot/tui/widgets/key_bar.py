"""The last line: which keys do what just now, as many as there is room for."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from chatbot.config.keys import key_label
from chatbot.tui.painting import LABEL

GAP = 2


@dataclass(frozen=True, slots=True)
class Hint:
    """A key, what it does in one or two words and in one short word, and the action behind it.

    `name` is what a configuration calls the action; its key is then the one that is bound.
    """

    key: str
    label: str
    short: str
    action: str
    name: str = ""


def fitting(hints: Sequence[Hint], width: int) -> list[tuple[Hint, str]]:
    """The hints with their labels: as many as fit in short, then the first ones in long.

    >>> hints = [Hint("F1", "Open the help", "Help", ""), Hint("F3", "Sources", "Sources", "")]
    >>> [label for _, label in fitting(hints, 40)]
    ['Open the help', 'Sources']
    >>> [label for _, label in fitting(hints, 16)]
    ['Help']
    """
    kept: list[tuple[Hint, str]] = []
    room = width
    for hint in hints:
        if _width((hint, hint.short)) <= room:
            kept.append((hint, hint.short))
            room -= _width(kept[-1])
    for index, (hint, short) in enumerate(kept):
        longer = len(hint.label) - len(short)
        if longer <= room:
            kept[index] = (hint, hint.label)
            room -= longer
    return kept


def short_label(key: str) -> str:
    """A key in few cells.

    >>> short_label("ctrl+q"), short_label("f1")
    ('^Q', 'F1')
    """
    return key_label(key).replace("Ctrl+", "^")


def _width(item: tuple[Hint, str]) -> int:
    hint, label = item
    return len(hint.key) + 1 + len(label) + GAP


class KeyHint(Static):
    """One key; a click does what the key does."""

    def __init__(self, hint: Hint, label: str) -> None:
        super().__init__(Content.assemble((hint.key, LABEL), f" {label}"))
        self.hint = hint

    async def on_click(self) -> None:
        """Do what the key does, where the focus is."""
        focused = self.screen.focused or self.screen
        await self.app.run_action(self.hint.action, default_namespace=focused)


class KeyBar(Horizontal):
    """Shows the hints that the screen gives it."""

    def __init__(self, hints: Sequence[Hint]) -> None:
        super().__init__()
        self._hints = tuple(hints)

    def compose(self) -> ComposeResult:
        """As many hints as fit."""
        hints = [*self._bound()]
        for hint, label in fitting(hints, self.size.width or self.app.size.width):
            yield KeyHint(hint, label)

    def _bound(self) -> Iterator[Hint]:
        """The hints with the keys that are bound just now."""
        keys: dict[str, str] = {}
        for key, active in self.screen.active_bindings.items():
            keys.setdefault(active.binding.id or "", key)
        for hint in self._hints:
            bound = keys.get(hint.name, "") if hint.name else ""
            yield replace(hint, key=short_label(bound)) if bound else hint

    async def show(self, hints: Sequence[Hint]) -> None:
        """Show other hints."""
        if self._hints != tuple(hints):
            self._hints = tuple(hints)
            await self.recompose()

    async def on_resize(self) -> None:
        """Fit the new width."""
        await self.recompose()
