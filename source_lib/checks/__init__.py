"""The checks that come with an assignment: they say what came, what was wanted, its shape, and one hint.

Students run them at home, and grading runs the same ones. There is no solution in here: a check knows small examples
that can be worked out on paper, and compares bars with differences of the cost.
"""
