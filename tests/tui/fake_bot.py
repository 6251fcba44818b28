"""A bot of fixed answers, so that the screen is tested by itself."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from threading import Event

from chatbot.answer import (
    Answer,
    Care,
    Context,
    Correction,
    Difference,
    Intent,
    Quote,
    Score,
    Span,
    Turn,
)
from chatbot.errors import InputError
from chatbot.pack.documents import read_document
from chatbot.pack.records import Document
from chatbot.searching import EVERYWHERE, Filters, LookUp, Reason, SearchHit

HOSTILE = "[/foo] [@click=app.quit]x[/] [red]y \x1b]52;c;aGk=\x07\x1b[31mz"
HOSTILE_SHOWN = "[/foo] [@click=app.quit]x[/] [red]y z"

COPY = {
    "opening": "Ask about bone health. Each answer is quoted from the documents, with its source.",
    "not_medical_advice": "This is not medical advice and not a diagnosis. For that, ask your doctor or nurse.",
    "privacy": "Your questions stay on this computer and are forgotten when you leave.",
    "covers_heading": "Topics:",
    "examples_heading": "You could ask",
    "examples": "What is osteopenia?\nMy T-score is -1.8, what does that mean?\nHow much does a DXA scan cost?",
    "searching": "Searching the documents …",
    "searched_for": "Searched for:",
    "corrected": "Read as:",
    "score_heading": "Where this number stands in the table",
    "score_place": "In words: {value} is in the line “{line}”. The table is from:",
    "rephrase": "Put my question in other words",
    "differ_heading": "The documents differ:",
    "caution_heading": "Take care:",
    "shown_above": "(shown above)",
    "suggestions_heading": "You could also ask",
    "nearest_heading": "The nearest topics",
    "older_dropped": "Older questions are no longer shown.",
    "started_over": "Started over. The conversation is forgotten.",
    "copied": "Sent to your terminal. Not there? T shows it as plain text.",
    "fault": "A fault of ours stopped this answer. Please ask again in other words.",
    "documents_heading": "Documents",
    "outline_heading": "Headings",
    "quote_word": "quote",
    "list_heading": "For my doctor",
    "list_question": "I asked:",
    "list_empty": "The list for your doctor is empty. Mark a quote and put it here, and you can take it with you.",
    "list_added": "On the list for your doctor now: {count}.",
    "list_there": "That is on the list for your doctor already.",
    "list_no_such": "There is no such number. Nothing was changed.",
    "list_ask_heading": "The documents suggest asking",
    "list_kept": "The list lives in memory only. It is gone when you leave, unless you save it.",
    "add_all": "Put these quotes on the list for my doctor",
    "add_one": "Put this on the list",
    "remove": "Take this off the list",
    "save_heading": "Save as a file",
    "save_name": "Name of the file. The ending says which kind it is: .md is text, .html is for printing, .json is for programs.",
    "save_text": "Save as text",
    "save_page": "Save for printing",
    "save_data": "Save as data",
    "save_where": "Name of the new file:",
    "saved": "Saved as {file}.",
    "saved_unnoted": "Saved as {file}. That could not be noted down, so “chatbot forget” will not remove it.",
    "downloaded": "Your browser was given the file {file}.",
    "save_exists": "There is a file of that name already, and it was not changed. This name is free: {file}.",
    "save_failed": "This could not be saved: {reason}.",
    "save_nothing": "There is nothing to save yet.",
    "find_placeholder": "Words to find in this text",
    "found_of": "of",
    "lookup_how": "Type words or a question. Passages show as you type.",
    "lookup_nothing": "Nothing found. Try other words, or fewer filters.",
    "every_one": "all",
    "new_caller": "New caller. Words, filters and conversation are forgotten.",
    "why_heading": "Words found here: weight × rarity",
    "why_no_terms": "None of the words stands in this passage itself.",
    "why_question": "Most like the known question",
    "why_kinds": "Kind of question, with odds:",
    "why_score": "Score:",
    "copied_surely": "Copied: quote, source and note.",
    "plain_text_how": "Plain text. Mark it with Shift and the mouse.",
    "list_removed": "Taken off. Left on the list for your doctor: {count}.",
    "batch_heading": "Answer a file of questions",
    "batch_how": "The file is a table (.csv, .tsv) with a column “question”, or has a question on each line (.txt, .jsonl).",
    "batch_source": "Name of the file with the questions:",
    "batch_target": "Name of the new file for the answers:",
    "batch_progress": "{done} of {count} questions are done. Esc stops, and then no file is written.",
    "batch_done": "{done} of {count} questions have an answer. The file is:",
    "batch_bad": "These lines have none:",
    "batch_stopped": "Stopped. No file was written.",
}

EXPORT_COPY = {
    "question_word": "Question",
    "export_heading": "A conversation",
    "export_date": "Saved on {date}. Each quote names its source.",
    "list_about": "What I read and want to talk about. These are quotes from documents and no diagnosis.",
    "source_word": "Source",
    "doctor_questions": "What should I ask a doctor?",
}
"""What exports ask of a pack."""

SCORES = """+++
id = "scores"
title = "T-Scores Explained"
source = "A web page about T-scores"
reviewed = "2026-05-13"
note = "This text restates its source."
+++

# T-Scores Explained

## What osteopenia is

Osteopenia is low bone mass that comes before osteoporosis. It is not a disease.

### T-score ranges

| T-score | Classification | Meaning |
|---|---|---|
| Above -1.0 | Normal | Bone density within 1 SD of a healthy young adult |
| -1.0 to -2.5 | Osteopenia | Low bone mass — elevated fracture risk |
| Below -2.5 | Osteoporosis | Significantly reduced bone density — high fracture risk |

## Food

- Excessive sodium, because sodium raises the loss of calcium.
- Excessive caffeine, because more than 3 cups a day may reduce the absorption of calcium.
"""

FILLER = (
    "Bone is living tissue that is renewed all through life, and it answers to load and to food. "
)

COSTS = (
    """+++
id = "costs"
title = "Back Pain and What Care Costs"
source = "A web page about costs"
note = "This text restates its source."
+++

# Back Pain and What Care Costs

"""
    + "".join(f"## Background {number}\n\n{FILLER * 5}\n\n" for number in range(1, 13))
    + """## Cost of care

| Treatment Option | Provider Type | Cost Estimation |
| --- | --- | --- |
| DXA Bone Density Scan | Radiology Centers | $125-$300 |
| Physical Therapy | Rehabilitation Centers | $75-$150 per session |

Prices vary by region and by insurance.
"""
)

CARE = Care(
    "emergency",
    "cauda-equina",
    "Get help now",
    "Call 911 or your local emergency number now. Do not drive yourself.",
    "general caution, not clinically reviewed",
)


def documents(folder: Path) -> dict[str, Document]:
    """The two documents, read as the pack reads them."""
    found = {}
    for name, text in (("scores", SCORES), ("costs", COSTS)):
        path = folder / f"{name}.md"
        path.write_text(text, encoding="utf-8")
        found[name] = read_document(path, path.name, strict=True)
    return found


def quote(document: Document, text: str, header: str = "", note: str = "", part: int = 0) -> Quote:
    """A quote at its true place."""
    start = document.text.index(text)
    section = next(item for item in document.sections if item.start <= start < item.end)
    context = tuple(
        Context(role, words, document.text.index(words), document.text.index(words) + len(words))
        for role, words in (("header", header), ("note", note))
        if words
    )
    return Quote(
        part,
        text,
        document.id,
        document.title,
        section.heading,
        f"{document.id}#{section.slug}/1",
        document.source,
        document.reviewed,
        start,
        start + len(text),
        document.sha256,
        restated=True,
        context=context,
    )


class FakeBot:
    """Answers by a word of the question; events hold it up where a test wants that."""

    name = "Bone health"
    sha256 = "0" * 64
    intents = ("definition", "cost")
    covers = ("osteopenia", "osteoporosis", "T-scores", "food and exercise", "costs")

    def __init__(self, folder: Path) -> None:
        self.documents: Mapping[str, Document] = documents(folder)
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
        return LookUp(words, "", (), self.triage(words), odds, hits)

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
