"""A list to choose from, whose marked line bears a sign: colours alone say nothing to everybody."""

from collections.abc import Iterable

from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from chatbot.safe_text import safe_text
from chatbot.tui.widgets.choice import FOCUS


class Menu(OptionList):
    """Plain texts with ids, one of them marked."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(markup=False, id=id, classes=classes)
        self._texts: list[str] = []
        self._marked: int | None = None

    def fill(self, entries: Iterable[tuple[str, str]], at: int) -> None:
        """List texts with their ids, the one at a place marked."""
        entries = list(entries)
        self.clear_options()
        self._marked = None
        self._texts = [text for text, _ in entries]
        self.add_options(
            Option(self._line(place), id=name) for place, (_, name) in enumerate(entries)
        )
        self.highlighted = at if entries else None

    def watch_highlighted(self, highlighted: int | None) -> None:
        """Move the sign along."""
        super().watch_highlighted(highlighted)
        before, self._marked = self._marked, highlighted
        for place in {before, highlighted}:
            if place is not None and place < self.option_count:
                self.replace_option_prompt_at_index(place, self._line(place))

    def _line(self, place: int) -> Content:
        sign = FOCUS if place == self._marked else " "
        return Content(f"{sign}{safe_text(self._texts[place])}")
