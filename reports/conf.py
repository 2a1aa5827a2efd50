"""Sphinx configuration of the book. `make report` assembles its sources in build/book/source and builds it there."""

from itertools import zip_longest

from ganmech.report.docstrings import plain_text

project = "ganmech"
author = "The ganmech authors"
copyright = "2026, The ganmech authors"
html_title = "ganmech"
language = "en"

extensions = ["myst_nb", "sphinx.ext.autodoc", "sphinx.ext.mathjax", "sphinx_design", "sphinxcontrib.bibtex"]
exclude_patterns = []
suppress_warnings = []

nb_execution_mode = "off"  # notebooks arrive executed
nb_render_markdown_format = "myst"
nb_merge_streams = True
myst_enable_extensions = ["amsmath", "colon_fence", "deflist", "dollarmath"]
myst_heading_anchors = 3
myst_ref_domains = ["std"]  # [text](page) means a page, also where a module has the same name
math_number_all = False
numfig = True

bibtex_bibfiles = ["references.bib"]
bibtex_reference_style = "author_year"

# MathJax 3 as one local file, so that the book reads the same without a network.
mathjax_path = "tex-svg.js"
mathjax3_config = {"svg": {"fontCache": "global"}, "options": {"enableMenu": False}}

html_theme = "sphinx_book_theme"
html_static_path = ["_static"]
html_css_files = ["book.css"]
html_js_files = ["sortable.js"]
html_sourcelink_suffix = ""
html_last_updated_fmt = None
html_theme_options = {
    "use_download_button": True,
    "navbar_start": [],
    "navbar_center": [],
    "navbar_end": [],
    "navbar_persistent": [],
    "use_fullscreen_button": False,
    "show_navbar_depth": 1,
    "home_page_in_toc": True,
    "show_toc_level": 2,
    "pygments_light_style": "default",
}

latex_engine = "xelatex"
latex_elements = {"papersize": "a4paper", "preamble": r"\setcounter{tocdepth}{1}"}
latex_documents = [("index", "ganmech.tex", project, author, "manual")]

toc_object_entries = False  # modules are sections; a list of every function would make the contents of every page slow
autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "ignore-module-all": True}


def setup(app):
    app.connect("autodoc-process-docstring", plain_text)
    app.connect("env-before-read-docs", dealt)
    return {"parallel_read_safe": True, "parallel_write_safe": True}


def dealt(app, env, docnames):
    """Pages on modules take longest to read; each is put after another page at the end, so that both processes have some."""
    api, others = ([name for name in docnames if name.startswith("api/") is wanted] for wanted in (True, False))
    apart = max(len(others) - len(api), 0)
    pairs = zip_longest(others[apart:], api)
    docnames[:] = [*others[:apart], *(name for pair in pairs for name in pair if name)]
