"""Papers that belong to a client."""

from __future__ import annotations

from functools import partial

from django.core.files.storage import default_storage
from django.http import FileResponse, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from saphan.clients.actions import Upload, attach_file, remove_attachment
from saphan.clients.rules import may_log
from saphan.web.clients.editing import Edit, do, edit
from saphan.web.clients.finding import account_of, client_page, file_of, place_page
from saphan.web.clients.forms import FileForm
from saphan.web.request import MemberRequest, require


def upload(request: MemberRequest, code: str) -> HttpResponse:
    account = account_of(request, code)
    require(may_log(request.actor, account))
    page = client_page(request, account, "files")

    def act(form: FileForm) -> object:
        given = form.cleaned_data["file"]
        return attach_file(account, actor=request.actor, upload=Upload(given.name, given.read()))

    return edit(
        request,
        Edit(
            title=_("Attach a file"),
            form=FileForm,
            act=act,
            to=page,
            back=page,
            said=_("Kept."),
            button=_("Attach"),
        ),
    )


@require_safe
def download(request: MemberRequest, code: str) -> FileResponse:
    """The file as it came in, to be saved: nothing of it may run on our pages."""
    found = file_of(request, code)
    return FileResponse(
        default_storage.open(found.stored_as),
        as_attachment=True,
        filename=found.file_name,
        content_type=found.content_type,
    )


@require_POST
def drop_file(request: MemberRequest, code: str) -> HttpResponse:
    found = file_of(request, code)
    act = partial(remove_attachment, found, actor=request.actor)
    return do(
        request, act, to=place_page(request, found), said=_("%(name)s is gone.") % {"name": found.file_name}
    )
