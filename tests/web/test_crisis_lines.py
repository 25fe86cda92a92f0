from __future__ import annotations

from bot.settings import PROJECT_ROOT
from bot.web.crisis_lines import read_crisis_lines


def test_the_lines_on_the_chat_page_are_those_of_a_crisis_reply() -> None:
    lines = read_crisis_lines(PROJECT_ROOT / "flows" / "helplines.json")

    assert [(line.id, line.href) for line in lines] == [
        ("999", "tel:999"),
        ("nhs24", "tel:111"),
        ("samaritans", "tel:116123"),
        ("shout", "sms:85258"),
    ]
    assert lines[1].say == "NHS 24 on 111 (choose the mental health option)"
