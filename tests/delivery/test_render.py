from __future__ import annotations

from bot.delivery.render import numbered


def test_buttons_become_numbered_lines_in_the_order_shown() -> None:
    assert numbered("Is that right?", ["Yes", "No – not quite"]) == (
        "Is that right?\n1 Yes\n2 No - not quite"
    )


def test_a_reply_without_buttons_is_its_text() -> None:
    assert numbered("Thank you. ", []) == "Thank you."
