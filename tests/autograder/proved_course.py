"""The small assignment of site/instructors.md, as cells and files: `verify` proves it, and tests spoil it."""

import re
from pathlib import Path

_PAGE = (Path(__file__).parent.parent.parent / "site" / "instructors.md").read_text(encoding="utf-8")
_NAMED = re.compile(r"^`(a0-[\w-]+|[\w/]+\.py)`.*?```python\n(.*?)^```$", re.DOTALL | re.MULTILINE)
_BLOCKS = dict(_NAMED.findall(_PAGE))

CELLS = {name: code.rstrip("\n") for name, code in _BLOCKS.items() if name.startswith("a0-")}
FILES = {name: code for name, code in _BLOCKS.items() if name.endswith(".py")}
STYLE = FILES["styles/loop.py"]
TEST = "\n".join(CELLS["a0-line-test"].splitlines()[1:-1])
