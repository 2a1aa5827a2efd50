"""What goes wrong in one point is that point's record, with its reason; the others are done."""

import json
import textwrap

import nbformat
import pytest

ENDS = """
if how == "raise":
    raise ValueError("kappa is too large")
if how == "leave":
    raise SystemExit(3)
if how == "sleep":
    time.sleep(1000)
if how == "busy":
    sum(range(10**15))
if how == "one block":
    bytearray(10**10)
if how == "many pieces":
    pieces, size = [], 10**7
    while True:      # ever smaller ones, until there is no room for any
        try:
            pieces.append(b"x" * size)
        except MemoryError:
            if size < 100:
                raise
            size //= 10
"""
WAYS = ["well", "raise", "sleep", "busy", "one block", "many pieces", "leave"]
KINDS = {
    "raise": "raised", "sleep": "timeout", "busy": "timeout", "one block": "memory", "many pieces": "memory", "leave": "raised",
}
AND_CHILD = ENDS.replace("time.sleep(1000)", "subprocess.run(['sleep', '1000'])")      # which must not be left behind either
LIMITS = f'memory = "700 MB"\ngrid.how = {json.dumps(WAYS)}'


def ended(bench, spec) -> dict:
    """How each way to end was recorded."""
    return {record.parameters["how"]: record for record in bench.plan(spec).records().values()}


@pytest.mark.parametrize("workers", [0, 3])
def test_a_function(bench, workers):
    bench.module(f"import subprocess\n\n\ndef point(how: str):\n{textwrap.indent(AND_CHILD, '    ')}")
    spec = bench.spec("function", f"timeout = 6\n{LIMITS}")
    done = bench.batch("run", spec, "--workers", workers)
    found = ended(bench, spec)
    assert done.returncode == 1 and "1 done, 6 failed; --retry-failed tries again" in done.stderr
    assert {how: record.failure.kind for how, record in found.items() if not record.done} == KINDS
    raised = found["raise"].failure
    assert raised.error == "ValueError" and raised.traceback.endswith("ValueError: kappa is too large\n")
    assert found["sleep"].failure.sentence == "function swept:point failed: it ran for more than 6 s"
    bench.until_none_is_left()


@pytest.mark.parametrize("options", [[], ["--forked"]])
def test_a_notebook(bench, options):
    bench.notebook(':tags: [parameters]\n\nhow: str = "well"', "import subprocess", f"# the end\n{AND_CHILD.strip()}")
    ways = [way for way in WAYS if way not in ("leave", "many pieces")]
    spec = bench.spec("notebook", f'timeout = 20\nmemory = "700 MB"\ngrid.how = {json.dumps(ways)}')
    done = bench.batch("run", spec, "--workers", 5, *options)
    found = ended(bench, spec)
    assert done.returncode == 1 and "1 done, 4 failed" in done.stderr
    failures = {how: record.failure for how, record in found.items() if not record.done}
    assert {how: failure.kind for how, failure in failures.items()} == {way: KINDS[way] for way in ways[1:]}
    assert {failure.cell for failure in failures.values()} == {5}      # title, parameters, those given, import
    raised = found["raise"].failure
    assert raised.error == "ValueError" and raised.traceback.endswith("ValueError: kappa is too large")
    assert "failed in cell 5 (# the end): ValueError: kappa is too large" in done.stderr
    assert "it ran for more than 20 s" in done.stderr or "the notebook ran for more than 20 s" in done.stderr
    for how, record in found.items():
        place = bench.plan(spec).store.place(record.key)
        kept = nbformat.read(place / ("executed.ipynb" if how == "well" else "failed.ipynb"), as_version=4)
        assert kept.metadata.ganmech.key == record.key
    bench.until_none_is_left()


@pytest.mark.slow
def test_a_notebook_that_fills_the_memory_with_pieces_harms_nobody_else(bench):
    """A kernel without any memory left may not even be able to say so; then its time limit ends it."""
    bench.notebook(':tags: [parameters]\n\nhow: str = "well"', "import time", ENDS)
    spec = bench.spec("notebook", 'timeout = 60\nmemory = "500 MB"\ngrid.how = ["well", "many pieces"]')
    assert bench.batch("run", spec, "--workers", 2).returncode == 1
    found = ended(bench, spec)
    assert found["well"].done and found["many pieces"].failure.kind in ("memory", "killed", "timeout")


def test_what_goes_wrong_around_a_point_is_its_record_too(bench):
    spoil = "import os\nopen(os.environ['GANMECH_ARTIFACTS'] + '/recorded.json', 'w').write('{' * how)"
    bench.notebook(":tags: [parameters]\n\nhow: int = 0", f"{spoil}\nif how == 2:\n    os._exit(3)")
    spec = bench.spec("notebook", "grid.how = [1, 2]")
    assert bench.batch("run", spec, "--workers", 2).returncode == 1
    found = {how: record.failure for how, record in ended(bench, spec).items()}
    assert found[1].kind == "lost" and "JSONDecodeError" in found[1].sentence
    assert found[2].kind == "killed" and found[2].sentence.endswith("the kernel died (exit code 3)")
