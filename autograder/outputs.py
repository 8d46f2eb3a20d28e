"""The outputs of cells: collected with a cap, settled by nbgrader's scoring rule, closed by a verdict."""

from __future__ import annotations

import math
import re
from typing import Any

from autograder.records import VERDICT_MIME, Verdict, to_plain

Output = dict[str, Any]
_MAX_TYPES, _MAX_DEPTH = 50, 40  # of one MIME bundle: its entries, the depth of its JSON
_BASE64_TYPES = ("image/png", "image/jpeg", "image/gif", "image/webp", "application/pdf")
# How numpy writes one number. nbgrader takes it for no number, which means full marks.
_WRAPPED = re.compile(r"(?:np\.\w+|array)\(\[*([^\[\](),]+)\]*(?:, dtype=\w+)?\)")
_JSON_TYPE = re.compile(r"application/(.*\+)?json")
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")


class Collector:
    """Gathers a cell's outputs; joins what one stream printed; keeps head and tail of what exceeds `limit` bytes.

    A verdict among the outputs is kept only if they are `trusted`, that is, the examiner's.
    """

    def __init__(self, limit: int, *, trusted: bool = False) -> None:
        self.limit = limit
        self.trusted = trusted
        self.items: list[Output] = []
        self.rich = 0  # bytes of figures and displays so far
        self.left_out = 0

    def __call__(self, output: Any) -> None:
        clean = _clean(output, self.trusted)
        if clean is None:
            return
        if clean["output_type"] == "stream":
            self._stream(clean)
            return
        size = _size(clean)
        if self.rich + size > self.limit or len(self.items) > 2000:
            self.left_out += 1
            return
        self.rich += size
        self.items.append(clean)

    def student_said(self, output: Any) -> None:
        """Take what the student's code shows while a test calls it: printed text as stdout, nothing else counts."""
        if isinstance(output, dict) and output.get("output_type") == "stream":
            stderr = output.get("name") == "stderr"
            text = str(output.get("text", ""))
            self({"output_type": "stream", "name": "stdout", "text": f"[stderr] {text}" if stderr else text})

    def _stream(self, output: Output) -> None:
        last = self.items[-1] if self.items else None
        if last is None or last["output_type"] != "stream" or last["name"] != output["name"]:
            if len(self.items) > 2000:
                self.left_out += 1
                return
            self.items.append({**output, "text": ""})
            last = self.items[-1]
        last["text"] += output["text"]
        if len(last["text"]) > 2 * self.limit:
            last["text"] = _head_and_tail(last["text"], self.limit)

    def outputs(self) -> list[Output]:
        """Return what was gathered, within the cap."""
        room = self.limit
        kept = []
        for item in self.items:
            if item["output_type"] == "stream":
                text = _head_and_tail(item["text"], max(room, 2000))
                room -= len(text)
                item = {**item, "text": text}
            kept.append(item)
        if self.left_out:
            kept.append(
                {"output_type": "stream", "name": "stdout", "text": f"[{self.left_out} more outputs were left out]\n"}
            )
        return kept


def _head_and_tail(text: str, limit: int) -> str:
    if len(text) <= limit:
        return text
    half = limit // 2
    return f"{text[:half]}\n[... {len(text) - 2 * half} characters left out ...]\n{text[-half:]}"


def output_size(outputs: list[Output]) -> int:
    """Return how many characters outputs hold."""
    return sum(_size(output) for output in outputs)


def _size(output: Output) -> int:
    data = output.get("data", {})
    lines = [*output.get("traceback", []), output.get("text", ""), output.get("evalue", "")]
    return sum(len(key) + len(str(value)) for key, value in data.items()) + sum(len(line) for line in lines)


def _clean(output: Any, trusted: bool) -> Output | None:
    """Make a well-formed notebook output of what came, or None. Nothing of it is trusted."""
    if not isinstance(output, dict):
        return None
    kind = output.get("output_type")
    if kind == "stream":
        name = "stderr" if output.get("name") == "stderr" else "stdout"
        text = output.get("text")
        return {"output_type": "stream", "name": name, "text": text} if isinstance(text, str) else None
    if kind in ("display_data", "execute_result"):
        data = output.get("data")
        bundle = _bundle(data, trusted) if isinstance(data, dict) and len(data) <= _MAX_TYPES else {}
        if not bundle:
            return None
        return {"output_type": kind, "data": bundle, "metadata": {}} | (
            {"execution_count": None} if kind == "execute_result" else {}
        )
    if kind == "error":
        lines = output.get("traceback")
        trace = [line[:5000] for line in lines[:50] if isinstance(line, str)] if isinstance(lines, list) else []
        name, value = (text if isinstance(text, str) else "" for text in (output.get("ename"), output.get("evalue")))
        return {"output_type": "error", "ename": name[:200] or "Error", "evalue": value[:5000], "traceback": trace}
    return None


def _bundle(data: dict[Any, Any], trusted: bool) -> dict[str, Any]:
    """Return the entries of a MIME bundle that a notebook may hold: text, base64 pictures, JSON."""
    kept: dict[str, Any] = {}
    for key, value in data.items():
        if not isinstance(key, str) or len(key) > 200 or (key == VERDICT_MIME and not trusted):
            continue
        if _JSON_TYPE.fullmatch(key):
            if _is_json(value):
                kept[key] = value
            continue
        text = "".join(part for part in value if isinstance(part, str)) if isinstance(value, list) else value
        if isinstance(text, str) and (key not in _BASE64_TYPES or _BASE64.fullmatch(text)):
            kept[key] = text
    return kept


def _is_json(value: Any, depth: int = 0) -> bool:
    if value is None or isinstance(value, (str, bool)):
        return True
    if isinstance(value, (int, float)):
        return math.isfinite(value)
    if depth > _MAX_DEPTH:
        return False
    if isinstance(value, (list, tuple)):
        return all(_is_json(item, depth + 1) for item in value)
    return isinstance(value, dict) and all(
        isinstance(key, str) and _is_json(item, depth + 1) for key, item in value.items()
    )


def settle(
    outputs: list[Output], max_points: float, *, stderr_costs: bool = False, number_wanted: bool = False
) -> tuple[list[Output], float]:
    """Return a test cell's outputs in one of the three forms that nbgrader scores as meant, and the points they mean.

    Nothing or stdout: full marks. An error: 0. One execute_result with 0 <= float <= max_points: that many.
    What the code printed on stderr is kept, as stdout, and costs nothing unless `stderr_costs`.
    nbgrader gives full marks for a last value that is no number; with `number_wanted` it is refused, since a student
    could choose its type. Raises: ValueError if the cell's last value cannot be points.
    """
    settled: list[Output] = []
    points = max_points
    error = next((item for item in outputs if item["output_type"] == "error"), None)
    for item in outputs:
        if item["output_type"] == "stream" and item["name"] == "stderr" and not stderr_costs:
            settled.append({**item, "name": "stdout", "text": f"[stderr] {item['text']}"})
        elif item["output_type"] == "execute_result":
            value = _number(item)
            if value is None and number_wanted and error is None:
                text = str(item["data"].get("text/plain", ""))[:80]
                raise ValueError(f"the test's last value is {text}, which is no number of points")
            if value is None:
                settled.append({"output_type": "display_data", "data": item["data"], "metadata": {}})
            elif error is None:
                if not 0 <= value <= max_points + 1e-9:
                    raise ValueError(
                        f"the test's last value is {value}, which is not between 0 and {max_points:g} points"
                    )
                points = min(value, max_points)
                settled.append({**item, "data": {"text/plain": repr(float(points))}})
        elif item["output_type"] != "error" or item is error:
            settled.append(item)
    if error is not None or (stderr_costs and any(item.get("name") == "stderr" for item in settled)):
        points = 0.0
    return settled, points


def _number(output: Output) -> float | None:
    text = output["data"].get("text/plain", "")
    wrapped = _WRAPPED.fullmatch(text) if isinstance(text, str) else None
    try:
        value = float(wrapped[1] if wrapped else text)
    except (TypeError, ValueError):
        return None
    return value if math.isfinite(value) else math.inf


def verdict_output(verdict: Verdict, *, said: bool) -> Output:
    """Return the display that carries a verdict: the record for programs, words for people unless already `said`."""
    words = {} if said else {"text/plain": verdict.sentence}
    return {"output_type": "display_data", "data": {**words, VERDICT_MIME: to_plain(verdict)}, "metadata": {}}


def verdicts_in(outputs: list[Any]) -> list[Any]:
    """Return the plain verdicts among a cell's outputs."""
    found = (
        output.get("data", {}).get(VERDICT_MIME) for output in outputs if output.get("output_type") == "display_data"
    )
    return [plain for plain in found if plain is not None]


def stopped(name: str, sentence: str, hint: str | None = None) -> Output:
    """Return the error output of a cell that did not come to its end, or of a test that failed."""
    lines = sentence.split("\n") + ([f"Hint: {hint}"] if hint else [])
    return {"output_type": "error", "ename": name, "evalue": sentence, "traceback": lines}
