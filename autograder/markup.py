"""Markup that students wrote, made safe for the browser of whoever reads it: feedback, formgrader, report.

Only what could do something is touched, so that honest text and formulas stay as they were written.
"""

from __future__ import annotations

import html
import mimetypes
import re
from collections.abc import Mapping
from functools import cache
from typing import Any

SHOWN = {"text/plain", "text/latex", "text/html", "text/markdown", "image/png", "image/jpeg"}  # in feedback
# Tags that do something without an attribute: run, load, or swallow and hide the rest of the page.
_ACTIVE = re.compile(
    r"<\s*/?\s*(script|iframe|object|embed|form|input|button|link|meta|base|style|svg|math|template|frame|frameset"
    r"|applet|plaintext|xmp|listing|textarea|select|option|title|noscript|noembed|noframes|audio|video|source|portal"
    r"|dialog|marquee|html|head|body)\b|<[!?]|</[^a-z>]",
    re.IGNORECASE,
)
_TAG_IN_HTML = re.compile(r"<[a-z]", re.IGNORECASE)
_TAG_IN_TEXT = re.compile(r"<[a-z][a-z0-9-]*[\s/]", re.IGNORECASE)  # Markdown takes nothing else for a tag
_LINK = re.compile(r"\]\s*[(:]|<|\\href|\\url", re.IGNORECASE)
_HARMFUL = re.compile(r"(javascript|vbscript|livescript):|data:(text|application|image/svg)", re.IGNORECASE)
_IGNORED = re.compile(r"[\x00-\x20\x7f-\xa0\\]+")  # what browsers or Markdown leave out of an address
_STYLE = re.compile(r"<style\b[^>]*>[^<]*</style\s*>", re.IGNORECASE)  # pandas puts one before each table

_TAGS = [
    *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "center", "blockquote", "details", "summary", "pre", "hr", "br"),
    *(
        "a",
        "b",
        "i",
        "u",
        "s",
        "em",
        "strong",
        "small",
        "mark",
        "sub",
        "sup",
        "code",
        "kbd",
        "var",
        "abbr",
        "del",
        "ins",
    ),
    *("ul", "ol", "li", "dl", "dt", "dd", "span", "img"),
    *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
]
_ATTRIBUTES = {
    "a": ["href", "title"],
    "img": ["src", "alt", "title", "width", "height"],
    "ol": ["start"],
    "td": ["align", "colspan", "rowspan"],
    "th": ["align", "colspan", "rowspan"],
}


def defuse(notebook: dict[str, Any]) -> None:
    """Clean, in place, the active markup in the student's own text cells and in all outputs."""
    for cell in notebook["cells"]:
        if cell["cell_type"] != "code":
            if not cell["metadata"].get("nbgrader", {}).get("locked"):
                cell["source"] = (
                    clean(cell["source"]) if cell["cell_type"] == "markdown" else clean_html(cell["source"])
                )
            continue
        for output in cell["outputs"]:
            data = output.get("data", {})
            data.pop("application/javascript", None)
            for kind, cleaned in _RENDERED.items():
                if isinstance(data.get(kind), str):
                    data[kind] = cleaned(data[kind])
        cell["outputs"] = [output for output in cell["outputs"] if output.get("data") != {}]


def clean(text: str) -> str:
    """Return Markdown without what a browser would run; as it is where there is nothing of the kind.

    A text with a link that runs code is shown as it was typed, for there are too many ways to write such a link.

    >>> clean("a < b and $x^2$"), clean("<script>f()</script>")
    ('a < b and $x^2$', '&lt;script&gt;f()&lt;/script&gt;')
    >>> print(clean("[here](javascript:f())"))
    ```text
    [here](javascript:f())
    ```
    """
    if _is_harmful(text):
        fence = "`" * max(3, 1 + max((len(ticks) for ticks in re.findall("`+", text)), default=0))
        return f"{fence}text\n{text}\n{fence}"
    return _swept(text) if _ACTIVE.search(text) or _has_attribute(text, _TAG_IN_TEXT) else text


def clean_html(text: str) -> str:
    """Return HTML without what a browser would run: <b title=x>a</b> -> <b>a</b>."""
    return _swept(text) if _ACTIVE.search(text) or _has_attribute(text, _TAG_IN_HTML) else text


def inert(name: str) -> str:
    """Return the name under which a student's file may lie where a browser could open it: a page becomes plain text.

    Formgrader serves an autograded folder from the TA's own server, where a page could act for the TA.

    >>> inert("data/train.csv"), inert("page.html/look.svg")
    ('data/train.csv', 'page.html.txt/look.svg.txt')
    """
    return "/".join(f"{part}.txt" if _is_page(part) else part for part in name.split("/"))


def _is_page(name: str) -> bool:
    kind = mimetypes.guess_type(f"/{name}")[0] or ""
    return kind.endswith(("html", "xml", "xsl", "xslt")) or name.lower().endswith((".xht", ".shtml", ".mht", ".mhtml"))


def _clean_latex(text: str) -> str:
    return text.replace(":", ": ") if _is_harmful(text) else clean_html(text)


_RENDERED: Mapping[str, Any] = {
    "text/html": clean_html, "text/markdown": clean, "image/svg+xml": clean_html, "text/latex": _clean_latex,
}  # fmt: skip


def _is_harmful(text: str) -> bool:
    """Tell whether the text may hold an address that runs code, however it is written."""
    once = html.unescape(text)
    spellings = {_IGNORED.sub("", one) for one in (text, once, html.unescape(_IGNORED.sub("", once)))}
    return bool(_LINK.search(once)) and any(_HARMFUL.search(one) for one in spellings)


def _has_attribute(text: str, tag: re.Pattern[str]) -> bool:
    """Tell whether some tag has an attribute: an equals sign between its name and the next '>'."""
    for piece in text.split(">"):  # in time linear in the text, however many '<' it has
        start = tag.search(piece)
        if start and "=" in piece[start.end() - 1 :]:
            return True
    return False


def _swept(text: str) -> str:
    return str(cleaner().sanitize_html_tags(_STYLE.sub("", text)))


@cache
def cleaner() -> Any:
    """Return nbconvert's sanitiser, told of the tags that text is made of."""
    from nbconvert.preprocessors.sanitize import SanitizeHTML

    return SanitizeHTML(strip=False, tags=_TAGS, attributes=_ATTRIBUTES)
