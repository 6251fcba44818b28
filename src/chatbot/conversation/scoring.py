"""Reads scores out of a question: kind, sign, value, site; and finds the rows that hold them."""

import re
from collections.abc import Mapping, Sequence

from chatbot.answer import Score
from chatbot.frozen import dataclass
from chatbot.pack.numerals import in_digits, names_number
from chatbot.pack.records import Anchor, Band, ScoreKind
from chatbot.pack.words import fold, split_words
from chatbot.patterns import pattern
from chatbot.retrieval.terms import STOPWORDS

# "-1.8", "−1,8", "minus 1.8", "negative 2.5", "2.1"; not a range's second half, a dose or a date.
_SIGN = r"[-\u2212\u2013\u2012\u2010\u2011+]"
_NUMBER = pattern(
    rf"(?:(?<![\w.,/])(?<!\d{_SIGN})|(?:(?<=\b[a-z])|(?<=\d[,/]))(?={_SIGN}))"
    rf"(?P<sign>{_SIGN}\s?|\b(?:minus|negative|neg|plus|positive)[\s.:-]{{1,3}})?"
    r"(?P<value>\d{1,2}(?:[.,]\d{1,2})?|[.,]\d{1,2})"
    # A slash parts two scores only where a sign follows: "-2.5/hip -1.8".
    rf"(?![\w%]|[.,]\d|/(?!\s?(?:[a-z]+\s)?{_SIGN})|\s?(?:mg|iu|mcg|g|ng|ml|kg|cm|mm|x|times|"
    r"years?|yrs?|months?|weeks?|days?|hours?|minutes?|inch(?:es)?|units?|percent|drinks?|cups?)\b)"
    # "2.8 minus": behind the number, and not before the next one or between two choices.
    r"(?P<behind>[\s,(]{1,3}minus\b(?!\W{0,3}\d|\s+(?:or|the|sign of)\b))?",
    re.IGNORECASE,
)
_MEASURED = pattern(
    r"(?:^|(?<=[,;]))(?![^,;]*\b(?:what|how|why|is|are|does|do|mean|means)\b)"
    r"[^,;?!]*\d\s?(?:%|percent\b|g\s?/\s?cm)[^,;.?!]*",
    re.IGNORECASE,
)
"""What tells of another measurement, with its unit, and asks nothing."""
_VEILED = pattern(r"(?<![a-z])xx+(?![a-z])")
_ENDS_SIGNED = pattern(rf"(?:{_SIGN}|\b(?:minus|negative) )\Z")
_DIVIDES = pattern(r"[,;\d]")
_FAR = 60
_SITE_REACH = 30
_SIGN_REACH = 10
_FEW = 2
_NUMBER_WORDS = frozenset("number numbers score scores result results reading figure mean".split())
_JUDGING = frozenset("good bad fine ok okay alright serious pass fail bang exactly right".split())
"""Words that ask what a score is worth, and name nothing else."""
_TELLING = frozenset(
    "caller patient client lady man woman wants asks asking know knowing f m".split()
)
"""Words that tell who asks."""


@dataclass(frozen=True, slots=True)
class ReadScore:
    """A score as typed: `signed` tells whether a sign was written."""

    kind: str
    value: float
    signed: bool
    site: str | None
    place: int


@dataclass(frozen=True, slots=True)
class _Typed:
    """A text as scores are looked for in it: its digits, folded, and where scores are named.

    Every place is that of the text as typed. `letters` are where a kind's letter stands alone.
    """

    text: str
    digits: str
    line: str
    names: list[tuple[int, ScoreKind]]
    letters: list[tuple[int, ScoreKind]]


def _typed(text: str, kinds: Sequence[ScoreKind]) -> _Typed | None:
    """A text made ready, if it holds a number at all."""
    digits = in_digits(text) if kinds and names_number(text) else ""
    if not any(sign.isdecimal() for sign in digits + text):
        return None
    line = fold(digits.replace("-", "\u2212")).replace("\u2212", "-")
    line = digits.lower() if len(line) != len(digits) else line
    names = [
        (match.start(), kind)
        for kind in kinds
        for name in kind.names
        for match in _word_places(name, line)
    ]
    letters = [(place, kind) for kind in kinds for place in _letter_places(kind.kind, line)]
    return _Typed(text, digits, line, names, letters)


def read_scores(
    text: str, kinds: Sequence[ScoreKind], sites: Mapping[str, Sequence[str]]
) -> tuple[ReadScore, ...]:
    """All plausible scores of a question, in its order, each once.

    A number belongs to the kind whose name stands nearest; without any name it is a score of
    the first kind only if it has a minus sign, or a plus sign and a decimal.
    """
    typed = _typed(text, kinds)
    return _scores(typed, kinds, sites) if typed else ()


def _scores(
    typed: _Typed, kinds: Sequence[ScoreKind], sites: Mapping[str, Sequence[str]]
) -> tuple[ReadScore, ...]:
    text, names, letters = typed.digits, typed.names, typed.letters
    if not names and not letters and text != typed.text:
        # A bare "minus two" of something else is no score.
        text = in_digits(typed.text, words=False)
    found: dict[tuple[str, float, str | None], ReadScore] = {}
    for match in _NUMBER.finditer(text):
        if _names_other(text, match.start(), kinds):
            continue
        sign, value = _signed(match)
        decimal = "." in match.group("value") or "," in match.group("value")
        written = value < 0 or (sign == "+" and decimal)
        # A lone letter names what comes behind it, never what came before.
        named = names + [(place, kind) for place, kind in letters if place < match.start()]
        kind = _kind_at(match.start(), named, kinds, written=written)
        if kind is None or not kind.lowest <= value <= kind.highest:
            continue
        if not sign and not decimal and not _named_at(match.start(), named):
            continue
        site = _site_at(match.start(), match.end(), typed.line, sites)
        score = ReadScore(kind.kind, value, bool(sign), site, match.start())
        found.setdefault((kind.kind, value, site), score)
    return tuple(found.values())


def _holds_unread(typed: _Typed) -> bool:
    """Whether a score is named whose number has no one reading ("-2..8") or none at all ("-28")."""
    named = typed.names + typed.letters
    veiled = (
        m.start() for m in _VEILED.finditer(typed.digits) if _is_number(typed.text, *m.span())
    )
    if any(_named_at(place, named) for place in veiled):
        return True
    signed = (match for match in _NUMBER.finditer(typed.digits) if match["sign"])
    return any(
        not kind.lowest <= _signed(match)[1] <= kind.highest
        for match in signed
        for kind in _named_at(match.start(), named)
    )


def _named_at(place: int, names: Sequence[tuple[int, ScoreKind]]) -> list[ScoreKind]:
    """The kind of score that is named shortly before a place, the nearest one, if any."""
    near = [(start, kind) for start, kind in names if 0 <= place - start <= _SITE_REACH]
    return [max(near, key=lambda item: item[0])[1]] if near else []


def _is_number(text: str, start: int, end: int) -> bool:
    """Whether a veiled place is a number; two with a colon and no sign are a time of day."""
    signed = _ENDS_SIGNED.search(text, max(start - _SIGN_REACH, 0), start)
    return text[start].isdecimal() and (bool(signed) or ":" not in text[start:end])


def _signed(match: re.Match[str]) -> tuple[str, float]:
    """A number's sign as it is written before or behind it, if it is, and its value."""
    sign = (match["sign"] or "").strip().lower()
    value = float(match["value"].replace(",", "."))
    if not sign and match["behind"]:
        return "-", -value
    minus = sign and sign[0] in "-\u2212\u2013\u2012\u2010\u2011mn"
    return sign, -value if minus else value


@dataclass(frozen=True, slots=True)
class ScoreView:
    """The scores of one part: those to be looked up, and those whose sign is asked about.

    `unread` tells that a score is named whose number can't be read.
    """

    scores: tuple[ReadScore, ...] = ()
    doubted: tuple[ReadScore, ...] = ()
    background: tuple[ReadScore, ...] = ()
    unread: bool = False

    @property
    def held(self) -> bool:
        """Whether the part holds a score, be its sign sure or not."""
        return bool(self.scores or self.doubted)

    @property
    def values(self) -> tuple[float, ...]:
        """The values that are looked up."""
        return tuple(score.value for score in (*self.scores, *self.background))


class ScoreReader:
    """Scores and the rows that hold them, for one pack."""

    def __init__(self, kinds: Sequence[ScoreKind], sites: Mapping[str, Sequence[str]]) -> None:
        self._kinds = {kind.kind: kind for kind in kinds}
        self._sites = sites
        names = [kind.names for kind in kinds] + list(sites.values())
        self._own_words = {word.text for group in names for n in group for word in split_words(n)}
        self._own_words |= _JUDGING
        anchors = (band.anchor.text for kind in kinds for band in kind.bands)
        self._ranges = {word.text for text in anchors for word in split_words(text)}

    def view(self, text: str, background: str = "") -> ScoreView:
        """Read a part's scores; those in the background count only if the part names none."""
        kinds = tuple(self._kinds.values())
        typed = _typed(text, kinds)
        found = _scores(typed, kinds, self._sites) if typed else ()
        doubted = tuple(score for score in found if self._in_doubt(score))
        told = () if found else read_scores(background, kinds, self._sites)
        sure = tuple(score for score in found if score not in doubted)
        background_scores = tuple(score for score in told if not self._in_doubt(score))
        return ScoreView(
            sure, doubted, background_scores, typed is not None and _holds_unread(typed)
        )

    def leads(self, view: ScoreView, text: str, said: str = "") -> bool:
        """Whether a part asks about a score itself: it hardly holds other content words.

        `said` is what a follow-up says itself, if its score is of the question before it.
        """
        if not (view.scores or view.doubted or view.background):
            return False
        words = [word.text for word in split_words(_MEASURED.sub("", in_digits(text)))]
        others = {
            word for word in words if word not in STOPWORDS | self._own_words and word.isalpha()
        }
        carried = bool(said) and not any(word[0].isdigit() for word in words)
        if (view.scores or view.doubted) and not (carried and others):
            told = not _TELLING.isdisjoint(others) and others - _TELLING <= self._ranges
            return told or len(others) <= _FEW
        # A score that is only told of leads if the question is about a number or between ranges.
        between = "or" in words and others <= self._ranges
        return len(others) <= _FEW and (between or not _NUMBER_WORDS.isdisjoint(words))

    def bands(self, score: ReadScore) -> tuple[Band, ...]:
        """The bands, over all documents, that hold a score."""
        return tuple(band for band in self._kinds[score.kind].bands if band.holds(score.value))

    def explained(self, score: ReadScore) -> tuple[Anchor, ...]:
        """What the documents say such a score is."""
        return self._kinds[score.kind].explained

    def record(self, score: ReadScore) -> Score:
        """The score as answers carry it, without its band's offsets."""
        return Score(score.kind, score.value, score.site)

    def _in_doubt(self, score: ReadScore) -> bool:
        """Whether a minus may have been left out."""
        limit = self._kinds[score.kind].ask_above
        return not score.signed and limit is not None and score.value > limit


def _kind_at(
    place: int,
    names: Sequence[tuple[int, ScoreKind]],
    kinds: Sequence[ScoreKind],
    *,
    written: bool,
) -> ScoreKind | None:
    if names:
        before = [(abs(place - start), kind) for start, kind in names if start < place]
        after = [(abs(place - start) + _FAR, kind) for start, kind in names if start >= place]
        return min(before + after, key=lambda item: item[0])[1]
    return kinds[0] if written else None


def _site_at(start: int, end: int, line: str, sites: Mapping[str, Sequence[str]]) -> str | None:
    """The body site named nearest to the number, rather before it than behind it."""
    best: tuple[int, str] | None = None
    for site, words in sites.items():
        for word in words:
            for match in _word_places(word, line):
                gap = start - match.end() if match.end() <= start else match.start() - end + 8
                between = line[match.end() : start] or line[end : match.start()]
                if _DIVIDES.search(between):
                    continue
                if 0 <= gap <= _SITE_REACH and (best is None or gap < best[0]):
                    best = (gap, site)
    return best[1] if best else None


def _names_other(text: str, place: int, kinds: Sequence[ScoreKind]) -> bool:
    """Whether a letter that names no score stands right before a sign: the "D" of "D-3"."""
    before = text[place - 1 : place].lower()
    return before.isalpha() and all(before != kind.kind.lower() for kind in kinds)


def _letter_places(letter: str, line: str) -> list[int]:
    """Where a kind's letter stands alone, right before a number, be it veiled behind its sign."""
    before = rf"(?<![\w'\u2019]){re.escape(letter.lower())}(?=\s?[-+]\s?(?:[\d.]|xx)|\s\d)"
    return [match.start() for match in re.finditer(before, line)]


def _word_places(word: str, line: str) -> list[re.Match[str]]:
    wanted = word.lower()
    if wanted not in line:
        return []
    return list(re.finditer(rf"(?<!\w){re.escape(wanted)}(?!\w)", line))
