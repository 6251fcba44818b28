"""The last line: which keys do what just now, as many as there is room for."""

from collections.abc import Iterator, Sequence

from textual.content import Content
from textual.events import Click, MouseEvent, MouseMove
from textual.screen import Screen
from textual.style import Style
from textual.widget import Widget

from chatbot.config.keys import key_label
from chatbot.frozen import dataclass, replace
from chatbot.tui.painting import LABEL

GAP = 2
_GAP = Content.styled(" ", Style.from_meta({"gap": ""}))
"""Beside a hint: no part of its words, so that nothing joins them with the next hint's."""


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


def bound_keys(screen: Screen[object]) -> dict[str, str]:
    """The key of each action with a name, as it is bound just now, in few cells."""
    keys: dict[str, str] = {}
    for key, active in screen.active_bindings.items():
        if active.binding.id:
            keys.setdefault(active.binding.id, short_label(key))
    return keys


def _width(item: tuple[Hint, str]) -> int:
    hint, label = item
    return len(hint.key) + 1 + len(label) + GAP


class KeyBar(Widget):
    """Shows the hints that the screen gives it, in one line; a click does what the key does."""

    def __init__(self, hints: Sequence[Hint]) -> None:
        super().__init__()
        self._hints = tuple(hints)
        self._over: Hint | None = None
        self.shown: list[tuple[Hint, range]] = []
        """The hints that stand in the line, each with its cells."""

    def render(self) -> Content:
        """As many hints as fit; the one under the mouse is underlined."""
        pieces: list[Content | tuple[str, str]] = []
        self.shown = []
        for hint, label in fitting([*self._bound()], self.size.width):
            start = self.shown[-1][1].stop if self.shown else 0
            self.shown.append((hint, range(start, start + _width((hint, label)))))
            line = " underline" if hint == self._over else ""
            pieces += [_GAP, (hint.key, LABEL + line), (f" {label}", line), _GAP]
        return Content.assemble(*pieces)

    def show(self, hints: Sequence[Hint]) -> None:
        """Show other hints."""
        if self._hints != tuple(hints):
            self._hints = tuple(hints)
            self.refresh()

    async def on_click(self, event: Click) -> None:
        """Do what the key does, where the focus is."""
        hint = self._hint_at(event)
        if hint:
            focused = self.screen.focused or self.screen
            await self.app.run_action(hint.action, default_namespace=focused)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Mark what a click would do."""
        self._mark(self._hint_at(event))

    def on_leave(self) -> None:
        """Mark nothing."""
        self._mark(None)

    def _mark(self, hint: Hint | None) -> None:
        if hint != self._over:
            self._over = hint
            self.refresh()

    def _hint_at(self, event: MouseEvent) -> Hint | None:
        return next((hint for hint, cells in self.shown if event.x in cells), None)

    def _bound(self) -> Iterator[Hint]:
        """The hints with the keys that are bound just now."""
        keys = bound_keys(self.screen)
        for hint in self._hints:
            yield replace(hint, key=keys.get(hint.name, hint.key))
