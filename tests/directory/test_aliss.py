"""Files of ALISS as they are found: old slugs, free-text numbers, HTML, holes."""

from __future__ import annotations

from datetime import date

import pytest

from bot.directory.aliss import CREDIT, read_aliss
from bot.directory.entry import DirectoryError
from tests.directory.files import fixture


def test_every_service_of_a_search_page_is_read():
    read = read_aliss(fixture("aliss_v4_services_search_sample.json"))

    assert [entry.name for entry in read.entries] == [
        "Hill Walking Group",
        "LGBT Basketball Group",
        "Group Dog Walks",
        "Group Support",
        "Trans Masculine Support Group",
        "Swimming Pool",
    ]
    assert {entry.name: entry.needs for entry in read.entries}["Swimming Pool"] == (
        "healthy_living",
    ), "the old slug exercise-get-fit is followed to the new one"


def test_one_service_alone_is_read_with_its_number_place_and_age_of_review():
    (entry,) = read_aliss(fixture("aliss_v4_service_sample.json")).entries

    assert entry.phone == "01835 825080"
    assert entry.place == "the Plough Inn, Leitholm"
    assert entry.postal_code == "TD12 4JN"
    assert entry.needs == ("isolation", "food")
    assert entry.last_reviewed == date(2018, 12, 20)


def test_the_licence_and_every_attribution_travel_with_the_service():
    (entry,) = read_aliss(fixture("aliss_v4_service_sample.json")).entries

    assert entry.attribution.startswith(CREDIT)
    assert "Contains contributions from ALISS users" in entry.attribution
    assert "Crown copyright" in entry.attribution


def test_an_answer_of_v5_with_markup_holes_and_wild_values_is_survived():
    read = read_aliss(fixture("aliss_v5.json"))

    (entry,) = read.entries
    assert entry.name == "Food & Friends"
    assert entry.description == "Lunch club"
    assert entry.phone == "0141 496 0301"
    assert entry.url is None
    assert entry.needs == ("food",)
    assert (entry.minimum_age, entry.maximum_age) == (55, None)
    assert entry.service_areas == ("Glasgow City", "S12000049")
    assert entry.last_reviewed == date(2026, 1, 2)
    assert len(read.problems) == 2


@pytest.mark.parametrize(
    "document",
    [
        None,
        [],
        {"results": []},
        {"data": 5},
        {"data": "none"},
        {"data": [], "error": "Invalid Postcode"},  # a bad postcode is answered with 200
    ],
)
def test_what_is_no_answer_of_aliss_is_refused(document):
    with pytest.raises(DirectoryError):
        read_aliss(document)


def test_an_empty_page_is_an_empty_file_and_no_error():
    assert read_aliss({"data": [], "next": "/api/v4/import/?page=9", "error": None}).entries == ()


def test_an_organisation_is_not_taken_for_a_service():
    document = {"data": {"id": "1", "name": "Example Org", "services": []}}

    with pytest.raises(DirectoryError, match="organisation"):
        read_aliss(document)
