"""The sections of the lecture notes that hints point to."""

UNITS = '5, section 2, "Multilayer Perceptrons"'
LINEAR = '5, section 4.1, "Linear networks"'
