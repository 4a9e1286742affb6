"""Colour schemes, cable types and transceiver types: the carrier's own data, edited here."""

from typing import Any

from django.contrib import admin
from django.core.exceptions import ValidationError
from django.forms import BaseInlineFormSet
from django.http import HttpRequest
from django.utils.translation import gettext as _

from inventory.models import (
    CableType,
    CableTypeAttenuation,
    CableTypeTube,
    ColourScheme,
    SchemeColour,
    TransceiverType,
)


class Colours(admin.TabularInline):  # type: ignore[type-arg]  # of SchemeColour
    """The colours of a scheme in their order."""

    model = SchemeColour
    ordering = ("number",)
    extra = 0


@admin.register(ColourScheme)
class ColourSchemeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # of ColourScheme
    """Orders of colours."""

    list_display = ("name", "source")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
    inlines = (Colours,)


class TubesThatSum(BaseInlineFormSet):  # type: ignore[type-arg]  # of CableTypeTube
    """The tubes of a cable type: their fibres are its fibres."""

    def clean(self) -> None:
        """Tell before the database does."""
        super().clean()
        if any(self.errors):
            return
        kept = [one for one in (form.cleaned_data for form in self.forms) if not one.get("DELETE")]
        n_fibres = sum(one.get("n_fibres", 0) for one in kept)
        if n_fibres != self.instance.n_fibres:
            words = _("The tubes hold %(tubes)d fibres, the cable %(cable)d.")
            said = {"tubes": n_fibres, "cable": self.instance.n_fibres or 0}
            raise ValidationError(words % said)


class Tubes(admin.TabularInline):  # type: ignore[type-arg]  # of CableTypeTube
    """The tubes of a cable type."""

    model = CableTypeTube
    formset = TubesThatSum
    ordering = ("number",)
    extra = 0


class Attenuations(admin.TabularInline):  # type: ignore[type-arg]  # of CableTypeAttenuation
    """What its fibres lose."""

    model = CableTypeAttenuation
    ordering = ("wavelength_nm",)
    extra = 0


@admin.register(CableType)
class CableTypeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # of CableType
    """How cables are built; fixed once the first cable of the type is made."""

    list_display = ("name", "manufacturer", "construction", "n_fibres", "outer_mm")
    list_filter = ("construction", "fibre_kind")
    search_fields = ("name", "manufacturer")
    prepopulated_fields = {"slug": ("name",)}
    inlines = (Tubes, Attenuations)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        """A type of which cables lie in the ground stays as they were built."""
        is_built = obj is not None and obj.cables.exists()
        return not is_built and super().has_change_permission(request, obj)

    def get_prepopulated_fields(self, request: HttpRequest, obj: Any = None) -> dict[str, Any]:
        """Fill nothing in where nothing can be changed."""
        return self.prepopulated_fields if self.has_change_permission(request, obj) else {}


@admin.register(TransceiverType)
class TransceiverTypeAdmin(admin.ModelAdmin):  # type: ignore[type-arg]  # of TransceiverType
    """Transceivers with their budgets."""

    list_display = ("name", "wavelength_nm", "tx_min_dbm", "rx_min_dbm", "reach_m")
    search_fields = ("name",)
    prepopulated_fields = {"slug": ("name",)}
