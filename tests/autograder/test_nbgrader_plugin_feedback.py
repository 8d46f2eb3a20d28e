"""The feedback page in a real browser: no line of it runs out of its box, on a desk or on a phone."""

from pathlib import Path

import pytest
from small_course import SOLUTION, hand_in, make_course
from test_report_browser import browser

from autograder import hostile

__all__ = ["browser"]
pytestmark = [pytest.mark.browser, pytest.mark.usefixtures("jail")]
LONG = {**SOLUTION, "half": f"def half(x):\n    raise ValueError('{'too long ' * 60}' + {'9' * 300!r})"}
TOO_WIDE = "[...document.querySelectorAll('pre')].filter((pre) => pre.scrollWidth > pre.clientWidth).length"
OUTSIDE_ITS_HEADING = """[...document.querySelectorAll('.panel-heading .pull-right')].filter((score) =>
    score.getBoundingClientRect().bottom > score.closest('.panel-heading').getBoundingClientRect().bottom).length"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = make_course(tmp_path_factory.mktemp("course"))
    hand_in(root, "long", LONG)
    for command in ("autograde", "generate_feedback"):
        ran = hostile.nbgrader(root, command, "ps", "--create" if command == "autograde" else "--force")
        assert ran.returncode == 0, ran.stderr
    return Path(root, "feedback", "long", "ps", "ps.html").as_uri()


@pytest.mark.parametrize("width", [390, 1200])
def test_long_lines_break_where_their_box_ends(browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.route("http*://**", lambda route: route.abort())
    page.goto(address)
    assert "too long too long" in page.inner_text("body")
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(TOO_WIDE) == 0
    assert page.locator(".panel-heading .pull-right").count() > 0
    assert page.evaluate(OUTSIDE_ITS_HEADING) == 0
