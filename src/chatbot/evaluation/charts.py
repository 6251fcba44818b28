"""Charts as SVG text: no script, no font, legible in grey."""

from collections.abc import Mapping, Sequence
from html import escape

_DARK, _LIGHT, _LINE = "#1f4e79", "#9cc3e6", "#bbb"
_WIDE = 640
_LEFT = 150
_ROW = 34
_HALF = 0.5


def bars(
    groups: Sequence[tuple[str, float | None, float | None, int]], names: tuple[str, str]
) -> str:
    """Two bars a group, of shares from 0 to 1: (name, first, second, count)."""
    shown = [group for group in groups if group[1] is not None and group[2] is not None]
    scale = _WIDE - _LEFT - 60
    parts = [_legend(names)]
    for row, (name, first, second, count) in enumerate(shown):
        top = 26 + row * _ROW
        parts.append(_text(_LEFT - 8, top + 18, f"{name} ({count})", "end"))
        for offset, value, fill in ((2, first, _DARK), (16, second, _LIGHT)):
            share = value or 0.0
            wide = share * scale
            parts.append(_rect(_LEFT, top + offset, wide, 13, fill))
            parts.append(_text(_LEFT + wide + 5, top + offset + 11, f"{share:.0%}"))
    return _svg(_WIDE, 34 + len(shown) * _ROW, parts, "Shares by slice")


def curve(points: Sequence[tuple[float, float]], across: str, up: str) -> str:
    """A line from 0 to 1 across, and from 0 to the highest value up."""
    left, top, wide, high = 60, 24, 540, 240
    peak = max((y for _, y in points), default=0.0)
    most = next(limit for limit in (0.1, 0.25, 0.5, 1.0) if peak <= limit)
    parts = []
    for step in range(6):
        x, y = left + step / 5 * wide, top + high - step / 5 * high
        parts.append(
            f'<path d="M{x:.1f} {top}V{top + high}M{left} {y:.1f}H{left + wide}" '
            f'stroke="{_LINE}" stroke-width=".5" fill="none"/>'
        )
        parts.append(_text(x, top + high + 16, f"{step / 5:.1f}", "middle"))
        parts.append(_text(left - 6, y + 4, f"{step / 5 * most:.2f}", "end"))
    line = " ".join(f"{left + x * wide:.1f},{top + high - y / most * high:.1f}" for x, y in points)
    parts.append(f'<polyline points="{line}" fill="none" stroke="{_DARK}" stroke-width="2"/>')
    parts.append(_text(left + wide / 2, top + high + 34, across, "middle"))
    parts.append(_text(left - 6, top - 8, up, "end"))
    return _svg(_WIDE, top + high + 44, parts, f"{up} by {across}")


def heat(table: Mapping[str, Mapping[str, int]]) -> str:
    """A confusion table: the darker a cell, the larger its share of its row."""
    columns = sorted({*table, *(got for row in table.values() for got in row)})
    left, top, size = 110, 100, 40
    parts = [_tilted(left + (i + 0.4) * size, top - 6, name) for i, name in enumerate(columns)]
    for row, (expected, counts) in enumerate(table.items()):
        total = sum(counts.values())
        y = top + row * 28
        parts.append(_text(left - 8, y + 18, expected, "end"))
        for column, got in enumerate(columns):
            count = counts.get(got, 0)
            share = count / total
            x = left + column * size
            edge = 2 if got == expected else 0.5
            parts.append(
                f'<rect x="{x}" y="{y}" width="{size - 2}" height="26" fill="{_DARK}" '
                f'fill-opacity="{share:.2f}" stroke="#1a1a1a" stroke-width="{edge}"/>'
            )
            if count:
                colour = "#fff" if share > _HALF else "#1a1a1a"
                middle = x + size / 2 - 1
                parts.append(_text(middle, y + 18, str(count), "middle", colour))
    wide = left + len(columns) * size + 70
    return _svg(wide, top + len(table) * 28 + 8, parts, "Confusion table")


def _legend(names: tuple[str, str]) -> str:
    return "".join(
        _rect(_LEFT + i * 140, 4, 12, 12, fill) + _text(_LEFT + i * 140 + 17, 14, name)
        for i, (name, fill) in enumerate(zip(names, (_DARK, _LIGHT), strict=True))
    )


def _rect(x: float, y: float, wide: float, high: float, fill: str) -> str:
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{wide:.1f}" height="{high:.1f}" fill="{fill}"/>'


def _text(x: float, y: float, text: str, anchor: str = "start", fill: str = "#1a1a1a") -> str:
    return (
        f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" fill="{fill}">{escape(text)}</text>'
    )


def _tilted(x: float, y: float, text: str) -> str:
    return f'<text transform="translate({x:.1f} {y:.1f}) rotate(-50)">{escape(text)}</text>'


def _svg(wide: float, high: float, parts: Sequence[str], title: str) -> str:
    return (
        f'<svg role="img" viewBox="0 0 {wide:.0f} {high:.0f}" width="{wide:.0f}" '
        f'height="{high:.0f}"><title>{escape(title)}</title>{"".join(parts)}</svg>'
    )
