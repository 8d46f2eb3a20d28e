"""Everything that runs beside student code. It imports nothing of the package outside this folder (a test checks)."""
