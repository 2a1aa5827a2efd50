r"""Rectified linear units without bias, sigma_w^2 = 2: the kernel against the number L of hidden layers.

The variance stays 2. With c the cosine p/q of the units' inputs and t = Theta_2/2, a layer does

    c -> f(c),   t -> f(c) + f'(c) t,   from c = t = 0,         g_1 = 2 (L + 1),   g_2 = 2 t_L,   phi_L = t_L/(L + 1).

L = 1: phi = 1/(2 pi). Deep down c tends to 1, slowly: with k = 2 sqrt(2)/(3 pi) and large y = (1 - c)^(-1/2) a layer adds

    to y                           k/2 + O(1/y),           so that 1 - c ~ 4/(k^2 l^2) = 9 pi^2/(2 l^2),
    to (2/k) y - (3/2) log y       1 + O(1/y^2):           the depth, up to a constant and terms that vanish,
    and t = y/(2 k) - 1/8 solves the equation of t up to O(1/y^2).

Both together give t = L/4 + (3/8) log L + O(1): phi_L tends to 1/4, from above, with (3/8) log(L)/L. As phi_1 lies below 1/4
there is a maximum between; it is at L = 11, which ball arithmetic decides.
"""
from sympy import ImmutableMatrix as Matrix, Integer, Rational, Sum, Symbol, asin, log, oo, pi, sqrt, symbols

from derivations.calculus import Above, Asymptotic, Between, Domain, Line, Real, Satisfies, Stated, Tends, Whole, calc
from derivations.particle_gan import published
from derivations.particle_gan.layer import at_start, deeper, relu
from derivations.particle_gan.notation import L, c, v_b, v_w
from derivations.particle_gan.relu_kernel import f, slope

t, e, y, a = symbols("t e y a", positive=True)
l = Symbol("l", positive=True, integer=True)
CRITICAL = {v_w: 2, v_b: 0}
k = 2 * sqrt(2) / (3 * pi)
PAIR = Domain({c: Between(-1, 1), t: Real(), L: Above(0)})
LARGE = Domain({y: Above(1)})
f_prime = slope.result

step = calc(
    deeper(relu.result.subs(CRITICAL), (2, 2 * c, 2 * L, 2 * t)),
    Line(r"$q = 2$, $p = 2c$; $\Theta_1 = 2L$ and $\Theta_2 = 2t$ before the layer, 2 more and $2(f(c) + f'(c)\,t)$ behind it",
         Matrix([2, 2 * f(c), 2 * (L + 1), 2 * (f(c) + (Rational(1, 2) + asin(c) / pi) * t)])),
    on=PAIR, title="A layer of rectified linear units, without bias")

one_layer = calc(
    (deeper(relu.result, at_start)[3] / deeper(relu.result, at_start)[2]).subs(CRITICAL),
    Line(r"one hidden layer: $\phi = 1/(2\pi)$", 1 / (2 * pi)),
    on=Domain({}), title="The coupling of one hidden layer")

second = deeper(relu.result, deeper(relu.result, at_start)).subs(CRITICAL)
two_layers = calc(
    second[3] / second[2],
    Line(r"$(f(1/\pi) + f'(1/\pi)/\pi)/3$", (f(1 / pi) + f_prime.subs(c, 1 / pi) / pi) / 3),
    on=Domain({}), title="The coupling of two hidden layers")

nearly_one = calc(
    f(1 - e),
    Line(r"nearly parallel inputs become more parallel by $k\,e^{3/2}$, $k = 2\sqrt 2/(3\pi)$",
         1 - e + k * e**Rational(3, 2), by=Asymptotic(e, order=Rational(5, 2), to="0")),
    on=Domain({e: Between(0, 1)}), title="A layer near parallel inputs")

c_of_y = 1 - 1 / y**2
y_behind = (1 - f(c_of_y))**Rational(-1, 2)

growth = calc(
    y_behind - y,
    Line(r"a layer adds $k/2$ to $y = (1 - c)^{-1/2}$, and a little more", k / 2 + 3 * k**2 / (8 * y),
         by=Asymptotic(y, order=2)),
    on=LARGE, title="What a layer adds, deep down")

alignment = calc(
    Matrix([a - growth.result.limit(y, oo)]),
    Line(r"$y_l/l$ tends to the limit $a$ of the increments", Matrix([a - k / 2]), by=Stated(published.STOLZ)),
    Line(r"$l^2 (1 - c_l)$ tends to $a^{-2}$, with", Matrix([sqrt(2) / (3 * pi)]), by=Satisfies((a,))),
    on=Domain({a: Above(0)}), title="How slowly inputs align")

cosine = calc(
    1 / alignment.result[0]**2,
    Line(r"$1 - c_l \simeq \frac{9\pi^2}{2}\,l^{-2}$", 9 * pi**2 / 2),
    on=Domain({}), title="The cosine of the inputs, deep down")

depth_of_y = 2 * y / k - Rational(3, 2) * log(y)
depth = calc(
    depth_of_y.subs(y, y_behind) - depth_of_y,
    Line(r"$(2/k)\,y - \frac32 \log y$ grows by 1 a layer", Integer(1), by=Asymptotic(y, order=2)),
    on=LARGE, title="The depth as a function of alignment")

t_of_y = y / (2 * k) - Rational(1, 8)
next_t = y / (2 * k) + Rational(1, 8) + 3 * k / (16 * y)
kernel = calc(
    f(c_of_y) + f_prime.subs(c, c_of_y) * t_of_y,
    Line(r"behind a layer $t = y/(2k) - \frac18$ is larger by $\frac14$, and a little more", next_t, by=Asymptotic(y, order=2)),
    on=LARGE, title="The kernel of two latents as a function of alignment")

consistent = calc(
    t_of_y.subs(y, y_behind),
    Line(r"as it is when $y$ moves on: $t = y/(2k) - \frac18$ solves the equation of $t$", next_t, by=Asymptotic(y, order=2)),
    on=LARGE, title="The same from the alignment behind the layer")

from_above = calc(
    t_of_y - depth_of_y / 4,
    Line(r"$t - L/4$ grows like $\frac38 \log y$: $\phi_L - \frac14 \simeq \frac{3}{8} \frac{\log L}{L}$, positive",
         Rational(3, 8) * log(y) - Rational(1, 8)),
    on=LARGE, title="The coupling above its limit")

memory = calc(
    f_prime.subs(c, c_of_y),
    Line(r"a layer passes on $1 - 3/l$ of the kernel, as $y \simeq l k/2$", 1 - 3 * k / (2 * y), by=Asymptotic(y, order=3)),
    on=LARGE, title="What a deep layer passes on")

limit = calc(
    Sum((l / L)**3, (l, 1, L)) / L,
    Line(r"$t_L/L$: layer $l$ adds 1, of which $\prod_{m > l} (1 - 3/m) \simeq (l/L)^3$ is left at the end",
         (1 + 1 / L)**2 / 4),
    Line("in the limit of great depth", Rational(1, 4), by=Tends(L, oo)),
    on=Domain({L: Whole(1)}), title="The coupling of a deep generator")
