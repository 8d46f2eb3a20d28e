"""What can go wrong, for a TA to read.

GraderError            (exit code 1: done, but some submissions need a look)
├── CourseError        (2: wrong usage: no course here, an unknown assignment, a gradebook that cannot be written)
└── JailMissing        (3: the machine lacks something; the message says what to install)
"""

from __future__ import annotations


class GraderError(Exception):
    """A sentence: what happened, to which submission, what was done about it, what to run next."""

    exit_code = 1


class CourseError(GraderError):
    exit_code = 2


class JailMissing(GraderError):
    exit_code = 3
