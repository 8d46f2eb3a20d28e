"""The sections of the lecture notes that hints point to."""

UNITS = '5, section 2, "Multilayer Perceptrons"'
UNIVERSAL = '5, section 4.2, "Universality"'
DEPTH = '5, section 4.4, "The power of depth"'
