"""The ledger finds every derivation by itself and names it by where it is bound."""
from collections import Counter

from derivations.calculus import Verdict, ledger
from derivations.spin_glass import goe_right_tail, published


def test_names_are_chapter_module_variable_and_unique():
    names = [derivation.name for derivation in ledger.discover()]
    assert "spin_glass.goe_right_tail.rate" in names
    assert max(Counter(names).values()) == 1
    assert all(name.count(".") == 2 for name in names)


def test_a_derivation_imported_elsewhere_keeps_the_name_of_its_module():
    # goe_right_tail_limits imports the rate
    same = [d for d in ledger.discover() if d.lines == goe_right_tail.rate.lines]
    assert [d.name for d in same] == ["spin_glass.goe_right_tail.rate"]


def test_published_formulas_come_in_the_order_of_their_source():
    found = ledger.published()
    assert found.index(published.goe_right_tail) < found.index(published.released_b)


def test_one_row_a_line():
    rows = list(ledger.rows([goe_right_tail.rate]))
    assert [row.verdict for row in rows] == [Verdict.STATED, Verdict.PROVED, Verdict.PROVED]
    assert rows[0].reason.startswith("stated: Auffinger")
    assert rows[-1].line == "the published form: rate function of the largest eigenvalue"
