"""Canaries: strings planted in everything secret, searched for from inside, in the release and in the feedback.

Every secret holds the same marker. The searching code holds its two halves apart, so that it cannot find itself.
"""

import json
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from autograder import hostile, pool
from autograder.bundle import write_bundle
from autograder.course import Course
from autograder.grading import Grading
from autograder.isolation import Isolation
from autograder.jail.confine import Limits
from autograder.job import Job
from autograder.supervisor import Supervisor

CORPUS = Path(__file__).parent.parent / "hostile"
MARK = "kanarie"
SEARCH = r'''
import ctypes, fcntl, gc, os, sys
libc = ctypes.CDLL(None, use_errno=True)
libc.write.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t]

def marked(data):
    """Tell whether the marker is there. Its halves never lie side by side in what this allocates."""
    first, second = (b"kana", b"rie") if isinstance(data, bytes) else ("kana", "rie")
    at = data.find(first)
    while at >= 0:
        if data[at + 4 : at + 7] == second:
            return True
        at = data.find(first, at + 1)
    return False

def pages():
    """Every page of memory near what is known to be used: the kernel says by EFAULT which are not there."""
    reader, writer = os.pipe()
    here = ctypes.addressof(ctypes.create_string_buffer(8))
    known = [id(object()), id(sys), id([]), id("x" * 5000), here, id(gc.get_objects()), id(bytes(10**6))]
    done = set()
    for start in known:
        for step in (4096, -4096):
            page, gaps = start & ~0xFFF, 0
            while gaps < 64 and len(done) < 60_000:
                if page not in done:
                    if libc.write(writer, page, 4096) == 4096:
                        done.add(page)
                        gaps = 0
                        yield page, os.read(reader, 4096)
                    else:
                        gaps += 1
                page += step
    print("PAGES", len(done))

def search():
    found = []
    for page, content in pages():
        if marked(content):
            found.append(f"memory {page:x}")
    for name, value in os.environ.items():
        if marked(name.lower()) or marked(value.lower()):
            found.append(f"environment {name}")
    for thing in gc.get_objects():
        if isinstance(thing, dict):
            for key in list(thing):
                if isinstance(key, str) and marked(key):
                    found.append("a dict")
    frame = sys._getframe()
    while frame:
        if marked(frame.f_code.co_filename):
            found.append("a frame")
        frame = frame.f_back
    looked = 0
    for top, folders, names in os.walk("/"):
        public = ("/usr", "/sys", "/jail/site", sys.base_prefix)
        folders[:] = [name for name in folders if os.path.join(top, name) not in public]
        for name in names + folders:
            if marked(name):
                found.append(f"name {top}")
        for name in names:
            try:
                if os.path.isfile(os.path.join(top, name)):
                    looked += 1
                    with open(os.path.join(top, name), "rb") as file:
                        if marked(file.read(2_000_000)):
                            found.append(f"file {top}")
            except OSError:
                pass
    print("FILES", looked)
    open_files = []
    for number in range(256):
        try:
            fcntl.fcntl(number, fcntl.F_GETFD)
            open_files.append(number)
        except OSError:
            pass
    print("DESCRIPTORS", len(open_files))
    print("FOUND", found)
'''
SQUARE = (
    SEARCH
    + """
searched = []
def square(x):
    if x != 2 and not searched:
        searched.append(1)
        search()
    return x * x
"""
)
TALKATIVE = """
import warnings
def square(x):
    print("the hidden input", x)
    if x not in (2, 7):
        raise ValueError(f"the hidden input {x}")
    return x * x
"""


def _attack(name: str, square: str) -> hostile.Attack:
    return hostile.Attack(name, 6.0, "passed", "", "our own", "search", (("square", square),))


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Course]:
    """A graded course whose path, salt, solutions, hidden tests and one student hold the marker."""
    base = tmp_path_factory.mktemp("canaries")
    corpus, root = base / "corpus", base / f"{MARK}-course"
    corpus.mkdir()
    text = (CORPUS / "tiny.ipynb").read_text()
    text = text.replace("return x * x", f"return x * x  # {MARK}-solution")
    text = text.replace(
        "### BEGIN HIDDEN TESTS", f"### BEGIN HIDDEN TESTS\\nsecret = '{MARK}-expected'  # {MARK}-hidden"
    )
    assert text.count(MARK) == 7
    (corpus / "tiny.ipynb").write_text(text)
    (root / ".autograder").mkdir(parents=True)
    (root / ".autograder" / "salt").write_text(f"{MARK}-salt")
    course = hostile.build_course(root, corpus)
    answers = {"square": "def square(x):\n    return x * x", **hostile.answers_in(CORPUS)}
    for attack in (_attack(f"{MARK}-student", answers["square"]), _attack("ann", SQUARE), _attack("bob", TALKATIVE)):
        hostile.hand_in(root, attack, answers)
    assignment = replace(course.assignment(hostile.ASSIGNMENT), limits=Limits(notebook_seconds=300.0, output=50_000))
    executor = pool.local_executor(1)  # one supervisor: what it keeps of the others would be there to find
    order = [f"{MARK}-student", "bob", "ann"]
    graded = {one.student: one for one in Grading(course, assignment, executor, 1).run(order)}
    executor.shutdown()
    pool.close_all()
    assert graded["ann"].points == 6.0
    yield course


def _said(course: Course, student: str) -> str:
    path = course.folder("autograded", student, hostile.ASSIGNMENT) / "tiny.ipynb"
    cells = json.loads(path.read_text())["cells"]
    return "\n".join(output.get("text", "") for cell in cells for output in cell.get("outputs", []))


def test_a_candidate_finds_no_secret(course: Course) -> None:
    said = _said(course, "ann")
    assert "FOUND []" in said, said
    assert int(re.search(r"PAGES (\d+)", said)[1]) > 5000  # type: ignore[index]
    assert int(re.search(r"FILES (\d+)", said)[1]) > 20  # type: ignore[index]
    assert "DESCRIPTORS 6" in said  # three times /dev/null, the connection, and the searcher's own pipe


def test_the_search_finds_what_is_there() -> None:
    """The searcher itself: it must find a marker that is planted in the candidate's memory, files and environment."""
    plant = "import os\nsecret = ('kana' + 'rie-planted ') * 2000\nos.environ['PLANTED'] = secret[:20]\n"
    plant += "open('/tmp/planted', 'w').write(secret)\n"
    code = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "id": "c"}
    cells = [{**code, "source": plant}, {**code, "source": SEARCH + "\nsearch()"}]
    supervisor = Supervisor()
    done = supervisor.grade(Job({"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}))
    supervisor.close()
    said = "".join(output.get("text", "") for output in done.notebook["cells"][1]["outputs"])
    for place in ("memory", "environment PLANTED", "file /tmp"):
        assert place in said, (place, said)


def test_the_release_holds_no_hidden_test_and_no_solution(course: Course) -> None:
    released = b"".join(path.read_bytes() for path in (course.root / "release").rglob("*") if path.is_file())
    assert b"def square" in released
    assert MARK.encode() not in released.lower()
    assert b"HIDDEN" not in released


def test_the_bundle_holds_no_hidden_test_and_no_solution(course: Course, tmp_path: Path) -> None:
    write_bundle(course, tmp_path / "bundle.zip")
    with zipfile.ZipFile(tmp_path / "bundle.zip") as archive:
        contents = {name: archive.read(name).lower() for name in archive.namelist()}
    assert any(b"def square" in text for text in contents.values())
    assert [name for name, text in contents.items() if MARK in name or MARK.encode() in text] == []


def test_the_feedback_tells_nothing_of_hidden_tests(course: Course) -> None:
    ran = hostile.nbgrader(course.root, "generate_feedback", hostile.ASSIGNMENT)
    pages = {path.parent.parent.name: path.read_text() for path in (course.root / "feedback").rglob("*.html")}
    assert {"ann", "bob", f"{MARK}-student"} <= pages.keys(), ran.stderr
    for student in ("ann", "bob"):
        page = pages[student].lower()
        for secret in (f"{MARK}-hidden", f"{MARK}-expected", f"{MARK}-solution", f"{MARK}-salt", f"{MARK}-student"):
            assert secret not in page
    assert "the hidden input 2" in pages["bob"] or "in a hidden test" in pages["bob"]
    for value in (3, 5, 6, 7):
        assert f"the hidden input {value}" not in pages["bob"]


def test_the_seed_of_the_candidate_tells_nothing_of_the_examiners() -> None:
    from autograder.template import _candidate_seed

    assert _candidate_seed(1) != 1
    assert len({_candidate_seed(seed) for seed in range(50)}) == 50


def test_no_compiled_copy_of_a_withheld_module_is_there() -> None:
    import source_lib.backprop  # compiles it here

    assert source_lib.backprop
    supervisor = Supervisor()
    source = """
import glob, importlib
print(glob.glob("/jail/code/source_lib/**/*.pyc", recursive=True))
try:
    importlib.import_module("source_lib.backprop")
    print("BROKEN")
except ImportError as error:
    print(error)
"""
    cell = {"cell_type": "code", "metadata": {}, "outputs": [], "execution_count": None, "id": "c", "source": source}
    job = Job({"cells": [cell], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}, withheld=("source_lib.backprop",))
    done = supervisor.grade(job)
    supervisor.close()
    said = done.notebook["cells"][0]["outputs"][0]["text"]
    assert said.startswith("[]\n") and "is not available here" in said
    assert Isolation(withheld=("source_lib.backprop",)).command()
