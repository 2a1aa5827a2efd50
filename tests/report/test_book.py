"""The built book: no link leads nowhere, nothing is fetched from elsewhere, every page of the chapters is there."""

import html.parser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from ganmech.report import book, cache, source


class Page(html.parser.HTMLParser):
    """Links, loaded resources and anchors of one page."""

    def __init__(self, file: Path):
        super().__init__()
        self.links, self.loads, self.anchors = [], [], set()
        self.feed(file.read_text())

    def handle_starttag(self, tag, attributes):
        given = dict(attributes)
        self.anchors.add(given.get("id"))
        if tag == "a" and given.get("href"):
            self.links.append(given["href"])
        if tag in ("script", "img", "iframe", "source") and given.get("src"):
            self.loads.append(given["src"])
        if tag == "link" and given.get("href"):
            self.loads.append(given["href"])


@pytest.fixture(scope="module")
def pages(here):
    """All pages of the book. Only what changed since the last time is built.

    Notebooks are executed from the last to the first: the tests that execute each, in another process, begin with the first.
    """
    for name in reversed(source.available(here)):
        assert (stamp := cache.executed(name, here)).ok, stamp.error
    html_folder = book.build(here)
    return {file: Page(file) for file in html_folder.rglob("*.html") if "_static" not in file.parts}


@pytest.mark.xdist_group("book")
def test_the_book_holds_together_without_a_network(pages, here):
    found = {file.relative_to(here.build / "book/html").with_suffix("").as_posix() for file in pages}
    assert {"index", "ledger", "references", "notation/spin_glass", *source.available(here)} <= found
    assert [load for page in pages.values() for load in page.loads if urlsplit(load).netloc] == []
    assert [(file.name, link) for file, page in pages.items() for link in [*page.links, *page.loads] if broken(file, link, pages)] == []


@pytest.mark.xdist_group("book")
def test_every_executed_notebook_can_be_downloaded_from_its_page(pages, here):
    for name in source.available(here):
        page = pages[here.build / "book/html" / f"{name}.html"]
        assert any(link.endswith(f"_sources/{name}.ipynb") for link in page.links), name


def broken(file: Path, link: str, pages: dict) -> bool:
    """Whether a link inside the book has no target."""
    parts = urlsplit(link)
    if parts.scheme or parts.netloc:
        return False
    target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
    if not target.is_file():
        return True
    return bool(parts.fragment) and target in pages and unquote(parts.fragment) not in pages[target].anchors
