"""The content key of a notebook changes exactly when something it depends on does."""

import pytest

from ganmech.report import source
from ganmech.report.closure import closure


@pytest.fixture
def project(small):
    """a imports b inside a function, b imports nothing; c stands alone; data lies beside them."""
    chapter = small.root / "derivations/chapter"
    (chapter / "a.py").write_text("def f():\n    from . import b\n    return b\n")
    (chapter / "b.py").write_text("x = 1\n")
    (chapter / "c.py").write_text("x = 1\n")
    return small


def names(files):
    return [file.name for file in files if file.name != "__init__.py"]


@pytest.mark.parametrize(
    "code, depends",
    [
        ("from derivations.chapter import a", ["a.py", "b.py"]),
        ("import derivations.chapter.b as other", ["b.py"]),
        ("from derivations.chapter.a import f", ["a.py", "b.py"]),
        ("def g():\n    import derivations.chapter.c", ["c.py"]),
        ("discover('derivations.chapter')", ["a.py", "b.py", "c.py"]),
        ("discover('derivations.chapter.c')", ["c.py"]),
        ("import numpy.linalg, os.path", []),
        ("print('ganmech')", []),
    ],
)
def test_the_closure_follows_imports_and_full_names(project, code, depends):
    assert names(closure(code, project.packages)) == depends


def test_a_stored_certificate_counts_with_the_modules_beside_it(project):
    (project.root / "derivations/chapter/factor.txt").write_text("x**2")
    assert names(closure("import derivations.chapter.c", project.packages)) == ["c.py", "factor.txt"]


def test_the_key_changes_with_every_dependency_and_with_nothing_else(project, write):
    name = write("page", "from derivations.chapter import a")
    chapter, keys = project.root / "derivations/chapter", []

    def key():
        keys.append(source.content_key(name, project))
        return keys[-1]

    first = key()
    (chapter / "c.py").write_text("x = 2\n")
    assert key() == first
    (chapter / "b.py").write_text("x = 2\n")
    assert key() != first
    project.lock.write_text("one==2\n")
    key()
    write("page", "from derivations.chapter import a", "1 + 1")
    key()
    keys.append(source.content_key(name, project, {"n": 3}))
    keys.append(source.content_key(name, project, {"n": 4}))
    assert len(set(keys)) == 6  # seven states, two of which differ in a file the page does not use


def test_lines_of_ipython_are_not_read_as_python(project, write):
    name = write("page", "%matplotlib inline\n!ls\nimport derivations.chapter.b")
    assert "derivations" in source.code(source.read(source.path(name, project)))
    assert source.content_key(name, project)


def test_an_unknown_notebook_lists_those_that_exist(project, write):
    write("density", "1")
    with pytest.raises(source.UnknownNotebook, match="there is no notebook chapter/densty; did you mean chapter/density?"):
        source.path("chapter/densty", project)
