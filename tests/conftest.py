"""Settings of all tests: `make test` draws the same examples each time, `make test-full` more."""

from hypothesis import settings

settings.register_profile("quick", derandomize=True, deadline=None)
settings.register_profile("full", max_examples=2000, deadline=None)
settings.load_profile("quick")
