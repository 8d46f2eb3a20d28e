"""What a course adds to its own configuration to grade in the jail; read by every nbgrader run of these tests."""

from autograder.nbgrader_plugin import configure

c = get_config()  # type: ignore[name-defined] # noqa: F821
configure(c)
