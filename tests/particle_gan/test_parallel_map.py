"""Cells of a map come in the order of their tasks; finished ones survive interruption and are not computed again."""

import re

import pytest

from ganmech.particle_gan.parallel_map import Interrupted, cells, keys


def square(task):
    return {"square": task["x"] ** 2}


def logged(task):
    with open(task["log"], "a") as log:
        log.write(f"{task['x']}\n")
    if task["x"] == task.get("stop"):
        raise KeyboardInterrupt
    return task["x"] + 1


def test_results_come_in_the_order_of_the_tasks():
    tasks = [{"x": x} for x in range(5)]
    assert cells(square, tasks, processes=1) == [{"square": x**2} for x in range(5)]


def test_stored_cells_are_read_and_not_computed_again(tmp_path):
    tasks = [{"x": x, "log": str(tmp_path / "log")} for x in range(3)]
    first = cells(logged, tasks, processes=1, store=tmp_path / "cells")
    more = cells(logged, [*tasks, tasks[0] | {"x": 9}], processes=1, store=tmp_path / "cells")
    assert first == [1, 2, 3] and more == [1, 2, 3, 10]
    assert (tmp_path / "log").read_text().split() == ["0", "1", "2", "9"]


def test_an_interrupted_map_keeps_what_it_has(tmp_path):
    tasks = [{"x": x, "log": str(tmp_path / "log"), "stop": 2} for x in range(4)]
    with pytest.raises(Interrupted, match="stopped with 2 of 4 cells done") as caught:
        cells(logged, tasks, processes=1, store=tmp_path / "cells")
    assert caught.value.partial == [1, 2, None, None] and len(list((tmp_path / "cells").iterdir())) == 2


def test_a_broken_file_is_computed_again(tmp_path):
    [key] = keys(square, [{"x": 3}])
    (tmp_path / f"{key}.json").write_text('{"square')
    assert cells(square, [{"x": 3}], store=tmp_path) == [{"square": 9}]
    assert cells(square, [{"x": 3}], store=tmp_path) == [{"square": 9}]


def test_keys_tell_tasks_and_works_apart():
    assert len({*keys(square, [{"x": 1}, {"x": 2}]), *keys(logged, [{"x": 1}])}) == 3
    assert keys(square, [{"x": 1, "y": 2}]) == keys(square, [{"y": 2, "x": 1}])


@pytest.mark.parametrize("options, message", [
    (dict(processes=0), "processes must be a whole number of 1 or more, got 0"),
    (dict(processes=1000), "processes must be at most 256, got 1000"),
    (dict(store=__file__), f"store must be a folder, got the file {__file__}"),
])
def test_bad_options_are_named(options, message):
    with pytest.raises(ValueError, match=f"^{re.escape(message)}$"):
        cells(square, [{"x": 1}], **options)
