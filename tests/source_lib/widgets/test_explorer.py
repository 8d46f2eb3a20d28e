"""The base of all explorers: one rendering per change, still pictures, and honest errors."""

from dataclasses import dataclass

import ipywidgets
import pytest

import source_lib.widgets as widgets
from source_lib.widgets.explorer import Explorer


@dataclass(frozen=True)
class Place:
    x: float = 0.0
    y: float = 0.0
    colour: str = "black"


@dataclass(frozen=True)
class Spot:
    sentence: str
    x: float
    y: float


class Dot(Explorer):
    """A dot on a plane."""

    State = Place
    size = (2.0, 2.0)
    static = ("colour",)

    def controls(self):
        return {name: ipywidgets.FloatSlider(min=-1, max=1, step=0.5) for name in ("x", "y")}

    @staticmethod
    def compute(state):
        return Spot(f"The dot is at ({state.x:g}, {state.y:g}) & it is < 2.", state.x, state.y)

    def build(self, figure):
        ax = figure.add_subplot(xlim=(-2, 2), ylim=(-2, 2))
        ax.set_title("where is the dot?")
        self.dot = self.moving(ax.plot([], [], "o", color=self.state.colour)[0])

    def draw(self, frame):
        self.dot.set_data([frame.x], [frame.y])


def test_a_control_moves_state_sentence_and_picture():
    explorer = Dot()
    before = bytes(explorer.image.value)
    explorer.controls_by_name["x"].value = 0.5
    assert explorer.state == Place(x=0.5)
    assert explorer.frame.x == 0.5
    assert "(0.5, 0)" in explorer.sentence.value
    assert bytes(explorer.image.value) != before


def test_several_changes_at_once_are_rendered_once_and_the_controls_follow():
    explorer = Dot()
    explorer.update(x=1.0, y=-1.0)
    assert explorer.renders == 2
    assert [control.value for control in explorer.controls_by_name.values()] == [1.0, -1.0]
    explorer.update(x=1.0)
    assert explorer.renders == 2  # nothing changed, nothing drawn


def test_a_control_that_moves_another_costs_one_rendering():
    explorer = Dot()
    x, y = explorer.controls_by_name.values()
    x.observe(lambda change: explorer.update(y=change["new"]), names="value")
    x.value = 0.5
    assert explorer.state == Place(0.5, 0.5)
    assert y.value == 0.5
    assert explorer.frame.y == 0.5
    assert explorer.renders <= 3


def test_only_what_is_static_in_the_picture_costs_a_full_draw():
    explorer = Dot()
    for x in (0.5, 1.0, -1.0, 0.0):
        explorer.update(x=x)
    assert explorer.full_draws == 1
    explorer.update(colour="red")
    assert explorer.full_draws == 2


def test_a_structure_that_comes_back_is_not_built_again_and_looks_the_same():
    explorer = Dot()
    before, dot = explorer.image.value, explorer.dot
    explorer.update(colour="red", x=1.0)
    assert explorer.dot is not dot and explorer.image.value != before
    explorer.update(colour=Place().colour, x=Place().x)
    assert explorer.dot is dot and explorer.image.value == before
    assert explorer.full_draws == 2


def test_of_many_structures_the_latest_are_kept():
    explorer = Dot()
    first = explorer.state.colour
    for colour in ("red", "green", "cyan", "pink", "grey", "orange", "brown", "purple"):
        explorer.update(colour=colour)
    assert explorer.full_draws == 9
    explorer.update(colour="orange")
    assert explorer.full_draws == 9
    explorer.update(colour=first)
    assert explorer.full_draws == 10


class NamedDot(Dot):
    """A dot with its height written on the axes, which only y changes."""

    def build(self, figure):
        super().build(figure)
        self.drawn = 0
        self.height = self.moving(figure.axes[0].text(0, 1.5, ""), "y")
        draw = self.height.draw

        def counted(renderer):
            self.drawn += 1
            draw(renderer)

        self.height.draw = counted

    def draw(self, frame):
        super().draw(frame)
        self.height.set_text(f"height {frame.y}")


def test_what_depends_on_one_field_is_drawn_again_only_when_that_field_changes():
    explorer = NamedDot()
    assert explorer.drawn == 1
    for x in (0.5, 1.0, -1.0):
        explorer.update(x=x)
    assert explorer.drawn == 1
    low = bytes(explorer.image.value)
    explorer.update(y=1.0)
    assert explorer.drawn == 2
    explorer.update(y=0.0)
    assert bytes(explorer.image.value) == low


def test_a_snapshot_holds_each_state_and_leaves_the_explorer_as_it_was():
    explorer = Dot()
    explorer.update(x=0.5)
    before = bytes(explorer.image.value)
    still = explorer.snapshot(Place(x=-1.0), Place(y=1.0))
    assert still.alt == "The dot is at (-1, 0) & it is < 2. The dot is at (0, 1) & it is < 2."
    assert still.frames[0][0] != still.frames[1][0]
    assert still.frames[0][0].startswith(b"\x89PNG")
    assert explorer.state == Place(x=0.5)
    assert bytes(explorer.image.value) == before
    explorer.update(y=0.5)
    explorer.update(y=0.0)
    assert bytes(explorer.image.value) == before


def test_the_picture_comes_with_its_words_for_readers_without_a_kernel():
    data, metadata = Dot()._repr_mimebundle_()
    assert "application/vnd.jupyter.widget-view+json" in data
    assert metadata["image/png"]["alt"] == data["text/plain"] == "The dot is at (0, 0) & it is < 2."
    assert 'alt="The dot is at (0, 0) &amp; it is &lt; 2."' in data["text/html"]


def test_the_sentence_is_read_out_when_it_changes():
    assert 'aria-live="polite"' in Dot().sentence.value


def test_an_error_in_compute_leaves_the_explorer_usable(monkeypatch):
    explorer = Dot()
    with monkeypatch.context() as patch:
        patch.setattr(Dot, "compute", staticmethod(lambda state: 1 / 0))
        with pytest.raises(ZeroDivisionError):
            explorer.controls_by_name["x"].value = 0.5
    explorer.controls_by_name["x"].value = 1.0
    assert explorer.frame.x == 1.0


def test_an_unknown_field_is_named_with_the_known_ones():
    with pytest.raises(AttributeError, match=r"Dot has no 'z' to update. It has: x, y, colour"):
        Dot().update(z=1.0)


def test_an_unknown_explorer_is_named_with_the_known_ones():
    with pytest.raises(AttributeError, match=r"no explorer 'explore_everything'.*explore_soft_threshold"):
        _ = widgets.explore_everything


@pytest.mark.parametrize("name", widgets.EXPLORERS)
def test_every_explorer_of_the_table_exists(name):
    assert issubclass(getattr(widgets, name), Explorer)
