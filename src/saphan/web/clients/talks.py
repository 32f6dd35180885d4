"""Writing down what was said, and correcting it."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db.models import Q
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from saphan.clients.actions import add_next_step, edit_interaction, log_interaction, remove_interaction
from saphan.clients.models import Account, Interaction
from saphan.clients.queries import people_for, people_of
from saphan.clients.rules import may_edit_interaction, may_log
from saphan.clients.terms import Channel
from saphan.core.chats import Chat, read_chat
from saphan.web.clients.chats import propose
from saphan.web.clients.contact_forms import NewTalkForm, SavedTalkForm
from saphan.web.clients.editing import Edit, do, edit
from saphan.web.clients.finding import account_of, client_page, place_page, talk_of
from saphan.web.reader import reader_of
from saphan.web.request import MemberRequest, require
from saphan.web.settings.forms import save_touched


def log(request: MemberRequest, code: str) -> HttpResponse:
    """A call, a meeting, a message, a visit or a note; with what comes next in one go.

    A pasted chat comes back as one talk to confirm.
    """
    account = account_of(request, code)
    require(may_log(request.actor, account))
    page = client_page(request, account)
    if chat := _pasted(request):
        return propose(request, account, chat)
    return edit(
        request,
        Edit(
            title=_("Log a talk with %(name)s") % {"name": account.name},
            form=partial(
                NewTalkForm,
                request=request,
                reader=reader_of(request),
                people=people_of(request.actor, account),
                initial=_chosen_channel(request),
            ),
            act=partial(_log, request, account),
            to=page,
            back=page,
            said=_("Written down."),
            button=_("Log"),
        ),
    )


def edit_talk(request: MemberRequest, code: str) -> HttpResponse:
    talk = talk_of(request, code)
    require(may_edit_interaction(request.actor, talk))
    page = place_page(request, talk)
    return edit(
        request,
        Edit(
            title=talk.subject or str(talk.get_channel_display()),
            form=partial(
                SavedTalkForm,
                request=request,
                reader=reader_of(request),
                people=_around(request, talk),
                initial=_initial(talk),
            ),
            act=partial(_save, request, talk),
            to=page,
            back=page,
            said=_("Saved."),
            button=_("Save"),
        ),
    )


@require_POST
def drop_talk(request: MemberRequest, code: str) -> HttpResponse:
    talk = talk_of(request, code)
    act = partial(remove_interaction, talk, actor=request.actor)
    return do(request, act, to=place_page(request, talk), said=_("Taken out of the timeline."))


def _chosen_channel(request: MemberRequest) -> dict[str, str]:
    asked = request.GET.get("channel", "")
    return {"channel": asked} if asked in Channel.values else {}


def _pasted(request: MemberRequest) -> Chat | None:
    """The chat in what was sent from the line under the timeline, where nobody has confirmed it yet."""
    return read_chat(request.POST.get("words", "")) if "may_be_chat" in request.POST else None


def _log(request: MemberRequest, account: Account, form: NewTalkForm) -> Interaction:
    logged: Interaction = log_interaction(
        account,
        actor=request.actor,
        source_id=form.cleaned_data["source_id"],
        **form.people(),
        **form.values(),
    )
    if what := form.cleaned_data["next_what"]:
        add_next_step(account, actor=request.actor, what=what, due_on=form.cleaned_data["next_due"])
    return logged


def _save(request: MemberRequest, talk: Interaction, form: SavedTalkForm) -> Any:
    touched = {side: pks for side, pks in form.people().items() if side in form.changed_data}
    return save_touched(edit_interaction, talk, form, actor=request.actor, **touched)


def _initial(talk: Interaction) -> dict[str, Any]:
    names = ("channel", "direction", "happened_at", "subject", "words", "is_private", "version")
    parts = list(talk.participants.all())
    return {name: getattr(talk, name) for name in names} | {
        "people": [str(part.person_id) for part in parts if part.person_id],
        "members": [str(part.member_id) for part in parts if part.member_id],
    }


def _around(request: MemberRequest, talk: Interaction) -> Any:
    """People to choose from: those at the client, and those who took part."""
    around = Q(took_part__interaction=talk)
    if talk.account is not None:
        around |= Q(pk__in=people_of(request.actor, talk.account).values("pk"))
    return people_for(request.actor).filter(around).distinct().order_by("name")
