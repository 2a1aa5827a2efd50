"""Notebooks become executed notebooks, and these become the book.

    notebooks/<chapter>/<name>.md      text, read by jupytext
      -> build/executed/...            run by papermill, kept under a content key
      -> reports/executed/...          the committed copy, without anything that differs from run to run
      -> build/book/html               Sphinx
"""

import sys

# jsonschema checks internationalised addresses with this package if it is there, and building its grammar takes a second and a half
# in each process that reads a notebook. No notebook has such addresses to check.
sys.modules.setdefault("rfc3987_syntax", None)
