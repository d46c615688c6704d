"""Tasks on several processes: in order, few ahead, errors told."""

import os
from collections.abc import Iterator
from functools import partial

import pytest

from kg.errors import KgError
from kg.pipeline.process_pool import aside, in_order


def double(n: int) -> int:
    return 2 * n


def die(n: int) -> int:
    os._exit(3)


def test_results_come_in_the_order_of_the_tasks() -> None:
    assert list(in_order(double, range(20), 2)) == list(range(0, 40, 2))
    assert list(in_order(double, range(3), 1)) == [0, 2, 4]
    assert list(in_order(double, [], 2)) == []


def test_one_task_needs_no_process() -> None:
    assert list(in_order(lambda n: os.getpid(), [1], 2)) == [os.getpid()]


def test_tasks_are_not_taken_far_ahead() -> None:
    taken = []

    def tasks() -> Iterator[int]:
        for n in range(50):
            taken.append(n)
            yield n

    results = in_order(double, tasks(), 2)
    next(results)
    assert len(taken) < 10
    results.close()  # type: ignore[attr-defined]


def test_a_worker_that_is_ended_is_an_error() -> None:
    with pytest.raises(KgError, match="ended from outside"):
        list(in_order(die, range(4), 2))
    with pytest.raises(KgError, match="ended from outside"), aside(partial(die, 1)) as result:
        result()


@pytest.mark.parametrize("jobs", [1, 2])
def test_work_aside_gives_its_result(jobs: int) -> None:
    with aside(partial(double, 4), jobs) as result:
        assert result() == 8
