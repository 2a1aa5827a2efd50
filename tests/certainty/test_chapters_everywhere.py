"""The other chapters over the whole of their domains: every arithmetic within what it promises, symmetries, units, limits."""

from dataclasses import fields, is_dataclass
from fractions import Fraction

import flint
import mpmath
import numpy as np
from flint import acb, arb
from hypothesis import assume
from hypothesis import strategies as st

from ganmech.exact import rational
from ganmech.neighbours import largest_distance, optimal_intervals, smallest_distance, total_variation
from ganmech.particle_gan import (
    CircleGAN, eigenvalues, extragradient_window, optimal_decay, optimal_penalty, stability_window, wgan_gp_cycle_amplitude,
    wide_kernel,
)
from ganmech.sgd_as_sde import LinearQuadratic
from ganmech.solvable_gan import SolvableGAN
from tests.certainty.domains import everywhere, signed, tens
from tests.certainty.proved import centre, fraction, radius

QUICK, SLOW = 12, 200
DIGITS = st.integers(5, 50)
SIZES = tens(-6, 6) | tens(-1, 1)


def parts(found) -> list:
    """The real numbers that a result is made of, in order; None and words are left out."""
    if isinstance(found, np.ndarray):
        return parts(found.tolist())
    if isinstance(found, dict):
        return parts(list(found.values()))
    if isinstance(found, (tuple, list)):
        return [number for entry in found for number in parts(entry)]
    if is_dataclass(found):
        return parts([getattr(found, field.name) for field in fields(found) if field.name != "parameters"])
    if isinstance(found, (complex, np.complexfloating, mpmath.mpc, acb)):
        return [found.real, found.imag]
    return [found] if isinstance(found, (float, np.floating, mpmath.mpf, arb)) else []


def assert_every_arithmetic(call, digits: int, in_float64: float, relative: bool = True) -> None:
    """The ball contains a finer one's centre, mpf its digits, float64 its bound, relative to the largest number of the result.

    Balls are small in absolute terms or relative to their value, as `ganmech.enclosed` promises.
    """
    proved, finer = (parts(call(digits=asked, certified=True)) for asked in (digits, digits + 40))
    rounded, floats = parts(call(digits=digits)), parts(call())
    assert len(proved) == len(finer) == len(rounded) == len(floats) > 0
    scale = max([Fraction(1), *(abs(centre(ball)) for ball in finer)])
    for ball, narrow, number, value in zip(proved, finer, rounded, floats):
        assert ball.overlaps(narrow) and radius(ball) <= Fraction(1, 10**digits) * max(1, abs(centre(ball)))
        assert abs(fraction(number) - centre(narrow)) <= Fraction(20, 10**digits) * max(1, abs(centre(narrow))) + radius(narrow)
        assert abs(fraction(value) - centre(narrow)) <= Fraction(in_float64) * scale


modes = st.lists(st.tuples(SIZES, SIZES), min_size=1, max_size=4)


@everywhere(QUICK, SLOW, pairs=modes, rates=st.tuples(SIZES, SIZES), N=st.integers(1, 100), lam=SIZES, digits=DIGITS)
def test_modes_of_a_critic_in_every_arithmetic(pairs, rates, N, lam, digits):
    """Eigenvalues in float64 to the root of rounding: they are double at the critical strength."""
    given = *zip(*pairs), N, *rates
    assert_every_arithmetic(lambda **how: optimal_decay(*given, **how), digits, 1e-13)
    assert_every_arithmetic(lambda **how: as_complex(eigenvalues(lam, *given, **how)), digits, 1e-7)


def as_complex(pairs):
    """Real eigenvalues in mpmath come as mpf."""
    return [[(number, mpmath.mpf(0)) if isinstance(number, mpmath.mpf) else number for number in pair] for pair in pairs]


@everywhere(QUICK, SLOW, pairs=modes, rates=st.tuples(SIZES, SIZES), N=st.integers(1, 100), unit=st.integers(-20, 20))
def test_the_best_penalty_is_one_of_time_and_of_no_order(pairs, rates, N, unit):
    """Modes may be exchanged; both learning rates times c make all c times as fast at the same strength of the penalty."""
    kappas, gs = zip(*pairs)
    scale = Fraction(2) ** unit
    found = optimal_penalty(kappas, gs, N, *rates, digits=25)
    turned = optimal_penalty(kappas[::-1], gs[::-1], N, *rates, digits=25)
    faster = optimal_penalty(kappas, gs, N, *(rate * scale for rate in rates), digits=25)
    for other, times in ((turned, 1), (faster, scale)):
        assert abs(fraction(other.rate) - times * fraction(found.rate)) <= Fraction(1, 10**20) * fraction(other.rate)
        assert abs(fraction(other.strength) - fraction(found.strength)) <= Fraction(1, 10**20) * fraction(found.strength)


@everywhere(QUICK, SLOW, mode=st.tuples(SIZES, SIZES), product=tens(-8, 0.59), N=st.integers(1, 100), ratio=SIZES,
            digits=DIGITS, updates=st.sampled_from(["simultaneous", "alternating"]))
def test_windows_of_stability_in_every_arithmetic(mode, product, N, ratio, digits, updates):
    """product = eta_D eta_G kappa g/N^2, below 4 where there is a window."""
    kappa, g = mode
    eta_D, eta_G = ratio, product * N**2 / (kappa * g * ratio)
    assert_every_arithmetic(lambda **how: stability_window(updates, eta_D, eta_G, kappa, g, N, **how), digits, 1e-13)
    found = extragradient_window(eta_D, eta_G, kappa, g, N)
    b = eta_D * eta_G * kappa * g / N**2
    assert (found is None) == (b > 1 and 3 * (b - 1) ** 2 >= 4)
    if found is not None:
        lower, upper = extragradient_window(eta_D, eta_G, kappa, g, N, digits=60)
        assert abs(lower) < 1e-59 * upper if b <= 1 else 0 < lower < upper
        assert np.allclose(found, (float(lower), float(upper)), rtol=0, atol=1e-13 * float(upper))      # the lower end cancels


@everywhere(QUICK, SLOW, lam=SIZES, rates=st.tuples(SIZES, SIZES), digits=DIGITS)
def test_the_cycle_of_wgan_gp_in_every_arithmetic(lam, rates, digits):
    assert_every_arithmetic(lambda **how: wgan_gp_cycle_amplitude(lam, *rates, **how), digits, 1e-13)
    assert wgan_gp_cycle_amplitude(lam, *rates) >= float(lam)


@everywhere(QUICK, SLOW, depth=st.integers(1, 12), v_w=tens(-3, 3), v_b=st.just(0) | tens(-3, 3), digits=DIGITS,
            activation=st.sampled_from(["relu", "erf"]))
def test_kernels_of_wide_generators_in_every_arithmetic(depth, v_w, v_b, digits, activation):
    def kernel(digits=None, certified=False):
        return wide_kernel(depth, activation, v_w, v_b, digits=digits, certified=certified)
    assert_every_arithmetic(kernel, digits, 1e-13)
    found = kernel()
    assert 0 <= found.phi <= 1 and found.g1 > 0 and kernel(digits=60).phi < 1


@everywhere(QUICK, SLOW, N=st.integers(2, 40), phi=st.fractions(0, "99/100"), eta_G=SIZES, g1=SIZES, digits=DIGITS)
def test_mobilities_in_every_arithmetic(N, phi, eta_G, g1, digits):
    """Their mean over the N modes of the cloud, one of them rigid, is eta_G g1/N."""
    model = CircleGAN(N=N, K=3, phi=phi, eta_G=eta_G, g1=g1)
    assert_every_arithmetic(lambda **how: model.mobilities(**how), digits, 1e-14)
    plus, minus = map(fraction, model.mobilities(digits=40))
    assert abs(plus + (N - 1) * minus - eta_G * g1) <= Fraction(1, 10**35) * eta_G * g1


noises = st.just(Fraction(0)) | tens(-3, 3)
gans = st.builds(lambda Lambda, noise, tau, ratio: SolvableGAN((Lambda,), *noise, tau, tau * ratio), tens(-2, 2),
                 st.tuples(noises, noises) | noises.map(lambda noise: (noise, noise)), tens(-3, 1), tens(-3, 2))


@everywhere(QUICK, SLOW, model=gans, digits=st.integers(5, 30))
def test_fixed_points_in_every_arithmetic(model, digits):
    """The same points exist in each; coordinates are at most 1; float64 to the root of rounding, for some are double."""
    proved, rounded, floats = model.fixed_points(digits, certified=True), model.fixed_points(digits), model.fixed_points()
    assert [point.name for point in proved.points] == [point.name for point in rounded.points]
    if [point.name for point in floats.points] != [point.name for point in proved.points]:
        assert is_at_a_border(model)
        return
    for exact, number, value in zip(proved.points, rounded.points, floats.points):
        for name in ("P", "q", "r"):
            ball, mpf, double = (getattr(point, name) for point in (exact, number, value))
            assert not abs(ball) > 1
            assert abs(fraction(mpf) - centre(ball)) <= Fraction(20, 10**digits)
            assert abs(float(double) - float(mpf)) <= 1e-6
        assert exact.stable == number.stable


def is_at_a_border(model) -> bool:
    """Whether other points exist at noises moved by one part in 1e12, or off 0: there r^2 of F2 is exactly 1."""
    names, least = set(), Fraction(1, 10**12)
    for factor, more in ((1 - least, 0), (1, 0), (1 + least, 0), (1, least)):
        noise = (eta * factor + more * model.Lambda[0] for eta in (model.eta_T, model.eta_G))
        moved = SolvableGAN(model.Lambda, *noise, model.tau, model.tau_tilde)
        names.add(tuple(point.name for point in moved.fixed_points(30).points))
    return len(names) > 1


@everywhere(QUICK, SLOW, model=gans, digits=DIGITS)
def test_thresholds_of_phases_in_every_arithmetic(model, digits):
    assume(model.Lambda_tilde == model.Lambda)
    assert_every_arithmetic(lambda **how: model.thresholds(**how), digits, 1e-13)


@everywhere(QUICK, SLOW, model=gans, P=st.fractions(-1, 1), digits=st.integers(5, 30))
def test_growth_about_a_fooled_state_in_every_arithmetic(model, P, digits):
    """The sum of both eigenvalues and their product are the same on the fixed line; changing the sign of P changes nothing."""
    how = {"digits": digits, "certified": True}
    proved, mirrored = (model.fooled_spectrum([[at]], **how) for at in (P, -P))
    on_the_line = model.fixed_points(**how).line.eigenvalues(P, **how)
    assert len(proved) == 2
    for together in (lambda pair: pair[0] + pair[1], lambda pair: pair[0] * pair[1]):
        assert together(proved).overlaps(together(mirrored))
        assert together(proved).overlaps(together(on_the_line))


games = st.builds(lambda mu, lam, c, s, eta, batch: LinearQuadratic(mu=mu, lam=lam, c=c, s=s, eta=eta, batch=batch),
                  tens(-2, 1), tens(-2, 1), noises, noises, tens(-4, 0), st.integers(1, 1000))
SCHEMES = st.sampled_from(["SML", "ALT"])


@everywhere(QUICK, SLOW, game=games, scheme=SCHEMES, digits=DIGITS)
def test_stability_and_covariance_of_a_chain_in_every_arithmetic(game, scheme, digits):
    """Stable exactly below its bound; the covariance is positive semidefinite and falls as one over the batch."""
    assert_every_arithmetic(lambda **how: game.spectral_radius(scheme, **how), digits, 1e-7)
    assert_every_arithmetic(lambda **how: game.stability_bound(scheme, **how), digits, 1e-12)
    bound, size = (call(scheme, digits=40, certified=True) for call in (game.stability_bound, game.spectral_radius))
    if bound.contains(rational(fraction(game.eta))):      # at the bound itself, to 40 digits
        assert abs(centre(size) - 1) < Fraction(1, 10**35)
    else:
        assert (size < 1) == (fraction(game.eta) < centre(bound))
    if not size < 1:
        return
    assert_every_arithmetic(lambda **how: game.stationary_covariance("chain", scheme, **how), digits, 1e-12)
    C = game.stationary_covariance("chain", scheme, digits=40, certified=True)
    assert not C[0, 0] < 0 and not C[1, 1] < 0 and not C[0, 0] * C[1, 1] - C[0, 1] ** 2 < 0
    doubled = LinearQuadratic(mu=game.mu, lam=game.lam, c=game.c, s=game.s, eta=game.eta, batch=2 * game.batch)
    assert all((2 * ball).overlaps(other) for ball, other in
               zip(doubled.stationary_covariance("chain", scheme, digits=40, certified=True).ravel(), C.ravel()))


means = st.tuples(*[st.just(Fraction(0)) | signed(tens(-2, 1.5))] * 2)


@everywhere(QUICK, SLOW, mu=means, target=means, shift=signed(tens(-2, 2)), digits=DIGITS)
def test_distances_of_mixtures_in_every_arithmetic(mu, target, shift, digits):
    """Between 0 and 1; exchanged, mirrored and shifted laws have the same distance; float64 to 1e-15."""
    try:
        ball = total_variation(mu, target, digits=digits, certified=True)
    except ArithmeticError as refused:
        assert "touch without crossing" in str(refused)
        return
    assert not ball < 0 and not ball > 1 and radius(ball) < Fraction(1, 10**digits)
    finer = total_variation(target, mu, digits=digits + 20, certified=True)
    assert ball.overlaps(finer)
    assert abs(fraction(total_variation(mu, target, digits=digits)) - centre(finer)) <= Fraction(10, 10**digits)
    assert abs(fraction(total_variation(mu, target)) - centre(finer)) <= Fraction(2e-15) * centre(finer) + radius(finer)
    for change in (lambda mean: -mean, lambda mean: mean + shift):
        assert ball.overlaps(total_variation(tuple(map(change, mu)), tuple(map(change, target)), digits=digits, certified=True))
    ends = [end for pair in optimal_intervals(mu, target) for end in pair]
    assert ends == sorted(ends) and len(ends) % 2 == 0


@everywhere(QUICK, SLOW, tau=st.fractions(0, 1, max_denominator=10**6) | tens(-12, 0), m=st.integers(1, 30), digits=DIGITS)
def test_smallest_distances_in_every_arithmetic(tau, m, digits):
    """Between tau and the largest distance, rising with m."""
    assert_every_arithmetic(lambda **how: smallest_distance(tau, m, **how), digits, 1e-15)
    found, more = (smallest_distance(tau, samples, digits=30, certified=True) for samples in (m, m + 1))
    with flint.ctx.workprec(200):
        assert not found < arb(flint.fmpq(tau.numerator, tau.denominator)) and not found > more
    assert centre(found) <= largest_distance(tau, m) + radius(found)


def test_modes_whose_peaks_coincide_but_for_rounding_have_one_best_penalty():
    """kappa = g: every mode is critical at one strength, and the slowest of them decides."""
    for kappas in ([10, 1], [1, 10], [10, 10, 1, 1], ["1/3", "1/7", 3]):
        kappas = [Fraction(kappa) for kappa in kappas]
        least = optimal_penalty([min(kappas)], [min(kappas)], 15, "10/3", 1, digits=30)
        for digits in (None, 25, 30, 41):
            found = optimal_penalty(kappas, kappas, 15, "10/3", 1, digits=digits)
            assert abs(float(found.rate) / float(least.rate) - 1) < 1e-14
            assert abs(float(found.strength) / float(least.strength) - 1) < 1e-14
