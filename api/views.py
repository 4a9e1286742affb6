"""The lists and objects of the REST face, with NetBox's bulk forms."""

import hashlib
from typing import Any, ClassVar

from django.conf import settings
from django.db import transaction
from django.db.models import Count, Model, ProtectedError, QuerySet
from django.http import HttpResponseBase
from django.utils import translation
from drf_spectacular.utils import extend_schema
from rest_framework import status
from rest_framework.exceptions import APIException, NotFound, ValidationError
from rest_framework.permissions import AllowAny, IsAuthenticated
from rest_framework.request import Request
from rest_framework.response import Response
from rest_framework.reverse import reverse
from rest_framework.serializers import BaseSerializer
from rest_framework.utils.encoders import JSONEncoder
from rest_framework.views import APIView
from rest_framework.viewsets import ModelViewSet

from api import filters, serializers
from api.middleware import API_VERSION
from api.operations import Change, RowsRefusedError, delete_rows, write_rows
from inventory.models import Circuit, CircuitType, Provider, Region, Site

MAX_BULK = 1000


class RowsProtectedError(APIException):
    """Something still depends on what should be deleted."""

    status_code = status.HTTP_409_CONFLICT
    default_code = "protected"

    def __init__(self, error: ProtectedError) -> None:
        dependents = sorted(error.protected_objects, key=str)
        named = ", ".join(f"{row} ({row.pk})" for row in dependents[:10])
        super().__init__(
            f"Unable to delete object. {len(dependents)} dependent objects were found: {named}"
        )


class ChangedMeanwhileError(APIException):
    """The object is no longer the one that the caller has read."""

    status_code = status.HTTP_412_PRECONDITION_FAILED
    default_detail = "The object has changed since it was read."
    default_code = "changed"


class EnglishMixin:
    """Machines are answered in English, whatever language the pages speak."""

    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer the request."""
        with translation.override("en"):
            return super().dispatch(request, *args, **kwargs)  # type: ignore[misc, no-any-return]  # mixed into views


class RowViewSet(EnglishMixin, ModelViewSet[Any]):
    """A list and its objects; a list in the body of POST, PATCH or DELETE is done wholly or not."""

    model: ClassVar[type[Model]]
    counts: ClassVar[dict[str, str]] = {}

    def get_queryset(self) -> QuerySet[Any]:
        """Return what the asker may see, with its references at hand."""
        rows = self.model._default_manager.visible_to(self.request.user)  # type: ignore[attr-defined]  # every model here has the door
        related = [field.name for field in self.model._meta.concrete_fields if field.is_relation]
        counts = {name: Count(relation, distinct=True) for name, relation in self.counts.items()}
        return rows.select_related(*related).annotate(**counts)  # type: ignore[no-any-return]  # untyped manager

    def create(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002 - DRF's contract
        """Create one object, or each of a list in its order."""
        items = _items(request)
        made = self._write([(self.model(), item) for item in items], partial=False)
        return self._answer(request, made, status.HTTP_201_CREATED)

    def update(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002 - DRF's contract
        """Change one object; only the given fields where asked with PATCH."""
        if not isinstance(request.data, dict):
            raise ValidationError("An object is expected.")
        with transaction.atomic():
            row = self._locked_object(request)
            self._write([(row, request.data)], partial=kwargs.get("partial", False))
        return self._answer(request, [row], status.HTTP_200_OK)

    def destroy(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002 - DRF's contract
        """Delete one object."""
        message = _message(request.data)
        with transaction.atomic():
            row = self._locked_object(request)
            return self._delete([row], message)

    def bulk_update(self, request: Request) -> Response:
        """Change each object of a list, by its `id`."""
        items = _listed(request)
        with transaction.atomic():
            rows = self._by_id(items)
            pairs = [(rows[item["id"]], item) for item in items]
            made = self._write(pairs, partial=request.method == "PATCH")
        return self._answer(request, made, status.HTTP_200_OK)

    def bulk_destroy(self, request: Request) -> Response:
        """Delete each object of a list, by its `id`."""
        items = _listed(request)
        with transaction.atomic():
            rows = self._by_id(items)
            return self._delete(list(rows.values()), _message(items[0]))

    def retrieve(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002 - DRF's contract
        """Return one object with its ETag."""
        response = Response(self.get_serializer(self.get_object()).data)
        response["ETag"] = self._etag(self.get_object())
        return response

    def _etag(self, row: Model) -> str:
        shape = JSONEncoder().encode(self._full_shape(row))
        return f'"{hashlib.sha256(shape.encode()).hexdigest()[:32]}"'

    def _full_shape(self, row: Model) -> dict[str, Any]:
        columns = row._meta.concrete_fields
        return {field.attname: str(getattr(row, field.attname)) for field in columns}

    def _locked_object(self, request: Request) -> Model:
        row: Model = self.get_object()
        self.model._default_manager.select_for_update().get(pk=row.pk)
        expected = request.headers.get("If-Match")
        if expected is not None and expected not in ("*", self._etag(self.get_object())):
            raise ChangedMeanwhileError
        return row

    def _by_id(self, items: list[dict[str, Any]]) -> dict[int, Any]:
        wanted = [item["id"] for item in items]
        if len(set(wanted)) != len(wanted):
            raise ValidationError({"id": ["An id stands twice in the list."]})
        found = {row.pk: row for row in self.get_queryset().filter(pk__in=wanted)}
        missing = [number for number in wanted if number not in found]
        if missing:
            raise NotFound(f"There is no object with the id {missing[0]}.")
        return {number: found[number] for number in wanted}

    def _write(self, pairs: list[tuple[Any, dict[str, Any]]], *, partial: bool) -> list[Model]:
        checked = [self._checked(row, item, partial=partial) for row, item in pairs]
        errors = [dict(serializer.errors) for serializer in checked]
        is_list = isinstance(self.request.data, list)
        if any(errors):
            raise ValidationError(errors if is_list else errors[0])
        changes = [
            Change(row, serializer.validated_data, _message(item))
            for (row, item), serializer in zip(pairs, checked, strict=True)
        ]
        try:
            return write_rows(changes)
        except RowsRefusedError as error:
            raise ValidationError(error.errors if is_list else error.errors[0]) from None

    def _checked(self, row: Model, item: Any, *, partial: bool) -> BaseSerializer[Any]:
        instance = None if row.pk is None else row
        serializer = self.get_serializer(instance, data=item, partial=partial)
        serializer.is_valid()
        return serializer

    def _answer(self, request: Request, rows: list[Any], code: int) -> Response:
        fresh = {row.pk: row for row in self.get_queryset().filter(pk__in=[r.pk for r in rows])}
        shapes = [self.get_serializer(fresh[row.pk]).data for row in rows]
        return Response(shapes if isinstance(request.data, list) else shapes[0], status=code)

    def _delete(self, rows: list[Model], message: str) -> Response:
        try:
            delete_rows(rows, message=message)
        except ProtectedError as error:
            raise RowsProtectedError(error) from None
        return Response(status=status.HTTP_204_NO_CONTENT)


def _message(item: Any) -> str:
    return str(item.get("changelog_message", "")) if isinstance(item, dict) else ""


def _items(request: Request) -> list[dict[str, Any]]:
    items = request.data if isinstance(request.data, list) else [request.data]
    if not items or len(items) > MAX_BULK:
        raise ValidationError(f"A list holds 1 to {MAX_BULK} objects.")
    if not all(isinstance(item, dict) for item in items):
        raise ValidationError("Objects are expected.")
    return items


def _listed(request: Request) -> list[dict[str, Any]]:
    if not isinstance(request.data, list):
        raise ValidationError("A list of objects is expected.")
    items = _items(request)
    for item in items:
        if isinstance(item.get("id"), bool) or not isinstance(item.get("id"), int):
            raise ValidationError({"id": ["Each object needs its id, a whole number."]})
    return items


class RegionViewSet(RowViewSet):
    """dcim/regions."""

    model = Region
    serializer_class = serializers.RegionSerializer
    filterset_class = filters.RegionFilterSet
    counts: ClassVar = {"site_count": "sites"}


class SiteViewSet(RowViewSet):
    """dcim/sites."""

    model = Site
    serializer_class = serializers.SiteSerializer
    filterset_class = filters.SiteFilterSet
    counts: ClassVar = {"circuit_count": "circuits"}


class ProviderViewSet(RowViewSet):
    """circuits/providers."""

    model = Provider
    serializer_class = serializers.ProviderSerializer
    filterset_class = filters.ProviderFilterSet
    counts: ClassVar = {"circuit_count": "circuits"}


class CircuitTypeViewSet(RowViewSet):
    """circuits/circuit-types."""

    model = CircuitType
    serializer_class = serializers.CircuitTypeSerializer
    filterset_class = filters.CircuitTypeFilterSet
    counts: ClassVar = {"circuit_count": "circuits"}


class CircuitViewSet(RowViewSet):
    """circuits/circuits."""

    model = Circuit
    serializer_class = serializers.CircuitSerializer
    filterset_class = filters.CircuitFilterSet


class RootView(EnglishMixin, APIView):
    """The apps of the REST face and their lists."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(exclude=True)
    def get(self, request: Request, app: str | None = None) -> Response:
        """Return the addresses."""
        lists = {
            "circuits": ["circuits", "circuit-types", "providers"],
            "dcim": ["regions", "sites"],
        }
        if app is None:
            names = {name: f"{request.build_absolute_uri()}{name}/" for name in lists}
            names["status"] = reverse("api:status", request=request)
            names["schema"] = reverse("api:schema", request=request)
            return Response(names)
        return Response({name: f"{request.build_absolute_uri()}{name}/" for name in lists[app]})


class StatusView(EnglishMixin, APIView):
    """Which versions answer here."""

    permission_classes = (IsAuthenticated,)

    @extend_schema(exclude=True)
    def get(self, request: Request) -> Response:  # noqa: ARG002 - DRF's contract
        """Return the versions."""
        return Response({"netbox-version": API_VERSION, "lichtweg-version": settings.VERSION})


class NowhereView(EnglishMixin, APIView):
    """Any other address under /api/."""

    permission_classes = (AllowAny,)
    authentication_classes = ()

    @extend_schema(exclude=True)
    def dispatch(self, request: Any, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Answer 404 as JSON, to any method."""
        self.http_method_not_allowed = self._nothing  # type: ignore[method-assign]  # DRF asks it for any method
        return super().dispatch(request, *args, **kwargs)

    def _nothing(self, request: Request, *args: Any, **kwargs: Any) -> Response:  # noqa: ARG002 - DRF's contract
        return Response({"detail": "Not found."}, status=status.HTTP_404_NOT_FOUND)
