"""The shapes of NetBox's objects over our rows; reading and checking only, `operations` writes."""

import re
from typing import Any, ClassVar

from django.contrib.gis.geos import Point
from django.db.models import Model, QuerySet
from rest_framework import serializers
from rest_framework.exceptions import ValidationError
from rest_framework.reverse import reverse

from api.fields import LabelledChoiceField, ReferenceField
from inventory.models import Circuit, CircuitType, Provider, Region, School, Site
from inventory.models.geometry import WGS84
from inventory.models.places import PlantStatus

#: Our plant statuses in NetBox's words for sites.
SITE_STATUS = {
    PlantStatus.PLANNED: "planned",
    PlantStatus.UNDER_CONSTRUCTION: "staging",
    PlantStatus.ACTIVE: "active",
    PlantStatus.DECOMMISSIONING: "decommissioning",
    PlantStatus.RETIRED: "retired",
}
_STATUS_OF_SITE = {word: status for status, word in SITE_STATUS.items()}
SITE_STATUS_CHOICES = [(word, word.capitalize()) for word in SITE_STATUS.values()]

_POSTAL_LINE = re.compile(r"(?P<street>.+), (?P<postcode>\d{4,5}) (?P<city>.+)", re.DOTALL)


class RowSerializer(serializers.ModelSerializer[Any]):
    """
    The parts that every object has: id, url, display; `brief`, `fields` and `omit` narrow it.

    `custom_fields` and `tags` are empty until the records app keeps them.
    """

    view_name: ClassVar[str]
    brief_fields: ClassVar[tuple[str, ...]]

    url = serializers.SerializerMethodField()
    display = serializers.SerializerMethodField()
    tags = serializers.SerializerMethodField()
    custom_fields = serializers.SerializerMethodField()

    def get_fields(self) -> dict[str, serializers.Field[Any, Any, Any, Any]]:
        """Return the fields that the request asks for."""
        fields = super().get_fields()
        request = self.context.get("request")
        if request is None or request.method not in ("GET", "HEAD"):
            return fields
        ask = request.query_params
        if ask.get("brief", "").lower() in ("1", "true"):
            return {name: fields[name] for name in self.brief_fields}
        if "fields" in ask:
            wanted = ask["fields"].split(",")
            return {name: field for name, field in fields.items() if name in wanted}
        omitted = ask.get("omit", "").split(",")
        return {name: field for name, field in fields.items() if name not in omitted}

    def get_url(self, row: Model) -> str:
        """Return the object's address."""
        return reverse(f"api:{self.view_name}-detail", [row.pk], request=self.context["request"])

    def get_display(self, row: Model) -> str:
        """Return what people call it."""
        return str(row)

    def get_tags(self, row: Model) -> list[str]:  # noqa: ARG002 - DRF's contract
        """Return the tags."""
        return []

    def get_custom_fields(self, row: Model) -> dict[str, str]:  # noqa: ARG002 - DRF's contract
        """Return the custom fields."""
        return {}


class RegionSerializer(RowSerializer):
    """dcim.region; a borough has no parent, a district has."""

    view_name = "region"
    brief_fields = ("id", "url", "display", "name", "slug", "description", "site_count")

    parent = ReferenceField(  # type: ignore[assignment]  # the field called so, not the serializer's
        view_name="region",
        brief=("name", "slug", "description"),
        queryset=Region.objects.all(),
        allow_null=True,
        required=False,
    )
    site_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Region
        fields = [
            "id", "url", "display", "name", "slug", "parent", "description", "tags",
            "custom_fields", "site_count",
        ]  # fmt: skip

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the columns; the kind follows from the parent."""
        if "parent" in attrs or self.instance is None:
            has_parent = attrs.get("parent") is not None
            attrs["kind"] = Region.Kind.DISTRICT if has_parent else Region.Kind.BOROUGH
        return attrs


class SiteSerializer(RowSerializer):
    """dcim.site; `kind`, `accuracy_m` and `is_demo` are our own."""

    view_name = "site"
    brief_fields = ("id", "url", "display", "name", "slug", "description")

    status = LabelledChoiceField(choices=SITE_STATUS_CHOICES, required=False)
    kind = LabelledChoiceField(choices=Site.Kind.choices, required=False)
    region = ReferenceField(
        view_name="region",
        brief=("name", "slug", "description"),
        queryset=Region.objects.all(),
        allow_null=True,
        required=False,
    )
    physical_address = serializers.CharField(required=False, allow_blank=True, max_length=300)
    latitude = serializers.DecimalField(
        max_digits=8, decimal_places=6, min_value=-90, max_value=90,
        coerce_to_string=False, allow_null=True, required=False,
    )  # fmt: skip
    longitude = serializers.DecimalField(
        max_digits=9, decimal_places=6, min_value=-180, max_value=180,
        coerce_to_string=False, allow_null=True, required=False,
    )  # fmt: skip
    created = serializers.DateTimeField(source="created_at", read_only=True)
    last_updated = serializers.DateTimeField(source="updated_at", read_only=True)
    circuit_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Site
        fields = [
            "id", "url", "display", "name", "slug", "status", "region", "kind", "description",
            "physical_address", "latitude", "longitude", "accuracy_m", "comments", "tags",
            "custom_fields", "is_demo", "created", "last_updated", "circuit_count",
        ]  # fmt: skip
        read_only_fields = ["is_demo"]

    def to_representation(self, instance: Site) -> dict[str, Any]:
        """Return NetBox's shape; unplaced sites have null coordinates."""
        shape = super().to_representation(_NetBoxSite(instance))
        for name in ("latitude", "longitude"):
            if shape.get(name) is not None:
                shape[name] = float(shape[name])
        return shape

    def validate(self, attrs: dict[str, Any]) -> dict[str, Any]:
        """Return the columns that the shape stands for."""
        if "status" in attrs:
            attrs["status"] = _STATUS_OF_SITE[attrs["status"]]
        if "physical_address" in attrs:
            attrs |= _address_columns(attrs.pop("physical_address"))
        if "kind" not in attrs and self.instance is None:
            attrs["kind"] = Site.Kind.CUSTOMER
        return self._with_place(attrs)

    def _with_place(self, attrs: dict[str, Any]) -> dict[str, Any]:
        if "latitude" not in attrs and "longitude" not in attrs:
            return attrs
        place = getattr(self.instance, "geom", None)
        latitude = attrs.pop("latitude", place.y if place else None)
        longitude = attrs.pop("longitude", place.x if place else None)
        if (latitude is None) != (longitude is None):
            missing = "latitude" if latitude is None else "longitude"
            raise ValidationError({missing: ["Latitude and longitude go together."]})
        attrs["geom"] = (
            None if latitude is None else Point(float(longitude), float(latitude), srid=WGS84)
        )
        return attrs


class _NetBoxSite:
    """A site with the attributes that NetBox's shape names; everything else is the row's own."""

    def __init__(self, site: Site) -> None:
        self._site = site
        self.status = SITE_STATUS[PlantStatus(site.status)]
        self.latitude = None if site.geom is None else round(site.geom.y, 6)
        self.longitude = None if site.geom is None else round(site.geom.x, 6)
        town = f"{site.postcode} {site.city}".strip()
        self.physical_address = ", ".join(part for part in (site.street, town) if part)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._site, name)

    def __str__(self) -> str:
        return str(self._site)


def _address_columns(text: str) -> dict[str, str]:
    found = _POSTAL_LINE.fullmatch(text.strip().replace("\r\n", ", ").replace("\n", ", "))
    if found is None:
        return {"street": text.strip(), "postcode": "", "city": ""}
    return found.groupdict()


class ProviderSerializer(RowSerializer):
    """circuits.provider."""

    view_name = "provider"
    brief_fields = ("id", "url", "display", "name", "slug", "description", "circuit_count")

    circuit_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = Provider
        fields = [
            "id", "url", "display", "name", "slug", "description", "comments", "tags",
            "custom_fields", "is_demo", "circuit_count",
        ]  # fmt: skip
        read_only_fields = ["is_demo"]


class CircuitTypeSerializer(RowSerializer):
    """circuits.circuittype."""

    view_name = "circuittype"
    brief_fields = ("id", "url", "display", "name", "slug", "description", "circuit_count")

    circuit_count = serializers.IntegerField(read_only=True)

    class Meta:
        model = CircuitType
        fields = [
            "id", "url", "display", "name", "slug", "description", "tags", "custom_fields",
            "is_demo", "circuit_count",
        ]  # fmt: skip
        read_only_fields = ["is_demo"]


class VisibleSchoolField(serializers.SlugRelatedField[School]):
    """A school by its official number; one that the asker may not see does not exist."""

    def get_queryset(self) -> QuerySet[School]:
        """Return the schools that may be named."""
        return School.objects.visible_to(self.context["request"].user)


class CircuitSerializer(RowSerializer):
    """circuits.circuit; site, school, purpose and the contracted rates are our own."""

    view_name = "circuit"
    brief_fields = ("id", "url", "display", "cid", "provider", "type", "status", "description")

    status = LabelledChoiceField(choices=Circuit.Status.choices, required=False)
    purpose = LabelledChoiceField(choices=Circuit.Purpose.choices, required=False)
    provider = ReferenceField(
        view_name="provider",
        brief=("name", "slug", "description"),
        queryset=Provider.objects.all(),
    )
    type = ReferenceField(
        view_name="circuittype",
        brief=("name", "slug", "description"),
        queryset=CircuitType.objects.all(),
    )
    site = ReferenceField(
        view_name="site",
        brief=("name", "slug", "description"),
        queryset=Site.objects.all(),
        allow_null=True,
        required=False,
    )
    school = VisibleSchoolField(
        slug_field="number", queryset=School.objects.all(), allow_null=True, required=False
    )
    #: NetBox keeps one rate in kbit/s: ours is that of the download.
    commit_rate = serializers.IntegerField(read_only=True)
    created = serializers.DateTimeField(source="created_at", read_only=True)
    last_updated = serializers.DateTimeField(source="updated_at", read_only=True)

    class Meta:
        model = Circuit
        fields = [
            "id", "url", "display", "cid", "provider", "type", "status", "purpose", "site",
            "school", "contracted_down_mbps", "contracted_up_mbps", "commit_rate", "description",
            "comments", "tags", "custom_fields", "is_demo", "created", "last_updated",
        ]  # fmt: skip
        read_only_fields = ["is_demo"]

    def to_representation(self, instance: Circuit) -> dict[str, Any]:
        """Return NetBox's shape."""
        rate = instance.contracted_down_mbps
        instance.commit_rate = None if rate is None else rate * 1000  # type: ignore[attr-defined]  # shown only
        return super().to_representation(instance)
