"""What the API says about requests that it cannot read."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

WORDS = {
    "request.unreadable": _("The request is not readable JSON. Nothing was changed."),
    "request.invalid": _("Some values are missing or not of the right kind. Nothing was changed."),
    "request.unknown_parameter": _("“%(name)s” is not a parameter of this address."),
    "request.no_such_address": _("There is nothing at this address. The list of addresses is openapi.json."),
    "request.method_not_allowed": _("This address does not answer to %(method)s."),
    "request.version_missing": _("Say which version you are changing: send If-Match with the ETag you read."),
    "request.version_unreadable": _('If-Match takes the ETag of the record, such as "7".'),
    "request.key_too_long": _("An Idempotency-Key has at most %(most)s characters."),
    "request.too_large": _("This is more than one request may carry. Send it in smaller parts."),
    "request.too_many": _("Too many requests in a short time. Try again in %(seconds)s seconds."),
    "request.failed": _("Something went wrong on our side. Nothing was changed; try again later."),
    "bulk.same_key_twice": _("The key “%(key)s” occurs in more than one row. Each key may come once."),
    "reference.not_found": _("“%(value)s” is not there, or not among the things you may see."),
}
