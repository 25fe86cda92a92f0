"""What is kept in the clear of what happened: enough to count by, and nothing of the person."""

from dataclasses import dataclass

from storage.database import Database
from storage.models import TurnEvents
from storage.repositories.events import Recorded
from tests import builders as make


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """As much of an open question as is looked at."""

    flow: str
    step: str
    text: str


async def test_a_question_is_kept_with_the_step_that_asked_it(database: Database) -> None:
    question = Question(flow="self_referral", step="check_needs", text="leccy")
    async with database.begin() as uow:
        conversation = await make.a_conversation(uow)
        uow.events.record(
            [
                Recorded(type="question_asked", details={"question": question}),
                Recorded(type="flow_started", flow="urgent_help", details={"flow": "urgent_help"}),
            ],
            practice_id=conversation.practice_id,
            conversation_id=conversation.id,
            message_id=None,
            at=make.NOW,
        )
    async with database.read() as uow:
        (row,) = await uow.events.of_conversation(conversation.id)
    assert isinstance(row, TurnEvents)
    assert row.happened == [
        {"type": "question_asked", "flow": "self_referral", "step": "check_needs"},
        {"type": "flow_started", "flow": "urgent_help", "step": None},
    ]
    assert "leccy" not in str(row.happened)
