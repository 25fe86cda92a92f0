"""Two services in one segment, never a cut name or number."""

from __future__ import annotations

from bot.delivery.segments import segments
from bot.directory.one_text import one_text
from storage.models import Service

LEAD = "Until then, this may help: "


def service(name, place="", phone="0141 496 0201"):
    return Service(source="csv", source_id=name, name=name, phone=phone, place=place)


def test_two_services_stand_with_name_number_and_place():
    text = one_text([service("Money Advice", "Library"), service("Pantry", "Mill Street")])

    assert text == "Money Advice 0141 496 0201, Library; Pantry 0141 496 0201, Mill Street"


def test_places_go_before_a_service_does():
    place = "The Old Schoolhouse, 14 Long Road, Craigmhor"
    text = one_text([service("Craigmhor Money Advice", place), service("Pantry", place)])

    assert text == "Craigmhor Money Advice 0141 496 0201; Pantry 0141 496 0201"


def test_what_does_not_fit_is_left_out_whole():
    long_name = "The Very Long and Dignified Name of a Society for the Relief of " * 2
    assert one_text([service("Pantry"), service(long_name)]) == "Pantry 0141 496 0201"
    assert one_text([service(long_name), service("Pantry")]) == "Pantry 0141 496 0201"


def test_nothing_is_said_of_nothing():
    assert one_text([]) == ""


def test_the_text_stays_one_segment_behind_its_lead_in():
    for name in ("Aye", "Cèilidh Café", "Pomoc Łódź"):
        for length in range(0, 120, 3):
            text = one_text([service(name + "e" * length, "Library"), service(name, "Hall")])
            assert segments(LEAD + text).count == 1
