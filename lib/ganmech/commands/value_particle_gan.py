"""`ganmech value particle-gan`: kernels, optima, thresholds and windows of the particle GAN.

Numbers as 1/5 and 0.2 are exact.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ganmech.commands.answer import answer, digits_of, precision, whole
from ganmech.commands.certificates import uncertified

app = typer.Typer(help="The particle GAN: kernel, collapse, critical damping.", no_args_is_help=True)

Particles = Annotated[str, typer.Option("--N", help="Number of particles, at least 2.")]
Waves = Annotated[str, typer.Option("--K", help="Number of wave numbers of the critic.")]
Decay = Annotated[str, typer.Option("--s", help="Decay of the critic's spectrum k^(-2 s).")]
Coupling = Annotated[str, typer.Option("--phi", help="Coupling g2/g1 of distinct particles, at least 0 and less than 1.")]
EtaD = Annotated[str, typer.Option("--eta-D", help="Learning rate of the critic.")]
EtaG = Annotated[str, typer.Option("--eta-G", help="Learning rate of the generator.")]
G1 = Annotated[str, typer.Option("--g1", help="Kernel of a particle with itself.")]
Gamma = Annotated[str, typer.Option(help="The critic's forgetting.")]
Modes = Annotated[str, typer.Option("--M", help="Modes of the target.")]
Updates = Annotated[str, typer.Option(help="simultaneous or alternating.")]
Kappa = Annotated[str, typer.Option(help="Eigenvalue of the critic's Gram matrix.")]
Kernel = Annotated[str, typer.Option("--g", help="Eigenvalue of the particles' kernel.")]
Strength = Annotated[str, typer.Option("--lam", help="Strength of the gradient penalty.")]
Digits = Annotated[int | None, typer.Option(parser=digits_of, metavar="N", help="Decimal digits; else double precision.")]
Certified = Annotated[bool, typer.Option("--certified", help="Balls that contain the values (with --digits).")]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


@app.command()
def kernel(
    depth: Annotated[str, typer.Option(help="Hidden layers of the generator.")],
    activation: Annotated[str, typer.Option(help="relu, erf or tanh.")] = "relu",
    weight_variance: Annotated[str, typer.Option(help="Variance of the weights, times the width below.")] = "2",
    bias_variance: Annotated[str, typer.Option(help="Variance of the biases.")] = "0",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The two numbers g1, g2 of a wide generator's kernel, and their ratio phi."""
    from ganmech.particle_gan import wide_kernel

    wanted = {"digits": None} | precision(digits, certified)
    found = wide_kernel(whole("depth", depth), activation, weight_variance, bias_variance, **wanted)
    answer({name: getattr(found, name) for name in ("g1", "g2", "phi")}, digits, as_json)


@app.command("coupling-maximum")
def coupling_maximum(digits: Digits = None, certified: Certified = False, as_json: Json = False):
    """The depth of rectified units whose coupling phi is largest over all depths, and that coupling."""
    from ganmech.digits import rounded
    from ganmech.particle_gan import coupling_maximum as maximum

    precision(digits, certified)
    found = maximum(17 if digits is None else digits)
    phi = found.phi if certified else float(found.phi.mid()) if digits is None else rounded(found.phi, digits)
    answer({"depth": found.depth, "phi": phi}, digits, as_json)


@app.command()
def mobilities(
    N: Particles, phi: Coupling, eta_G: EtaG = "1", g1: G1 = "1", digits: Digits = None, certified: Certified = False,
    as_json: Json = False,
):
    """mu_+ of the mean of the particles and mu_- of their relative coordinates."""
    found = circle(N, "2", "1", phi, "1", eta_G, g1=g1).mobilities(**precision(digits, certified))
    answer(dict(zip(("mu_plus", "mu_minus"), found)), digits, as_json)


@app.command("optimal-penalty")
def optimal_penalty(
    N: Particles, K: Waves, s: Decay, phi: Coupling, eta_D: EtaD = "1", eta_G: EtaG = "1", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """The gradient penalty with which particles come to rest on N data of the circle soonest, and the rate at which they do."""
    found = circle(N, K, s, phi, eta_D, eta_G).optimal_penalty(**precision(digits, certified))
    answer({"strength": found.strength, "rate": found.rate}, digits, as_json)


@app.command()
def rate(
    lam: Strength, N: Particles, K: Waves, s: Decay, phi: Coupling, eta_D: EtaD = "1", eta_G: EtaG = "1", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """The rate at which N particles come to rest on N data of the circle under a gradient penalty of any strength."""
    from ganmech.particle_gan.critical_damping import rate_on_circle

    answer(rate_on_circle(lam, N=whole("N", N), K=whole("K", K), s=s, phi=phi, eta_D=eta_D, eta_G=eta_G,
                          **precision(digits, certified)), digits, as_json)


@app.command("rest-state")
def rest_state(
    N: Particles, K: Waves, s: Decay, phi: Coupling, gamma: Gamma, M: Modes = "2", eta_D: EtaD = "1", eta_G: EtaG = "1",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """A cloud collapsed in one of M modes: where it starts to oscillate, at which frequency, and how fast it splits."""
    wanted = precision(digits, certified)
    found = circle(N, K, s, phi, eta_D, eta_G).rest_state(M=whole("M", M), gamma=gamma, **wanted)
    shown = "S_n", "S_r", "hopf_mobility", "hopf_frequency", "phi_hopf", "phi_competition", "mobility", "splitting_rate"
    answer({name: getattr(found, name) for name in shown}, digits, as_json)


@app.command("travelling-state")
def travelling_state(
    N: Particles, K: Waves, s: Decay, phi: Coupling, gamma: Gamma, eta_D: EtaD = "1", eta_G: EtaG = "1", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """A cloud in one point on a uniform target: the mobility beyond which it travels, its speed, and how fast it splits."""
    found = circle(N, K, s, phi, eta_D, eta_G).travelling_state(gamma=gamma, **precision(digits, certified))
    answer({name: getattr(found, name) for name in ("mobility", "mu_c", "v", "curvature", "Lambda")}, digits, as_json)


@app.command("coupling-in-time")
def coupling_in_time(
    N: Particles, gamma: Gamma, T: Annotated[str, typer.Option("--T", help="Time of training.")],
    ell: Annotated[str, typer.Option(help="Logarithm of the factor by which a cloud may split.")] = "3",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The coupling beyond which a travelling cloud stays together for the time T."""
    found = circle(N, "2", "1", "0", "1", "1").coupling_in_time(T, ell, gamma, **precision(digits, certified))
    answer(found, digits, as_json)


@app.command("blow-out")
def blow_out(
    N: Particles, K: Waves, s: Decay, gamma: Gamma, M: Modes = "2", eta_D: EtaD = "1", eta_G: EtaG = "1", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """phi*, the coupling from which on a collapsed cloud attracts, from the orbit of its motion; double precision only."""
    uncertified(digits, certified, "the blow-out coupling, a time average along an orbit of a differential equation")
    found = circle(N, K, s, "0", eta_D, eta_G).blow_out(M=whole("M", M), gamma=gamma)
    answer({name: getattr(found, name) for name in ("mobility", "b", "phi", "first", "error")}, None, as_json)


@app.command("dirac")
def dirac(
    lam: Strength, eta_D: EtaD = "1", eta_G: EtaG = "1", digits: Digits = None, certified: Certified = False,
    as_json: Json = False,
):
    """Both eigenvalues of the Dirac GAN under a gradient penalty, by real and imaginary part."""
    from ganmech.particle_gan import dirac_gan

    found = dirac_gan(lam, eta_D, eta_G, **precision(digits, certified))
    answer({f"z{place + 1}_{part}": getattr(z, part) for place, z in enumerate(found) for part in ("real", "imag")}, digits,
           as_json)


@app.command("cycle-amplitude")
def cycle_amplitude(
    lam: Strength, eta_D: EtaD = "1", eta_G: EtaG = "1", digits: Digits = None, certified: Certified = False,
    as_json: Json = False,
):
    """How far a particle swings about its datum under WGAN-GP: the amplitude of the limit cycle."""
    from ganmech.particle_gan import wgan_gp_cycle_amplitude

    answer(wgan_gp_cycle_amplitude(lam, eta_D, eta_G, **precision(digits, certified)), digits, as_json)


@app.command("stability-window")
def stability_window(
    updates: Updates, N: Particles, kappa: Kappa, g: Kernel, eta_D: EtaD = "1", eta_G: EtaG = "1", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """The strengths of the gradient penalty between which finite steps of one mode come to rest, and the best of them."""
    from ganmech.particle_gan import stability_window as window

    found = window(updates, eta_D, eta_G, kappa, g, whole("N", N), **precision(digits, certified))
    answer(vars(found), digits, as_json)


@app.command("extragradient-window")
def extragradient_window(
    N: Particles, kappa: Kappa, g: Kernel, eta_D: EtaD = "1", eta_G: EtaG = "1", digits: Digits = None,
    certified: Certified = False, as_json: Json = False,
):
    """The strengths of the gradient penalty between which extragradient steps of one mode come to rest."""
    from ganmech.particle_gan import extragradient_window as window

    found = window(eta_D, eta_G, kappa, g, whole("N", N), **precision(digits, certified))
    if found is None:
        raise ValueError(f"no strength is stable at eta_D {eta_D}, eta_G {eta_G}, kappa {kappa}, g {g} and N {N}: the product "
                         "eta_D eta_G kappa g/N^2 must be below 1 + 2/sqrt(3)")
    answer(dict(zip(("lower", "upper"), found)), digits, as_json)


@app.command("largest-coupling")
def largest_coupling(
    updates: Updates, lam: Strength, N: Particles, kappa: Kappa, g1: G1 = "1", eta_D: EtaD = "1", eta_G: EtaG = "1",
    digits: Digits = None, certified: Certified = False, as_json: Json = False,
):
    """The coupling up to which finite steps of the mean of the particles are stable."""
    from ganmech.particle_gan import largest_coupling as largest

    found = largest(lam, updates, eta_D, eta_G, kappa, whole("N", N), g1, **precision(digits, certified))
    answer(found, digits, as_json)


def circle(N: str, K: str, s: str, phi: str, eta_D: str, eta_G: str, **more):
    """The model on the circle."""
    from ganmech.particle_gan import CircleGAN

    return CircleGAN(N=whole("N", N), K=whole("K", K), s=s, phi=phi, eta_D=eta_D, eta_G=eta_G, **more)
