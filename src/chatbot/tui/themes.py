"""Our own themes, light and dark: every text on every background at 7:1 or more (WCAG AAA)."""

from textual.theme import Theme

DARK = "high-contrast-dark"
LIGHT = "high-contrast-light"


def _theme(name: str, *, dark: bool, **colors: str) -> Theme:
    """A theme of named colours; text comes in one strength, without transparency.

    `text`, `back`, `raised`, `edge`, `strong` (headings, keys, borders), `alarm`, `warn`, `good`,
    and for each kind of box the colour behind it.
    """
    text, back, raised, strong = (colors[key] for key in ("text", "back", "raised", "strong"))
    return Theme(
        name=name,
        dark=dark,
        foreground=text,
        background=back,
        surface=raised,
        panel=raised,
        boost=raised,
        primary=strong,
        secondary=strong,
        accent=strong,
        warning=colors["warn"],
        error=colors["alarm"],
        success=colors["good"],
        text_alpha=1.0,
        variables={
            "text": text,
            "text-muted": text,
            "text-disabled": colors["quiet"],
            "foreground-muted": text,
            "foreground-disabled": colors["quiet"],
            "text-primary": strong,
            "text-secondary": strong,
            "text-accent": strong,
            "text-warning": colors["warn"],
            "text-error": colors["alarm"],
            "text-success": colors["good"],
            "border": strong,
            "border-blurred": colors["edge"],
            "block-cursor-foreground": back,
            "block-cursor-background": strong,
            "block-cursor-text-style": "bold",
            "block-cursor-blurred-foreground": text,
            "block-cursor-blurred-background": raised,
            "block-hover-background": raised,
            "input-cursor-foreground": back,
            "input-cursor-background": text,
            "input-cursor-text-style": "none",
            "input-selection-foreground": back,
            "input-selection-background": strong,
            "screen-selection-foreground": back,
            "screen-selection-background": strong,
            "footer-foreground": text,
            "footer-background": raised,
            "footer-key-foreground": strong,
            "scrollbar": colors["edge"],
            "scrollbar-hover": strong,
            "scrollbar-active": strong,
            "scrollbar-background": raised,
            "scrollbar-background-hover": raised,
            "scrollbar-background-active": raised,
            "scrollbar-corner-color": raised,
            "alarm": colors["alarm"],
            "alarm-text": text,
            "alarm-back": colors["alarm_back"],
            "warn": colors["warn"],
            "warn-text": text,
            "warn-back": colors["warn_back"],
            "mark-text": colors["mark_text"],
            "mark-back": colors["mark_back"],
        },
    )


THEMES = (
    _theme(
        DARK,
        dark=True,
        text="#f4f6f8",
        quiet="#c3cad1",
        back="#0b0f14",
        raised="#18202a",
        edge="#7f8c99",
        strong="#8fd0ff",
        alarm="#ffb4ab",
        alarm_back="#3d0a0a",
        warn="#ffd479",
        warn_back="#2e2200",
        good="#9be2a8",
        mark_text="#14120a",
        mark_back="#ffe08a",
    ),
    _theme(
        LIGHT,
        dark=False,
        text="#10151a",
        quiet="#3d464f",
        back="#ffffff",
        raised="#eef2f6",
        edge="#5f6b77",
        strong="#003f73",
        alarm="#8a0013",
        alarm_back="#fff0ee",
        warn="#5c3b00",
        warn_back="#fff6dd",
        good="#0f4a1c",
        mark_text="#14120a",
        mark_back="#ffe07a",
    ),
)

VARIABLES: dict[str, str] = {
    key: value
    for key, value in THEMES[0].variables.items()
    if key.startswith(("alarm", "warn", "mark"))
}
"""Our own colour names with a value for themes that lack them; they only stand on each other."""

PAIRS = (
    ("foreground", "background"),
    ("foreground", "surface"),
    ("text-disabled", "surface"),
    ("text-disabled", "background"),
    ("primary", "background"),
    ("primary", "surface"),
    ("warning", "background"),
    ("error", "background"),
    ("success", "background"),
    ("alarm-text", "alarm-back"),
    ("alarm", "alarm-back"),
    ("warn-text", "warn-back"),
    ("warn", "warn-back"),
    ("mark-text", "mark-back"),
    ("block-cursor-foreground", "block-cursor-background"),
    ("block-cursor-blurred-foreground", "block-cursor-blurred-background"),
    ("input-cursor-foreground", "input-cursor-background"),
    ("input-selection-foreground", "input-selection-background"),
    ("screen-selection-foreground", "screen-selection-background"),
    ("footer-foreground", "footer-background"),
    ("footer-key-foreground", "footer-background"),
)
"""Every text colour with each colour that it stands on."""
