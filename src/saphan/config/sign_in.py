"""How people prove who they are: password, one-time codes, passkeys, and an OIDC provider by setting."""

from __future__ import annotations

import os

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
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
]

LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_ADAPTER = "saphan.web.sign_in.InvitationOnlyAdapter"
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_RATE_LIMITS = {"login_failed": "10/15m/ip,5/5m/key", "login": "60/m/ip"}
USERSESSIONS_TRACK_ACTIVITY = True
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
