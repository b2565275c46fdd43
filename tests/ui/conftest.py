"""What all tests of the screens share."""

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(scope="package", autouse=True)
def rare_collections() -> Iterator[None]:
    """Collect garbage seldom: a hundred apps, each full of cycles, take a sixth longer else."""
    before = gc.get_threshold()
    gc.set_threshold(200_000, 20, 100)
    yield
    gc.set_threshold(*before)
