"""A document on the screen, drawn line by line as it comes into sight."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import work
from textual.events import Resize
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from chatbot.pack.records import Document
from chatbot.tui.announcement import Announcement
from chatbot.tui.painting import Spans
from chatbot.tui.reading import (
    Layout,
    Layouts,
    Line,
    Style,
    lay_out,
    lay_out_around,
    pieces,
    touching,
)

WIDEST = 75
"""The cells of a line of text: comfortable to read."""
_MARGIN = 2
_ABOVE = 2
_AT_ONCE = 60_000
"""The characters of a document that are laid out without anybody noticing."""
_layouts = Layouts()


class DocumentView(ScrollView):
    """Shows a document at a place, with quotes marked, and with what was looked for."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "document--label",
        "document--mark",
        "document--found",
        "document--here",
    }

    class Laid(Announcement):
        """The whole document has been laid out."""

        document: Document
        width: int
        layout: Layout

    class Moved(Message):
        """Other lines are in sight."""

    def __init__(self, *, classes: str = "", id: str | None = None) -> None:  # noqa: A002 - Textual's name
        super().__init__(classes=classes, id=id)
        self.document: Document | None = None
        self.marks: Spans = ()
        self._found: Spans = ()
        self._found_starts: list[int] = []
        self._here = -1
        self._layout: Layout | None = None
        self._place = 0
        self._lead = _ABOVE
        self._sized = Size(0, 0)

    def open_at(self, document: Document, offset: int, marks: Spans = ()) -> None:
        """Show a document from an offset on, with stretches of it marked as quoted."""
        if document is not self.document:
            self._layout = None
            self.show_found((), -1)
        self.document, self.marks = document, tuple(marks)
        self._go(offset)

    def show_found(self, found: Spans, here: int) -> None:
        """Mark what was looked for, and go to the one that is at `here`; -1 goes nowhere."""
        self._found, self._here = found, here
        self._found_starts = [start for start, _ in found]
        if 0 <= here < len(found):
            self._go(found[here][0])
        self.refresh()

    @property
    def top(self) -> int:
        """The offset of the first words in sight."""
        line = round(self.scroll_offset.y)
        starts = self._layout.starts if self._layout else ()
        return starts[min(line, len(starts) - 1)] if starts else 0

    @property
    def share(self) -> int:
        """How much of the document lies above the last line in sight, in per cent."""
        if self.document is None or self._layout is None:
            return 0
        last = round(self.scroll_offset.y) + self.size.height
        if last >= len(self._layout.lines) and self._layout.whole:
            return 100
        at = self._layout.starts[min(last, len(self._layout.starts) - 1)]
        return round(100 * at / max(1, len(self.document.text)))

    def marked_words(self) -> list[str]:
        """The marked words, line by line, as they are shown."""
        layout = self._layout
        lines = [line for line in layout.lines if touching(line, self.marks)] if layout else []
        shown = [words for line in lines for words in self._words(line) if words[1] == "mark"]
        return [words for words, _ in shown if words.strip()]

    def in_sight(self, offset: int) -> bool:
        """Whether the words at an offset are on the screen now."""
        top = round(self.scroll_offset.y)
        at = self._layout.line_of(offset) if self._layout else -1
        return top <= at < top + self.size.height

    def on_resize(self, event: Resize) -> None:
        """Wrap anew, and stay at the place gone to, or at the words scrolled to the top."""
        del event
        if self.document is not None:
            self._go(self._place, self._lead)

    def on_document_view_laid(self, event: Laid) -> None:
        """Take the whole in place of the part, at the same words."""
        event.stop()
        _layouts.keep(event.document, event.width, event.layout)
        if event.document is self.document and event.width == self._columns:
            self._go(self._place, self._lead)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Keep in mind where the reader is; what a resize moves, nobody has scrolled."""
        super().watch_scroll_y(old_value, new_value)
        if self.size == self._sized:
            self._place, self._lead = self.top, 0
        self.post_message(self.Moved())

    def render_line(self, y: int) -> Strip:
        """Draw a line that is in sight."""
        base = self.rich_style
        layout, at = self._layout, round(self.scroll_offset.y) + y
        if layout is None or at >= len(layout.lines):
            return Strip.blank(self.size.width, base)
        line = layout.lines[at]
        bar = "▌ " if touching(line, self.marks) else "  "
        segments = [Segment(bar, base + self.get_component_rich_style("document--label"))]
        for words, style in self._words(line):
            look = self.get_component_rich_style(f"document--{style}") if style != "plain" else None
            segments.append(Segment(words, base + look if look else base))
        strip = Strip(segments)
        selection = self.text_selection
        span = selection.get_span(at) if selection else None
        if span:
            strip = self._selected(strip, *span)
        strip = strip.crop_extend(0, self.size.width, base)
        return strip.apply_offsets(0, at)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The words under the mouse's selection, without the margin."""
        lines = self._layout.lines if self._layout else ()
        text = "\n".join("  " + "".join(words for words, _ in self._words(line)) for line in lines)
        return "\n".join(part.strip() for part in selection.extract(text).split("\n")), "\n"

    def selection_updated(self, selection: Selection | None) -> None:
        """Draw the selection."""
        del selection
        self.refresh()

    # Without a description, a worker is named by its arguments' `repr`: a whole document here.
    @work(thread=True, exclusive=True, group="layout", description="lay out")
    def lay_out_whole(self, document: Document, width: int) -> None:
        """Lay the whole document out while the reader looks at the part."""
        self.post_message(self.Laid(document, width, lay_out(document, width)))

    @property
    def _columns(self) -> int:
        return max(8, min(self.size.width - _MARGIN - 1, WIDEST))

    def _go(self, offset: int, lead: int = _ABOVE) -> None:
        """Put an offset's line near the top, with some lines above it."""
        self._place, self._lead = offset, lead
        if self.document is None or not self.size.width:
            return
        layout = self._layout_at(self.document, offset)
        self._take(layout)
        line = layout.line_of(offset)
        self._sized = self.size
        self.scroll_to(y=max(0, line - lead), animate=False, force=True)
        self._place, self._lead = offset, lead
        self.refresh()

    def _layout_at(self, document: Document, offset: int) -> Layout:
        width = self._columns
        kept = _layouts.get(document, width)
        if kept is None and len(document.text) <= _AT_ONCE:
            kept = lay_out(document, width)
            _layouts.keep(document, width, kept)
        if kept is None:
            self.lay_out_whole(document, width)
            kept = lay_out_around(document, width, offset)
        return kept

    def _take(self, layout: Layout) -> None:
        self._layout = layout
        self.virtual_size = Size(self.size.width, len(layout.lines))
        self.post_message(self.Moved())

    def _words(self, line: Line) -> list[tuple[str, Style]]:
        if self._layout is None:
            return []
        marks: list[tuple[int, int, Style]] = [(a, b, "mark") for a, b in self.marks]
        marks += self._found_on(line)
        return pieces(self._layout, line, marks)

    def _found_on(self, line: Line) -> Sequence[tuple[int, int, Style]]:
        """What was looked for and stands on a line; it is sorted, and may be very much."""
        first = max(0, bisect_right(self._found_starts, line.start) - 1)
        last = bisect_left(self._found_starts, line.end)
        return [
            (*self._found[at], "here" if at == self._here else "found") for at in range(first, last)
        ]

    def _selected(self, strip: Strip, start: int, end: int) -> Strip:
        length = strip.cell_length
        stop = length if end == -1 else min(end, length)
        style = self.screen.get_component_rich_style("screen--selection")
        before, inside, after = strip.divide([start, stop, length])
        return Strip.join([before, inside.apply_style(style), after])
