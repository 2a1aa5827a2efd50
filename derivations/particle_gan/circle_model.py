r"""The particle GAN on the circle: a critic of Fourier features follows the difference of moments, particles follow its slope.

The critic is D(x) = sum_k a_k cos(kx) - c_k sin(kx) = Re sum_k d_k e^{ikx}, d_k = a_k + i c_k, k = 1..K. Its weights are
a_k/sqrt(s_k) and c_k/sqrt(s_k), the features having the strength sqrt(s_k), and climb at the rate eta_D, so that a coefficient
climbs at eta_k = eta_D s_k. With the moments p_k = <e^{-iky}> of the target and q_k = <e^{-ikx}> of the particles,

    d_k' = eta_k (p_k - q_k) - gamma_k d_k,        x_i' = mu_- D'(x_i) + (mu_+ - mu_-) <D'>.

Weight decay alpha forgets every wave number at the rate eta_D alpha. The gradient penalty lambda/2 <D'^2>, its mean taken
over the whole circle, forgets wave number k at eta_D s_k lambda k^2/2. Together gamma_k = eta_D (alpha + s_k lambda k^2/2).
"""
from sympy import I, ImmutableMatrix as Matrix, Integral, Rational, Symbol, cos, diff, exp, oo, pi, sin, sqrt, symbols

from derivations.calculus import Above, Domain, Gradient, Integrates, Is, Line, Real, Satisfies, Whole, calc
from derivations.particle_gan.notation import (a_k, alpha, c_k, circle, eta_D, eta_k, gamma_k, k, lambda_, p_k, s_k, sigma,
                                               summed, x)

P_c, P_s, Q_c, Q_s = symbols("P_c P_s Q_c Q_s", real=True)       # real and imaginary parts of p_k and q_k
x_1, x_2, u = symbols("x_1 x_2 u", real=True)
m = Symbol("m", integer=True, nonnegative=True)

WAVE = Domain({k: Whole(1), a_k: Real(), c_k: Real(), x: Real(), x_1: Real(), x_2: Real()})
LEARNING = WAVE | {**dict.fromkeys((P_c, P_s, Q_c, Q_s), Real()), **dict.fromkeys((s_k, eta_D, alpha, lambda_), Above(0)),
                   eta_k: Is(eta_D * s_k), gamma_k: Is(eta_D * (alpha + s_k * lambda_ * k**2 / 2))}

wave = a_k * cos(k * x) - c_k * sin(k * x)                       # what wave number k adds to D
moment = Matrix([cos(k * x), -sin(k * x)])                       # real and imaginary part of e^{-ikx}

moments = calc(
    (wave.subs(x, x_1) + wave.subs(x, x_2)) / 2,
    Line(r"$\langle D\rangle$ over two particles sees only their moment: $\mathrm{Re}\,d_k \bar q_k$",
         a_k * (cos(k * x_1) + cos(k * x_2)) / 2 + c_k * (-sin(k * x_1) - sin(k * x_2)) / 2),
    on=WAVE, title="What the critic sees of a cloud")

penalty = calc(
    Integral(diff(summed(wave, 2), x)**2, (x, 0, 2 * pi)) / (2 * pi),
    Line(r"$\langle D'^2\rangle$ over the circle, of the wave numbers 1 and 2: each $k^2|d_k|^2/2$",
         summed(k**2 * (a_k**2 + c_k**2) / 2, 2), by=Integrates()),
    on=circle(2), title="The gradient penalty of a Fourier critic")

objective = (a_k * (P_c - Q_c) + c_k * (P_s - Q_s)                        # of the critic, as far as wave number k goes
             - lambda_ / 2 * k**2 * (a_k**2 + c_k**2) / 2 - alpha / 2 * (a_k**2 + c_k**2) / s_k)

learning = calc(
    objective,
    Line(r"a weight $a_k/\sqrt{s_k}$ climbs at the rate $\eta_D$: ascent of the coefficients at the rate $\eta_D s_k$",
         Matrix([eta_D * (s_k * (P_c - Q_c) - s_k * lambda_ * k**2 * a_k / 2 - alpha * a_k),
                 eta_D * (s_k * (P_s - Q_s) - s_k * lambda_ * k**2 * c_k / 2 - alpha * c_k)]),
         by=Gradient((a_k, c_k), (eta_D * s_k, eta_D * s_k))),
    Line(r"$d_k' = \eta_k(p_k - q_k) - \gamma_k d_k$, $\eta_k = \eta_D s_k$, $\gamma_k = \eta_D(\alpha + s_k\lambda k^2/2)$",
         Matrix([eta_k * (P_c - Q_c) - gamma_k * a_k, eta_k * (P_s - Q_s) - gamma_k * c_k])),
    on=LEARNING, title="The critic learns and forgets")

slope = calc(
    wave,
    Line(r"what wave number $k$ adds to $D'(x)$, the force on a particle",
         Matrix([-k * (a_k * sin(k * x) + c_k * cos(k * x))]), by=Gradient((x,))),
    on=WAVE, title="The critic's slope")

curvature = calc(
    slope.result[0],
    Line(r"what wave number $k$ adds to $D''(x)$", Matrix([k**2 * (c_k * sin(k * x) - a_k * cos(k * x))]), by=Gradient((x,))),
    on=WAVE, title="The critic's curvature")

# A target that is even about one of its modes has real moments.
drift = learning.result.subs({P_c: p_k, P_s: 0, Q_c: moment[0], Q_s: moment[1]})        # of (a_k, c_k), the cloud all in x

mode_width = calc(
    Integral(cos(k * sigma * u) * exp(-u**2 / 2), (u, -oo, oo)) / sqrt(2 * pi),
    Line(r"the moment of one Gaussian mode at 0, of width $\sigma$", exp(-sigma**2 * k**2 / 2), by=Integrates()),
    on=Domain({k: Whole(1), sigma: Above(0)}), title="Moments of a Gaussian mode")

of_three = (1 + exp(2 * pi * I * k / 3) + exp(4 * pi * I * k / 3)) / 3           # <e^{iky}> over three points

equal_modes = calc(
    Matrix([of_three.subs(k, 3 * m), of_three.subs(k, 3 * m + 1), of_three.subs(k, 3 * m + 2)]),
    Line(r"three equally spaced modes: wave numbers that are multiples of 3 see them as one, the others do not see them",
         Matrix([1, 0, 0])),
    on=Domain({m: Whole(0)}), title="Moments of equally spaced modes")

even = calc(
    Integral(sin(k * u) * exp(-u**2 / 2), (u, -oo, oo)),
    Line(r"no sine moment", Rational(0), by=Integrates()),
    on=Domain({k: Whole(1)}), title="Moments of an even target are real")

rest = calc(
    drift.subs(x, 0),
    Line(r"a critic at rest above a cloud that is collapsed at the mode $x = 0$",
         Matrix([-eta_k * (1 - p_k) / gamma_k, 0]), by=Satisfies((a_k, c_k))),
    on=Domain({eta_k: Above(0), gamma_k: Above(0), p_k: Real()}), title="A collapsed cloud at rest")

held = calc(
    slope.result[0].subs({a_k: rest.result[0], c_k: rest.result[1], x: 0}),
    Line("no force on the cloud", Rational(0)),
    on=Domain({k: Whole(1), eta_k: Above(0), gamma_k: Above(0), p_k: Real()}), title="The cloud rests as well")
