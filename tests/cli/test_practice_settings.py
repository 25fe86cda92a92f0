from __future__ import annotations

import asyncio

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from actions.basis.errors import NotAllowed
from actions.basis.work import SYSTEM, Work
from actions.check_ins.set_check_ins import set_check_ins
from actions.practice.set_by_name import problem_in, set_by_name
from actions.practice.set_reminders import set_reminders
from bot.cli import cli
from bot.cli.practice_settings import SettingRefused, changed, times, weekdays
from bot.clock import ManualClock
from storage.database import Database
from storage.keyring import Keyring
from storage.models import Audit, PracticeSettings
from tests.builders import a_practice
from tests.support.databases import SECRET, somebody_waits


def test_settings_are_changed_by_name_also_inside_a_group() -> None:
    found = changed(
        PracticeSettings(), ['reminders.before=["2d"]', "intake_open=false", "place=Craigmhor"]
    )
    assert found.reminders.before == ("2d",)
    assert found.intake_open is False
    assert found.place == "Craigmhor"


@pytest.mark.parametrize(
    ("assignment", "says"),
    [
        ("colour=blue", "'colour' is not a setting"),
        ("reminders.colour=blue", "'reminders.colour' is not a setting"),
        ("intake_open", "write name=value"),
        ("appointment_minutes=0", "appointment_minutes"),
        ("appointment_minutes=half an hour", "appointment_minutes"),
    ],
)
def test_a_wrong_setting_is_named(assignment: str, says: str) -> None:
    with pytest.raises(SettingRefused, match=says):
        changed(PracticeSettings(), [assignment])


@pytest.mark.parametrize(
    ("text", "days"), [("mon-fri", [0, 1, 2, 3, 4]), ("mon, wed,sat", [0, 2, 5]), ("sun", [6])]
)
def test_days_are_read_as_people_write_them(text: str, days: list[int]) -> None:
    assert weekdays(text) == days


@pytest.mark.parametrize("text", ["", "fri-mon", "monday", "mon-"])
def test_other_days_are_refused(text: str) -> None:
    with pytest.raises(SettingRefused):
        weekdays(text)


@pytest.mark.parametrize("text", ["", "9-5", "16:00-09:30", "25:00-26:00", "09:30"])
def test_times_that_make_no_day_are_refused(text: str) -> None:
    with pytest.raises(SettingRefused, match="09:30-16:00"):
        times(text)


@pytest.mark.parametrize(
    "assignment",
    [
        "sending_from=banana",
        "sending_from=03:00",
        "sending_to=23:30",
        "sending_from=20:00",
        'sending_week=[{"weekday":0,"from_time":"9","to_time":"x"}]',
        "team_from=late",
        "team_days=[9]",
        'reminders.before=["3x"]',
        'reminders.before=["1d","24h"]',
        "reminders.before=[]",
        'reminders.wording="Hi {name}"',
        f'reminders.wording="{"x" * 161}"',
        'check_ins.after=["2y"]',
        "check_ins.question=mood",
        "max_age_hours.reminder=-5",
        'modes=["fax"]',
        "modes=[]",
        "duty_phone=abc",
        "duty_phone=0141 496 0001",
        "role_title=",
        "minimum_age=-1",
        "waiting_weeks=-3",
        "risk_escalation_minutes=-1",
        'homeless_line="two\\nlines"',
        "homeless_line=banana",
        "homeless_line=…",
        "crisis_grant_line=0141 496",
        'outcodes=["banana"]',
        'outcodes=["G20","G20"]',
    ],
)
def test_a_value_that_would_stop_a_text_or_send_one_at_night_is_refused(assignment: str) -> None:
    kept = PracticeSettings()
    wanted = changed(kept, [assignment])
    assert problem_in(wanted, kept).startswith(assignment.partition("=")[0].partition(".")[0])


@pytest.mark.parametrize(
    "assignment",
    [
        "sending_from=10:30",
        "duty_phone=07700 900002",
        'reminders.before=["2d","2h"]',
        "reminders.enabled=false",
        'modes=["home","video"]',
        "capacity=null",
        "homeless_line=0141 496 0003",
        "homeless_line=",
        'outcodes=["G20","EH1"]',
        "crisis_grant_line=0141 496 0003 (day), 0141 496 0004 (night)",
    ],
)
def test_a_sound_value_is_kept(assignment: str) -> None:
    kept = PracticeSettings()
    assert problem_in(changed(kept, [assignment]), kept) == ""


async def test_what_is_set_by_name_stands_in_the_trail_and_reminders_follow(
    database: Database, clock: ManualClock
) -> None:
    async with database.begin() as uow:
        practice = await a_practice(uow)
        desk = Work(uow=uow, now=clock.now(), practice=practice, actor=SYSTEM)
        wanted = changed(practice.settings, ["reminders.enabled=false", "sending_from=10:00"])
        await set_by_name(desk, wanted)
        with pytest.raises(NotAllowed, match="sending_to"):
            await set_by_name(desk, changed(wanted, ["sending_to=22:00"]))
    async with database.read() as uow:
        kept = await uow.practices.by_code(practice.code)
        entries = (await uow.session.scalars(select(Audit.action))).all()
    assert kept is not None
    assert kept.settings == wanted
    assert {"set_by_name", "set_reminders"} <= set(entries)


async def test_who_opens_or_closes_intake_by_name_is_recorded_as_on_the_page(
    database: Database, clock: ManualClock
) -> None:
    async with database.begin() as uow:
        practice = await a_practice(uow)
        desk = Work(uow=uow, now=clock.now(), practice=practice, actor=SYSTEM)
        closed = changed(practice.settings, ["intake_open=false", "waiting_weeks=6"])
        await set_by_name(desk, closed)
        full = practice.settings.model_copy(update={"closed_when_full": True})
        practice.settings = full
        await set_by_name(desk, changed(full, ["intake_open=true"]))
        await set_by_name(desk, changed(practice.settings, ["capacity=40"]))
    async with database.read() as uow:
        kept = await uow.practices.by_code(practice.code)
        query = select(Audit).where(Audit.action.in_(("closed_intake", "opened_intake")))
        entries = (await uow.session.scalars(query.order_by(Audit.id))).all()
    assert [(one.action, one.actor) for one in entries] == [
        ("closed_intake", SYSTEM),
        ("opened_intake", SYSTEM),
    ]
    assert kept is not None
    assert (kept.settings.waiting_weeks, kept.settings.capacity) == (6, 40)
    assert kept.settings.closed_when_full is False


async def test_no_practices_own_number_is_set_to_be_told_of_danger(
    database: Database, clock: ManualClock
) -> None:
    async with database.begin() as uow:
        practice = await a_practice(uow, phone="+447700900001")
        desk = Work(uow=uow, now=clock.now(), practice=practice, actor=SYSTEM)
        with pytest.raises(NotAllowed, match="nobody would see it"):
            await set_by_name(desk, changed(practice.settings, ["duty_phone=07700 900001"]))


async def test_what_somebody_else_changed_meanwhile_is_not_put_back(
    postgres_url: str, keyring: Keyring, clock: ManualClock
) -> None:
    """SQLite has one writer, so that nobody else can change anything meanwhile."""
    database = Database.open(postgres_url, keyring)
    async with database.begin() as uow:
        code = (await a_practice(uow)).code
    async with database.begin() as ours:
        practice = await ours.practices.by_code(code)
        assert practice is not None
        async with database.begin() as theirs:
            same = await theirs.practices.by_code(code)
            assert same is not None
            desk = Work(uow=theirs, now=clock.now(), practice=same, actor=SYSTEM)
            check_ins = same.settings.check_ins.model_copy(update={"after": ("3w",)})
            reminders = same.settings.reminders.model_copy(update={"before": ("2d",)})
            await set_check_ins(desk, check_ins)
            await set_reminders(desk, reminders)
        desk = Work(uow=ours, now=clock.now(), practice=practice, actor=SYSTEM)
        await set_by_name(desk, changed(practice.settings, ["place=Craigmhor"]))
    async with database.read() as uow:
        kept = await uow.practices.by_code(code)
    await database.close()
    assert kept is not None
    assert kept.settings.place == "Craigmhor"
    assert (kept.settings.check_ins, kept.settings.reminders) == (check_ins, reminders)


async def test_one_part_of_a_group_leaves_the_others_as_somebody_else_has_them_by_now(
    postgres_url: str, keyring: Keyring, clock: ManualClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DATABASE_URL", postgres_url)
    monkeypatch.setenv("BLETHER_SECRET_KEY", SECRET)
    database = Database.open(postgres_url, keyring)
    async with database.begin() as uow:
        code = (await a_practice(uow)).code
    async with database.begin() as theirs:
        practice = await theirs.practices.by_code(code)
        assert practice is not None
        desk = Work(uow=theirs, now=clock.now(), practice=practice, actor=SYSTEM)
        reminders = practice.settings.reminders.model_copy(update={"before": ("2d",)})
        await set_reminders(desk, reminders)
        await theirs.flush()
        words = ["practice", "set", code, "reminders.wording=Bring your letters."]
        ours = asyncio.create_task(asyncio.to_thread(CliRunner().invoke, cli, words))
        await somebody_waits(database)
    assert (await ours).exit_code == 0
    async with database.read() as uow:
        kept = await uow.practices.by_code(code)
    await database.close()
    assert kept is not None
    assert (kept.settings.reminders.before, kept.settings.reminders.wording) == (
        ("2d",),
        "Bring your letters.",
    )
