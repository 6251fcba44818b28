"""Makes any text harmless to index and to print.

`shadow` at ingest keeps every offset true, `blanked` does so for headings and pages to read, and
`safe_text` at render drops what a terminal would act on. None touches what a document or a quote
*is*.
"""

from chatbot.patterns import pattern

# C0 without tab and line feed, DEL, C1, zero-width and bidirectional controls, line separators,
# byte order mark, interlinear and tag characters, lone surrogates.
_CONTROL = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f"
)
_CONTROL_CHARACTER = pattern(f"[{_CONTROL}]")
# ECMA-48: CSI … final byte, OSC/DCS/SOS/PM/APC … ST or BEL, and two-byte escapes. A string that
# never ends is cut after its line or 4,096 characters, so that the pattern stays linear; a lone C1
# opener (a wrongly decoded letter) takes nothing with it: it may stand before a "not".
_SEQUENCE = pattern(
    "(?:\x1b\\[|\x9b)[0-?]{0,64}[ -/]{0,16}[@-~]"
    "|\x1b[\\]PX^_][^\x07\x1b\x9c\n]{0,4096}(?:\x07|\x1b\\\\|\x9c)?"
    "|[\x9d\x90\x98\x9e\x9f][^\x07\x1b\x90\x98\x9c-\x9f\n]{0,4096}(?:\x07|\x1b\\\\|\x9c)"
    "|\x1b[ -/]{0,16}[0-~]"
)
_OPENERS = "\x1b\x9b\x9d\x90\x98\x9e\x9f"
"""What a sequence begins with; looked for first, as most texts have none."""


def shadow(text: str) -> str:
    r"""The text with every control character as a space: same length, same offsets.

    >>> shadow("bone\\x07loss")
    'bone loss'
    """
    return _CONTROL_CHARACTER.sub(" ", text)


def blanked(text: str) -> str:
    r"""A shadow to be read: whole control sequences are spaces too, so that nothing of them stays.

    >>> blanked("\\x1b[31mred")
    '     red'
    """
    if any(opener in text for opener in _OPENERS):
        text = _SEQUENCE.sub(lambda found: " " * len(found[0]), text)
    return shadow(text)


def safe_text(text: str) -> str:
    r"""The text as a face may print it: no control sequence, no control character.

    Line ends become line feeds and tabs become spaces; everything else stays.

    >>> safe_text("a\\x1b]52;c;aGk=\\x07b\\x1b[31mc\\r\\nd")
    'abc\\nd'
    """
    text = text.replace("\r\n", "\n").replace("\t", " ")
    if text.replace("\n", "").isprintable():
        return text
    return _CONTROL_CHARACTER.sub("", _SEQUENCE.sub("", text).replace("\r", "\n"))
