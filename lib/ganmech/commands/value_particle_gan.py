"""`ganmech value particle-gan`: kernels, optima, thresholds and windows of the particle GAN.

Numbers as 1/5 and 0.2 are exact.
"""

from __future__ import annotations

from typing import Annotated

import typer

from ganmech.commands.answer import answer, digits_of, precision, whole

app = typer.Typer(help="The particle GAN: kernel, collapse, critical damping.", no_args_is_help=True)

Particles = Annotated[str, typer.Option("--N", help="Number of particles, at least 2.")]
Waves = Annotated[str, typer.Option("--K", help="Number of wave numbers of the critic.")]
Decay = Annotated[str, typer.Option("--s", help="Decay of the critic's spectrum k^(-2 s).")]
Coupling = Annotated[str, typer.Option("--phi", help="Coupling g2/g1 of distinct particles, at least 0 and less than 1.")]
EtaD = Annotated[str, typer.Option("--eta-D", help="Learning rate of the critic.")]
EtaG = Annotated[str, typer.Option("--eta-G", help="Learning rate of the generator.")]
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


@app.command("optimal-penalty")
def optimal_penalty(
    N: Particles, K: Waves, s: Decay, phi: Coupling, eta_D: EtaD = "1", eta_G: EtaG = "1", digits: Digits = None,
    as_json: Json = False,
):
    """The gradient penalty with which particles come to rest on N data of the circle soonest, and the rate at which they do."""
    found = circle(N, K, s, phi, eta_D, eta_G).optimal_penalty(**precision(digits))
    answer({"strength": found.strength, "rate": found.rate}, digits, as_json)


@app.command("rest-state")
def rest_state(
    N: Particles, K: Waves, s: Decay, phi: Coupling, gamma: Annotated[str, typer.Option(help="The critic's forgetting.")],
    M: Annotated[str, typer.Option("--M", help="Modes of the target.")] = "2", eta_D: EtaD = "1", eta_G: EtaG = "1",
    digits: Digits = None, as_json: Json = False,
):
    """A cloud collapsed in one of M modes: where it starts to oscillate, at which frequency, and how fast it splits."""
    found = circle(N, K, s, phi, eta_D, eta_G).rest_state(M=whole("M", M), gamma=gamma, **precision(digits))
    shown = "S_n", "S_r", "hopf_mobility", "hopf_frequency", "phi_hopf", "mobility", "splitting_rate"
    answer({name: getattr(found, name) for name in shown}, digits, as_json)


@app.command("cycle-amplitude")
def cycle_amplitude(lam: Strength, eta_D: EtaD = "1", eta_G: EtaG = "1", digits: Digits = None, as_json: Json = False):
    """How far a particle swings about its datum under WGAN-GP: the amplitude of the limit cycle."""
    from ganmech.particle_gan import wgan_gp_cycle_amplitude

    answer(wgan_gp_cycle_amplitude(lam, eta_D, eta_G, **precision(digits)), digits, as_json)


@app.command("stability-window")
def stability_window(
    updates: Annotated[str, typer.Option(help="simultaneous or alternating.")], N: Particles,
    kappa: Annotated[str, typer.Option(help="Eigenvalue of the critic's Gram matrix.")],
    g: Annotated[str, typer.Option("--g", help="Eigenvalue of the particles' kernel.")], eta_D: EtaD = "1", eta_G: EtaG = "1",
    digits: Digits = None, as_json: Json = False,
):
    """The strengths of the gradient penalty between which finite steps of one mode come to rest, and the best of them."""
    from ganmech.particle_gan import stability_window as window

    found = window(updates, eta_D, eta_G, kappa, g, whole("N", N), **precision(digits))
    answer(vars(found), digits, as_json)


def circle(N: str, K: str, s: str, phi: str, eta_D: str, eta_G: str):
    """The model on the circle."""
    from ganmech.particle_gan import CircleGAN

    return CircleGAN(N=whole("N", N), K=whole("K", K), s=s, phi=phi, eta_D=eta_D, eta_G=eta_G)
