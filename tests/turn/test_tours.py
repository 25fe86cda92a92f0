"""The tours of the README and the tutorial, texted as they stand there."""

from __future__ import annotations

import re

from tests.house.tree import ROOT
from tests.turn.conftest import Person

ROBOT = "are you a robot?"


def texts_in(document: str, *, begin: str, end: str) -> list[str]:
    """What is to be texted: the back-ticked words between two lines."""
    part = (ROOT / document).read_text(encoding="utf-8").partition(begin)[2].partition(end)[0]
    return re.findall(r"`([^`]+)`", part)


async def test_the_tutorial_ends_in_a_visit_with_the_name_put_right(jean: Person) -> None:
    texts = texts_in("docs/tutorial.md", begin="    the landlord", end="## 3.")
    questions = texts.index("1") + 1
    told = ["the landlord wants me oot and I'm skint", *texts[:questions], "1", "1"]
    assert texts[questions:][1:] == [
        ROBOT,
        "no wait, my name's Jane",
        "thursday efter dinner",
        "speak to a person",
    ]
    answers = {text: await jean.says(text) for text in (*told, *texts[questions:-1])}
    booked = await jean.says("1")
    asked = await jean.says(texts[-1])

    assert "automated" in answers[ROBOT][0]
    assert answers[ROBOT][-1] == answers["Jean Broon 14/2/51"][-1], "the question comes again"
    assert booked[0].startswith("That's you booked: Thu")
    assert "asked our team for a person" in asked[0]
    patient = await jean.patient()
    assert (str(patient.name), patient.frozen_at) == ("Jane", None)


async def test_the_readme_goes_on_after_each_of_its_texts(jean: Person) -> None:
    found = texts_in("README.md", begin="1. Open **/try**", end="[The tutorial]")
    first, robot, crisis = [text for text in found if "@" not in text and ".venv" not in text]
    assert robot == ROBOT
    asked = (await jean.says(first))[-1]
    assert (await jean.says(robot))[-1] == asked
    assert "Samaritans" in " ".join(await jean.says(crisis))
    assert (await jean.patient()).frozen_at is None
