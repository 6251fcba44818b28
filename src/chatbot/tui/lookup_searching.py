"""The look-up's searching: what is typed goes out to a thread, what is found comes back."""

from collections.abc import Callable

from textual import work
from textual.worker import Worker, WorkerState

from chatbot.answer import Care
from chatbot.errors import ChatbotError
from chatbot.listing import listed
from chatbot.safe_text import safe_text
from chatbot.searching import Filters, LookUp, SearchHit
from chatbot.tui import wording
from chatbot.tui.announcement import Announcement
from chatbot.tui.bot_protocol import Bot
from chatbot.tui.faults import place_of
from chatbot.tui.handing_over import HandingOver
from chatbot.tui.lookup_painting import kind_name
from chatbot.tui.lookup_requests import MOST, Newest, Request
from chatbot.tui.widgets.care_card import CareCard
from chatbot.tui.widgets.lookup_parts import LookupBox, Preview, Results, SpokenLine

LOW = 22
"""The lines below which the list leaves room for the quote and scrolls."""
TALL = 30
"""The lines from which a result takes three of them."""


class SearchingScreen(HandingOver):
    """Shows what was found for the words in the box, and nothing that came too late."""

    class Found(Announcement):
        """A search has ended; `trouble` says in one line why there is no result."""

        number: int
        found: LookUp | None
        trouble: str = ""

    def __init__(self, bot: Bot | None, triage: Callable[[str], Care | None] | None) -> None:
        super().__init__()
        self._bot, self._triage = bot, triage
        self._filters = Filters(limit=MOST)
        self._requests = Newest()
        self._found: LookUp | None = None
        self._previewed: SearchHit | None = None

    def say(self, key: str, **words: str) -> str:
        """Fixed wording; before the bot is there, none."""
        return self._bot.say(key, **words) if self._bot else ""

    def notice(self, text: str) -> None:
        """Say something in passing, above the keys; empty puts it away."""
        self.query_one("#notice", SpokenLine).say(text)

    @work(thread=True, group="look-up", description="look up", exit_on_error=False)
    def search(self, bot: Bot | None, request: Request) -> None:
        """Look up in a thread; before the bot is there, look for a care card only."""
        try:
            if bot is not None:
                found = bot.look_up(request.words, request.filters, typing=True)
            else:
                care = self._triage(request.words) if self._triage else None
                found = LookUp(request.words, "", (), care, (), ())
        except ChatbotError as error:
            self.post_message(self.Found(request.number, None, str(error)))
        else:
            self.post_message(self.Found(request.number, found))

    async def on_searching_screen_found(self, event: Found) -> None:
        """Show what counts, and go on with what has been typed meanwhile."""
        fresh, following = self._requests.done(event.number)
        if following:
            self.search(self._bot, following)
        if fresh and event.found:
            await self._show(event.found)
        elif fresh:
            await self._clear()
            self._read_as(event.trouble)

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """A fault of ours: say where, without anybody's words, and let typing go on."""
        number = self._requests.under_way
        if event.worker.group == "look-up" and event.state is WorkerState.ERROR and number:
            fault = self.say("fault") or wording.CRASH
            trouble = f"{fault} ({place_of(event.worker.error)})"
            self.post_message(self.Found(number, None, trouble))

    def _seek(self) -> None:
        words = self._box.value
        if any(letter.isalnum() for letter in words):
            if self._bot is None:
                self._read_as(wording.LOADING)
            request = self._requests.want(words, self._filters)
            if request:
                self.search(self._bot, request)
        else:
            self._requests.forget()
            self.call_later(self._clear)

    async def _show(self, found: LookUp) -> None:
        self._found = found
        await self._show_care(found.care)
        self._read_as(self._reading(found) if self._bot else wording.LOADING)
        self._results.show(found.hits, brief=self.size.height < TALL)
        self._preview()

    def _reading(self, found: LookUp) -> str:
        """What the documents lack of the words, then how they were read or that nothing is left."""
        parts = []
        if found.missing:
            parts.append(self.say("also_missing", missing=listed(found.missing, "or")))
        if not found.hits:
            parts.append(self.say("lookup_nothing"))
        elif found.searched:
            parts.append(f"{self.say('searched_for')} {found.searched}")
        return " ".join(filter(None, parts))

    async def _show_care(self, care: Care | None) -> None:
        room = self.query_one("#lookup-care")
        if [card.care for card in room.query(CareCard)] != ([care] if care else []):
            await room.remove_children()
            if care:
                await room.mount(CareCard(care))
        room.display = care is not None

    async def _clear(self) -> None:
        self._found = None
        await self._show_care(None)
        self._results.show((), brief=True)
        self._preview()
        self._say_hint()

    def _say_hint(self) -> None:
        if not self._hits:
            self._read_as(self.say("lookup_how") or wording.LOADING_MEANWHILE)

    def _read_as(self, text: str) -> None:
        self.query_one("#lookup-read", SpokenLine).say(text)

    def _preview(self) -> None:
        hit, preview = self._marked, self.query_one(Preview)
        if hit is not None and hit is self._previewed:
            return
        self._previewed = hit
        if hit and self._bot and self._found:
            preview.show(hit, self._bot.documents[hit.document], self._found, self.say)
        else:
            preview.clear()

    def _values(self, name: str) -> list[tuple[str, str]]:
        """What a filter may be, with the words for it."""
        if self._bot is None:
            return []
        if name == "document":
            return [(item.id, safe_text(item.title)) for item in self._bot.documents.values()]
        return [(intent, kind_name(intent)) for intent in self._bot.intents]

    @property
    def _box(self) -> LookupBox:
        return self.query_one(LookupBox)

    @property
    def _results(self) -> Results:
        return self.query_one(Results)

    @property
    def _hits(self) -> tuple[SearchHit, ...]:
        return self._found.hits if self._found else ()

    @property
    def _marked(self) -> SearchHit | None:
        at = self._results.highlighted
        return self._hits[at] if at is not None and at < len(self._hits) else None
