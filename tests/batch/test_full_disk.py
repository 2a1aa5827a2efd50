"""A disk without room and a folder that cannot be: one sentence, nothing corrupted, and on with it when there is room."""

import json
import resource
import subprocess

import pytest

from .conftest import expected


def test_records_that_may_not_grow(bench):
    spec = bench.spec("function", f"grid.x = {list(range(30))}")
    most = (2000, 2000)
    full = bench.batch("run", spec, "--workers", 2, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, most))
    assert full.returncode == 1 and "Traceback" not in full.stderr
    assert f"cannot write to {bench.folder()}: " in full.stderr
    kept = bench.plan(spec).records()
    lines = [line for file in (bench.folder() / "records").iterdir() for line in file.read_text().splitlines()]
    assert 0 < len(kept) < 30 and {json.loads(line)["key"] for line in lines} == set(kept)
    assert bench.batch("run", spec, "--workers", 2).returncode == 0
    assert bench.table() == expected(range(30))
    again = [x for x, times in bench.times().items() if times > 1]
    assert len(again) <= 2      # the points that found no room, at most one a worker


@pytest.fixture
def tiny_disk(bench):
    """The build folder on a disk of 300 kB."""
    place = bench.root / "build"
    place.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=300k", "tmpfs", place], capture_output=True).returncode:
        pytest.skip("no disk can be mounted here")
    yield place
    subprocess.run(["umount", "--lazy", place], check=True)


def test_a_full_disk(bench, tiny_disk):
    bench.notebook(
        ':tags: [parameters]\n\nx: int = 0\nwaits: int = 1000',
        "import os\nwith open(os.environ['GANMECH_ARTIFACTS'] + '/big.bin', 'wb', buffering=0) as big:\n"
        "    for _ in range(25):\n        assert big.write(bytes(4096)) == 4096",
        "from ganmech.report.recorded import record\nrecord(double=2 * x, half=x / 2)",
    )
    spec = bench.spec("notebook", "grid.x = [0, 1, 2, 3, 4]")
    full = bench.batch("run", spec, "--workers", 1)
    assert full.returncode == 1 and "Traceback" not in full.stderr
    assert "ganmech: cannot write to" in full.stderr and "No space left on device" in full.stderr
    done = {record.parameters["x"]: record for record in bench.plan(spec).records().values() if record.done}
    assert set(done) <= {0, 1} and not list((bench.folder() / "points").glob(".*"))
    subprocess.run(["mount", "-o", "remount,size=9m", tiny_disk], check=True)
    assert bench.batch("run", spec, "--workers", 1, "--retry-failed").returncode == 0
    assert bench.table() == expected(range(5))


@pytest.mark.parametrize("below", ["build", "build/sweeps", "build/sweeps/sweep", "build/sweeps/sweep/points"])
def test_a_folder_below_a_regular_file(bench, below):
    file = bench.root / below
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("here I am")
    spec = bench.spec("function", "grid.x = [0, 1]")
    done = bench.batch("run", spec, "--workers", 1)
    assert done.returncode == 1 and "Traceback" not in done.stderr
    assert f"ganmech: cannot write to {bench.folder()}: " in done.stderr
    assert file.read_text() == "here I am" and not bench.ran()
