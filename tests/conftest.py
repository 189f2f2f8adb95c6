"""Settings of all tests: `make test` draws the same examples each time, `make test-full` more."""

import pytest
from hypothesis import HealthCheck, settings

_QUIET = [HealthCheck.too_slow]  # a busy machine is no fault of a test
settings.register_profile("quick", derandomize=True, deadline=None, suppress_health_check=_QUIET)
settings.register_profile("full", max_examples=2000, deadline=None, suppress_health_check=_QUIET)
settings.load_profile("quick")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--snapshot-update", action="store_true", help="write the snapshots anew")
