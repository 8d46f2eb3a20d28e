"""The section of the lecture notes that hints point to."""

UNIVERSAL = '5, section 4.2, "Universality"'
