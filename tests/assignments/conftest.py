"""What the tests of assignments share: the sections that the lecture notes have."""

import pytest

# Lecture, section, title: as in the notes. The hints of mistakes may point to these and to nothing else.
SECTIONS = {
    ("5", "1", "Introduction"),
    ("5", "1.1", "Learning Goals"),
    ("5", "2", "Multilayer Perceptrons"),
    ("5", "3", "Feature Learning"),
    ("5", "4", "Expressive Power"),
    ("5", "4.1", "Linear networks"),
    ("5", "4.2", "Universality"),
    ("5", "4.3", "Soft thresholds"),
    ("5", "4.4", "The power of depth"),
    ("6", "1", "Introduction"),
    ("6", "2", "The Chain Rule revisited"),
    ("6", "2.1", "How you would have done it in calculus class"),
    ("6", "2.2", "Multivariable chain rule: the easy case"),
    ("6", "2.3", "An alternative notation"),
    ("6", "2.4", "Using the computation graph"),
    ("6", "3", "Backprop on a multilayer net"),
    ("6", "4", "Appendix: why the weird notation?"),
}


@pytest.fixture(scope="session")
def lecture_sections() -> set[str]:
    return {f'{lecture}, section {number}, "{title}"' for lecture, number, title in SECTIONS}
