"""The sections of the lecture notes that hints point to."""

FEATURES = '5, section 3, "Feature Learning"'
BACKPROP = '6, section 3, "Backprop on a multilayer net"'
REGULARISED = '6, section 2, "The Chain Rule revisited"'
DESCENT = '6, section 1, "Introduction"'
