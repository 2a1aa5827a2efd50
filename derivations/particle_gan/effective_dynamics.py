r"""A generator is a cloud of particles: own force plus mean force, and one mobility each for mean and relative coordinates.

The generator theta descends the loss -(1/N) sum_j D(x_j), x_j = G_theta(z_j). By the chain rule the outputs move by

    x_i' = (eta_G/N) sum_j Gamma_ij grad D(x_j),     Gamma_ij = (dx_i/dtheta) (dx_j/dtheta)^T,

so each particle is pushed by the critic's slopes at all of them. For a kernel that stands still, is the same in every
direction of the outputs and has two numbers, Gamma_ii = g_1 and Gamma_ij = g_2 = phi g_1, this is

    x_i' = mu_- grad D(x_i) + eta_G g_2 < grad D >,       <.> the mean over particles,
    xbar' = mu_+ < grad D >,       r_i' = mu_- (grad D(x_i) - < grad D >),       r_i = x_i - xbar,

mu_+ = eta_G g_+/N, mu_- = eta_G g_-/N, where g_+ = g_1 + (N - 1) g_2 and g_- = g_1 - g_2 are the kernel's eigenvalues, g_-
of multiplicity N - 1. At phi = 0 particles are independent; towards phi = 1 they are a rigid body. A cloud collapsed into one
point stays collapsed; what is left of its shape grows or shrinks with the critic's curvature there, all of it alike.

The chain rule is written out for two particles in a plane and any quadratic D; the rest holds for any N.
"""
from sympy import ImmutableMatrix as Matrix, Integer, cosh, eye, log, ones, symbols, tanh

from derivations.calculus import Domain, Gradient, Is, Line, NotDerived, Real, Stated, calc
from derivations.particle_gan import published
from derivations.particle_gan.notation import KERNEL, N, eta_G, g_1, g_2, g_minus, g_plus, mu_minus, mu_plus, phi, z

# Two particles in a plane, x_i + J_i theta for small theta, and a critic with any slopes and curvatures.
theta, theta_dot = Matrix(symbols("theta_1 theta_2", real=True)), Matrix(symbols("\\dot{\\theta}_1 \\dot{\\theta}_2", real=True))
x_1, x_2, F_1, F_2 = (Matrix(symbols(f"{name}_1 {name}_2", real=True)) for name in ("x^1", "x^2", "F^1", "F^2"))
J_1, J_2, Gamma_11, Gamma_12, Gamma_22 = (
    Matrix(2, 2, symbols(f"{name}_11 {name}_12 {name}_21 {name}_22", real=True))
    for name in ("J^1", "J^2", "Gamma^11", "Gamma^12", "Gamma^22"))
h_1, h_2, h_11, h_12, h_22 = quadratic = symbols("h_1 h_2 h_11 h_12 h_22", real=True)


def D(x):
    """The critic."""
    return h_1 * x[0] + h_2 * x[1] + h_11 * x[0]**2 / 2 + h_12 * x[0] * x[1] + h_22 * x[1]**2 / 2


def grad_D(x):
    return Matrix([h_1 + h_11 * x[0] + h_12 * x[1], h_2 + h_12 * x[0] + h_22 * x[1]])


named = {**dict(zip(Gamma_11, J_1 * J_1.T)), **dict(zip(Gamma_12, J_1 * J_2.T)), **dict(zip(Gamma_22, J_2 * J_2.T)),
         **dict(zip((*F_1, *F_2), (*grad_D(x_1), *grad_D(x_2))))}
PLANE = (KERNEL | dict.fromkeys((*x_1, *x_2, *J_1, *J_2, *quadratic), Real())
         | {name: Is(value) for name, value in named.items()} | dict.fromkeys(theta, Is(0)))

descent = calc(
    -(D(x_1 + J_1 * theta) + D(x_2 + J_2 * theta)) / 2,
    Line(r"descent from $\theta = 0$: $\dot\theta = \frac{\eta_G}{N} \sum_j J_j^T F^j$ with $F^j = \nabla D(x_j)$",
         eta_G / 2 * (J_1.T * F_1 + J_2.T * F_2), by=Gradient(tuple(theta), scale=(-eta_G, -eta_G))),
    on=PLANE, title="The generator descends its loss")

chain_rule = calc(
    Matrix([*(J_1 * theta_dot), *(J_2 * theta_dot)]),
    Line(r"$\dot x_i = \frac{\eta_G}{N} \sum_j \Gamma_{ij} F^j$, $\Gamma_{ij} = J_i J_j^T$",
         Matrix([*(eta_G / 2 * (Gamma_11 * F_1 + Gamma_12 * F_2)), *(eta_G / 2 * (Gamma_12.T * F_1 + Gamma_22 * F_2))])),
    on=PLANE | dict(zip(theta_dot, map(Is, descent.result))), title="Descent of the generator moves its outputs")

# Any number of particles, in one direction: F_i pushes particle i, S is the sum of the others, F the mean of all.
F_i, S, F, Gamma_ii, Gamma_ij = symbols("F_i S \\langle{F}\\rangle Gamma_ii Gamma_ij", real=True)
CLOUD = KERNEL | {g_2: Is(phi * g_1), F_i: Real(), S: Real(), F: Is((F_i + S) / N), Gamma_ii: Is(g_1), Gamma_ij: Is(g_2)}

own_and_mean = calc(
    eta_G / N * (Gamma_ii * F_i + Gamma_ij * S),
    Line("a static kernel, one number for a particle and itself, another for any two", eta_G / N * (g_1 * F_i + g_2 * S),
         by=Stated(published.TWO_NUMBERS)),
    Line("an own force, and a mean force that all particles share", mu_minus * F_i + eta_G * g_2 * F),
    on=CLOUD, title="Own force and mean force")

mean = calc(
    own_and_mean.result.subs(F_i, F),
    Line(r"averaged over the particles: $\dot{\bar x} = \mu_+ \langle F\rangle$", mu_plus * F),
    on=CLOUD, title="The mean of the particles")

relative = calc(
    own_and_mean.result - mean.result,
    Line(r"$\dot r_i = \mu_- (F_i - \langle F\rangle)$", mu_minus * (F_i - F)),
    on=CLOUD, title="Relative coordinates")

ratio = calc(
    mu_plus / mu_minus,
    Line(r"1 at $\phi = 0$, without bound towards $\phi = 1$", (1 + (N - 1) * phi) / (1 - phi)),
    on=KERNEL, title="How much faster the mean moves")

rigid = calc(
    Matrix([mu_plus, mu_minus]),
    Line("the mean's grows with the coupling, the others' falls", eta_G * g_1 / N * Matrix([1 + (N - 1) * phi, 1 - phi])),
    on=KERNEL, title="The two mobilities")

four = (g_1 - g_2) * eye(4) + g_2 * ones(4, 4)
spectrum = calc(
    (z * eye(4) - four).det(),
    Line(r"four particles: $g_+$ once, $g_-$ three times", (z - g_1 - 3 * g_2) * (z - g_1 + g_2)**3),
    on=CLOUD | {z: Real()}, title="The kernel's eigenvalues")

modes = calc(
    Matrix([g_1 * F + g_2 * (N - 1) * F, g_1 * F_i + g_2 * (0 - F_i)]),
    Line(r"any $N$: a vector of equal entries has eigenvalue $g_+$, one whose entries add up to 0 has $g_-$",
         Matrix([g_plus * F, g_minus * F_i])),
    on=CLOUD, title="The kernel's eigenvectors")

# A particle at xbar + epsilon r_i of a cloud with mean square <r^2>; a critic with any first three derivatives.
epsilon, xbar, r, square, a_1, a_2, a_3 = symbols("epsilon xbar r_i \\langle{r^2}\\rangle a_1 a_2 a_3", real=True)
NEAR = KERNEL | dict.fromkeys((xbar, r, square, a_1, a_2, a_3), Real()) | {epsilon: Is(0)}
at_particle = a_1 + a_2 * (xbar + epsilon * r) + a_3 * (xbar + epsilon * r)**2              # D'(x_i)
mean_slope = a_1 + a_2 * xbar + a_3 * (xbar**2 + epsilon**2 * square)                        # its mean, as the r_i add up to 0

collapsed = calc(
    mu_minus * (at_particle - mean_slope),
    Line(r"$\epsilon = 0$: equal particles feel equal forces, and a collapsed cloud stays collapsed", Integer(0)),
    on=NEAR, title="The collapsed cloud is invariant")

transverse = calc(
    mu_minus * (at_particle - mean_slope),
    Line(r"to first order in $\epsilon$, $\dot r_i = \mu_- D''(\bar x)\, r_i$: all relative coordinates alike",
         Matrix([mu_minus * (a_2 + 2 * a_3 * xbar) * r]), by=Gradient((epsilon,))),
    on=NEAR, title="What is left of its shape")

# A critic on a line that two places please, for runs of a generator under a critic that does not learn.
place = symbols("x", real=True)
two_wells = calc(
    log(cosh(2 * place)) - place**2 / 2,
    Line(r"its slope pushes a particle away from 0, to nearly $\pm 2$", Matrix([2 * tanh(2 * place) - place]),
         by=Gradient((place,))),
    on=Domain({place: Real()}), title="A critic with two maxima")

universal_kernel = NotDerived(
    published.universal_kernel,
    "a sentence without a formula; layer, relu_kernel and finite_latent_dimension show for which networks and why the kernel "
    "has two numbers, and how far single entries scatter about them")
kernel_transition = NotDerived(
    published.kernel_transition,
    "a sentence without a formula; hopf, travelling_cloud and blow_out have the three couplings at which a collapsed cloud on "
    "the circle starts to oscillate, outlives training, and attracts particles")
frequency_principle = NotDerived(
    published.frequency_principle,
    "a sentence without a formula; frequency_principle.py has thresholds of collapse for a critic of any spectrum on the "
    "circle, whose order depends on the regulariser too")
