"""What a message asks: its parts, each so that it stands alone."""

from collections.abc import Mapping, Sequence

from chatbot.answer import Answer, Quote, Turn, starts_over
from chatbot.conversation.deciding import Decisions
from chatbot.conversation.followup import (
    Naming,
    Resolved,
    asks_meaning,
    asks_on,
    cut_lead,
    in_full,
    names_nothing,
    reached,
    resolve,
    sign_told,
    tells_measure,
    uncompared,
    with_topic,
    yes_or_no,
)
from chatbot.conversation.scoring import ScoreReader
from chatbot.conversation.splitting import split_parts
from chatbot.frozen import dataclass, replace
from chatbot.pack.rulebook import Hit, RuleHead
from chatbot.retrieval.library import Library


@dataclass(frozen=True, slots=True)
class Asked:
    """A part of the question: as it is searched, as typed, and what else the message says.

    `said` is what a follow-up itself says; `seen` are passages that are not to be shown again;
    `document` is the only one to be quoted, if it is not empty. `otherwise` is what to search if
    nothing is found. `settled` tells that the question whose words it carries over was answered;
    `open` that what was typed names nothing, and `unclear` that there is no talk to say it either;
    `anew` that it is the question before, asked with another thing or number in it.
    """

    text: str
    typed: str
    background: str
    said: str = ""
    seen: frozenset[str] = frozenset()
    document: str = ""
    otherwise: str = ""
    settled: bool = False
    open: bool = False
    unclear: bool = False
    anew: bool = False


def naming_of(library: Library) -> Naming:
    """What finds the things that a message names."""
    return Naming(library.analyzer, library.kinds)


def talk_of(turns: Sequence[Turn]) -> Sequence[Turn]:
    """The turns since the talk was last begun anew."""
    begun = [n for n, turn in enumerate(turns, 1) if starts_over(turn.answer)]
    return turns[begun[-1] :] if begun else turns


def fixed_reply(hits: Sequence[Hit], turns: Sequence[Turn]) -> RuleHead | None:
    """The chat rule that replies: the first whose place in the talk this is.

    A card holds for the whole talk; what was left to people, until something else is answered.
    """
    kinds = [turn.answer.kind for turn in turns if turn.answer.kind != "chat"]
    places = {"", *kinds[-1:], *(["urgent"] if "urgent" in kinds else [])}
    return next((hit.rule for hit in hits if hit.rule.after in places), None)


def asks_of_score(
    question: str, turns: Sequence[Turn], scores: ScoreReader, library: Library
) -> bool:
    """Whether a message asks what "that" means, just after a score was told."""
    told = turns[-1].answer.resolved if turns and asks_meaning(question) else ()
    naming = naming_of(library)
    return any(scores.view(part).held or tells_measure(part, naming) for part in told)


def decide(
    question: str, asked: Sequence[Asked], turns: Sequence[Turn], decisions: Decisions
) -> tuple[RuleHead | None, str]:
    """The rule by which a message is left to people, if it is, and why."""
    # "Is it a disease (osteopenia)?" is no "is it osteopenia?".
    meant = " ".join(in_full(item.text) if item.said else item.text for item in asked)
    bare = all(item.open for item in asked)
    rule, why = decisions.find((question, meant), phrases_only=bare)
    if rule is None and any(item.anew for item in asked):
        # What was left to people for one thing is so for the next: "vitamin D then?"
        return left_to_people(turns, decisions) or (None, why)
    return rule, why


def left_to_people(turns: Sequence[Turn], decisions: Decisions) -> tuple[RuleHead, str] | None:
    """The rule by which the last turn was left to people, and why; None if it was answered."""
    for turn in reversed(turns):
        if turn.answer.kind != "refer":
            return None
        rule, why = decisions.find((turn.question, " ".join(turn.answer.resolved)))
        if rule is not None:
            return rule, f"{why}; asked before of another thing"
    return None


def whom_to_ask(turns: Sequence[Turn], decisions: Decisions) -> str:
    """Who decides what was asked last and left to people; empty if no rule says."""
    left = [turn for turn in turns if turn.answer.kind == "refer" and turn.answer.resolved]
    found = left_to_people(left, decisions)
    return found[0].ask if found else ""


def sign_given(question: str, turns: Sequence[Turn], scores: ScoreReader) -> str:
    """The last question with the sign that its score was asked for, or an empty text.

    After "Did you mean -2.1?" a message that says "yes", "no, plus" and nothing else is such.
    """
    sign = sign_told(question) if turns else ""
    for part in turns[-1].answer.resolved if sign else ():
        if doubted := scores.view(part).doubted:
            place = doubted[0].place
            return f"{part[:place]}{sign}{part[place:].lstrip('+')}"
    return ""


def understand(
    question: str, turns: Sequence[Turn], library: Library, topics: Mapping[str, str]
) -> list[Asked]:
    """The parts of a message; a later one may lean on the one before it, the first on `turns`.

    `topics` are the kinds of what a message may be about, by concept.
    """
    if yes_or_no(question):
        return [Asked(question, question, "", open=True, unclear=True)]
    said = [t.answer for t in turns if not yes_or_no(" ".join(t.answer.resolved))]
    resolved = [answer.resolved for answer in said if answer.resolved]
    last = next((answer for answer in reversed(said) if answer.resolved), None)
    before = reached(question, resolved, naming_of(library))
    choices: tuple[str, ...] = turns[-1].answer.suggestions if turns else ()
    shown = frozenset(quote.passage for turn in turns for quote in turn.answer.quotes)
    # Who asks why has read the one thing that was quoted; of several, one may hold the reason.
    read = frozenset(quote.passage for quote in last.quotes) if last else frozenset()
    read = read if len(read) == 1 and asks_on(question) else frozenset()
    # What turns the talk, such as "forget the drugs.", is read with the first part.
    lead, rest = cut_lead(question)
    asked = []
    for part in split_parts(rest, library.analyzer, library.kinds):
        text = with_topic(part.text, part.background, library.analyzer, topics)
        leaning = resolve(
            lead + text, before, choices, library.analyzer, library.kinds, library.sites
        )
        # What the message itself adds is nearer than the turn before.
        item = leaning if text == part.text else Resolved(text)
        quote = _quote_at(item.source, last)
        if quote is not None and last is not None:
            item = replace(item, text=last.resolved[quote.part])
        elif item.source:
            item = Resolved(text)
        bare = names_nothing(text, library.analyzer, library.kinds)
        asked.append(
            Asked(
                item.text,
                text if item.followup else part.text,
                part.background,
                item.said,
                shown if item.more else read,
                quote.document if quote else "",
                item.otherwise.text if item.otherwise else uncompared(item.text),
                settled=last is not None and bool(last.quotes),
                open=bare,
                unclear=bare and not (before or item.followup),
                anew=item.anew,
            )
        )
        before, choices, lead, last = (item.text,), (), "", None
    return asked


def _quote_at(number: int, answer: Answer | None) -> Quote | None:
    """The quote that was shown under a number, counted from 1; -1 is the last."""
    if answer is None or not number or number > len(answer.quotes):
        return None
    return answer.quotes[number - 1 if number > 0 else number]
