"""A care card: what to do now, set apart by words, border and colour."""

from textual.content import Content
from textual.widgets import Static

from chatbot.answer import Care
from chatbot.rendering import CARE_SOURCE, LEVELS
from chatbot.safe_text import safe_text


class CareCard(Static):
    """Stands above everything else of its turn and never goes away by itself."""

    def __init__(self, care: Care) -> None:
        words = Content.assemble(
            (f"!! {LEVELS[care.level]} !!", "bold"),
            "\n",
            (safe_text(care.title), "bold"),
            "\n\n",
            safe_text(care.text),
            f"\n\n{CARE_SOURCE} {safe_text(care.source)}" if care.source else "",
        )
        super().__init__(words, classes=f"-{care.level}")
        self.care = care
