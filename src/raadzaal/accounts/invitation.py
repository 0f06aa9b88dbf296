"""A sign-in for somebody the secretariat vouches for, and the mail with which they set their password."""

from allauth.account.forms import default_token_generator
from allauth.account.models import EmailAddress
from allauth.account.utils import user_pk_to_url_str
from django.conf import settings
from django.core.mail import EmailMessage
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation

from raadzaal.accounts.models import User
from raadzaal.journal import acts


def is_taken(address: str) -> bool:
    return User.objects.filter(email=address).exists() or EmailAddress.objects.filter(email=address).exists()


def user_of(address: str) -> User | None:
    """Who signs in with this address, their first one or another that they have."""
    other = EmailAddress.objects.filter(email=address, verified=True).select_related("user").first()
    return User.objects.filter(email=address).first() or (other.user if other else None)


def new_user(address: str) -> User:
    """Without a password: nobody can sign in until the invitation has been followed. Raises NoAct outside an act."""
    acts.require()
    user = User.objects.create_user(address)
    EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def link(user: User, site: str) -> str:
    """Works until it is used, until the address or password changes, and at most PASSWORD_RESET_TIMEOUT seconds."""
    key = default_token_generator.make_token(user)
    address = {"uidb36": user_pk_to_url_str(user), "key": key}
    return site.rstrip("/") + reverse("account_reset_password_from_key", kwargs=address)


def send(user: User, name: str, site: str) -> None:
    """In the house's default language: which one the reader prefers is not known yet."""
    with translation.override(settings.LANGUAGE_CODE):
        words = {"name": name, "link": link(user, site), "days": settings.PASSWORD_RESET_TIMEOUT // 86400}
        subject = render_to_string("account/email/invitation_subject.txt", words).strip()
        body = render_to_string("account/email/invitation_message.txt", words)
    EmailMessage(subject, body, settings.DEFAULT_FROM_EMAIL, [user.email]).send()
