"""Hostile inputs for the fuzzing tests, and a count of how many were tried."""

from collections import Counter

from hypothesis import strategies as st

COUNTS: Counter[str] = Counter()
"""Inputs by what they were given to; printed at the end of the run."""

SIGNS = (
    "\x00\x07\x1b\x7f\x84\x90\x9b\x9c\x9d\r\n\t\u200b\u202e\u2066\ufeff\ud800\U000e0041\u0301−–—½²"
)
PIECES = (
    "bone", "T-score", "-1.8", "−2,5", "minus", "and", "what about", "?", ".", ";", "\n", "|", "#",
    "\x1b[31m", "\x1b]52;c;aGk=\x07", "[/b]", "[@click=app.quit]", "{", "}", "not", "no", "I fell",
    "can't feel my legs", "rose", "how much", "should I stop", "1e999", "9" * 50, "٣", "①", "ﬁ", "İ", "ß",
    "the first one", "more", "\u202e", "a" * 300,
)  # fmt: skip

HOSTILE = st.one_of(
    st.text(st.one_of(st.characters(), st.sampled_from(SIGNS)), max_size=120),
    st.lists(st.sampled_from(PIECES), max_size=20).map(" ".join),
    st.lists(st.sampled_from(PIECES), max_size=20).map("".join),
)
"""Text with more in it that could do harm than chance would give."""


@st.composite
def mutated(draw: st.DrawFn, data: bytes) -> bytes:
    """The bytes with a few places flipped, cut out, doubled or filled with something else."""
    spoilt = bytearray(data)
    for _ in range(draw(st.integers(1, 4))):
        start = draw(st.integers(0, max(len(spoilt) - 1, 0)))
        length = draw(st.integers(0, 40))
        kind = draw(st.sampled_from(("flip", "cut", "double", "insert", "end")))
        if kind == "flip" and start < len(spoilt):
            spoilt[start] ^= 1 << draw(st.integers(0, 7))
        elif kind == "cut":
            del spoilt[start : start + length]
        elif kind == "double":
            spoilt[start:start] = spoilt[start : start + length]
        elif kind == "insert":
            pieces = (
                b"",
                b"[",
                b"]",
                b'"',
                b"=",
                b"\n[[x]]\n",
                b"-1",
                b"1e400",
                b"nan",
                b"1979-05-27",
                b"\x00",
                b"\xff",
                b"{}",
            )
            spoilt[start:start] = draw(st.sampled_from(pieces))
        else:
            del spoilt[start:]
    return bytes(spoilt)
