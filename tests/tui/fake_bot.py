"""A bot of fixed answers, so that the screen is tested by itself."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from fake_copy import COPY, EXPORT_COPY
from fake_documents import documents, quote

from chatbot.answer import (
    Answer,
    Care,
    Context,
    Correction,
    Difference,
    Intent,
    Score,
    Span,
    Turn,
)
from chatbot.errors import InputError
from chatbot.searching import EVERYWHERE, Filters, LookUp, Reason, SearchHit

HOSTILE = "[/foo] [@click=app.quit]x[/] [red]y \x1b]52;c;aGk=\x07\x1b[31mz"
HOSTILE_SHOWN = "[/foo] [@click=app.quit]x[/] [red]y z"

CARE = Care(
    "emergency",
    "cauda-equina",
    "Get help now",
    "Call 911 or your local emergency number now. Do not drive yourself.",
    "general caution, not clinically reviewed",
)


class FakeBot:
    """Answers by a word of the question; events hold it up where a test wants that."""

    name = "Bone health"
    sha256 = "0" * 64
    intents = ("definition", "cost")
    covers = ("osteopenia", "osteoporosis", "T-scores", "food and exercise", "costs")

    def __init__(self, folder: Path) -> None:
        self.documents = documents(folder)
        self.asked: list[tuple[str, int]] = []
        self.may_reply = Event()
        self.may_reply.set()
        self.looked_up: list[str] = []
        self.may_look_up = Event()
        self.may_look_up.set()

    def say(self, key: str, **words: str) -> str:
        """Our own texts."""
        text = COPY[key] if key in COPY else EXPORT_COPY[key]
        for name, word in words.items():
            text = text.replace("{" + name + "}", word)
        return text

    def triage(self, text: str) -> Care | None:
        """Cards for legs without feeling."""
        return CARE if "legs" in text else None

    def look_up(self, words: str, filters: Filters = EVERYWHERE, *, typing: bool = False) -> LookUp:
        """The passages whose text holds a word; "crash" is a fault, "empty" an InputError."""
        assert typing
        self.looked_up.append(words)
        assert self.may_look_up.wait(20)
        if "crash" in words:
            raise ValueError(words)
        if "empty" in words:
            raise InputError("The question is empty")
        found = [
            hit
            for hit in (self._hit(*made) for made in self._passages())
            if any(word in hit.snippet.casefold() for word in words.casefold().split())
            and filters.document in (None, hit.document)
            and filters.intent in (None, hit.intent)
        ]
        hits = tuple(replace(hit, rank=rank) for rank, hit in enumerate(found, 1))[: filters.limit]
        odds = (Intent("cost", 0.7), Intent("definition", 0.3))
        missing = tuple(word for word in ("zeppelin", "romosozumab") if word in words.casefold())
        return LookUp(words, "", (), self.triage(words), odds, hits, missing)

    def _passages(self) -> list[tuple[str, str, str]]:
        return [
            ("scores", "Osteopenia is low bone mass that comes before osteoporosis.", "definition"),
            ("scores", "Excessive sodium, because sodium raises the loss of calcium.", "cost"),
            ("costs", "| DXA Bone Density Scan | Radiology Centers | $125-$300 |", "cost"),
        ]

    def _hit(self, document: str, text: str, intent: str) -> SearchHit:
        found = quote(self.documents[document], text)
        return SearchHit(
            1,
            found.passage,
            document,
            found.title,
            found.section,
            text,
            found.start,
            found.end,
            1.5,
            ("bone",),
            intent,
            found.citation,
            reasons=(Reason("bone", 1.0, 2.5, "asked"),),
            question="How dense is bone?",
            likeness=0.5,
            odds=0.7,
            quotes=(found,),
            disclaimer="This is general information.",
        )

    def reply(self, text: str, turns: Sequence[Turn] = ()) -> Answer:
        """The answer whose word is in the question."""
        self.asked.append((text, len(turns)))
        assert self.may_reply.wait(20)
        if len(text) > 5000:
            raise InputError(
                "The question is too long", "Please ask in fewer than 2,000 characters."
            )
        if "crash" in text:
            raise ValueError(text)
        answers = {
            "hostile": self._hostile,
            "legs": self._legs,
            "cost": self._cost,
            "T-score": self._score,
            "stop": self._refer,
            "romosozumab": self._abstain,
        }
        build = next((make for word, make in answers.items() if word in text), self._definition)
        return replace(build(), question=text)

    def _definition(self) -> Answer:
        words = "Osteopenia is low bone mass that comes before osteoporosis."
        return Answer(
            "",
            "answer",
            "The documents say:",
            "This is general information. It does not replace your doctor’s advice.",
            quotes=(
                quote(self.documents["scores"], words),
                quote(
                    self.documents["scores"],
                    "Excessive caffeine, because more than 3 cups a day may reduce the absorption of calcium.",
                ),
            ),
            suggestions=("What are the causes of bone loss?", "How much does a DXA scan cost?"),
        )

    def _cost(self) -> Answer:
        row = "| DXA Bone Density Scan | Radiology Centers | $125-$300 |"
        header = "| Treatment Option | Provider Type | Cost Estimation |"
        note = "Prices vary by region and by insurance."
        return Answer(
            "",
            "answer",
            "The documents give this price:",
            "Prices differ. Ask the place that does the scan.",
            quotes=(quote(self.documents["costs"], row, header, note),),
            corrections=(Correction("csot", "cost"),),
            resolved=("How much does a DXA scan cost?",),
        )

    def _score(self) -> Answer:
        scores = self.documents["scores"]
        row = "| -1.0 to -2.5 | Osteopenia | Low bone mass — elevated fracture risk |"
        other = "| Below -2.5 | Osteoporosis | Significantly reduced bone density — high fracture risk |"
        header = "| T-score | Classification | Meaning |"
        found = quote(scores, row, header)
        return Answer(
            "",
            "answer",
            "The documents call a T-score of -1.8 “Osteopenia”.",
            "A T-score alone does not tell your risk. A clinician may also use the FRAX tool.",
            scores=(Score("T", -1.8, "spine", Span("scores", found.start, found.end, row)),),
            quotes=(found,),
            differences=(
                Difference(
                    "where -2.5 belongs",
                    "differ",
                    "The documents draw this line in different places.",
                    (found, quote(scores, other, header)),
                ),
            ),
        )

    def _refer(self) -> Answer:
        return Answer(
            "",
            "refer",
            "I cannot tell you whether to stop a medicine. Please ask the person who prescribed it.",
            "Do not change a medicine on your own.",
            quotes=(quote(self.documents["scores"], "It is not a disease."),),
        )

    def _abstain(self) -> Answer:
        return Answer(
            "",
            "abstain",
            "The documents do not speak of romosozumab.",
            "",
            missing=("romosozumab",),
            suggestions=("Which medicines do the documents name?",),
        )

    def _legs(self) -> Answer:
        return Answer("", "urgent", "Please read the card first.", "", care=CARE)

    def _hostile(self) -> Answer:
        found = self._definition().quotes[0]
        nasty = replace(
            found, text=HOSTILE, title=HOSTILE, section=HOSTILE, highlights=((0, 6), (30, 60))
        )
        row = replace(
            nasty,
            text=f"| {HOSTILE} | {HOSTILE} |",
            context=(Context("header", f"| {HOSTILE} |", 0, 9),),
        )
        return Answer(
            "",
            "answer",
            HOSTILE,
            HOSTILE,
            resolved=(HOSTILE, HOSTILE),
            corrections=(Correction(HOSTILE, HOSTILE),),
            care=Care("urgent", "x", HOSTILE, HOSTILE, HOSTILE),
            quotes=(nasty, row),
            differences=(Difference(HOSTILE, "caution", HOSTILE, (nasty,)),),
            missing=(HOSTILE,),
            suggestions=(HOSTILE,),
        )
