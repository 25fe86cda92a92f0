"""Who somebody says they are who writes from a new number."""

from __future__ import annotations

from datetime import date

import pytest

from bot.understanding import read_who_writes

TODAY = date(2026, 11, 23)
BORN = date(1961, 2, 14)


@pytest.mark.parametrize(
    ("text", "name", "born"),
    [
        ("This is Jean Broon, I have a new number", "Jean Broon", None),
        ("Hi its Jean Broon I've a new number", "Jean Broon", None),
        ("its jean broon", "Jean Broon", None),
        ("Hi, it's Mrs Broon on a new number", "Mrs Broon", None),
        ("new phone, i'm Jean Broon", "Jean Broon", None),
        ("my name is Jean Broon and this is my new number", "Jean Broon", None),
        ("Jean Broon 14/2/1961", "Jean Broon", BORN),
        ("its Jean Broon 14/2/61 new number", "Jean Broon", BORN),
        ("14/2/1961", None, BORN),
        ("lost ma phone, this is my new number. still ok for thursday?", None, None),
        ("its urgent", None, None),
        ("im using a new number", None, None),
        ("this is a new number", None, None),
        ("its my new mobile", None, None),
        ("is thursday still on", None, None),
        ("I'm not sure when it is", None, None),
        ("im running late", None, None),
        ("it's about the chat on thursday", None, None),
        ("its been broken for a week so I've a new number", None, None),
        ("im still waiting", None, None),
        ("im really worried", None, None),
        ("its very important", None, None),
        ("its ok thanks", None, None),
        ("im in hospital", None, None),
        ("this is urgent please", None, None),
    ],
)
def test_who_they_say_they_are(text, name, born):
    found = read_who_writes(text, TODAY)
    assert (found.name, found.birth_date) == (name, born)
