"""Still pictures of an explorer, for readers without a kernel, each with the sentence that says what it shows."""

from __future__ import annotations

import base64
import io
from dataclasses import dataclass
from html import escape
from typing import Any

from PIL import Image


@dataclass(frozen=True)
class Snapshot:
    """Pictures (PNG bytes) with their sentences; shown one below the other.

    Example:
        >>> Snapshot(((b"", "One line."), (b"", "Two lines."))).alt
        'One line. Two lines.'
    """

    frames: tuple[tuple[bytes, str], ...]

    @property
    def alt(self) -> str:
        """All sentences, one after the other."""
        return " ".join(sentence for _, sentence in self.frames)

    @property
    def png(self) -> bytes:
        """All pictures in one, below each other."""
        pictures = [Image.open(io.BytesIO(png)) for png, _ in self.frames]
        tall = Image.new("RGB", (max(p.width for p in pictures), sum(p.height for p in pictures)), "white")
        top = 0
        for picture in pictures:
            tall.paste(picture, (0, top))
            top += picture.height
        with io.BytesIO() as buffer:
            tall.save(buffer, format="png", optimize=True)
            return buffer.getvalue()

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        figures = "".join(_figure(png, sentence) for png, sentence in self.frames)
        data = {"text/html": figures, "image/png": self.png, "text/plain": self.alt}
        return data, {"image/png": {"alt": self.alt}}


def _figure(png: bytes, sentence: str) -> str:
    source = base64.b64encode(png).decode("ascii")
    return (
        f'<figure style="margin:0 0 1em 0"><img src="data:image/png;base64,{source}" alt="{escape(sentence)}" '
        f'style="max-width:100%"><figcaption>{escape(sentence)}</figcaption></figure>'
    )
