"""A small OpenID provider on loopback: discovery, code grant with PKCE demanded, signed id tokens, user info.

The protocol is Authlib's. `person` holds the claims of whoever is signed in at the provider.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from threading import Thread
from typing import Any

from authlib.integrations.flask_oauth2 import AuthorizationServer
from authlib.oauth2 import OAuth2Error
from authlib.oauth2.rfc6749.grants import AuthorizationCodeGrant
from authlib.oauth2.rfc7636 import CodeChallenge
from authlib.oidc.core import OpenIDCode
from flask import Flask, Response, jsonify, request
from joserfc.jwk import RSAKey
from werkzeug.serving import make_server

CLIENT_ID, SECRET = "saphan", "between the two of us"
KEY = RSAKey.generate_key(2048, parameters={"kid": "one", "use": "sig", "alg": "RS256"})


@dataclass
class Provider:
    """The provider as a test sees it: where it is, who is signed in there, and what it was asked."""

    address: str = ""
    back: str = ""  # the one address it sends people back to
    person: dict[str, Any] = field(default_factory=dict)
    codes: dict[str, Code] = field(default_factory=dict)
    tokens: dict[str, dict[str, Any]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    is_down: bool = False


@dataclass
class Code:
    """An authorization code with what it was given for."""

    code: str
    person: dict[str, Any]
    redirect_uri: str
    scope: str
    nonce: str | None
    code_challenge: str
    code_challenge_method: str
    auth_time: int = field(default_factory=lambda: int(time.time()))

    def get_redirect_uri(self) -> str:
        return self.redirect_uri

    def get_scope(self) -> str:
        return self.scope

    def get_nonce(self) -> str | None:
        return self.nonce

    def get_auth_time(self) -> int:
        return self.auth_time

    get_acr = get_amr = lambda _self: None


class Saphan:
    """Our product as the provider knows it."""

    id_token_signed_response_alg = "RS256"

    def __init__(self, back: str) -> None:
        self.back = back

    def get_client_id(self) -> str:
        return CLIENT_ID

    def get_allowed_scope(self, scope: str) -> str:
        return " ".join(word for word in scope.split() if word in {"openid", "profile", "email"})

    def check_redirect_uri(self, address: str) -> bool:
        return address == self.back

    def check_client_secret(self, secret: str) -> bool:
        return secret == SECRET

    def check_endpoint_auth_method(self, method: str, _endpoint: str) -> bool:
        return method in {"client_secret_basic", "client_secret_post"}

    def check_response_type(self, response_type: str) -> bool:
        return response_type == "code"

    def check_grant_type(self, grant_type: str) -> bool:
        return grant_type == "authorization_code"


@contextlib.contextmanager
def running(back: str) -> Iterator[Provider]:
    """A provider that sends people back to `back`; ends with the block."""
    provider = Provider(back=back)
    server = make_server("127.0.0.1", 0, _application(provider), threaded=True)
    provider.address = f"http://127.0.0.1:{server.server_port}"
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield provider
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _application(provider: Provider) -> Flask:
    app = Flask("provider")
    server = AuthorizationServer(
        app,
        query_client=lambda name: Saphan(provider.back) if name == CLIENT_ID else None,
        save_token=lambda token, asked: provider.tokens.update({token["access_token"]: asked.user}),
    )
    server.register_grant(_grant(provider), [_id_token(provider), CodeChallenge(required=True)])

    @app.before_request
    def remember() -> Response | None:
        provider.asked.append(request.path)
        return Response("", 503) if provider.is_down else None

    @app.get("/.well-known/openid-configuration")
    def discovery() -> Response:
        return jsonify(
            issuer=provider.address,
            authorization_endpoint=f"{provider.address}/authorize",
            token_endpoint=f"{provider.address}/token",
            userinfo_endpoint=f"{provider.address}/person",
            jwks_uri=f"{provider.address}/keys",
            token_endpoint_auth_methods_supported=["client_secret_basic"],
        )

    @app.get("/authorize")
    def authorize() -> Any:
        if not request.args.get("code_challenge"):
            return Response("a code challenge is needed", 400)
        try:
            grant = server.get_consent_grant(end_user=provider.person)
        except OAuth2Error as error:
            return Response(error.error, 400)
        return server.create_authorization_response(grant=grant, grant_user=provider.person)

    @app.post("/token")
    def token() -> Any:
        return server.create_token_response()

    @app.get("/person")
    def person() -> Any:
        known = provider.tokens.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        return jsonify(known) if known else Response("", 401)

    @app.get("/keys")
    def keys() -> Response:
        return jsonify(keys=[KEY.as_dict(private=False)])

    return app


def _grant(provider: Provider) -> type[AuthorizationCodeGrant]:
    class Grant(AuthorizationCodeGrant):  # type: ignore[misc]  # Authlib ships no types
        TOKEN_ENDPOINT_AUTH_METHODS = ("client_secret_basic", "client_secret_post")

        def save_authorization_code(self, code: str, asked: Any) -> None:
            data = asked.payload.data
            provider.codes[code] = Code(
                code, asked.user, data["redirect_uri"], asked.payload.scope, data.get("nonce"),
                data["code_challenge"], data["code_challenge_method"],
            )  # fmt: skip

        def query_authorization_code(self, code: str, _client: Saphan) -> Code | None:
            return provider.codes.get(code)

        def delete_authorization_code(self, code: Code) -> None:
            del provider.codes[code.code]

        def authenticate_user(self, code: Code) -> dict[str, Any]:
            return code.person

    return Grant


def _id_token(provider: Provider) -> OpenIDCode:
    class IdToken(OpenIDCode):  # type: ignore[misc]  # Authlib ships no types
        def exists_nonce(self, _nonce: str, _asked: Any) -> bool:
            return False

        def get_client_claims(self, _client: Saphan) -> dict[str, Any]:
            return {"iss": provider.address, "aud": [CLIENT_ID]}

        def resolve_client_private_key(self, _client: Saphan) -> RSAKey:
            return KEY

        def generate_user_info(self, user: dict[str, Any], _scope: str) -> dict[str, Any]:
            return user

    return IdToken()
