"""A spec to start from: every parameter of a notebook with its type, its default and its comment."""

from __future__ import annotations

import json

from ganmech.batch.subject import Subject


def template(notebook: str, subject: Subject) -> str:
    """The text of a spec in TOML that runs the notebook at its defaults."""
    lines = [entry(name, subject) for name in subject.parameters] or ["# the notebook has no parameters"]
    return HEAD.format(name=notebook.replace("/", "-").replace("_", "-"), notebook=notebook) + "\n".join(lines) + "\n" + FOOT


def entry(name: str, subject: Subject) -> str:
    """One parameter, fixed at its default."""
    comment = f"; {subject.comments[name]}" if subject.comments.get(name) else ""
    return f"{name} = {toml(subject.defaults[name])}  # {subject.parameters[name]}{comment}"


def toml(value) -> str:
    """A default as TOML writes it; a dictionary or a tuple as the text of its Python literal."""
    if isinstance(value, (bool, int, float, str, list)):
        return json.dumps(value, ensure_ascii=False)
    return json.dumps(repr(value))


HEAD = """\
name = "{name}"
notebook = "{notebook}"
timeout = 900          # seconds a point may take
memory = "4 GB"        # memory a point may use
# seeds = 3            # 0, 1, 2 for the parameter seed, if there is one; or a list

[fixed]                # one value for all points; move what is to vary to [grid]
"""
FOOT = """
# [grid]               # all combinations of these lists
# [zip]                # lists of one length, varied together
# [[points]]           # single points besides
"""
