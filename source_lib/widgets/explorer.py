"""What all explorers share: state -> compute -> frame -> draw, on one figure that is drawn once and then blitted.

A subclass says what its state is, which controls move it, what follows from it (`compute`, a pure function that
tests call without a notebook), what stands still in the picture (`build`) and what moves (`draw`).

Fast by construction: the figure never goes through pyplot; what stands still is drawn once and kept as a background;
an update restores the background, draws the moving artists over it and sends one small PNG to a core `Image` widget.
The live sentence under the picture is what a screen reader reads out and what the tests check.
"""

from __future__ import annotations

import dataclasses
from collections import OrderedDict
from collections.abc import Hashable, Iterator, Sequence
from contextlib import contextmanager
from html import escape
from typing import Any, ClassVar, TypeVar

import ipywidgets
import matplotlib
import numpy as np
from matplotlib.artist import Artist
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from matplotlib.text import Annotation, Text

from source_lib.plots import STYLE
from source_lib.widgets.lettering import Lettering
from source_lib.widgets.png import png
from source_lib.widgets.snapshot import Snapshot

DPI = 100
Moving = TypeVar("Moving", bound=Artist)


class Explorer:
    """One picture, its controls and its sentence: frame = compute(state), picture = draw(frame)."""

    # A subclass sets `State`, a frozen dataclass whose defaults are the opening state.
    size: ClassVar[tuple[float, float]] = (9.0, 4.0)  # inches, at 100 pixels each
    static: ClassVar[tuple[str, ...]] = ()  # the fields of the state that `build` depends on: changing one builds anew
    most_stages: ClassVar[int] = 6  # how many built pictures are kept for when their structure comes back

    def controls(self) -> dict[str, ipywidgets.Widget]:
        """Make the controls, each named like the field of the state that its `value` sets."""
        raise NotImplementedError

    @staticmethod
    def compute(state: Any) -> Any:
        """Turn a state into a frozen frame: whatever is drawn, and `.sentence`, which says it in words."""
        raise NotImplementedError

    def build(self, figure: Figure) -> None:
        """Make the axes and all artists; what will change is passed through `self.moving`."""
        raise NotImplementedError

    def structure(self) -> Hashable:
        """Tell what `build` depends on: by default the static fields of the state. What was built for it is kept."""
        return tuple(getattr(self.state, name) for name in self.static)

    def draw(self, frame: Any) -> None:
        """Move the moving artists to where the frame says, and do nothing else."""
        raise NotImplementedError

    def layout(self, controls: dict[str, ipywidgets.Widget]) -> ipywidgets.Widget:
        """Arrange controls, picture and sentence; by default the controls flow above the picture."""
        row = ipywidgets.Layout(flex_flow="row wrap", align_items="center", max_width="100%")
        return ipywidgets.VBox([ipywidgets.HBox(list(controls.values()), layout=row), self.image, self.sentence])

    def __init__(self, **opening: Any) -> None:
        self.state: Any = self.State(**opening)  # type: ignore[attr-defined]
        self.full_draws, self.renders = 0, 0
        self._held = False
        self._stages: OrderedDict[Hashable, dict[str, Any]] = OrderedDict()
        self._structure: Hashable = None
        width, height = (round(DPI * inches) for inches in self.size)
        self._lettering = Lettering(width, height, DPI)
        picture = ipywidgets.Layout(max_width="100%", width=f"{width}px", object_fit="contain")
        self.image = ipywidgets.Image(format="png", layout=picture)
        self.sentence = ipywidgets.HTML(layout=ipywidgets.Layout(max_width=picture.width))
        self.controls_by_name = self.controls()
        for name, control in self.controls_by_name.items():
            control.value = getattr(self.state, name)
            control.observe(self._moved, names="value")
        self._names = {control: name for name, control in self.controls_by_name.items()}
        self.widget = self.layout(self.controls_by_name)
        self._refresh()

    def moving(self, artist: Moving, *fields: str) -> Moving:
        """Register an artist that `draw` changes; it stays out of the background and is drawn anew in every frame.

        If what it shows depends on a few fields of the state only, name them: it is then kept in a second background
        until one of them changes, below all that moves more often.
        """
        artist.set_animated(True)
        if fields:
            self._settled.append(artist)
            self._settled_by |= set(fields)
        else:
            self._moving.append(artist)
        return artist

    def update(self, **changes: Any) -> None:
        """Set fields of the state and the controls that show them, with one rendering: state' = state + changes.

        Raises: AttributeError if a name is no field of the state.
        """
        for name in changes:
            if not hasattr(self.state, name):
                fields = ", ".join(field.name for field in dataclasses.fields(self.state))
                raise AttributeError(f"{type(self).__name__} has no {name!r} to update. It has: {fields}.")
        with self._hold():
            for name, value in changes.items():
                if name in self.controls_by_name:
                    self.controls_by_name[name].value = value
                else:
                    self.state = dataclasses.replace(self.state, **{name: value})

    def snapshot(self, *states: Any) -> Snapshot:
        """Return still pictures of the given states, or of the present one, with their sentences as alt text."""
        now, frames = self.state, []
        for state in states or (now,):
            self.state = state
            frame = self.compute(state)
            frames.append((self._picture(frame), frame.sentence))
        self.state = now
        if states:
            self._picture(self.frame)
        return Snapshot(tuple(frames))

    def _moved(self, change: Any) -> None:
        self.state = dataclasses.replace(self.state, **{self._names[change["owner"]]: change["new"]})
        if not self._held:
            with self._hold():  # a control that moves another one while this one is dealt with waits its turn
                pass

    @contextmanager
    def _hold(self) -> Iterator[None]:
        """Gather changes, then render the newest state only: states that nobody would have seen are not drawn."""
        outermost, self._held = not self._held, True
        try:
            yield
            while outermost and self.state != self._shown:
                self._refresh()
        finally:
            if outermost:
                self._held = False

    def _refresh(self) -> None:
        self._shown = self.state
        self.frame = self.compute(self._shown)
        self.image.value = self._picture(self.frame)
        self.sentence.value = f'<p role="status" aria-live="polite">{escape(self.frame.sentence, quote=False)}</p>'
        self.renders += 1

    def _picture(self, frame: Any) -> bytes:
        """Draw a frame over the background and return the PNG; the background is drawn when there is none that fits."""
        self._set_stage(self.structure())
        self.draw(frame)
        self._restore()
        self._paint(self._moving)
        return png(np.asarray(self.canvas.buffer_rgba()))

    def _restore(self) -> None:
        """Put back the background, and what has settled on it; the latter anew if a field that it shows has changed."""
        key = tuple(getattr(self.state, name) for name in sorted(self._settled_by))
        if key not in self._settled_picture:
            self._settled_picture.clear()
            self.canvas.restore_region(self._background)
            self._paint(self._settled)
            settled = self.canvas.copy_from_bbox(self.figure.bbox) if self._settled else self._background
            self._settled_picture[key] = settled
        self.canvas.restore_region(self._settled_picture[key])

    def _paint(self, artists: Sequence[Artist]) -> None:
        renderer = self.canvas.get_renderer()
        for artist in artists:
            if isinstance(artist, Text) and not isinstance(artist, Annotation):  # which has an arrow besides its words
                self._lettering.draw(renderer, artist)
            elif artist.get_visible():
                artist.draw(renderer)

    def _set_stage(self, key: Hashable) -> None:
        """Bring back what `build` made for this structure, the artists it named included, or build it."""
        if key == self._structure:
            return
        if key in self._stages:
            vars(self).update(self._stages[key])
        else:
            before = dict(vars(self))
            self._build()
            made = {name: value for name, value in vars(self).items() if before.get(name, self) is not value}
            self._stages[key] = made
            if len(self._stages) > self.most_stages:
                self._stages.popitem(last=False)
            self.full_draws += 1
        self._structure = key
        self._stages.move_to_end(key)

    def _build(self) -> None:
        self.figure = Figure(figsize=self.size, dpi=DPI)
        self.canvas = FigureCanvasAgg(self.figure)
        self._moving: list[Artist] = []
        self._settled: list[Artist] = []
        self._settled_by: set[str] = set()
        self._settled_picture: dict[tuple[Any, ...], Any] = {}  # what has settled, and the background under it
        with matplotlib.rc_context(STYLE):
            self.build(self.figure)
        for artists in (self._moving, self._settled):
            artists.sort(key=lambda artist: artist.get_zorder())
        still = [text for ax in self.figure.axes for text in ax.texts if not text.get_animated()]
        for text in still:
            text.set_animated(True)  # so that it is left to the lettering, which has set most of them before
        self.canvas.draw()
        self._paint(still)
        self._background = self.canvas.copy_from_bbox(self.figure.bbox)

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        """Show the live widget; where no kernel runs, the still picture and its sentence stand in for it."""
        still, metadata = Snapshot(((self.image.value, self.frame.sentence),))._repr_mimebundle_()
        live = self.widget._repr_mimebundle_(**kwargs)
        return still | live | {"text/plain": self.frame.sentence}, metadata
