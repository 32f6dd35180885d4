from __future__ import annotations

import pytest
from django.core import mail

from saphan.administration.actions import accept_invitation, invite_again, invite_member, update_member
from saphan.administration.invitations import VALID_FOR, read_token, token_for
from saphan.administration.sign_ins import NewPerson
from saphan.administration.tasks import deliver_due
from saphan.core.errors import NotAllowed, RuleBroken
from saphan.journal import clock
from saphan.journal.models import OutboxMessage
from saphan.workspace.actor import Actor
from saphan.workspace.models import Member
from saphan.workspace.terms import Door, MemberStatus, Role
from tests.administration.fingerprint import fingerprint
from tests.story import Story, micros

pytestmark = pytest.mark.django_db
NOON = micros(2026, 6, 16, 5)
MAY_PERSON = NewPerson("May", "eleven boats on the river", "th")


@pytest.fixture
def may(bridge: Story) -> Member:
    with clock.at(NOON):
        return invite_member(
            actor=bridge.olan, email="May@Bridge.example", name="May", team=bridge.teams["Bangkok"]
        )


def refusal_of_token(token: str) -> str:
    with pytest.raises(RuleBroken) as refusal:
        read_token(token)
    return refusal.value.code


def test_who_is_invited_gets_a_letter_with_a_link_that_opens(bridge: Story, may: Member):
    assert deliver_due(NOON) == 1
    letter = mail.outbox[0]
    assert letter.to == ["may@bridge.example"]
    assert letter.subject == "Olan invites you to Bridge & Co"
    token = letter.body.split("/invitation/")[1].split("/")[0]
    with clock.at(NOON):
        assert read_token(token).member == may


def test_who_accepts_becomes_active_and_can_sign_in(may: Member):
    joined = accept_invitation(may, actor=Actor(may, Door.WEB), person=MAY_PERSON)
    assert (joined.status, joined.user.email) == (MemberStatus.ACTIVE, "may@bridge.example")
    assert joined.user.check_password("eleven boats on the river")


def test_an_invitation_is_good_for_seven_days(may: Member):
    token = token_for(may, NOON)
    with clock.at(NOON + VALID_FOR):
        assert read_token(token).member == may
    with clock.at(NOON + VALID_FOR + 1):
        assert refusal_of_token(token) == "invitation.expired"


def test_an_invitation_is_good_once(may: Member):
    token = token_for(may, NOON)
    accept_invitation(may, actor=Actor(may, Door.WEB), person=MAY_PERSON)
    with clock.at(NOON):
        assert refusal_of_token(token) == "invitation.already_used"
    before = fingerprint()
    with pytest.raises(RuleBroken):
        accept_invitation(may, actor=Actor(may, Door.WEB), person=MAY_PERSON)
    assert fingerprint() == before


def test_a_forged_or_cut_link_opens_nothing(may: Member):
    token = token_for(may, NOON)
    for broken in (token[:-1], token + "a", "", "a:b:c", token.replace(":", ".")):
        assert refusal_of_token(broken) == "invitation.unreadable"


def test_a_link_to_an_earlier_address_stops_working(bridge: Story, may: Member):
    token = token_for(may, NOON)
    invite_again(may, actor=bridge.olan, email="may.new@bridge.example")
    with clock.at(NOON):
        assert refusal_of_token(token) == "invitation.unreadable"


def test_a_link_survives_a_change_of_role(bridge: Story, may: Member):
    token = token_for(may, NOON)
    update_member(may, actor=bridge.olan, changes={"role": Role.DIRECTOR})
    with clock.at(NOON):
        assert read_token(token).member.role == Role.DIRECTOR


def test_nobody_accepts_for_somebody_else(bridge: Story, may: Member):
    for name in ("olan", "ploy"):
        before = fingerprint()
        with pytest.raises(NotAllowed):
            accept_invitation(may, actor=bridge.cast[name], person=bridge.cast[name].member.user)
        assert fingerprint() == before


def test_who_is_in_already_is_not_invited_again(bridge: Story):
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        invite_again(bridge.lin.member, actor=bridge.olan)
    assert refusal.value.code == "member.not_invited"
    assert fingerprint() == before


def test_one_person_is_one_member(bridge: Story, may: Member):
    before = fingerprint()
    with pytest.raises(RuleBroken) as refusal:
        accept_invitation(may, actor=Actor(may, Door.WEB), person=bridge.lin.member.user)
    assert refusal.value.code == "invitation.already_used"
    assert fingerprint() == before


@pytest.mark.parametrize("name", ["dao", "ploy", "tum", "fon", "rit"])
def test_only_owners_invite(bridge: Story, name: str):
    before = fingerprint()
    with pytest.raises(NotAllowed):
        invite_member(actor=bridge.cast[name], email="x@bridge.example", name="X")
    assert fingerprint() == before
    assert not OutboxMessage.objects.exists()


def test_a_letter_is_not_sent_to_who_has_joined_meanwhile(may: Member):
    accept_invitation(may, actor=Actor(may, Door.WEB), person=MAY_PERSON)
    deliver_due(NOON)
    assert mail.outbox == []


def test_a_name_with_a_line_break_stays_one_subject_line(bridge: Story):
    with clock.at(NOON):
        bridge.olan.member.name = "Olan\nBcc: all@bridge.example"
        invite_member(actor=bridge.olan, email="x@bridge.example", name="X")
    assert deliver_due(NOON) == 1
    assert mail.outbox[0].subject == "Olan Bcc: all@bridge.example invites you to Bridge & Co"
