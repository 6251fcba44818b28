"""How well colours stand apart, as WCAG 2.2 measures it, and the table of that for the documents."""

from collections.abc import Iterator
from pathlib import Path

from textual.color import Color
from textual.theme import Theme

from chatbot.tui.themes import PAIRS, THEMES

LEAST = 7.0
"""What WCAG asks of text at its strictest (AAA)."""
TABLE = Path(__file__).parent.parent.parent / "docs" / "contrast.md"


def luminance(color: Color) -> float:
    """The relative luminance of WCAG 2.2."""
    parts = [value / 255 for value in color.rgb]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: Color, other: Color) -> float:
    """The contrast ratio of WCAG 2.2, 1 to 21."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def ratio(theme: Theme, pair: tuple[str, str]) -> float:
    """The contrast of a text colour on the colour behind it, both by their names in a theme."""
    colors = {**theme.to_color_system().generate(), **theme.variables}
    front, behind = (Color.parse(colors[name]) for name in pair)
    return contrast(front, behind)


def table() -> str:
    """The page of the documents, made from the themes themselves."""
    return "\n".join(_lines())


def _lines() -> Iterator[str]:
    names = [theme.name for theme in THEMES]
    yield "# Contrast"
    yield ""
    yield "Made by `make pictures` from the themes themselves; `tests/tui/test_themes.py` holds every pair,"
    yield f"and every word that is really painted, to {LEAST:g}:1 or more (WCAG 2.2, AAA)."
    yield ""
    yield f"| text on background | {' | '.join(names)} |"
    yield f"|---|{'---|' * len(names)}"
    for pair in PAIRS:
        values = " | ".join(f"{ratio(theme, pair):.1f}" for theme in THEMES)
        yield f"| {pair[0]} on {pair[1]} | {values} |"
    yield ""
