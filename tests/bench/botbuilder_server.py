"""Peer (b): botbuilder-python's dialogs with in-memory storage, behind the same webhook.

A waterfall that asks what Blether asks, in the same order, with the prompts that its
documentation teaches. No signature, and nothing survives the process.
Run as `python -m tests.bench.botbuilder_server PORT`.
"""

from __future__ import annotations

import sys
import warnings
from collections.abc import Awaitable, Callable
from typing import TypeAlias

warnings.filterwarnings("ignore")

import uvloop  # noqa: E402
from aiohttp import web  # noqa: E402
from botbuilder.core import (  # noqa: E402
    BotAdapter,
    ConversationState,
    MemoryStorage,
    MessageFactory,
    TurnContext,
)
from botbuilder.dialogs import (  # noqa: E402
    DialogSet,
    DialogTurnResult,
    DialogTurnStatus,
    WaterfallDialog,
    WaterfallStepContext,
)
from botbuilder.dialogs.choices import Choice, ListStyle  # noqa: E402
from botbuilder.dialogs.prompts import (  # noqa: E402
    ChoicePrompt,
    ConfirmPrompt,
    PromptOptions,
    TextPrompt,
)
from botbuilder.schema import (  # noqa: E402
    Activity,
    ActivityTypes,
    ChannelAccount,
    ConversationAccount,
    ResourceResponse,
)

from tests.bench.bare_server import EMPTY_TWIML  # noqa: E402
from tests.bench.webhook_client import PATH  # noqa: E402


class KeepingAdapter(BotAdapter):
    """Keeps what the bot says, as an outbox in memory would."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []

    async def send_activities(
        self, context: TurnContext, activities: list[Activity]
    ) -> list[ResourceResponse]:
        self.said.extend(activity.text or "" for activity in activities)
        return [ResourceResponse(id=str(len(self.said))) for _ in activities]

    async def update_activity(self, context: TurnContext, activity: Activity) -> None:
        raise NotImplementedError

    async def delete_activity(self, context: TurnContext, reference: object) -> None:
        raise NotImplementedError


Asks: TypeAlias = "Callable[[WaterfallStepContext], Awaitable[DialogTurnResult]]"


def asks_choice(text: str, *titles: str) -> Asks:
    async def step(context: WaterfallStepContext) -> DialogTurnResult:
        options = PromptOptions(
            prompt=MessageFactory.text(text), choices=[Choice(title) for title in titles]
        )
        return await context.prompt("choice", options)

    return step


def asks(prompt: str, text: str) -> Asks:
    async def step(context: WaterfallStepContext) -> DialogTurnResult:
        return await context.prompt(prompt, PromptOptions(prompt=MessageFactory.text(text)))

    return step


async def books(context: WaterfallStepContext) -> DialogTurnResult:
    await context.context.send_activity("That's you booked.")
    return await context.end_dialog()


def dialogs(state: ConversationState) -> DialogSet:
    found = DialogSet(state.create_property("dialog"))
    choice = ChoicePrompt("choice", default_locale="en-us")
    choice.style = ListStyle.list_style
    steps = [
        asks("text", "What would you like help with?"),
        asks("confirm", "It sounds like this is about housing. Is that right?"),
        asks_choice("Is it safe to text you?", "It's safe", "Not safe", "Only sometimes"),
        asks_choice("What is it mostly about?", "Told to leave", "Repairs", "Neighbours"),
        asks_choice("Do you have a letter?", "Yes", "No"),
        asks("text", "What is your name and date of birth?"),
        asks_choice("When suits you?", "Tuesday 9:30am", "Wednesday noon", "Thursday", "No time"),
        books,
    ]
    for dialog in (
        TextPrompt("text"),
        ConfirmPrompt("confirm", default_locale="en-us"),
        choice,
        WaterfallDialog("referral", steps),
    ):
        found.add(dialog)
    return found


def application() -> web.Application:
    adapter = KeepingAdapter()
    state = ConversationState(MemoryStorage())
    referral = dialogs(state)

    async def turn(context: TurnContext) -> None:
        dialog = await referral.create_context(context)
        result = await dialog.continue_dialog()
        if result.status == DialogTurnStatus.Empty:
            await dialog.begin_dialog("referral")
        await state.save_changes(context)

    async def receive(request: web.Request) -> web.Response:
        form = await request.post()
        activity = Activity(
            type=ActivityTypes.message,
            id=str(form["MessageSid"]),
            channel_id="sms",
            from_property=ChannelAccount(id=str(form["From"])),
            recipient=ChannelAccount(id=str(form["To"])),
            conversation=ConversationAccount(id=f"{form['From']!s}-{form['To']!s}"),
            text=str(form["Body"]),
            locale="en-us",
        )
        await adapter.run_pipeline(TurnContext(adapter, activity), turn)
        return web.Response(text=EMPTY_TWIML, content_type="text/xml")

    app = web.Application()
    app.router.add_post(PATH, receive)
    return app


if __name__ == "__main__":
    uvloop.install()
    web.run_app(application(), host="127.0.0.1", port=int(sys.argv[1]), access_log=None, print=None)
