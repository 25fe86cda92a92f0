from __future__ import annotations

from typing import TYPE_CHECKING

from playwright.sync_api import Route

if TYPE_CHECKING:
    from tests.journeys.conftest import Visitors


def test_a_page_that_lost_its_news_asks_for_it_again(visitors: Visitors) -> None:
    page = visitors.link_worker().page
    asked: list[str] = []

    def refuse_once(route: Route) -> None:
        asked.append(route.request.url)
        if len(asked) > 1:
            route.continue_()
        else:
            route.fulfill(status=503, body="busy")

    page.goto("about:blank")  # so that the page of the sign-in asks for no news any more
    page.route("**/staff/live", refuse_once)
    page.clock.install()
    with page.expect_request(lambda request: "x-blether-refresh" in request.headers):
        page.goto("/staff/")
    assert len(asked) == 1
    with page.expect_request("**/staff/live"):
        page.clock.run_for(5000)
