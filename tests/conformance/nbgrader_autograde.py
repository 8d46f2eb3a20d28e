"""nbgrader's 41 tests as they are, from the installed package. Named so that only `make conformance` collects them."""

from nbgrader.tests.apps.test_nbgrader_autograde import TestNbGraderAutograde

__all__ = ["TestNbGraderAutograde"]
