"""The course's one configuration: nbgrader's own options, and the jail plugged in."""

from autograder.nbgrader_plugin import configure

c = get_config()  # noqa: F821  (nbgrader provides it)
c.CourseDirectory.course_id = "nets-by-hand"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
# A mark scheme stands in the locked text above its answer: there formgrader shows it beside the student's words.
c.ClearMarkScheme.enforce_metadata = False

configure(c)
