"""Distributions of sums of many independent amounts on a grid, exact up to rounding, for a handful or a million.

An amount that may be 0, 1, 2 … steps is a polynomial; independent amounts multiply. What reaches the top of the grid
stays there, so that only coefficients below the top are carried and the top has whatever is missing to 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING

from saphan.core.forecast.history import Floats, Ints
from saphan.core.late import np

if TYPE_CHECKING:
    import numpy.typing as npt

_SERIES_FROM = 64  # so many small amounts are worth a series; fewer are multiplied out
_SMALL = 0.25  # the series of log(1 + q·(z − 1)) falls by half with every term, |z − 1| being 2 at most
_TERMS = 96
_NEGLIGIBLE = 1e-17
_BY_HAND = 16  # shorter polynomials are multiplied term by term, longer ones by Fourier transforms
_TOGETHER = 2**21  # coefficients at a time, which bounds the memory


def sums(amounts: Floats, kinds: Ints, chances: Floats, step: int, size: int) -> Floats:
    """Distribution of the sum of all deals, one row per node, on `size` values 0, step, 2·step …

    A deal brings one of its `amounts` (a row each, all equally likely) with the chance `chances[node, kinds[deal]]`.
    An amount between two steps is shared between them so that its mean stays.
    """
    top = size - 1
    place = np.minimum(amounts / step, top)
    adds = (place.max(axis=1, initial=0.0) > 0) & (chances.max(axis=0) > 0)[kinds]
    place, kinds = place[adds], kinds[adds]
    usual = place.mean(axis=1)
    small = (place.max(axis=1, initial=0.0) <= 1) & (usual * chances.max(axis=0)[kinds] <= _SMALL)
    if small.sum() < _SERIES_FROM:
        small = np.zeros(len(place), dtype=bool)
    found = _one(len(chances))
    if small.any():
        found = _small_sums(usual[small], kinds[small], chances, top)
    for part in _polynomials(place[~small], kinds[~small], chances, top):
        found = _times(found, _product(part, top), top)
    full = np.zeros((len(chances), size))
    full[:, : found.shape[1]] = found
    full[:, top] = np.maximum(0.0, 1.0 - full[:, :top].sum(axis=1))
    return full


def _small_sums(usual: Floats, kinds: Ints, chances: Floats, top: int) -> Floats:
    """Amounts below one step: each adds one step with q = chance · usual, nothing otherwise.

    log Π (1 + q·(z − 1)) = Σ_m ± Σ q^m ÷ m · (z − 1)^m, at the points of a Fourier transform. Sums beyond its length
    would come back at the bottom; it is so long that their probability is below e^−60 (Chernoff).
    """
    terms, power, q = [], np.ones(len(usual)), np.ones_like(chances)
    for m in range(1, _TERMS + 1):
        power, q = power * usual, q * chances
        total = q @ np.bincount(kinds, power, minlength=chances.shape[1])
        terms.append(total * (1 if m % 2 else -1) / m)
        if total.max() * 2.0**m < _NEGLIGIBLE * m:
            break
    length = _length(max(2 * top, int(4 * terms[0].max()) + 64))
    logarithm = np.stack(terms, axis=1) @ _powers(length)[: len(terms)]
    return np.maximum(0.0, np.fft.irfft(np.exp(logarithm), length)[:, :top])


@cache
def _powers(length: int) -> npt.NDArray[np.complex128]:
    """(z − 1)^m for m = 1, 2 … at the points of a real Fourier transform of this length."""
    circle = np.exp(-2j * np.pi * np.arange(length // 2 + 1) / length) - 1
    return np.cumprod(np.repeat(circle[None], _TERMS, axis=0), axis=0)


def _polynomials(place: Floats, kinds: Ints, chances: Floats, top: int) -> Iterator[Floats]:
    """Single deals as polynomials (deal × node × coefficient), those of about the same length together."""
    reach = np.ceil(place.max(axis=1, initial=0.0)).astype(np.int64)
    lengths = 2 ** np.ceil(np.log2(reach + 1)).astype(np.int64)
    for length in np.unique(lengths).tolist():
        alike = np.flatnonzero(lengths == length)
        together = max(1, _TOGETHER // (length * len(chances)))
        for start in range(0, len(alike), together):
            some = alike[start : start + together]
            yield _single(place[some], chances[:, kinds[some]], length)[..., :top]


def _single(place: Floats, chances: Floats, length: int) -> Floats:
    deals, choices = place.shape
    low = np.floor(place).astype(np.int64)
    upper = place - low
    row = np.arange(deals)[:, None] * (length + 1)
    mass = np.bincount((row + low).ravel(), ((1 - upper) / choices).ravel(), deals * (length + 1))
    mass += np.bincount((row + low + 1).ravel(), (upper / choices).ravel(), deals * (length + 1))
    each = mass.reshape(deals, 1, -1)[..., :length] * chances.T[:, :, None]
    each[..., 0] += 1.0 - chances.T
    return each


def _product(factors: Floats, top: int) -> Floats:
    """All of them multiplied, two and two, as players meet in a tournament."""
    while len(factors) > 1:
        if len(factors) % 2:
            factors = np.concatenate([factors, np.zeros_like(factors[:1])])
            factors[-1, :, 0] = 1.0
        factors = _times(factors[::2], factors[1::2], top)
    product: Floats = factors[0]
    return product


def _times(one: Floats, other: Floats, top: int) -> Floats:
    """Products of polynomials along the last axis, without what reaches the top."""
    if one.shape[-1] > other.shape[-1]:
        one, other = other, one
    short, long = one.shape[-1], other.shape[-1]
    if short <= _BY_HAND:
        found = np.zeros((*other.shape[:-1], short + long))
        for place in range(short):
            found[..., place : place + long] += one[..., place : place + 1] * other
        return found[..., :top]
    length = _length(short + long)
    found = np.fft.irfft(np.fft.rfft(one, length) * np.fft.rfft(other, length), length)
    kept: Floats = np.maximum(0.0, found[..., :top])
    return kept


def _one(nodes: int) -> Floats:
    found = np.zeros((nodes, 1))
    found[:, 0] = 1.0
    return found


def _length(least: int) -> int:
    """The next power of two."""
    return 1 << max(1, least - 1).bit_length()
