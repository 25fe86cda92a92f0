"""Who finds texts hard to read says so in many ways; what others cannot read is none of them."""

from __future__ import annotations

import pytest

from bot.understanding import finds_reading_hard

HARD = """
i cant read, my son does it
i cannot read
i'm no good at reading
i cant read or write
i cant read this, can u phone
my son reads these to me
i'm blind my daughter reads them
im dyslexic
i have a learning disability
ive got learning difficulties
i struggle with reading
cannae read
need help with a form from the council, i cant read, my son does it
i never learned to read
im not very good at reading and writing
my reading isnt very good
my daughter reads it out for me
i cant see the screen
registered blind
find it hard to read these
partially sighted
"""
NOT_HARD = """
i cant read the meter
i cant read english
my son cant read yet hes 4
i read your text
cant read his mind
cant write any more on this im so upset
my boy is dyslexic and school wont help
my mum is blind
i cant read the letter they sent
the blinds are broken
my husband has a learning disability
he reads my texts
cant pay the reading on the meter
"""


@pytest.mark.parametrize("text", HARD.strip().splitlines())
def test_hard_to_read(text):
    assert finds_reading_hard(text)


@pytest.mark.parametrize("text", NOT_HARD.strip().splitlines())
def test_not_hard_to_read(text):
    assert not finds_reading_hard(text)
