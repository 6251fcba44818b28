"""A short reply: yes or no, and to the question whether a score has a minus sign."""

import re

from chatbot.patterns import Opener, pattern

_AFTER = (
    r"(?:\W+(?:it|that|this|they|is|was|were|did|does|the|a|please|thanks|i|meant?|score|one))*"
)
_PLACE = r"(?:\W+(?:in front|before)(?:\W+(?:of|it|that|the|number|score))*)?"
_YES = r"yes|yeah|yep|yup|correct|right|exactly|sure|indeed|of course|true"
_NO = r"no|nope|nah|not really|wrong|incorrect"
_BELOW = r"(?:a )?minus(?: sign)?|negative|below(?: zero)?|under zero"
_ABOVE = (
    r"(?:a )?plus(?: sign)?|positive|above(?: zero)?|over zero|(?:no|without a?) ?minus(?: sign)?"
)
_FILL = (
    r"(?:(?:it|there)(?:(?:'|\u2019)?s)?|that|this|is|was|i|the|with|a|has|had|have|meant?|"
    r"should be|score|ok|oh|sorry|and)"
)
_ONLY = Opener(f"{_YES}|{_NO}", rf"^\W*(?:(?P<yes>{_YES})|(?P<no>{_NO})){_AFTER}\W*$")
_SIGN = pattern(
    # What is above comes first: "no minus" holds "minus".
    rf"^\W*(?:{_FILL}\W+)*(?:(?:{_YES}|{_NO})\W+)??(?:{_FILL}\W+)*"
    rf"(?:(?P<above>{_ABOVE})|(?P<below>{_BELOW}))"
    rf"{_PLACE}{_AFTER}\W*$",
    re.IGNORECASE,
)


def yes_or_no(text: str) -> str:
    """Which of "yes" and "no" a message says, if it says nothing else; an empty text if neither.

    >>> yes_or_no("Yes please"), yes_or_no("No, it was"), yes_or_no("no milk")
    ('yes', 'no', '')
    """
    match = _ONLY.match(text)
    if match is None:
        return ""
    return "yes" if match["yes"] else "no"


def sign_told(text: str) -> str:
    """The sign that a reply to "did you mean -2.1?" gives a score; empty if it is no such reply.

    >>> sign_told("yes"), sign_told("no, it is positive"), sign_told("minus"), sign_told("no milk")
    ('-', '+', '-', '')
    >>> sign_told("no minus sign"), sign_told("no, minus"), sign_told("is it minus?")
    ('+', '-', '')
    """
    if "?" in text:
        return ""
    if match := _SIGN.match(text):
        return "-" if match["below"] else "+"
    return {"yes": "-", "no": "+"}.get(yes_or_no(text), "")
