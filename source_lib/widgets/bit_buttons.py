"""A row of buttons, one per bit, that together are one control with one value: a string of 0s and 1s."""

from collections.abc import Sequence
from typing import Any

import ipywidgets
import traitlets


class BitButtons(ipywidgets.HBox):
    """Let the reader click bits on and off: value[k] is "1" if button k is pressed. Buttons past `shown` are hidden.

    Buttons are reached by the Tab key and pressed by the space bar, and every one says its bit: "x3 = 1".
    """

    value = traitlets.Unicode()
    shown = traitlets.Int()

    def __init__(self, names: Sequence[str], value: str, width: str = "4.2em", **kwargs: Any) -> None:
        self._names = tuple(names)
        self._writing = False
        self._buttons = [
            ipywidgets.ToggleButton(layout=ipywidgets.Layout(width=width, min_width=width, padding="0", margin="1px"))
            for _ in names
        ]
        kwargs.setdefault("layout", ipywidgets.Layout(flex_flow="row wrap"))
        super().__init__(children=tuple(self._buttons), **kwargs)
        self.shown = len(names)
        self.value = value
        for button in self._buttons:
            button.observe(self._read_buttons, names="value")

    @traitlets.validate("value")
    def _whole(self, proposal: dict[str, Any]) -> str:
        """Keep one digit per button: anything but a 1 counts as 0, missing digits too."""
        digits = proposal["value"].ljust(len(self._names), "0")[: len(self._names)]
        return "".join("1" if d == "1" else "0" for d in digits)

    @traitlets.observe("value")
    def _write_buttons(self, change: dict[str, Any]) -> None:
        self._writing = True  # one change of value, however many buttons it presses
        for button, digit, name in zip(self._buttons, change["new"], self._names, strict=True):
            button.value = digit == "1"
            button.description = f"{name} = {digit}"
        self._writing = False

    @traitlets.observe("shown")
    def _hide(self, change: dict[str, Any]) -> None:
        for k, button in enumerate(self._buttons):
            button.layout.display = None if k < change["new"] else "none"

    def _read_buttons(self, change: dict[str, Any]) -> None:
        if not self._writing:
            self.value = "".join("1" if button.value else "0" for button in self._buttons)
