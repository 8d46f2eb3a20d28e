"""BackpropStepper in JupyterLab and a real browser: pressed, typed into, read; by mouse and by keyboard."""

import pytest
from lab_page import errors_shown, opened, served

pytestmark = pytest.mark.browser
SOURCE = "from source_lib.widgets import explore_backprop_stepper\nexplore_backprop_stepper()"


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory):
    with served(tmp_path_factory.mktemp("lab"), SOURCE) as address, opened(address, "Step 0 of 12") as page:
        yield page


def says(page, text: str) -> None:
    page.get_by_role("status").filter(has_text=text).wait_for()


def choose(page, description: str, option: str) -> None:
    page.get_by_label(description, exact=True).select_option(option)


def test_next_shows_values_and_then_bars(page) -> None:
    for text in ("Forward: z = wx + b = 1", "Forward: y = σ(z)"):
        page.get_by_role("button", name="Next").click()
        says(page, text)


def test_the_keyboard_alone_steps_on_and_back(page) -> None:
    page.get_by_role("button", name="Next").focus()
    page.keyboard.press("Enter")
    says(page, "Step 3 of 12")
    page.get_by_role("button", name="Previous").focus()
    page.keyboard.press("Enter")
    says(page, "Step 2 of 12")


def test_the_wrong_order_tells_what_is_spoiled(page) -> None:
    choose(page, "graph", "2-2-2 net by index")
    says(page, "Step 0 of 26")
    choose(page, "mode", "wrong order")
    for step in range(1, 27):
        page.get_by_role("button", name="Next").click()
        says(page, f"Step {step} of 26")
    says(page, "Spoiled for good: w⁽¹⁾₁₁")


def test_a_guess_is_judged(page) -> None:
    choose(page, "graph", "running example")
    choose(page, "mode", "predict")
    for step in range(1, 12):
        page.get_by_role("button", name="Next").click()
        says(page, f"Step {step} of 12")
    guess = page.get_by_label("your guess")
    guess.fill("3")
    guess.press("Enter")
    says(page, "3 is not it")
    guess.fill("0.587")
    guess.press("Enter")
    says(page, "Right: w̄")


def test_an_own_expression_is_drawn(page) -> None:
    choose(page, "graph", "your own expression")
    field = page.get_by_label("expression", exact=True)
    field.fill("a = 3; e = a*a; e + a")
    field.press("Enter")
    says(page, "a is there from the start")


def test_the_picture_fits_its_cell(page) -> None:
    picture = page.locator(".jp-OutputArea img").first.bounding_box()
    cell = page.locator(".jp-OutputArea").first.bounding_box()
    assert picture["width"] > 500
    assert picture["x"] + picture["width"] <= cell["x"] + cell["width"] + 4  # a widget's own margin


def test_nothing_complained(page) -> None:
    assert page.complaints == []
    assert errors_shown(page) == 0
