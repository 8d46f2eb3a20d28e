"""The course's one configuration: nbgrader's own options, and the jail plugged in."""

from autograder.nbgrader_plugin import configure

c = get_config()  # noqa: F821  (nbgrader provides it)
c.CourseDirectory.course_id = "nets-by-hand"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE\nraise NotImplementedError()"}
# A mark scheme stands in the locked text above its answer: there formgrader shows it beside the student's words.
c.ClearMarkScheme.enforce_metadata = False
# How `nbgrader zip_collect` reads the names of files from an LMS: lovelace_12345_tables_to_nets.ipynb, and a late or
# second try (lovelace_LATE_12345_67890_tables_to_nets-1.ipynb). The student's id is the LMS's own, 12345.
c.FileNameCollectorPlugin.named_regexp = (
    r".*/[^/_]+_(?:LATE_)?(?P<student_id>\d+)_(?:\d+_)?(?P<file_id>[A-Za-z]\w*)(?:[-( ]+\d+\)?)?\.ipynb"
)

configure(c)
