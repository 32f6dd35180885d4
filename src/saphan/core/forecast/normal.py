"""The normal distribution, to full precision, without a library of statistics."""

from __future__ import annotations

from math import erfc, exp, log, pi, sqrt

from saphan.core.forecast.history import Floats
from saphan.core.late import np

# Acklam's rational approximation of the quantile; one Halley step brings it to full precision.
_A = (
    -39.69683028665376,
    220.9460984245205,
    -275.9285104469687,
    138.3577518672690,
    -30.66479806614716,
    2.506628277459239,
)
_B = (-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572)
_C = (
    -0.007784894002430293,
    -0.3223964580411365,
    -2.400758277161838,
    -2.549732539343734,
    4.374664141464968,
    2.938163982698783,
)
_D = (0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416)
_LOW = 0.02425


def cdf(x: Floats) -> Floats:
    """Φ(x), exact also far out on the left."""
    return np.fromiter((0.5 * erfc(-value / sqrt(2)) for value in x.ravel()), float, x.size).reshape(x.shape)


def quantile(p: Floats) -> Floats:
    """Φ⁻¹(p) for 0 < p < 1."""
    return np.fromiter((quantile_of(float(value)) for value in p.ravel()), float, p.size).reshape(p.shape)


def quantile_of(p: float) -> float:
    """Φ⁻¹(p) of one probability. Raises ValueError outside (0, 1)."""
    if not 0 < p < 1:
        raise ValueError("normal quantile: p must lie between 0 and 1")
    if p > 0.5:
        return -quantile_of(1 - p)
    x = _approximate(p)
    error = 0.5 * erfc(-x / sqrt(2)) - p
    step = error * sqrt(2 * pi) * exp(x * x / 2)
    return x - step / (1 + x * step / 2)


def _approximate(p: float) -> float:
    """For p up to a half."""
    if p < _LOW:
        q = sqrt(-2 * log(p))
        return _polynomial(_C, q) / (_polynomial(_D, q) * q + 1)
    q = p - 0.5
    r = q * q
    return _polynomial(_A, r) * q / (_polynomial(_B, r) * r + 1)


def _polynomial(coefficients: tuple[float, ...], x: float) -> float:
    value = 0.0
    for coefficient in coefficients:
        value = value * x + coefficient
    return value
