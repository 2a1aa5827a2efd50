"""`ganmech run`: one notebook with parameters of the reader's own, checked before anything starts."""

from __future__ import annotations

import json
import re
from pathlib import Path

from rich.console import Console

from ganmech.project import checkout
from ganmech.report import execute, settle, source
from ganmech.report.parameters import accepted


def run(notebook: str, pairs: list[str], output: str, as_json: bool) -> int:
    """Execute and return the exit code. Raises ValueError for whatever is wrong with the input, all of it at once."""
    where, target = checkout(), Path(output).resolve()
    if target.suffix != ".ipynb" or not target.parent.is_dir():
        raise ValueError(f"output must be an .ipynb file in a folder that exists, got {output}")
    text = source.path(notebook, where)
    name = text.relative_to(where.notebooks).with_suffix("").as_posix()
    given = source.read(text)
    parameters = accepted(given, pairs)
    artifacts = target.with_suffix("")
    artifacts.mkdir(exist_ok=True)
    with Console(stderr=True).status(f"executing {name}"):
        result = execute.run(name, given, parameters, artifacts)
    mark = {"key": source.content_key(name, where, parameters), "source": f"notebooks/{name}.md"}
    target.write_text(settle.settled(result.notebook, mark, where.root))
    refused = refusal(result.error, parameters)
    if refused:
        raise ValueError(refused)
    tell(name, result, parameters, target, as_json)
    return 1 if result.error else 0


def refusal(error: str, parameters: dict) -> str:
    """What the notebook's own code said of a parameter whose value it does not accept; empty for any other error."""
    found = re.search(rf"(?:Value|Type)Error: ((?:{'|'.join(map(re.escape, parameters)) or '(?!)'}) .*)", error)
    return found[1] if found else ""


def tell(name: str, result: execute.Run, parameters: dict, target: Path, as_json: bool) -> None:
    """What was made, or why not."""
    if as_json:
        record = {"ok": not result.error, "notebook": name, "output": str(target), "parameters": parameters}
        print(json.dumps(record | {"seconds": round(result.seconds, 2), "error": result.error}))
    else:
        sentence = result.error or f"executed {name} in {result.seconds:.0f} s: {target}"
        Console(stderr=bool(result.error)).print(sentence, markup=False, highlight=False, soft_wrap=True)
