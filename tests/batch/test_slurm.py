"""Sweeps on SLURM: the script of a job says what the spec asks for; where there is SLURM, a sweep runs on it."""

import shutil
import subprocess
import sys

import pytest


from .conftest import expected, until

pytest.importorskip("dask_jobqueue")

TABLE = """
[grid]
x = [0, 1, 2]
[slurm]
jobs = 3
cores = 4
memory = "6 GiB"
walltime = "1-02:30:00"
queue = "long"
account = "theory"
directives = ["--constraint=icelake", "--nice=10"]
prologue = ["module load python", "export OMP_NUM_THREADS=1"]
"""

LEAST = """
[fixed]
waits = 1
[grid]
x = [0, 1, 2]
[slurm]
cores = 1
memory = "1 GB"
walltime = "00:10:00"
"""


def test_the_script_of_a_job_says_what_the_spec_asks_for(bench):
    found = bench.batch("run", bench.spec("notebook", TABLE), "--slurm", "--dry-run")
    assert found.returncode == 0, found.stderr
    lines = found.stdout.splitlines()
    script = lines[lines.index("#!/usr/bin/env bash"):]
    asked = {line.removeprefix("#SBATCH ") for line in script if line.startswith("#SBATCH")}
    assert asked == {
        "-J ganmech", f'-o "{bench.folder()}/slurm/%j.log"', "-p long", "-A theory", "-n 1", "--cpus-per-task=4", "--mem=6G",
        "-t 1-02:30:00", "--constraint=icelake", "--nice=10",
    }
    command = f"{sys.executable} -m distributed.cli.dask_worker"
    worker = next(place for place, line in enumerate(script) if line.startswith(command))
    assert script[worker - 2:worker] == ["module load python", "export OMP_NUM_THREADS=1"]
    assert "--nthreads 4 " in script[worker] and "--memory-limit 6.00GiB " in script[worker]
    assert not bench.folder().exists()


def test_what_is_not_asked_for_is_not_in_the_script(bench):
    script = bench.batch("run", bench.spec("notebook", LEAST), "--slurm", "--dry-run").stdout
    assert "#SBATCH -p" not in script and "#SBATCH -A" not in script and "--mem=954M" in script      # 1 GB are 953.7 MiB


def test_a_wrong_entry_is_named(bench):
    spec = bench.spec("notebook", '[grid]\nx = [0]\n[slurm]\nwalltime = "an hour"\npartition = "long"')
    found = bench.batch("run", spec, "--slurm")
    assert found.returncode == 2 and "slurm.walltime" in found.stderr and "slurm.partition is unknown" in found.stderr


def test_without_sbatch_one_sentence_says_so(bench):
    found = bench.batch("run", bench.spec("notebook", LEAST), "--slurm", environment={"PATH": "/nowhere"})
    assert found.returncode == 1 and "ganmech: slurm needs the command sbatch, which is not here" in found.stderr
    assert "Traceback" not in found.stderr


def queue(*options: str) -> str:
    line = ["squeue", "--noheader", "--name=ganmech", *options]
    return subprocess.run(line, capture_output=True, text=True, check=True).stdout


here = shutil.which("sbatch") and subprocess.run(["sinfo"], capture_output=True).returncode == 0
real = pytest.mark.skipif(not here, reason="needs SLURM: sbatch, and a controller that answers sinfo")


@real
@pytest.mark.slow
def test_a_sweep_on_slurm_of_which_a_job_is_cancelled_is_finished_by_another(bench):
    runner = bench.start("run", bench.spec("notebook", LEAST), "--slurm")
    until(lambda: 1 in bench.times())
    subprocess.run(["scancel", *queue("--format=%i").split()], check=True)
    bench.open()
    found = bench.end(runner)
    assert found.returncode == 0, found.stderr
    assert bench.table() == expected(range(3), "1") and bench.times() == {0: 1, 1: 2, 2: 1}
    until(lambda: not queue())


@real
@pytest.mark.slow
def test_a_job_that_slurm_refuses_is_reported_in_slurms_words(bench):
    found = bench.batch("run", bench.spec("notebook", LEAST + 'queue = "no-such-partition"'), "--slurm")
    assert found.returncode == 1 and "SLURM does not take the job" in found.stderr and "no-such-partition" in found.stderr


@real
@pytest.mark.slow
def test_after_the_runner_is_killed_its_jobs_end(bench):
    runner = bench.start("run", bench.spec("notebook", LEAST), "--slurm")
    until(lambda: 1 in bench.times())
    runner.kill()
    bench.end(runner)
    until(lambda: not queue())
