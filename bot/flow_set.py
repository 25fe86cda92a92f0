"""What the program itself says and begins, and must therefore find in any set of flows.

A flow may be anybody's, but the crisis reply, the answer to STOP and a reminder are said by the
program: without their words nothing is served, so that no text is met by silence.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Final

from actions.all_actions import ALL
from bot.dialogue import Flows, FlowsInvalid, Problem, check, load_flows
from bot.dialogue.problem import did_you_mean
from bot.dialogue.steps import Action, Collect, Step
from bot.flow_names import (
    CHECK_IN_FLOW,
    FREED_TIME_FLOW,
    MISSED_FLOW,
    NOBODY_THERE_FLOW,
    REMINDER_FLOW,
)
from bot.helplines import helplines_path, read_helplines
from bot.settings import Config

SAID: Final = (
    *("utter_welcome", "utter_chitchat", "utter_failure"),
    *("utter_crisis", "utter_after_crisis", "utter_soft_line"),
    *("utter_opted_out", "utter_opted_in", "utter_help", "utter_frozen", "utter_media"),
    *("utter_how_to_stop", "utter_sent_away", "utter_no_calls"),
    *("utter_no_reminders", "utter_reminders_again", "utter_no_check_ins"),
    *(
        "utter_patient_died",
        "utter_loss_told",
        "utter_under_age",
        "utter_feeling_worse",
        "utter_told_the_team",
    ),
    *("utter_other_language", "utter_too_many_texts", "utter_kept_for_person"),
    "utter_sorry_to_hear",
    "utter_told_the_team_hard_to_read",
    *("utter_person_coming", "utter_handed_back", "utter_owner_silent", "utter_still_waiting"),
    *("utter_nobody_there_yet", "utter_later"),
    *(
        "utter_needs_noted",
        "utter_nudge",
        "utter_half_finished",
        "utter_reminder",
        "utter_reminder_plain",
    ),
    *("utter_moved_by_practice", "utter_cancelled_by_practice"),
    *("utter_intake_closed", "utter_on_waiting_list"),
    *("utter_duty_alert", "utter_duty_escalation", "utter_and", "utter_chat_begun"),
    *("utter_details_kept", "utter_corrected", "utter_kept_that"),
)
BEGUN: Final = (REMINDER_FLOW, CHECK_IN_FLOW, MISSED_FLOW, FREED_TIME_FLOW, NOBODY_THERE_FLOW)
"""Flows that a timer begins."""
NAMED: Final = "understanding.needs_flow in config.yml names"


def load_set(config: Config) -> Flows:
    """The flows that config.yml names. Raises FlowsInvalid with every error in them, and
    with what the program itself would say and does not find.
    """
    folder = config.flows_path()
    flows = load_flows([folder], default_language=config.language)
    lines = [file for file in (helplines_path(config),) if file.is_file()]
    found = check(flows, languages=config.additional_languages, helplines=read_helplines(lines))
    problems = [problem for problem in found if not problem.is_warning]
    problems += lacking(flows, folder, needs_flow=config.understanding.needs_flow)
    if problems:
        raise FlowsInvalid(problems)
    return flows


def lacking(flows: Flows, place: Path, *, needs_flow: str) -> Iterator[Problem]:
    """What the program would say or begin and does not find."""
    for name in SAID:
        if name not in flows.responses:
            hint = did_you_mean(name, flows.responses)
            yield _problem(place, f"no response '{name}', which Blether itself says{hint}")
    for name in dict.fromkeys((needs_flow, *BEGUN)):
        if name not in flows.flows:
            hint = did_you_mean(name, flows.flows)
            who = "Blether itself begins" if name in BEGUN else NAMED
            yield _problem(place, f"no flow '{name}', which {who}{hint}")


def refuse_unwritten(flows: Flows, config: Config) -> None:
    """Raises FlowsInvalid where flows ask for actions that nobody wrote.

    Stories may: they can say what such an action returns. A person would get an apology.
    """
    problems = list(unwritten(flows, config.flows_path()))
    if problems:
        raise FlowsInvalid(problems)


def unwritten(flows: Flows, place: Path) -> Iterator[Problem]:
    """The actions that are listed and of which there is none in actions/, at each step."""
    written = {action().name() for action in ALL}
    for name in sorted(flows.actions - written):
        message = f"there is no action {name} in actions/{did_you_mean(name, written)}"
        asked = [step for flow in flows.flows.values() for step in flow.steps if _asks(step, name)]
        if not asked:
            yield _problem(place, message)
        for step in asked:
            where = f"flow {step.flow}, step {step.id}: {message}"
            yield Problem(file=step.file, line=step.line, message=where)


def _asks(step: Step, action: str) -> bool:
    if isinstance(step, Collect):
        return action in (step.ask_action, f"validate_{step.slot}")
    return isinstance(step, Action) and step.name == action


def _problem(place: Path, message: str) -> Problem:
    return Problem(file=str(place), line=0, message=message)
