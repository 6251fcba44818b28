"""A person at the look-up, for every test that needs one."""

from driving import Driver

from chatbot.tui.lookup_screen import LookupScreen
from chatbot.tui.widgets.lookup_parts import LookupBox, Results


class Agent:
    """A person at the look-up, who counts keys."""

    def __init__(self, person: Driver) -> None:
        self.person = person
        self.keys = 0

    @property
    def screen(self) -> LookupScreen:
        """The look-up."""
        screen = self.person.app.screen
        assert isinstance(screen, LookupScreen)
        return screen

    @property
    def box(self) -> LookupBox:
        """The words."""
        return self.screen.query_one(LookupBox)

    @property
    def results(self) -> Results:
        """The results."""
        return self.screen.query_one(Results)

    async def open(self) -> None:
        """Go to the look-up."""
        await self.person.loaded()
        await self.press("f2")
        await self.person.until(lambda: isinstance(self.person.app.screen, LookupScreen))

    async def press(self, *keys: str) -> None:
        """Press keys that are no letters of a question."""
        self.keys += len(keys)
        await self.person.press(*keys)

    async def type(self, words: str) -> None:
        """Type words, and wait for what they find."""
        await self.person.press(*("space" if letter == " " else letter for letter in words))
        await self.settle()

    async def settle(self) -> None:
        """Wait until nothing is being looked for."""
        await self.person.until(lambda: self.screen._requests.under_way is None)

    async def found(self, number: int) -> None:
        """Wait for so many results."""
        await self.person.until(lambda: self.results.option_count == number)
