"""Nash thresholds and least losses in balls: against the corner written out in mpmath, signs of Theta, and a solved case."""

import mpmath
import pytest
from flint import arb

from derivations.spin_glass import published
from derivations.spin_glass.notation import p, u
from ganmech.lowering import lower, multiprecision
from ganmech.spin_glass import SpinGlassGAN

WEAK, STRONG = SpinGlassGAN(5, 1, "0.01", "0.9"), SpinGlassGAN(3, 3, 1, "9/10")


def corner(p, q, sigma_z, kappa, digits):
    """Theta_00 at y_D = E_D, y_G = -E_G, where the cheapest numbers cost y.Sigma^-1 y/2, written out in mpmath."""
    n, model = p + q, SpinGlassGAN(p, q, sigma_z, kappa)
    with mpmath.workdps(digits + 10):
        s, share = mpmath.mpf(sigma_z), mpmath.mpf(kappa)
        b_squared, b1_squared = s**2 * n * (n - 1) * 2**(n - 1), 2 * share * p * (p - 1)
        y_D, y_G = mpmath.sqrt(2 * (share * b_squared + b1_squared)), -mpmath.sqrt(2 * (1 - share) * b_squared)
        own, across = s**2 * 2**(n - 2) * n * (n + 1), s**2 * 2**(n - 2) * n * (n - 1)
        cost = (own * y_D**2 - 2 * across * y_D * y_G + (own + p**2) * y_G**2) / (2 * ((own + p**2) * own - across**2))
        return model.constant(digits) - cost + model.blocks.log_determinant(y_D, y_G, digits=digits)


@pytest.mark.parametrize("spins, kappa", [((3, 3), "0.9"), ((8, 1), "0.5")])
def test_the_largest_theta_of_joint_minima_vanishes_in_the_ball_of_the_noise(spins, kappa):
    ball = SpinGlassGAN(*spins, 1, kappa).nash_threshold(digits=30, certified=True)
    assert ball.rad() < arb("1e-30")
    with mpmath.workdps(50):
        centre = mpmath.mpf(ball.mid().str(45, radius=False))
        share = mpmath.mpf(kappa)
        assert abs(corner(*spins, centre, share, 40)) < 1e-26
        below, above = (corner(*spins, centre * (1 + side * mpmath.mpf(10)**-20), share, 40) for side in (-1, 1))
        assert below > 0 > above


def test_both_thresholds_in_the_size_ratio_and_their_roundings():
    model = SpinGlassGAN(8, 1, "0.01", "1/2")
    ways = dict(digits=25, certified=True), dict(digits=20), {}
    balls, rounded, near = (model.nash_thresholds("kappa", **how) for how in ways)
    assert len(balls) == len(rounded) == len(near) == 2
    for ball, number, float64 in zip(balls, rounded, near):
        assert abs(float(ball.mid()) - float64) < 1e-12 and abs(float(number) - float64) < 1e-12
        with mpmath.workdps(30):
            assert abs(mpmath.mpf(ball.mid().str(30, radius=False)) - number) < mpmath.mpf(10)**-20


def test_thresholds_of_the_bipartite_coupling_and_where_there_is_no_certificate():
    ball, = SpinGlassGAN(3, 3, 1, "9/10", coupling="bipartite").nash_thresholds(digits=20, certified=True)
    assert abs(float(ball.mid()) - SpinGlassGAN(3, 3, 1, "9/10", coupling="bipartite").nash_threshold()) < 1e-12
    with pytest.raises(ValueError, match="certified must be False where the exponent is not known to be concave"):
        SpinGlassGAN(3, 1, 1, "3/10", coupling="bipartite").nash_thresholds(digits=20, certified=True)
    assert SpinGlassGAN(2, 1, 1, "1/2").nash_thresholds(digits=20, certified=True) == ()


@pytest.mark.parametrize("model, indices", [(STRONG, (None, None)), pytest.param(WEAK, (0, 0), marks=pytest.mark.slow)],
                         ids=["strong", "weak, joint minima"])
def test_the_complexity_changes_its_sign_across_the_ball_of_a_least_loss(model, indices):
    least, near = model.minimum_losses(*indices, digits=25, certified=True), model.minimum_losses(*indices)
    for name in ("L_D", "L_G", "sum", "difference"):
        ball = getattr(least, name)
        assert ball.rad() < arb("1e-25") and abs(float(ball.mid()) - getattr(near, name)) < 1e-10 * abs(getattr(near, name))
    with mpmath.workdps(60):
        L_D, L_G, step = (mpmath.mpf(number) for number in (least.L_D.mid().str(50, radius=False),
                                                            least.L_G.mid().str(50, radius=False), "1e-20"))
        for bounds in ((L_D, None), (None, L_G)):
            below, above = ([b if b is None else b + side * step for b in bounds] for side in (-1, 1))
            assert model.complexity(*("inf" if b is None else b for b in below), *indices, digits=30, certified=True) < 0
            assert model.complexity(*("inf" if b is None else b for b in above), *indices, digits=30, certified=True) > 0


def test_the_lowest_ground_state_of_the_pure_p_spin_model():
    """E_0(3) of Auffinger, Ben Arous and Cerny, the zero of their closed form, as the noise and the generator vanish."""
    curve = lower(published.p_spin_complexity.expr.subs(p, 3), (u,))
    with multiprecision(200) as arithmetic:
        E_0 = arithmetic.context.findroot(lambda at: curve(arithmetic, at), (-1.66, -1.65), solver="anderson")
        found = SpinGlassGAN(3, 1, "1e-30", "0." + "9" * 25).minimum_losses(digits=30).L_D
        assert abs(found - E_0) < 1e-22


def test_where_theta_is_certainly_negative_there_are_no_least_losses():
    assert STRONG.minimum_losses(0, 0, digits=20, certified=True).L_D.is_nan()
    assert mpmath.isnan(STRONG.minimum_losses(0, 0, digits=20).sum)


def test_least_losses_that_rest_on_a_scan_have_no_certificate():
    released = SpinGlassGAN(3, 3, 1, "9/10", "released")
    with pytest.raises(ValueError, match="losses may be lower than scans find"):
        released.minimum_losses(digits=20, certified=True)
    assert abs(float(released.minimum_losses(digits=15).L_D) - released.minimum_losses().L_D) < 1e-9
