"""The last line: which keys do what just now, as many as there is room for."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from chatbot.tui.painting import LABEL

GAP = 2


@dataclass(frozen=True, slots=True)
class Hint:
    """A key, what it does in one or two words and in one short word, and the action behind it."""

    key: str
    label: str
    short: str
    action: str


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
        for hint, label in fitting(self._hints, self.size.width or self.app.size.width):
            yield KeyHint(hint, label)

    async def show(self, hints: Sequence[Hint]) -> None:
        """Show other hints."""
        if self._hints != tuple(hints):
            self._hints = tuple(hints)
            await self.recompose()

    async def on_resize(self) -> None:
        """Fit the new width."""
        await self.recompose()
