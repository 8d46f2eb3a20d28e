"""The section of the lecture notes that hints point to."""

SOFT = '5, section 4.3, "Soft thresholds"'
