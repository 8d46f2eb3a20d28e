"""Markup that students wrote, made safe for the browser of whoever reads it: feedback, formgrader, report.

Only what looks active is touched, so that honest text and formulas stay as they were written.
"""

from __future__ import annotations

import re
from functools import cache
from typing import Any

_ACTIVE = re.compile(
    r"<\s*/?\s*(script|iframe|object|embed|form|input|button|link|meta|base|style|svg|math|template|frame|applet)\b"
    r"|<[^>]*\son\w+\s*=|(javascript|vbscript|data\s*:\s*text/html)\s*:?|srcdoc",
    re.IGNORECASE,
)
_RENDERED = ("text/html", "text/markdown", "image/svg+xml", "text/latex")


def defuse(notebook: dict[str, Any]) -> None:
    """Clean, in place, the active markup in the student's own text cells and in all outputs."""
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            if not cell["metadata"].get("nbgrader", {}).get("locked"):
                cell["source"] = clean(cell["source"])
            continue
        for output in cell["outputs"]:
            data = output.get("data", {})
            data.pop("application/javascript", None)
            for kind in _RENDERED:
                if isinstance(data.get(kind), str):
                    data[kind] = clean(data[kind])
        cell["outputs"] = [output for output in cell["outputs"] if output.get("data") != {}]


def clean(text: str) -> str:
    """Return the text without what a browser would run; as it is where there is nothing of the kind.

    >>> clean("a < b and $x^2$"), clean("<script>f()</script>")
    ('a < b and $x^2$', '&lt;script&gt;f()&lt;/script&gt;')
    """
    return str(_cleaner().sanitize_html_tags(text)) if _ACTIVE.search(text) else text


@cache
def _cleaner() -> Any:
    from nbconvert.preprocessors.sanitize import SanitizeHTML

    return SanitizeHTML(strip=False)
