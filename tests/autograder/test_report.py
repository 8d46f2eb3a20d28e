"""The page of the class report: complete in itself, readable by machines for people, and deaf to students' markup."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest
from report_class import ASSIGNMENT, mistake, notebook, outputs, put, test_cell, verdict, write_class

from autograder.records import GradedNotebook, Outcome
from autograder.report import Marks, build_report, class_table, render_html, to_json, visible

VOID = {"meta", "br", "rect", "line", "link", "img", "input", "hr"}
EVIL = '<script>alert(1)</script><img src=x onerror="alert(2)">{{ 7*7 }}\u202ecod.exe\u200b\x1b[31m'


class Page(HTMLParser):
    """Collects elements, their attributes and their text, and fails on a tag that is closed out of turn."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.elements: list[tuple[str, dict[str, str | None], list[str]]] = []
        self.text: list[tuple[str, str]] = []
        self.feed(html)
        self.close()
        assert self.open == [], f"never closed: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        block = {"details", "div", "ul", "ol", "p", "table", "section", "h2", "h3"}
        assert not (tag in block and "p" in self.open), f"<{tag}> cannot stand inside <p>"
        self.elements.append((tag, dict(attrs), list(self.open)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs), list(self.open)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open and self.open.pop() == tag, f"</{tag}> closes nothing"

    def handle_data(self, data: str) -> None:
        self.text.append((self.open[-1] if self.open else "", data))

    def count(self, tag: str) -> int:
        return sum(name == tag for name, _, _ in self.elements)


@pytest.fixture
def page(tmp_path: Path) -> str:
    return render_html(build_report(write_class(tmp_path, 48), ASSIGNMENT), "6 March")


def test_the_page_loads_nothing(page: str) -> None:
    for tag, attributes, _ in Page(page).elements:
        assert tag not in {"link", "img", "iframe", "object", "embed", "base", "form", "image", "use", "a"}
        assert not {"src", "href", "srcset", "style", "xlink:href", "action"} & set(attributes)
        assert not [name for name in attributes if name.startswith("on")]
    assert not re.search(r"https?:|//[a-z]|@import|url\(", page.replace("// ", ""))


def test_the_policy_allows_exactly_our_style_and_script(page: str) -> None:
    policy = next(a["content"] for t, a, _ in Page(page).elements if a.get("http-equiv") == "Content-Security-Policy")
    assert policy is not None and policy.startswith("default-src 'none';") and "unsafe" not in policy
    for tag in ("style", "script"):
        (text,) = re.findall(f"<{tag}>(.*?)</{tag}>", page, re.DOTALL)
        assert f"{tag}-src 'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'" in policy


def test_every_drawing_says_in_words_what_it_shows(page: str) -> None:
    parsed = Page(page)
    titles = [text for inside, text in parsed.text if inside == "title" and text.strip()]
    assert parsed.count("svg") > 10
    assert all(a.get("role") == "img" for t, a, _ in parsed.elements if t == "svg")
    assert parsed.count("title") == len(titles) == parsed.count("svg") + 1  # one each, and the page's own
    words = next(text for inside, text in parsed.text if inside == "desc")
    counts = [int(n) for n in re.findall(r"(\d+) students? from", words)]
    assert sum(counts) == 46 and "median" in words  # 48 less the two not graded yet


def test_ids_are_unique_and_references_meet_them(page: str) -> None:
    elements = Page(page).elements
    ids = [a["id"] for _, a, _ in elements if "id" in a]
    assert len(ids) == len(set(ids))
    for _, attributes, _ in elements:
        assert set((attributes.get("aria-labelledby") or "").split()) <= set(ids)


def test_weak_spots_come_first(page: str) -> None:
    order = ["misunderstood", "questions", "points", "trouble", "waiting", "repairs", "students"]
    assert re.findall(r'<h2 id="([a-z]+)"', page) == order
    tallies = [int(n) for n in re.findall(r'class="tally"><b>(\d+)</b>', page)]
    assert tallies == sorted(tallies, reverse=True)


def test_the_table_has_a_row_for_everyone_and_a_cell_for_every_column(page: str) -> None:
    head, body = page.split("<tbody>")
    columns = head.split("<thead>")[1].count("<th ")
    rows = body.split("</tbody>")[0].split("<tr>")[1:]
    assert len(rows) == 48
    assert all(row.count("<td") + 1 == columns for row in rows)


def hostile(course: Path) -> str:
    named = mistake(EVIL, EVIL, EVIL, EVIL)
    said = verdict("q", Outcome.FAILED, 0, 1, EVIL, [named])
    record = GradedNotebook(Outcome.CRASHED, EVIL, repairs=(EVIL,), isolation=EVIL, weak_cells=(EVIL,))
    student = EVIL.replace("/", "∕")
    put(course, student, notebook([test_cell("q", 1, outputs(said))], record))
    put(
        course,
        "zalgo",
        notebook([test_cell("q", 1, outputs(verdict("q", Outcome.CRASHED, 0, 1, "e" + "\u0301" * 50)))]),
    )
    return student


def test_nothing_that_students_wrote_becomes_markup(tmp_path: Path) -> None:
    hostile(tmp_path)
    page = render_html(build_report(tmp_path, ASSIGNMENT))
    parsed = Page(page)
    assert (parsed.count("script"), parsed.count("img")) == (1, 0)
    assert "&lt;script&gt;alert(1)" in page and "{{ 7*7 }}" in page
    assert not [name for _, attributes, _ in parsed.elements for name in attributes if name.startswith("on")]


def test_characters_that_nobody_can_see_are_shown(tmp_path: Path) -> None:
    hostile(tmp_path)
    report = build_report(tmp_path, ASSIGNMENT)
    page = render_html(report)
    assert not set("\u202e\u200b\x1b") & set(page)
    assert r"\u202ecod.exe\u200b\u001b[31m" in page
    assert "\u0301" * 4 not in page
    assert not set("\u202e\u200b\x1b") & set(class_table(report)[0].student + class_table(report)[0].mistake)


def test_a_name_that_is_no_unicode_can_be_written(tmp_path: Path) -> None:
    put(tmp_path, "b\udcffb", notebook([test_cell("q", 1)]))
    report = build_report(tmp_path, ASSIGNMENT)
    assert r"b\udcffb" in render_html(report).encode("utf-8").decode()
    assert json.loads(to_json(report))["submissions"][0]["student"] == "b\udcffb"


def test_a_long_text_is_cut() -> None:
    assert len(visible("x" * 10_000)) < 1_000


def test_json_is_strict_and_says_what_the_page_says(tmp_path: Path) -> None:
    report = build_report(write_class(tmp_path, 24), ASSIGNMENT)

    def refuse(constant: str) -> None:
        raise AssertionError(f"{constant} is no JSON")

    plain = json.loads(to_json(report), parse_constant=refuse)
    assert len(plain["submissions"]) == 24 and plain["assignment"] == ASSIGNMENT
    page = render_html(report)
    assert all(count["mistake"]["label"] in page for count in plain["mistakes"])
    assert sum(b["count"] for b in plain["histogram"]) == 23


def test_the_same_class_gives_the_same_bytes(tmp_path: Path) -> None:
    pages = {render_html(build_report(write_class(tmp_path / name, 24), ASSIGNMENT)) for name in ("one", "two")}
    assert len(pages) == 1


def test_a_page_about_nobody_is_still_a_page(tmp_path: Path) -> None:
    assert "nothing to report yet" in render_html(build_report(tmp_path, ASSIGNMENT))
    page = render_html(build_report(tmp_path, ASSIGNMENT, Marks(roster=("ada",))))
    assert Page(page).count("tr") == 2 and "nothing handed in" in page


def test_marks_that_cannot_be_trusted_are_said_so(tmp_path: Path) -> None:
    put(tmp_path, "ada", notebook([test_cell("q", 1)]))
    record = GradedNotebook(Outcome.PASSED, "Fine.", isolation="none", weak_cells=("q",))
    put(tmp_path, "bob", notebook([test_cell("q", 1, outputs(verdict("q")))], record))
    page = render_html(build_report(tmp_path, ASSIGNMENT))
    for words in ("Graded without the jail:", "Weak tests:", "No verdicts:"):
        assert words in page


def test_a_class_of_a_thousand_folds_its_long_lists(tmp_path: Path) -> None:
    page = render_html(build_report(write_class(tmp_path, 1000), ASSIGNMENT))
    assert len(page) < 1_000_000
    unfolded = re.sub(r"<details.*?</details>", "", page.split("<tbody>")[0], flags=re.DOTALL)
    assert len(unfolded.split("<h2")[1]) < 12_000  # what the class misunderstood fits a few screens
    assert "more</summary>" in page
