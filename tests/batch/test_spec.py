"""A spec is compared with what it sweeps before anything starts, and all that is wrong is said at once."""

import json
import tomllib
from fractions import Fraction

import pytest

from ganmech.batch.spec import BadSweep, checked
from ganmech.batch.subject import of_notebook
from ganmech.batch.template import template
from ganmech.batch.points import points
from ganmech.project import checkout
from ganmech.report.source import available

FUNCTION = '''
def point(kappa: "number above 0 below 1", n: "int from 2 to 9" = 3, scheme: "one of derived, released" = "derived",
          width: float = 0.5, show: bool = True, sizes: list = [1], seed: int = 0):
    return {"kappa": kappa}
'''


@pytest.fixture
def typed(bench):
    bench.module(FUNCTION)
    return bench


def wrong(bench, kind: str, tables: str, **options) -> list[str]:
    with pytest.raises(BadSweep) as bad:
        bench.plan(bench.spec(kind, tables, **options))
    return bad.value.reasons


def test_all_errors_are_said_at_once(typed):
    reasons = wrong(typed, "function", """
timeout = -1
colour = "red"
fixed = {kapa = "1/2", width = "wide", n = 10}
grid = {kappa = ["1/2", "3/2", "1/0", "half"], n = [3]}
zip = {scheme = ["derived", "other"], sizes = [[1]]}
""")
    assert sorted(reasons) == sorted([
        "timeout input should be greater than 0, got '-1'",
        "colour is unknown",
        "there is no parameter kapa; did you mean kappa?",
        "width must be a finite number, got 'wide'",
        "n must be a whole number from 2 to 9, got '10'",
        "n is given twice, in fixed and in grid",
        "kappa must be a number such as 1/2 or 0.1 above 0 below 1, got '3/2'",
        "kappa must be a number such as 1/2 or 0.1 above 0 below 1, got '1/0'",
        "kappa must be a number such as 1/2 or 0.1 above 0 below 1, got 'half'",
        "scheme must be one of derived, released, got 'other'",
        "zip must have lists of one length, got scheme: 2, sizes: 1",
    ])


@pytest.mark.parametrize(
    "tables, says",
    [
        ('grid.kappa = ["1/2", "1/3", "1/2"]', "point kappa=1/2 stands there more than once"),
        ('fixed.kappa = "1/2"\nseeds = [1, 2, 1]', "point kappa=1/2, seed=1 stands there more than once"),
        ("grid.n = [2, 3]", "kappa must be given, it has no default"),
        ('grid.kappa = []', "grid.kappa must not be empty"),
        ('fixed = {kappa = "1/2", show = 1}', "show must be true or false, got '1'"),
        ('fixed = {kappa = "1/2", n = 2.0}', "n must be a whole number from 2 to 9, got '2.0'"),
        ('fixed = {kappa = "1/2", width = inf}', "width must be a finite number, got 'inf'"),
        ('fixed = {kappa = "1/2", sizes = "[{1}]"}', "sizes must hold numbers, texts, lists and tables only, got '[{1}]'"),
        ('fixed = {kappa = "1/2", seed = 1}\nseeds = 2', "seed is given twice, in fixed and in seeds"),
        ('fixed.kappa = "1/2"\nmemory = "2 GX"', "memory must be at least 400 MB, written as '2 GB' or '512 MiB', got '2 GX'"),
        ('fixed.kappa = "1/2"\ntimeout = inf', "timeout input should be a finite number, got 'inf'"),
        ('fixed.kappa = "1/2"\nsmall = 3', "small input should be a valid dictionary, got '3'"),
        ('fixed.kappa = "1/2"\nsmall.plots = 3',
         "small.plots is unknown; there are: fixed, grid, zip, points, seeds, timeout, memory"),
    ],
)
def test_each_error_names_what_is_wrong(typed, tables, says):
    assert wrong(typed, "function", tables) == [says]


@pytest.mark.parametrize(
    "kind, subject, says",
    [
        ("notebook", "chapter/pint", "there is no notebook chapter/pint; did you mean chapter/point? there are: "),
        ("function", "swept:pont", "there is no function pont in swept"),
        ("function", "swepd:point", "function swepd:point: there is no module swepd"),
        ("function", "broken:point", "function broken:point cannot be read: invalid syntax"),
        ("notebook", "chapter/broken", "notebook chapter/broken cannot be read: invalid syntax"),
    ],
)
def test_what_is_swept_must_exist_and_be_readable(bench, kind, subject, says):
    bench.module("def point(:", name="broken")
    bench.notebook("x = = 1", name="broken")
    [reason] = wrong(bench, kind, "", subject=subject)
    assert reason.startswith(says)


def test_the_command_says_all_and_exits_with_2(typed):
    spec = typed.spec("function", 'name_of = 1\nfixed = {kapa = "1/2"}\ngrid.n = [1, 2]')
    done = typed.batch("run", spec)
    assert done.returncode == 2 and done.stdout == "" and not typed.folder().exists()
    for says in ("wrong in 4 places", "name_of is unknown", "did you mean kappa?", "n must be a whole", "kappa must be given"):
        assert says in done.stderr
    assert "wrong in 4 places" in json.loads(typed.batch("run", spec, "--json").stdout)["error"]


def test_numbers_are_the_decimals_that_stand_there(typed):
    plan = typed.plan(typed.spec("function", 'grid.kappa = ["1/3", 0.1, 0.30000000000000000000000000001]\nfixed.width = 0.1'))
    assert [point.values["kappa"] for point in plan.points] == ["1/3", "0.1", "0.30000000000000000000000000001"]
    assert all(type(point.values["kappa"]) is str for point in plan.points)
    assert Fraction(plan.points[1].values["kappa"]) == Fraction(1, 10) != Fraction(0.1)
    assert plan.points[0].values["width"] == 0.1 and type(plan.points[0].values["width"]) is float


def test_points_come_in_the_order_written(typed):
    plan = typed.plan(typed.spec("function", """
seeds = 2
fixed.kappa = "1/2"
grid.n = [3, 2]
zip = {scheme = ["released", "derived"], show = [true, false]}
points = [{n = 9}, {n = 8, seed = 5}]
"""))
    rows = ("released", True), ("derived", False)
    first = [(n, scheme, show, seed) for n in (3, 2) for scheme, show in rows for seed in (0, 1)]
    assert [tuple(point.values[name] for name in ("n", "scheme", "show", "seed")) for point in plan.points[:8]] == first
    assert [dict(point.values) for point in plan.points[8:]] == [
        {"kappa": "1/2", "seed": 0, "n": 9}, {"kappa": "1/2", "seed": 1, "n": 9}, {"kappa": "1/2", "n": 8, "seed": 5},
    ]


def test_the_small_version_replaces_tables(typed):
    spec = typed.spec("function", 'fixed.kappa = "1/2"\ngrid.n = [2, 3, 4]\nsmall.grid.n = [2]')
    assert len(typed.plan(spec).points) == 3
    assert [point.values["n"] for point in typed.plan(spec, small=True).points] == [2]
    assert typed.plan(spec, small=True).store.folder == typed.folder("sweep.small")


@pytest.mark.parametrize("kind", ["notebook", "function"])
def test_a_rehearsal_runs_nothing(bench, kind):
    done = bench.batch("run", bench.spec(kind, "grid.x = [0, 1, 2]"), "--dry-run")
    said = "sweep: 3 points, 0 finished before, 3 to compute (no estimate, none has run yet)\n"
    assert (done.returncode, done.stdout) == (0, said)
    assert not bench.ran() and not bench.folder().exists()


def test_a_rehearsal_reckons_with_what_is_asked_for(bench):
    bench.module("def point(x: int):\n    if x:\n        raise ValueError('x')\n    return 1")
    spec = bench.spec("function", "grid.x = [0, 1]")
    assert bench.batch("run", spec, "--workers", 0).returncode == 1
    kept, again = (bench.batch("run", spec, "--dry-run", *options).stdout for options in ([], ["--retry-failed"]))
    assert kept == "sweep: 2 points, all finished before\n"
    assert again.startswith("sweep: 2 points, 1 finished before, 1 to compute (about ")


def test_a_file_that_is_not_there_is_named(bench):
    done = bench.batch("run", "nothing.toml")
    assert done.returncode == 2
    assert done.stderr == "ganmech: there is no file nothing.toml, nor a sweep of that name in reports/sweeps: none\n"


def test_a_parameter_of_a_type_that_no_text_has_is_named(bench):
    bench.module("def point(x: complex):\n    return x")
    [reason] = wrong(bench, "function", "grid.x = [1]")
    assert reason.startswith("x cannot be given: 'complex' is no type of a parameter; there are: str, ")


def test_strange_texts_reach_notebook_and_table_as_they_are(bench):
    texts = ["two\nlines", 'quotes " and \'', "back\\slash {x}", "κ = 9/10, θ", "", "a,b;c"]
    records = "from ganmech.report.recorded import record\nrecord(same=text, length=len(text))"
    bench.notebook(':tags: [parameters]\n\ntext: str = "é"', records)
    spec = bench.spec("notebook", f"grid.text = {json.dumps(texts, ensure_ascii=False)}")
    in_c = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}      # where files would be ASCII
    assert bench.batch("run", spec, "--workers", 2, "--forked", environment=in_c).returncode == 0
    rows = [json.loads(line) for line in (bench.folder() / "table.jsonl").read_text().splitlines()]
    assert [(row["text"], row["same"], row["length"]) for row in rows] == [(text, text, len(text)) for text in texts]


@pytest.mark.parametrize("name", available(checkout()))
def test_a_template_of_each_notebook_is_a_spec_that_runs_it_at_its_defaults(name):
    subject = of_notebook(name, checkout())
    found = tomllib.loads(template(name, subject))
    [point] = points(checked(name, found), subject)
    defaults = {name: list(value) if isinstance(value, tuple) else value for name, value in subject.defaults.items()}
    assert {key: list(value) if isinstance(value, tuple) else value for key, value in point.values.items()} == defaults
