"""What every answer under /api/ carries."""

import uuid
from collections.abc import Callable

import pghistory
from django.http import HttpRequest, HttpResponse

#: The NetBox version whose contract is kept (docs/api.md): cursor pages, schema at /api/schema/.
API_VERSION = "4.6"


class ApiHeadersMiddleware:
    """Adds API-Version and X-Request-ID, also to refusals; the id stands in the audit."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer the request."""
        if not request.path_info.startswith("/api/"):
            return self.get_response(request)
        request_id = str(uuid.uuid4())
        with pghistory.context(request_id=request_id):
            response = self.get_response(request)
        response["API-Version"] = API_VERSION
        response["X-Request-ID"] = request_id
        return response
