"""Open Referral UK: the official example is odd, and a reader must not fall over it."""

from __future__ import annotations

import copy
from datetime import date

import pytest

from bot.directory.entry import DirectoryError
from bot.directory.open_referral import read_open_referral
from tests.directory.files import fixture

TODAY = date(2026, 11, 23)


def test_the_official_example_is_survived_and_its_oddities_are_told():
    read = read_open_referral(fixture("oruk3_service_full.json"), today=TODAY)

    (entry,) = read.entries
    assert entry.name == "Community Counselling"
    assert (entry.minimum_age, entry.maximum_age) == (12, 100)
    assert entry.postal_code is None, "an address in the US"
    assert entry.is_ended, "its only schedule ended in 2005"
    told = " ".join(read.problems)
    assert "schedule has ended" in told
    assert "latitude or longitude" in told
    assert "no valid telephone number" in told


def test_a_page_of_services_is_read():
    read = read_open_referral(fixture("oruk3_service_list.json"), today=TODAY)

    assert [entry.source_id for entry in read.entries] == ["ac148810-d857-441c-9679-408f346de14b"]
    assert read.entries[0].last_reviewed == date(2023, 3, 15)


def test_phones_are_found_where_the_uk_profile_keeps_them():
    service = copy.deepcopy(fixture("oruk3_service_full.json"))
    service["contacts"][0]["phones"] = [{"number": "call us"}]
    service["organization"]["phones"] = [{"number": "+44 141 496 0311"}]

    (entry,) = read_open_referral(service, today=TODAY).entries

    assert entry.phone == "0141 496 0311"


@pytest.mark.parametrize(
    ("term", "needs"),
    [
        ({"name": "Debt advice"}, ("money",)),
        ({"name": "Mental health"}, ("mental_health",)),
        ({"code": "housing", "name": "Somewhere to live"}, ("housing",)),
        ({"name": "Origami"}, ()),
    ],
)
def test_terms_become_needs(term, needs):
    service = copy.deepcopy(fixture("oruk3_service_full.json"))
    service["attributes"] = [{"taxonomy_term": term}]

    assert read_open_referral(service, today=TODAY).entries[0].needs == needs


def test_a_service_that_is_not_active_is_left_out():
    service = {**fixture("oruk3_service_full.json"), "status": "defunct"}

    assert read_open_referral(service, today=TODAY).entries == ()


@pytest.mark.parametrize("document", [None, [], {}, {"data": []}, {"contents": True}])
def test_what_is_no_answer_of_open_referral_is_refused(document):
    with pytest.raises(DirectoryError):
        read_open_referral(document, today=TODAY)


def test_terms_and_organisations_are_no_services():
    """Their pages have the shape of a page of services, and would stand among them."""
    term = {"id": "1", "name": "Debt", "taxonomy": "own", "term_uri": "http://example.com"}
    organisation = {"id": "2", "name": "Example Org", "services": []}

    read = read_open_referral({"contents": [term, organisation]}, today=TODAY)

    assert read.entries == ()
    assert len(read.problems) == 2
