"""HEAD is answered where GET is, as monitors and link checkers ask; but for the stream of news."""

from __future__ import annotations

from tests.support.page_client import PageClient
from tests.support.world import World


async def test_a_page_is_asked_for_by_head(world: World, morag: PageClient) -> None:
    for path in ("/staff/", "/staff/caseload", world.near.jean.path):
        async with world.client.head(path) as answer:
            assert (answer.status, await answer.read()) == (200, b""), path


async def test_the_stream_of_news_is_not_begun_by_head(world: World, morag: PageClient) -> None:
    async with world.client.head("/staff/live") as answer:
        assert answer.status == 405


async def test_head_leads_who_is_not_signed_in_where_get_does(world: World) -> None:
    for method in ("GET", "HEAD"):
        async with world.client.request(method, "/staff/", allow_redirects=False) as answer:
            assert (answer.status, answer.headers["Location"]) == (
                303,
                "/staff/sign-in?next=%2Fstaff%2F",
            )
