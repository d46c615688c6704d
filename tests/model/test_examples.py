"""The examples in the docstrings of the ground floors run, and give what they say."""

import doctest
import importlib
import pkgutil

import pytest

import kg.model
import kg.parsing
import kg.resolution
import kg.text
import kg.vocabulary

PACKAGES = (kg.model, kg.text, kg.parsing, kg.resolution, kg.vocabulary)
MODULES = sorted(
    module.name for package in PACKAGES for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}.")
)


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_run(name: str) -> None:
    assert doctest.testmod(importlib.import_module(name)).failed == 0


def test_there_are_examples() -> None:
    tests = [test for name in MODULES for test in doctest.DocTestFinder().find(importlib.import_module(name))]
    assert sum(len(test.examples) for test in tests) > 60
