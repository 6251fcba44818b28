"""What a message begins with is looked for only where it may stand, and never overlooked."""

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from chatbot.conversation import followup
from chatbot.conversation.followup import opening, replying
from chatbot.patterns import Opener

OPENERS = {
    name: value
    for room in (followup, opening, replying)
    for name, value in vars(room).items()
    if isinstance(value, Opener)
}


def test_the_openers_are_found() -> None:
    """Reactions, corrections, joining words and the rest are all looked at here."""
    assert {"_REACTION", "_CORRECTION", "_JOINING", "_ONLY", "_MORE", "_PICK"} <= OPENERS.keys()


@pytest.mark.parametrize("name", OPENERS)
@settings(max_examples=30)  # each takes long to make
@given(data=st.data())
def test_nothing_is_overlooked(name: str, data: st.DataObject) -> None:
    """Whatever the expression itself matches, blanks aside, the opener matches just so."""
    opener = OPENERS[name]
    like = st.from_regex(re.compile(opener.expression.pattern, re.IGNORECASE))
    text = data.draw(like | like.map(str.upper))
    expected, found = opener.expression.match(text), opener.match(text)
    assert (found.group() if found else "").strip() == (
        expected.group() if expected else ""
    ).strip()
