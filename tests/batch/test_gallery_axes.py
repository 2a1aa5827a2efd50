"""Names on the axes of a sweep's plots."""

import pytest

from ganmech.batch.gallery_axes import symbol


@pytest.mark.parametrize("name, shown", [
    ("L_D", "$L_{D}$"), ("lam", r"$\lambda$"), ("lambda_tilde", r"$\lambda_{tilde}$"), ("alpha_x_y", r"$\alpha_{x y}$"),
    ("mean_L_D", "mean $L_{D}$"), ("slope of thirds", "slope of thirds"), ("settled_at_minimum", "settled at minimum"),
    ("cost in $", r"cost in \$"),
])
def test_letters_are_symbols_also_after_a_word(name, shown):
    assert symbol(name) == shown
