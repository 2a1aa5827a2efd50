r"""The two schemes of descent and ascent, as generators of their modified equations.

Simultaneous (SML): both players move from where they are, one Euler step along b0 = V_theta + V_omega. Alternating (ALT): the
discriminator moves first, ``critic_steps`` times, then the generator from there. One iteration takes the time eta.
"""
from derivations.calculus.splitting import euler, successive


def simultaneous(players, batch, order=2):
    """L_0, ..., L_order of the simultaneous scheme, with minibatches that are independent or shared."""
    return euler(players.b0, players.S / batch, players.x, order)


def alternating(players, batch, order=2, critic_steps=1):
    """L_0, ..., L_order of the alternating scheme, with independent minibatches."""
    return successive([(players.V_omega, players.S_omega / batch, critic_steps), (players.V_theta, players.S_theta / batch, 1)],
                      players.x, order)
