"""Long sums, also those in equations, are broken between terms and nothing else changes."""
from sympy import Eq, Matrix, latex, symbols

from ganmech.report.linebreak import LINE, lines, tex, width

x, y = symbols("x y")
long_sum = sum((x - k * y) ** 2 / (k + 1) for k in range(1, 12))


def test_short_formulas_are_printed_as_sympy_prints_them():
    for expr in (x, x + y / 2, (x + y) ** 2 / (x - y), Matrix([x, y])):
        assert tex(expr) == latex(expr, fold_short_frac=False)


def test_every_term_of_a_long_sum_stands_on_one_line_with_its_sign():
    broken = list(lines(long_sum))
    assert len(broken) > 1
    terms = [latex(term) for term in long_sum.as_ordered_terms()]
    assert sum(line.count(r"\frac") for line in broken) == len(terms)
    assert all(term in "".join(broken) for term in terms)
    assert all(line.startswith(("+", "-")) for line in broken[1:])


def test_lines_are_within_the_width_unless_one_term_alone_is_wider():
    assert width(long_sum) > LINE
    widest = max(width(term) for term in long_sum.args)
    assert all(line.count(r"\frac") * widest < LINE + widest for line in lines(long_sum))


def test_a_wide_matrix_breaks_its_entries():
    assert tex(Matrix([long_sum, x])).count("aligned") == 2


def test_a_long_side_of_an_equation_is_broken_and_nothing_is_lost():
    right, left = tex(Eq(x, long_sum, evaluate=False)), tex(Eq(long_sum, 0, evaluate=False))
    assert right == "x = " + tex(long_sum) and r"\\" in right
    assert left == tex(long_sum).replace(r"\end{aligned}", r" = 0\end{aligned}")
    assert tex(Eq(x, y + 1)) == "x = y + 1"
