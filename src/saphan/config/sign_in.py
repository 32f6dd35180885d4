"""How people prove who they are: password, one-time codes, passkeys, and an OIDC provider by setting."""

from __future__ import annotations

import os

# One backend: a second one would hash every wrong password a second time.
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.ScryptPasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    # A file of the operator's choice; see docs/operating.md. Nothing is asked of any server.
    {
        "NAME": "saphan.web.passwords.BreachedPasswordValidator",
        "OPTIONS": {"path": os.environ.get("SAPHAN_BREACHED_PASSWORDS", "")},
    },
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "saphan.web.sign_in.InvitationOnlyAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # strangers get no mail from us because somebody typed their address
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/ip,10/15m/key", "login": "60/m/ip"}
# Addresses of visitors: behind a proxy the last forwarded one counts, otherwise that of the connection.
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if os.environ.get("SAPHAN_TLS_IN_FRONT") == "1" else 0
# Seen-times are kept by our own middleware, every few minutes instead of with a write in every request.
USERSESSIONS_TRACK_ACTIVITY = False
MFA_ADAPTER = "saphan.web.sign_in.SealedSecretsAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Saphan"
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = not os.environ.get("SAPHAN_HOSTS")

SOCIALACCOUNT_ADAPTER = "saphan.web.sign_in.KnownPeopleOnlyAdapter"
SOCIALACCOUNT_PROVIDERS = (
    {
        "openid_connect": {
            "OAUTH_PKCE_ENABLED": True,
            "APPS": [
                {
                    "provider_id": "work",
                    "name": os.environ.get("SAPHAN_OIDC_NAME", "Single sign-on"),
                    "client_id": os.environ["SAPHAN_OIDC_CLIENT_ID"],
                    "secret": os.environ.get("SAPHAN_OIDC_SECRET", ""),
                    "settings": {"server_url": os.environ["SAPHAN_OIDC_SERVER"]},
                }
            ],
        }
    }
    if os.environ.get("SAPHAN_OIDC_CLIENT_ID")
    else {}
)
