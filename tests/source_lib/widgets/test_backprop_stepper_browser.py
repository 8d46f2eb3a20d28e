"""BackpropStepper in JupyterLab and a real browser: pressed, typed into, read; by mouse and by keyboard."""

import json
import os
import secrets
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from pathlib import Path

import pytest

pytestmark = pytest.mark.browser
SOURCE = "from source_lib.widgets import explore_backprop_stepper\nexplore_backprop_stepper()"
PATIENCE = 60_000  # milliseconds: a first kernel on a slow machine takes its time


def notebook() -> str:
    cell = {"cell_type": "code", "id": "stepper", "source": SOURCE}
    cell |= {"execution_count": None, "metadata": {}, "outputs": []}
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return json.dumps({"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def lab(tmp_path_factory: pytest.TempPathFactory):
    """Serve one notebook by a JupyterLab of our own, with settings of its own, and stop it afterwards."""
    folder: Path = tmp_path_factory.mktemp("lab")
    (folder / "stepper.ipynb").write_text(notebook(), encoding="utf-8")
    port, token = free_port(), secrets.token_hex(8)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1"]
    command += [f"--ServerApp.token={token}", f"--ServerApp.root_dir={folder}"]
    settings = {"JUPYTER_CONFIG_DIR": str(folder / ".config"), "JUPYTERLAB_SETTINGS_DIR": str(folder / ".settings")}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | settings)
        try:
            for _ in range(120):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token={token}").close()
                    break
                except urllib.error.URLError:
                    time.sleep(0.5)
            yield f"http://127.0.0.1:{port}/lab/tree/stepper.ipynb?token={token}"
        finally:
            server.terminate()
            server.wait(timeout=30)


@pytest.fixture(scope="module")
def page(lab: str):
    """Open the notebook, run its cell and wait for the first sentence."""
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("no Chromium on this machine")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_api.sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium, args=quiet)
        opened = chrome.new_page(viewport={"width": 1400, "height": 1100})
        opened.set_default_timeout(PATIENCE)
        opened.complaints = []
        opened.on("pageerror", lambda error: opened.complaints.append(str(error)))
        opened.goto(lab)
        opened.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        opened.get_by_text("| Idle").wait_for()
        opened.locator('.lm-MenuBar-itemLabel:text-is("Run")').click()
        opened.locator('li[data-command="runmenu:run-all"]').click()
        opened.get_by_role("status").filter(has_text="Step 0 of 12").wait_for()
        yield opened
        chrome.close()


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
    assert page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').count() == 0
