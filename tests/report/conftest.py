"""A small checkout of its own, in which notebooks can be written, broken and changed."""

import textwrap

import pytest

from ganmech.project import Checkout, checkout

HEADER = """\
---
kernelspec:
  display_name: Python 3
  language: python
  name: python3
---

# A page

"""


def page(*cells: str) -> str:
    """The text of a notebook with these code cells; a first line `tags: ...` gives a cell tags."""
    return HEADER + "\n\n".join(f"```{{code-cell}} ipython3\n{textwrap.dedent(cell).strip()}\n```" for cell in cells) + "\n"


@pytest.fixture
def small(tmp_path) -> Checkout:
    """An empty checkout; the project's packages come from the installed ones."""
    for folder in ("notebooks/chapter", "derivations/chapter", "lib/ganmech", "reports"):
        (tmp_path / folder).mkdir(parents=True)
    (tmp_path / "requirements.lock").write_text("one==1\n")
    for package in ("derivations", "derivations/chapter", "lib/ganmech"):
        (tmp_path / package / "__init__.py").write_text("")
    return Checkout(tmp_path)


@pytest.fixture
def write(small):
    """Write a notebook of the small checkout and return its name."""

    def write(name: str, *cells: str) -> str:
        (small.notebooks / f"chapter/{name}.md").write_text(page(*cells))
        return f"chapter/{name}"

    return write


@pytest.fixture(scope="session")
def here() -> Checkout:
    """This checkout."""
    return checkout()
