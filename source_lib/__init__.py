"""source_lib."""
