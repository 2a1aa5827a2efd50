"""Notebooks become executed notebooks, and these become the book.

    notebooks/<chapter>/<name>.md      text, read by jupytext
      -> build/executed/...            run by papermill, kept under a content key
      -> reports/executed/...          the committed copy, without anything that differs from run to run
      -> build/book/html               Sphinx
"""
