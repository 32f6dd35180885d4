"""What handing out tokens may refuse."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "token.name_missing": _("Give the token a name, so that you know later what it is for."),
    "token.no_scopes": _("Choose at least one right for the token."),
    "token.unknown_scope": _("“%(value)s” is not a right that a token can have."),
    "token.expires_in_past": _("The token would have expired already. Choose a later day."),
    "token.not_accepted": _(
        "This access token is missing, expired or revoked. Make a new one in your settings."
    ),
}
