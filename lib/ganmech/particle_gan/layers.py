"""The state (q, p, Theta_1, Theta_2) of a wide generator from layer to layer, in balls and in float64."""

from collections.abc import Callable, Iterator

from flint import arb
from sympy import symbols

from derivations.particle_gan.layer import after_layer, at_start
from derivations.particle_gan.notation import v_b, v_w
from ganmech.lowering import FLOAT64, lower
from ganmech.particle_gan.activation import STATE, ClosedLayer

MEANS = symbols("same distinct same_slopes distinct_slopes", real=True)
_start = lower(tuple(at_start), (v_w, v_b))
_behind = lower(tuple(after_layer(*MEANS)), (*MEANS, *STATE, v_w, v_b))


def closed_states(layer: ClosedLayer, arithmetic, v_w: arb, v_b: arb) -> Iterator[tuple[arb, ...]]:
    """Enclosures of the state behind 1, 2, ... layers of a closed form.

    Behind a layer q and p are enclosed by their mean value forms, so that balls do not grow from layer to layer.
    """
    state = tuple(arb(number) for number in _start(arithmetic, v_w, v_b))
    while True:
        q, p, *kernel = state
        dq, dp = q - q.mid(), p - p.mid()
        q_q, p_q, p_p = layer.slopes(arithmetic, *state, v_w, v_b)
        q_centre, p_centre, *_ = layer.behind(arithmetic, q.mid(), p.mid(), *kernel, v_w, v_b)
        kernel = layer.behind(arithmetic, *state, v_w, v_b)[2:]
        state = q_centre + q_q * dq, p_centre + p_q * dq + p_p * dp, *kernel
        yield state


def averaged_states(means: Callable, v_w, v_b, arithmetic=FLOAT64) -> Iterator[tuple]:
    """The state behind 1, 2, ... layers, ``means(q, p)`` giving the four averages of the activation and of its slope."""
    state = _start(arithmetic, v_w, v_b)
    while True:
        state = _behind(arithmetic, *means(*state[:2]), *state, v_w, v_b)
        yield state
