"""A notebook in a JupyterLab and a Chromium of the tests' own: written, served, opened, run, and all stopped again."""

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
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

PATIENCE = 120_000  # milliseconds: a first kernel on a slow machine takes its time


def notebook(source: str) -> str:
    cell = {"cell_type": "code", "id": "only-cell", "source": source}
    cell |= {"execution_count": None, "metadata": {}, "outputs": []}
    kernel = {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"}
    return json.dumps({"cells": [cell], "metadata": {"kernelspec": kernel}, "nbformat": 4, "nbformat_minor": 5})


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def served(folder: Path, source: str) -> Iterator[str]:
    """Serve a notebook of one cell by a JupyterLab with settings of its own; give its address."""
    (folder / "only.ipynb").write_text(notebook(source), encoding="utf-8")
    port, token = free_port(), secrets.token_hex(8)
    command = [sys.executable, "-m", "jupyterlab", "--no-browser", "--allow-root", f"--port={port}", "--ip=127.0.0.1"]
    command += [f"--ServerApp.token={token}", f"--ServerApp.root_dir={folder}"]
    settings = {"JUPYTER_CONFIG_DIR": str(folder / ".config"), "JUPYTERLAB_SETTINGS_DIR": str(folder / ".settings")}
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(command, stdout=log, stderr=log, env=os.environ | settings)
        try:
            for _ in range(240):
                try:
                    urllib.request.urlopen(f"http://127.0.0.1:{port}/api/status?token={token}").close()
                    break
                except urllib.error.URLError:
                    time.sleep(0.5)
            yield f"http://127.0.0.1:{port}/lab/tree/only.ipynb?token={token}"
        finally:
            server.terminate()
            server.wait(timeout=30)


@contextmanager
def opened(address: str, first_words: str) -> Iterator:
    """Open the notebook, run its cell, wait for a live sentence with these words; complaints are kept on the page."""
    sync_api = pytest.importorskip("playwright.sync_api")
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if not chromium:
        pytest.skip("no Chromium on this machine")
    quiet = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_api.sync_playwright() as playwright:
        chrome = playwright.chromium.launch(executable_path=chromium, args=quiet, timeout=PATIENCE)
        page = chrome.new_page(viewport={"width": 1400, "height": 1100})
        page.set_default_timeout(PATIENCE)
        page.complaints = []
        page.on("pageerror", lambda error: page.complaints.append(str(error)))
        page.goto(address)
        page.locator(".jp-Notebook .jp-CodeCell").first.wait_for()
        page.get_by_text("| Idle").wait_for()
        page.locator('.lm-MenuBar-itemLabel:text-is("Run")').click()
        page.locator('li[data-command="runmenu:run-all"]').click()
        page.get_by_role("status").filter(has_text=first_words).wait_for()
        yield page
        chrome.close()


def errors_shown(page) -> int:
    """Count what the kernel wrote to stderr, callbacks of widgets included."""
    return page.locator('.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.stderr"]').count()
