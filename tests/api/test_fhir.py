"""FHIR R4 as another system meets it: what can be asked for, and what it is told."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from multidict import MultiDict
from sqlalchemy import select

from bot import __version__
from bot.api.fhir.kinds import KINDS
from bot.api.fhir.search import MOST_VALUES
from storage.models import Appointment, Audit
from storage.private import PatientText, PersonName, PhoneNumber
from tests import builders as make
from tests.support.world import Surgery, World, a_case

FHIR = "/fhir"
JSON = "application/fhir+json"
SNOMED = "http://snomed.info/sct"


async def ask(
    world: World, path: str, *, status: int = 200, by: Surgery | None = None, **more: Any
) -> Any:
    """The answer's resource, whatever became of it."""
    role, method = more.pop("role", "link_worker"), more.pop("method", "GET")
    headers = {**(by or world.near).bearer(role), **more.pop("headers", {})}
    address = path if path.startswith(FHIR) else f"{FHIR}/{path}"
    async with world.client.request(method, address, headers=headers, **more) as answer:
        found = await answer.json(content_type=None)
        assert answer.status == status, found
        assert answer.content_type == JSON
    if status >= 400:
        assert found["resourceType"] == "OperationOutcome"
        assert found["issue"][0]["severity"] == "error"
    assert no_emptiness(found)
    return found


def no_emptiness(value: Any) -> bool:
    """FHIR allows no null, and no empty text, list or object, anywhere."""
    if isinstance(value, dict):
        return bool(value) and all(no_emptiness(one) for one in value.values())
    if isinstance(value, list):
        return bool(value) and all(no_emptiness(one) for one in value)
    return value is not None and value != ""


def ids(bundle: Any) -> list[str]:
    return [one["resource"]["id"] for one in bundle.get("entry", [])]


async def test_metadata_needs_no_token_and_names_what_is_served(world: World) -> None:
    async with world.client.get(f"{FHIR}/metadata") as answer:
        assert (answer.status, answer.content_type) == (200, JSON)
        told = await answer.json(content_type=None)
    assert (told["resourceType"], told["fhirVersion"]) == ("CapabilityStatement", "4.0.1")
    assert (told["status"], told["kind"]) == ("active", "instance")
    assert "application/fhir+json" in told["format"]
    assert told["software"] == {"name": "Blether", "version": __version__}
    for one in told["rest"][0]["resource"]:
        bundle = await ask(world, one["type"])
        assert (bundle["resourceType"], bundle["type"]) == ("Bundle", "searchset")
        assert bundle["total"] == len(ids(bundle)) > 0
        for entry in bundle["entry"]:
            assert entry["resource"]["resourceType"] == one["type"]
            assert entry["search"]["mode"] == "match"
            read = await ask(world, f"{one['type']}/{entry['resource']['id']}")
            assert read == entry["resource"]


async def test_a_person_their_referral_and_their_visit_lead_to_each_other(world: World) -> None:
    jean = world.near.jean
    person = await ask(world, f"Patient/{jean.patient.id}")
    assert person["name"][0]["text"] == "Jean Broon"
    assert person["telecom"][0]["value"] == str(jean.patient.contact)
    referral = (await ask(world, f"ServiceRequest?patient={jean.patient.id}"))["entry"][0]
    told = referral["resource"]
    assert told["subject"] == {"reference": f"Patient/{jean.patient.id}"}
    assert {one["coding"][0]["code"] for one in told["reasonCode"]} == {"energy", "housing"}
    assert told["code"]["coding"] == [{"system": SNOMED, "code": "871731000000106"}]
    sources = [one["valueCodeableConcept"] for one in told["extension"] if "UKCore" in one["url"]]
    assert [one["coding"] for one in sources] == [[{"system": SNOMED, "code": "306098008"}]]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", told["meta"]["lastUpdated"])
    visit = await ask(world, f"Appointment/{world.near.appointment.id}")
    assert visit["basedOn"] == [{"reference": f"ServiceRequest/{jean.referral.id}"}]
    for who in visit["participant"]:
        await ask(world, who["actor"]["reference"])
    await ask(world, person["managingOrganization"]["reference"])


async def test_who_was_sent_by_the_practice_did_not_ask_for_it_themselves(world: World) -> None:
    near = world.near
    async with world.db.begin() as uow:
        case = await a_case(uow, near.practice)
        case.referral.source = "import"
    brought = await ask(world, f"ServiceRequest/{case.referral.id}")
    assert brought["requester"] == {"reference": f"Organization/{near.practice.id}"}
    own = await ask(world, f"ServiceRequest/{near.jean.referral.id}")
    assert own["requester"] == {"reference": f"Patient/{near.jean.patient.id}"}


async def test_who_was_erased_is_told_of_to_whoever_synchronises(world: World) -> None:
    jean, since = world.near.jean, world.clock.now() + timedelta(hours=1)
    path = f"ServiceRequest?_lastUpdated=ge{since:%Y-%m-%dT%H:%M:%SZ}"
    assert (await ask(world, f"Patient/{jean.patient.id}"))["active"] is True
    assert ids(await ask(world, path)) == []
    async with world.db.begin() as uow:
        await uow.patients.erase(jean.patient.id, since)
    (told,) = (await ask(world, path))["entry"]
    assert told["resource"]["id"] == jean.referral.id
    assert "note" not in told["resource"]
    person = await ask(world, told["resource"]["subject"]["reference"])
    assert person["active"] is False
    assert "name" not in person


async def test_every_state_of_a_visit_is_told_and_found(world: World) -> None:
    visit = world.near.appointment.id
    states: tuple[tuple[Any, str], ...] = (
        ("held", "pending"),
        ("booked", "booked"),
        ("confirmed", "booked"),
        ("cancelled", "cancelled"),
        ("attended", "fulfilled"),
        ("did_not_attend", "noshow"),
    )
    for ours, theirs in states:
        async with world.db.begin() as uow:
            (await uow.session.get_one(Appointment, visit)).status = ours
        assert (await ask(world, f"Appointment/{visit}"))["status"] == theirs
        assert ids(await ask(world, f"Appointment?status={theirs}")) == [visit]
        others = {"pending", "booked", "cancelled", "fulfilled", "noshow", "waitlist"} - {theirs}
        assert ids(await ask(world, f"Appointment?status={','.join(others)}")) == []


async def test_dates_with_their_prefixes_are_days_of_the_practice(world: World) -> None:
    visit = world.near.appointment
    day = visit.starts_at.date().isoformat()
    every = [visit.id]
    for asked, found in (
        (day, every),
        (f"eq{day}", every),
        (day[:7], every),
        (day[:4], every),
        (f"ge{day}", every),
        (f"gt{day}", []),
        (f"le{day}", every),
        (f"lt{day}", []),
        (f"ge{day}&date=lt9999-01-01", every),
        ("le9999-12-31", every),
        ("lt9999", every),
        ("gt2000-01-01T00:00:00+01:00", every),
        (visit.starts_at.strftime("%Y-%m-%dT%H:%M:%SZ"), every),
        (visit.starts_at.strftime("gt%Y-%m-%dT%H:%MZ"), []),
    ):
        assert ids(await ask(world, f"Appointment?date={asked}")) == found, asked
    for wrong in ("soon", "2026-02-30", "2026-13", "ap2026-10-01", "2026-10-01T25:00Z", ""):
        await ask(world, f"Appointment?date={wrong}", status=400)


async def test_whoever_goes_on_from_a_time_with_its_thousandths_misses_nothing(
    world: World,
) -> None:
    visit = world.near.appointment
    changed = visit.updated_at.replace(microsecond=500_000)
    async with world.db.begin() as uow:
        row = await uow.appointments.get(visit.id)
        assert row is not None
        row.updated_at = changed
    second = changed.strftime("%Y-%m-%dT%H:%M:%S")
    for asked, found in (
        (f"gt{second}.000Z", [visit.id]),
        (f"le{second}.000Z", []),
        (f"eq{second}.000Z", []),
        (f"eq{second}.500Z", [visit.id]),
        (f"gt{second}.500Z", []),
        (f"eq{second}Z", [visit.id]),
        (f"gt{second}Z", []),
    ):
        assert ids(await ask(world, f"Appointment?_lastUpdated={asked}")) == found, asked


async def test_pages_meet_every_referral_once_while_others_come(world: World) -> None:
    async with world.db.begin() as uow:
        made = [(await a_case(uow, world.near.practice)).referral.id for _ in range(6)]
    met: list[str] = []
    path = "ServiceRequest?_count=2"
    while path:
        bundle = await ask(world, path)
        met += ids(bundle)
        async with world.db.begin() as uow:
            await a_case(uow, world.near.practice)
        links = {one["relation"]: one["url"] for one in bundle["link"]}
        assert len(ids(bundle)) <= 2
        path = links.get("next", "").removeprefix("http://127.0.0.1:8080")
    assert met == [*reversed(made), world.near.jean.referral.id]


async def test_counting_alone_sends_nobody(world: World) -> None:
    for query in ("_summary=count", "_count=0"):
        bundle = await ask(world, f"Patient?{query}")
        assert (bundle["total"], "entry" in bundle) == (1, False)


async def test_a_search_may_come_as_a_form(world: World) -> None:
    jean = world.near.jean
    form = {"subject": f"Patient/{jean.patient.id}", "status": "active,draft"}
    found = await ask(world, "ServiceRequest/_search", method="POST", data=form)
    assert ids(found) == [jean.referral.id]


async def test_of_a_parameter_so_many_values_are_taken_and_no_more(world: World) -> None:
    jean = world.near.jean
    some = [jean.patient.id, *(f"none-{number}" for number in range(MOST_VALUES - 1))]
    search = "ServiceRequest/_search"
    for patients in ([",".join(some)], [",".join(some[:100]), ",".join([*some[:1], *some[101:]])]):
        form = MultiDict(("patient", one) for one in patients)
        assert ids(await ask(world, search, method="POST", data=form)) == [jean.referral.id]
    for name in ("patient", "subject", "_id", "status", "authored"):
        value = "2026" if name == "authored" else "active"
        for values in ([",".join([value] * 201)], [value] * 201):
            form = MultiDict((name, one) for one in values)
            refused = await ask(world, search, method="POST", data=form, status=400)
            assert f"{name} takes 200 values at most" in refused["issue"][0]["diagnostics"]


@pytest.mark.parametrize(
    ("search", "is_found"),
    [
        ({"name": "broon"}, True),
        ({"name": "JEA"}, True),
        ({"name": "Broon Jean"}, True),
        ({"name": "Tam,Jean"}, True),
        ({"name": "Jean", "phone": "07700900640"}, True),
        ({"phone": "+44 7700 900640"}, True),
        ({"phone": "900640"}, False),
        ({"name": "roon"}, False),
        ({"name": "Jean Kerr"}, False),
        ({"name": "leccy"}, False),
        ({"name": "Jean", "_id": "none"}, False),
        ({"name": "?"}, False),
        ({"family": "broon", "given": "jean"}, True),
        ({"family": "Kerr", "given": "Jean"}, False),
        ({"telecom": "phone|07700900640"}, True),
        ({"telecom": "email|07700900640"}, False),
        ({"family": "Broon", "birthdate": "1958-03-02"}, True),
        ({"phone": "07700900640", "birthdate": "ge1958"}, True),
        ({"family": "Broon", "birthdate": "1958-03-03"}, False),
        ({"family": "Broon", "birthdate": "lt1958-03-02"}, False),
    ],
)
async def test_a_patient_is_found_by_name_and_number(
    world: World, search: dict[str, str], is_found: bool
) -> None:
    async with world.db.begin() as uow:
        jean = await make.a_patient(
            uow,
            practice=world.near.practice,
            contact=PhoneNumber("+447700900640"),
            name=PersonName("Jéan Broon"),
            birth_date=PatientText("1958-03-02"),
        )
        conversation = await make.a_conversation(uow, patient=jean)
        await make.a_referral(uow, conversation=conversation)
        text = PatientText("cannae pay ma leccy, Kerr says")
        await make.a_message(uow, conversation=conversation, text=text)
        await uow.flush()
        await uow.search.rebuild([jean.id])
    by_form = await ask(world, "Patient/_search", method="POST", data=search)
    for bundle in (by_form, await ask(world, f"Patient?{urlencode(search)}")):
        assert (jean.id in ids(bundle)) is is_found
        assert bundle["total"] == len(ids(bundle))
        assert "entry" not in bundle or bundle["entry"][-1]["search"]["mode"] == "match"
    assert await ask(world, "Patient?name:exact=Jean", status=400)


async def test_too_common_a_name_is_refused_and_a_search_by_name_is_audited(
    world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    jean = world.near.jean
    async with world.db.begin() as uow:
        await uow.search.rebuild([jean.patient.id])
    assert ids(await ask(world, "Patient?name=jean")) == [jean.patient.id]
    async with world.db.read() as uow:
        looked = (await uow.session.scalars(select(Audit).where(Audit.action == "searched"))).all()
    assert [one.detail for one in looked] == [{"found": 1}]
    monkeypatch.setattr("bot.api.fhir.people.MOST_FOUND", 0)
    refused = await ask(world, "Patient?name=jean", status=400)
    assert "write more of the name" in refused["issue"][0]["diagnostics"]


async def test_what_is_not_supported_is_ignored_aloud_or_refused_if_strict(world: World) -> None:
    bundle = await ask(world, "Patient?favourite-colour=blue")
    assert bundle["entry"][-1]["search"]["mode"] == "outcome"
    assert "colour" not in str(bundle)
    strict = {"Prefer": "handling=strict"}
    await ask(world, "Patient?favourite-colour=blue", status=400, headers=strict)
    await ask(world, "Appointment?status:not=booked", status=400)


@pytest.mark.parametrize(
    "search",
    [
        "Patient?identifier=0101011237",
        "Patient?gender=female&name=jean",
        "Patient?address-postalcode=EH1",
        "Patient?birthdate=1958-03-02",
        "Appointment?actor=Patient/none",
        "Appointment?patient.name=Jean",
        "ServiceRequest?performer=Practitioner/none",
        "Practitioner?name=Morag",
        "Organization?name=Far",
        "Patient?_lastUpdated=gt2026-11-01",
        "Patient?_tag=new",
        "Practitioner?_lastUpdated=gt2026-11-01",
        "ServiceRequest?_has:Appointment:based-on:status=booked",
    ],
)
async def test_nobody_is_sent_everybody_who_asked_for_one(world: World, search: str) -> None:
    refused = await ask(world, search, status=400)
    assert search.partition("?")[2][:4] in refused["issue"][0]["diagnostics"]


async def test_who_prefers_it_lenient_is_sent_more_and_told_so(world: World) -> None:
    lenient = {"Prefer": "handling=lenient"}
    bundle = await ask(world, "Patient?identifier=0101011237", headers=lenient)
    assert bundle["total"] == 1
    assert bundle["entry"][-1]["search"]["mode"] == "outcome"
    assert "identifier" not in bundle["link"][0]["url"]


async def test_xml_is_not_served(world: World) -> None:
    await ask(world, "Patient", status=406, headers={"Accept": "application/fhir+xml"})
    await ask(world, "Patient?_format=xml", status=406)
    for fits in ("json", "application/fhir+json", "application/fhir%2Bjson"):
        await ask(world, f"Patient?_format={fits}")


async def test_walls_and_roles(world: World) -> None:
    far = world.far
    theirs = (
        f"Patient/{far.jean.patient.id}",
        f"ServiceRequest/{far.jean.referral.id}",
        f"Appointment/{far.appointment.id}",
        f"Practitioner/{far.worker.id}",
        f"Organization/{far.practice.id}",
    )
    assert [path.partition("/")[0] for path in theirs] == [kind.name for kind in KINDS]
    for path in theirs:
        await ask(world, path, status=404)
        await ask(world, path, by=far)
        kind, _, id = path.partition("/")
        assert ids(await ask(world, f"{kind}?_id={id}")) == []
    for kind in ("Patient", "ServiceRequest", "Appointment"):
        await ask(world, kind, status=403, role="programme_lead")
    await ask(world, "Organization", role="programme_lead")
    await ask(world, "Patient", status=401, headers={"Authorization": "Bearer none"})


REFUSALS = (
    ("GET", "Patient/none", 404),
    ("GET", "Patient/%00", 404),
    ("GET", "Patient/a%2Cb", 404),
    ("GET", "Observation", 404),
    ("GET", f"{FHIR}/", 404),
    ("POST", "Patient", 405),
    ("DELETE", "Patient/none", 405),
    ("GET", "Patient?_count=many", 400),
    ("GET", "Patient?_count=-1", 400),
    ("GET", "Patient?_cursor=mine", 400),
    ("GET", "Appointment?patient=Group/1/2", 400),
)


async def test_refusals_are_outcomes(world: World) -> None:
    for method, path, status in REFUSALS:
        await ask(world, path, method=method, status=status)


async def test_who_would_write_is_told_that_nothing_can_be(world: World) -> None:
    answer = await ask(world, "Patient", method="POST", status=405)
    assert "for reading" in answer["issue"][0]["diagnostics"]


async def test_a_number_on_duty_is_no_patient_and_odd_birthdays_stay_inside(world: World) -> None:
    async with world.db.begin() as uow:
        await make.a_patient(uow, practice=world.near.practice)
        case = await a_case(uow, world.near.practice)
        case.patient.birth_date = PatientText("about 1950")
    found = ids(await ask(world, "Patient"))
    assert found == [case.patient.id, world.near.jean.patient.id]
    assert "birthDate" not in await ask(world, f"Patient/{case.patient.id}")
