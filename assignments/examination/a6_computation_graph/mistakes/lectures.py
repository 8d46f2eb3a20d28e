"""The sections of the lecture notes that hints point to."""

UNITS = '5, section 2, "Multilayer Perceptrons"'
CALCULUS = '6, section 2.1, "How you would have done it in calculus class"'
SHARES = '6, section 2.2, "Multivariable chain rule: the easy case"'
GRAPH = '6, section 2.4, "Using the computation graph"'
NET = '6, section 3, "Backprop on a multilayer net"'
