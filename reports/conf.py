"""Sphinx configuration of the book. `make report` assembles its sources in build/book/source and builds it there."""

import re

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

autodoc_member_order = "bysource"
autodoc_typehints = "signature"
autodoc_default_options = {"members": True, "ignore-module-all": True}


def plain_text(app, what, name, obj, options, lines):
    """Docstrings are plain text with indented displays: keep both, and read nothing in them as markup."""
    text, out, inside = margin_kept(obj, lines), [], False
    for line in text:
        indented = line.startswith("    ")
        if indented and not inside:
            out += ["", "::", ""]
        if inside and line and not indented:
            out.append("")
        inside = indented or (inside and not line)
        out.append(line if inside else markup_free(line))
    lines[:] = out


def margin_kept(obj, lines):
    """The lines with displays still indented: where all lines after the first are a display, Sphinx has moved it left.

    The closing quotes of a docstring stand at its margin.
    """
    raw = obj.__doc__ if isinstance(getattr(obj, "__doc__", None), str) else ""
    first, _, rest = raw.partition("\n")
    last = rest.rpartition("\n")[2]
    if not rest or last.strip() or first.strip() != (lines or [""])[0].strip():
        return list(lines)
    return [first.strip(), *(line.removeprefix(last).rstrip() for line in rest.split("\n")[:-1]), ""]


def markup_free(line):
    """`code` stays code; every other sign with a meaning in reStructuredText stands for itself."""
    pieces = re.split(r"(`+[^`]+`+)", line)
    literal = [f"``{piece.strip('`').strip()}``" if i % 2 else re.sub(r"([*|_\\`])", r"\\\1", piece) for i, piece in enumerate(pieces)]
    return re.sub(r"^(\s*)([-+#]|\d+\.|\\\*)(?=\s)", r"\1\\\2", "".join(literal))


def setup(app):
    app.connect("autodoc-process-docstring", plain_text)
