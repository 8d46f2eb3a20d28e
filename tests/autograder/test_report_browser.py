"""The class report in a real browser: silent, sortable, and no wider than a phone."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from report_class import ASSIGNMENT, write_class

from autograder.report import build_report, render_html

pytestmark = pytest.mark.browser

# WCAG's contrast ratio of each text with the nearest painted ground behind it; the smallest, and where it is.
WEAKEST_CONTRAST = r"""() => {
  const parse = (colour) => colour.match(/[\d.]+/g).map(Number);
  const channel = (v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);
  const light = ([r, g, b]) => 0.2126 * channel(r / 255) + 0.7152 * channel(g / 255) + 0.0722 * channel(b / 255);
  const ground = (element) => {
    const colour = parse(getComputedStyle(element).backgroundColor);
    return colour[3] === 0 && element.parentElement ? ground(element.parentElement) : colour;
  };
  const shown = (element) =>
    [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim()) &&
    element.getClientRects().length && !element.closest("title, desc, script");
  const ratio = (element) => {
    const style = getComputedStyle(element);
    const ink = light(parse(element instanceof SVGElement ? style.fill : style.color));
    const paper = light(ground(element));
    return (Math.max(ink, paper) + 0.05) / (Math.min(ink, paper) + 0.05);
  };
  const texts = [...document.querySelectorAll("body *")].filter(shown);
  return texts.map((element) => [ratio(element), element.outerHTML.slice(0, 80)]).sort((a, b) => a[0] - b[0])[0];
}"""


@pytest.fixture
def browser() -> Iterator:
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("no Chromium on this machine")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_api.sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium, args=quiet)
        yield chrome
        chrome.close()


@pytest.fixture
def address(tmp_path: Path) -> str:
    path = tmp_path / "report.html"
    path.write_text(render_html(build_report(write_class(tmp_path, 48), ASSIGNMENT)), encoding="utf-8")
    return path.as_uri()


def test_the_page_asks_for_nothing_and_complains_about_nothing(browser, address: str) -> None:
    page = browser.new_page()
    asked, said = [], []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(address)
    assert (asked, said) == ([address], [])


@pytest.mark.parametrize("width", [360, 1100])
def test_the_page_is_no_wider_than_the_screen(browser, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 800})
    page.goto(address)
    page.evaluate("document.querySelectorAll('details').forEach((d) => (d.open = true))")
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_click_on_points_sorts_by_number_and_a_second_one_turns_it_round(browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    points = page.get_by_role("button", name="Points")
    column = "[...document.querySelectorAll('tbody tr')].map((r) => r.cells[1].textContent)"
    seen = []
    for direction in ("ascending", "descending"):
        points.click()
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == direction
        seen.append([-1.0 if text == "–" else float(text) for text in page.evaluate(column)])
    assert seen == [sorted(seen[0]), sorted(seen[0], reverse=True)] and len(set(seen[0])) > 5


def test_without_scripts_the_table_is_whole(browser, address: str) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(address)
    assert page.locator("tbody tr").count() == 48 and page.locator("th button").count() == 0


def test_paper_shows_what_is_folded(browser, address: str) -> None:
    page = browser.new_page()
    page.goto(address)
    folded = page.locator("details:not([open])").count()
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert folded > 0 and page.locator("details:not([open])").count() == 0
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.locator("details:not([open])").count() == folded


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_every_text_stands_out_from_its_ground(browser, address: str, scheme: str) -> None:
    page = browser.new_page(color_scheme=scheme)
    page.goto(address)
    weakest = page.evaluate(WEAKEST_CONTRAST)
    assert weakest[0] >= 4.5, weakest
