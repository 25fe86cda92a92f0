from typing import Any, get_args

import pytest

from actions.accounts.staff_rights import Why
from actions.booking.collisions import Why as Clash
from actions.casework.close import OUTCOMES
from actions.check_ins.check_in_questions import QUESTIONS
from actions.texts.held import Held
from bot.delivery.attention import Why as WhyRaised
from bot.staff.app import TEMPLATES
from bot.staff.presenters.check_in_plan import USUAL_TIMES
from bot.staff.presenters.evidence import Mark, cut
from bot.staff.presenters.people import Standing
from bot.web.pages import environment
from storage.models.appointment import AppointmentStatus, Mode
from storage.models.check_in import CheckInAnswer
from storage.models.message import MessageKind, MessageStatus
from storage.models.patient import Channel, SafeToText
from storage.models.referral import ReferralStatus
from storage.models.staff import Role
from storage.models.waiting_place import PlaceStatus


@pytest.fixture(scope="module")
def words() -> Any:
    return environment(TEMPLATES).get_template("staff/words.html").module


@pytest.mark.parametrize(
    ("table", "codes"),
    [
        ("attention_words", get_args(WhyRaised)),
        ("outcome_words", OUTCOMES),
        ("status_words", get_args(ReferralStatus)),
        ("delivery_words", get_args(MessageStatus)),
        ("text_words", get_args(MessageKind)),
        ("visit_words", get_args(AppointmentStatus)),
        ("mode_words", get_args(Mode)),
        ("clash_words", get_args(Clash)),
        ("place_words", get_args(PlaceStatus)),
        ("answer_words", get_args(CheckInAnswer)),
        ("safe_words", get_args(SafeToText)),
        ("channel_words", get_args(Channel)),
        ("role_words", get_args(Role)),
        ("standing_words", get_args(Standing)),
        ("why_not_words", get_args(Why)[1:]),  # the first is that nothing stands in the way
        ("score_words", tuple(QUESTIONS)),
        ("held_words", [one for one in get_args(Held) if one]),
        ("passed_words", [one for one in (*get_args(Held), "not_safe", "has_visit") if one]),
        ("after_words", USUAL_TIMES),
    ],
)
def test_every_code_that_staff_may_meet_has_words(
    words: Any, table: str, codes: tuple[str, ...]
) -> None:
    assert set(codes) <= set(getattr(words, table))


@pytest.mark.parametrize(
    ("marks", "pieces"),
    [
        ([], [("skint and cold", "")]),
        ([(0, 5, "money")], [("skint", "money"), (" and cold", "")]),
        # Marks that overlap keep both reasons on what they share.
        (
            [(0, 9, "money"), (6, 14, "energy")],
            [("skint ", "money"), ("and", "money, energy"), (" cold", "energy")],
        ),
        # Reasons that repeat themselves make one mark, not a row of crumbs.
        (
            [(0, 5, "money"), (5, 9, "money"), (2, 7, "money")],
            [("skint and", "money"), (" cold", "")],
        ),
        # Words that were erased or shortened since leave no mark behind.
        ([(3, 99, "money"), (-1, 3, "money"), (5, 5, "money")], [("skint and cold", "")]),
    ],
)
def test_text_is_cut_at_the_words_that_led_to_something(
    marks: list[tuple[int, int, str]], pieces: list[tuple[str, str]]
) -> None:
    made = cut("skint and cold", [Mark(start=a, end=b, why=why) for a, b, why in marks])
    assert [(one.text, one.why) for one in made] == pieces
