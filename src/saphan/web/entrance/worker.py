"""What an installed Saphan needs outside of a workspace: its worker, and the page shown without a network."""

from __future__ import annotations

from pathlib import Path

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

import saphan

WORKER = Path(saphan.__file__).parent / "static/built/worker.js"


@never_cache
@require_safe
def worker(_request: HttpRequest) -> HttpResponse | FileResponse:
    """The worker at the root, because it may only answer for addresses below its own."""
    if not WORKER.exists():
        raise Http404
    return FileResponse(WORKER.open("rb"), content_type="text/javascript")


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Kept on the device: what was seen last, and what waits to be sent."""
    return render(request, "states/offline.html")
