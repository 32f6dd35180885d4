"""Who may come in, and what the sign-in library leaves to us."""

from __future__ import annotations

import base64
import hashlib
import logging
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core import context as running
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from cryptography.fernet import Fernet
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.mail import EmailMessage
from django.http import HttpRequest
from django.shortcuts import redirect

from saphan.workspace.models import User

log = logging.getLogger(__name__)
_postman = ThreadPoolExecutor(max_workers=1, thread_name_prefix="mail")


class InvitationOnlyAdapter(DefaultAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Nobody signs up by themselves; mail leaves behind the request's back."""

    def is_open_for_signup(self, _request: HttpRequest) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Hand the mail to a thread: an answer that waits for it would tell known addresses from unknown."""
        shared = {"request": running.request, "email": email, "address": settings.PUBLIC_ADDRESS}
        _postman.submit(_deliver, self.render_mail(template_prefix, email, shared | context))

    def send_notification_mail(
        self,
        template_prefix: str,
        user: AbstractBaseUser,
        context: dict[str, Any] | None = None,
        email: str | None = None,
    ) -> None:
        """Tell the person about a change to their sign-in, at the address they sign in with."""
        assert isinstance(user, User)  # noqa: S101 - the project has one user model
        super().send_notification_mail(template_prefix, user, context, email or user.email)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether this is the person's password. Counts against the same limit as signing in."""
        assert isinstance(user, User)  # noqa: S101 - the project has one user model
        found = self.authenticate(running.request, email=user.email, password=password)
        return found is not None and found.pk == user.pk


class KnownPeopleOnlyAdapter(DefaultSocialAccountAdapter):  # type: ignore[misc]  # allauth ships no types
    """Another provider may vouch for people who are here already; it cannot let new ones in."""

    def is_open_for_signup(self, _request: HttpRequest, _sociallogin: SocialLogin) -> bool:
        return False

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Link the provider's account to the person whose address the provider has verified."""
        if sociallogin.is_existing or request.user.is_authenticated:
            return
        # Some providers send the mark as a word, and the word "false" is as true as any other.
        vouched = [one for one in sociallogin.email_addresses if str(one.verified).lower() == "true"]
        verified = [address.email.lower() for address in vouched]
        person = User.objects.filter(email__in=verified, is_active=True).first()
        if person is None:
            raise ImmediateHttpResponse(redirect("account_signup"))
        sociallogin.connect(request, person)


class SealedSecretsAdapter(DefaultMFAAdapter):  # type: ignore[misc]  # allauth ships no types
    """Keeps the secrets of one-time codes encrypted, so that a copied database does not give them away."""

    def encrypt(self, text: str) -> str:
        return _seal().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        return _seal().decrypt(encrypted_text.encode()).decode()


def wait_for_mail() -> None:
    """Return when every mail handed over so far was tried."""
    done: Future[None] = _postman.submit(lambda: None)
    done.result()


def _deliver(message: EmailMessage) -> None:
    try:
        message.send()
    except Exception:
        log.exception("a mail about signing in was not sent")


def _seal() -> Fernet:
    key = hashlib.blake2b(settings.SECRET_KEY.encode(), digest_size=32, person=b"saphan.mfa").digest()
    return Fernet(base64.urlsafe_b64encode(key))
