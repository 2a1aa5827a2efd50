"""What the README shows works, and the files it names exist."""

import re

import pytest

from ganmech import cli
from ganmech.project import checkout

ROOT = checkout().root
TEXT = (ROOT / "README.md").read_text()


@pytest.mark.parametrize("example", re.findall(r"```python\n(.*?)```", TEXT, re.S))
def test_the_examples_run(example):
    exec(compile(example, "README.md", "exec"), {})


def test_the_example_of_the_shell_prints_fifty_digits(capsys):
    (command,) = re.findall(r"^    ganmech (value spin-glass .*)$", TEXT, re.M)
    with pytest.raises(SystemExit) as end:
        cli.main(command.split())
    assert not end.value.code and len(capsys.readouterr().out.strip()) == 51  # 50 digits and the point


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md"])
def test_links_lead_to_files(page):
    links = re.findall(r"\]\(([^)#]+)\)", (ROOT / page).read_text())
    assert [link for link in links if not link.startswith("http") and not (ROOT / link).exists()] == []


def test_every_folder_of_the_layout_exists():
    layout = TEXT.partition("## Layout")[2]
    for folder in re.findall(r"^    ([\w/]+)/ ", layout, re.M):
        assert (ROOT / folder).is_dir(), folder
