"""The sections of the lecture notes that hints point to."""

EXAMPLE = '6, section 2, "The Chain Rule revisited"'
CALCULUS = '6, section 2.1, "How you would have done it in calculus class"'
SHARES = '6, section 2.2, "Multivariable chain rule: the easy case"'
BARS = '6, section 2.3, "An alternative notation"'
GRAPH = '6, section 2.4, "Using the computation graph"'
HELD = '6, section 4, "Appendix: why the weird notation?"'
