"""Without a program that makes PDFs one sentence says what to install; one that fails is quoted."""

import shutil
import sys

import pytest

from ganmech.report import pdf


def test_without_programs_it_says_what_to_install(here, monkeypatch):
    monkeypatch.setattr(shutil, "which", lambda name: None)
    with pytest.raises(pdf.PdfUnavailable, match="a PDF needs either latexmk and xelatex .* or Chromium .*"):
        pdf.make_pdf(here)


def test_the_last_words_of_a_failing_program_are_quoted(tmp_path):
    with pytest.raises(pdf.PdfUnavailable, match="failed: no room"):
        pdf.run([sys.executable, "-c", "import sys; sys.exit('no room')"], tmp_path)
