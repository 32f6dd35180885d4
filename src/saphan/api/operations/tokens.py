"""The tokens of the member: which there are, and taking one back."""

from __future__ import annotations

from ninja import Router

from saphan.api.acting import offer_act
from saphan.api.fields import Moment, Ref, Shown
from saphan.api.resource import Resource, offer_list
from saphan.tokens.actions import revoke_token
from saphan.tokens.queries import tokens_for


class UseShown(Shown):
    last_used_at: Moment


class TokenShown(Shown):
    """A token, without its secret: that is shown once, when the token is made in the settings."""

    code: str
    version: int
    member: Ref
    name: str
    scopes: list[str]
    created_at: Moment
    expires_at: Moment | None
    use: UseShown | None = None


TOKENS = Resource("tokens", "api_token", tokens_for, TokenShown)
tokens = Router(tags=["Tokens"])
offer_list(tokens, TOKENS)
offer_act(tokens, TOKENS, "revoke", revoke_token)
