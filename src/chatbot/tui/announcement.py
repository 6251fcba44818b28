"""Messages with fields, made of their annotations alone."""

from typing import dataclass_transform

from textual.message import Message


@dataclass_transform()
class Announcement(Message):
    """A message; its annotations are its fields, given by place or by name, as of a dataclass.

    The standard library writes and compiles methods for each class, which takes milliseconds that
    the first paint would wait for.

    >>> class Heard(Announcement):
    ...     words: str
    ...     again: bool = False
    >>> Heard("bone").words, Heard("bone").again, Heard("bone", again=True).again
    ('bone', False, True)
    """

    def __init__(self, *values: object, **named: object) -> None:
        super().__init__()
        names = type(self).__annotations__
        for name, value in dict(zip(names, values, strict=False), **named).items():
            setattr(self, name, value)
