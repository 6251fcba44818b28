"""The conversation in memory: what was asked, what waits, what the next turn may know."""

from collections import deque

from chatbot.answer import Answer, Turn
from chatbot.exports import DoctorList
from chatbot.frozen import dataclass

REMEMBERED = 8
"""How many turns the bot is told about."""
KEPT = 2000
"""How many turns a saved file holds at most, shown on the screen or not."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with the number that its answer must carry."""

    number: int
    text: str


class Session:
    """Questions in order, one being answered at a time; nothing is written anywhere.

    Numbers are never used twice, not even after `forget`: an answer that comes late finds no
    question and is dropped.
    """

    def __init__(self) -> None:
        self.said: deque[Turn] = deque(maxlen=KEPT)
        self.listed = DoctorList()
        self.waiting: deque[Asked] = deque()
        self.current: Asked | None = None
        self._number = self._forgotten = 0

    def ask(self, text: str) -> Asked:
        """Take a question in; it waits until `begin` reaches it."""
        self._number += 1
        asked = Asked(self._number, text)
        self.waiting.append(asked)
        return asked

    def begin(self) -> Asked | None:
        """Take the next question to answer; None while one is being answered or none waits."""
        if self.current is not None or not self.waiting:
            return None
        self.current = self.waiting.popleft()
        return self.current

    def settle(self, number: int, answer: Answer | None) -> bool:
        """Close the current question, with its answer or without; False if it is another's."""
        if self.current is None or self.current.number != number:
            return False
        if answer is not None:
            self.said.append(Turn(self.current.text, answer))
        self.current = None
        return True

    @property
    def turns(self) -> tuple[Turn, ...]:
        """What the bot is told."""
        return tuple(self.said)[-REMEMBERED:]

    @property
    def holds_something(self) -> bool:
        """Whether there is anything to forget: a question, answered or not, or the list."""
        return self._number > self._forgotten or len(self.listed) > 0

    def knows(self, number: int) -> bool:
        """Whether a question is still open."""
        return any(asked.number == number for asked in (self.current, *self.waiting) if asked)

    def forget(self) -> None:
        """Drop the conversation, not the list; answers still on their way become late ones."""
        self._forgotten = self._number
        self.said.clear()
        self.waiting.clear()
        self.current = None
