"""Currencies of ISO 4217 and how many decimals each one has.

Written out by hand on purpose: locale databases print rupiah or dinar without decimals because shops do,
while banks and ledgers still keep them.
"""

from __future__ import annotations

from saphan.core.errors import RuleBroken

_NO_DECIMALS = "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX UYI VND VUV XAF XOF XPF"
_THREE_DECIMALS = "BHD IQD JOD KWD LYD OMR TND"
_FOUR_DECIMALS = "CLF UYW"
_TWO_DECIMALS = """
AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BMD BND BOB BOV BRL BSD BTN BWP BYN BZD CAD CDF CHE CHF CHW
CNY COP COU CRC CUP CVE CZK DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GTQ GYD HKD HNL HTG HUF
IDR ILS INR IRR JMD KES KGS KHR KPW KYD KZT LAK LBP LKR LRD LSL MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
MXN MXV MYR MZN NAD NGN NIO NOK NPR NZD PAB PEN PGK PHP PKR PLN QAR RON RSD RUB SAR SBD SCR SDG SEK SGD SHP
SLE SOS SRD SSP STN SVC SYP SZL THB TJS TMT TOP TRY TTD TWD TZS UAH USD USN UYU UZS VED VES WST XAD XCD XCG
YER ZAR ZMW ZWG
"""
# Withdrawn in recent years; contracts of that time still name them.
_WITHDRAWN = "ANG BGN CUC HRK SLL ZWL"

MINOR_UNITS: dict[str, int] = {
    code: decimals
    for decimals, codes in (
        (0, _NO_DECIMALS),
        (2, _TWO_DECIMALS + _WITHDRAWN),
        (3, _THREE_DECIMALS),
        (4, _FOUR_DECIMALS),
    )
    for code in codes.split()
}


def exponent(currency: str) -> int:
    """Number of decimals of `currency` (JPY 0, THB 2, KWD 3).

    Raises RuleBroken("money.unknown_currency").
    """
    try:
        return MINOR_UNITS[currency]
    except KeyError:
        raise RuleBroken("money.unknown_currency", field="currency", currency=currency) from None
