"""The sections of the lecture notes that hints point to."""

UNITS = '5, section 2, "Multilayer Perceptrons"'
FEATURES = '5, section 3, "Feature Learning"'
SOFT = '5, section 4.3, "Soft thresholds"'
INTRODUCTION = '6, section 1, "Introduction"'
REGULARISER = '6, section 2, "The Chain Rule revisited"'
SHARES = '6, section 2.2, "Multivariable chain rule: the easy case"'
BARS = '6, section 2.3, "An alternative notation"'
GRAPH = '6, section 2.4, "Using the computation graph"'
NET = '6, section 3, "Backprop on a multilayer net"'
