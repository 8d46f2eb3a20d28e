"""SoftThreshold, GateDesigner and ParityDepth in JupyterLab and a real browser, by keyboard and by mouse.

What the page says is compared, word for word, with what `compute` says of the state that the test has set by hand.
"""

import pytest
from lab_page import errors_shown, opened, served

from source_lib.widgets.gate_designer import GateDesigner
from source_lib.widgets.gate_designer import Setting as Gates
from source_lib.widgets.parity_depth import MOST_BITS, ParityDepth
from source_lib.widgets.parity_depth import Setting as Parity
from source_lib.widgets.soft_threshold import Setting as Soft
from source_lib.widgets.soft_threshold import SoftThreshold

pytestmark = pytest.mark.browser
SOURCE = """from IPython.display import display
from source_lib.widgets import explore_gates, explore_parity_depth, explore_soft_threshold
for explore in (explore_soft_threshold, explore_gates, explore_parity_depth):
    display(explore())"""
EXPLORERS = ("soft", "gates", "parity")


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory):
    with served(tmp_path_factory.mktemp("lab"), SOURCE) as address, opened(address, "parity is") as page:
        yield page


@pytest.fixture
def soft(page):
    return page.locator(".jp-OutputArea-child").nth(0)


@pytest.fixture
def gates(page):
    return page.locator(".jp-OutputArea-child").nth(1)


@pytest.fixture
def parity(page):
    return page.locator(".jp-OutputArea-child").nth(2)


def says(explorer, frame) -> None:
    explorer.get_by_role("status").filter(has_text=frame.sentence).wait_for()


def press(explorer, label: str, *keys: str) -> None:
    """Focus the slider with that label and press keys on it."""
    row = explorer.locator(".widget-hslider").filter(has=explorer.page.get_by_text(label, exact=True))
    handle = row.locator(".noUi-handle")
    handle.focus()
    for key in keys:
        handle.press(key)


def choose(explorer, label: str, option: str) -> None:
    explorer.get_by_label(label, exact=True).select_option(option)


def test_the_scale_goes_to_both_ends_by_keyboard_and_the_picture_follows(soft) -> None:
    says(soft, SoftThreshold.compute(Soft()))
    pictures = [soft.locator("img").get_attribute("src")]
    for key, scale in (("End", 10**2.5), ("Home", 10**-0.5)):
        press(soft, "weight scale c", key)
        says(soft, SoftThreshold.compute(Soft(scale=scale)))
        pictures.append(soft.locator("img").get_attribute("src"))
    assert len(set(pictures)) == 3


def test_margin_error_and_examples_are_answered_for(soft) -> None:
    press(soft, "weight scale c", "End")
    press(soft, "margin m", "Home")
    press(soft, "wanted error", "Home")
    choose(soft, "examples", "two far groups")
    says(soft, SoftThreshold.compute(Soft(10**2.5, 0.05, 1e-6, "two far groups")))
    press(soft, "margin m", "End")
    says(soft, SoftThreshold.compute(Soft(10**2.5, 2.0, 1e-6, "two far groups")))


def test_no_one_unit_does_xor_and_none_is_revealed(gates) -> None:
    says(gates, GateDesigner.compute(Gates()))
    assert gates.get_by_role("button", name="reveal a solution").is_disabled()
    for key, weight in (("End", 3.0), ("Home", -3.0)):
        press(gates, "v₁", key)
        says(gates, GateDesigner.compute(Gates(v1=weight)))


def test_two_hidden_units_solve_it_and_one_wrong_weight_spoils_it(gates) -> None:
    gates.get_by_label("with two hidden units").check()
    reveal = gates.get_by_role("button", name="reveal a solution")
    reveal.click()
    gates.get_by_role("status").filter(has_text="Solved: the four inputs land on 3 places").wait_for()
    press(gates, "w₁₁", "Home")
    gates.get_by_role("status").filter(has_text="of 4 rows of XOR right").wait_for()
    reveal.click()
    gates.get_by_role("status").filter(has_text="Solved").wait_for()


def test_every_bit_turns_parity_over_by_the_space_bar(parity) -> None:
    says(parity, ParityDepth.compute(Parity()))
    on = list(Parity().bits)
    for k in range(4):
        on[k] = "1" if on[k] == "0" else "0"
        parity.get_by_role("button", name=f"x{k + 1} = ").press("Space")
        says(parity, ParityDepth.compute(Parity(bits="".join(on))))
        parity.get_by_role("button", name=f"x{k + 1} = {on[k]}").wait_for()


def test_the_largest_nets_are_drawn_and_counted(parity) -> None:
    bits = "".join(str(1 - int(bit)) for bit in Parity().bits[:4]) + Parity().bits[4:]  # as the test before left them
    press(parity, "bits D", "End")
    for net in ("lookup", "detectors", "counting", "chain", "tree"):
        choose(parity, "net", net)
        says(parity, ParityDepth.compute(Parity(units_in=MOST_BITS, construction=net, bits=bits)))
    assert parity.get_by_role("button", name="x").count() == MOST_BITS


@pytest.mark.parametrize("name", EXPLORERS)
def test_the_picture_fits_its_cell(page, name: str, request: pytest.FixtureRequest) -> None:
    explorer = request.getfixturevalue(name)
    picture, cell = explorer.locator("img").bounding_box(), page.locator(".jp-OutputArea").first.bounding_box()
    assert picture["width"] > 500
    assert picture["x"] + picture["width"] <= cell["x"] + cell["width"] + 4  # a widget's own margin


def test_nothing_complained(page) -> None:
    assert page.complaints == []
    assert errors_shown(page) == 0
