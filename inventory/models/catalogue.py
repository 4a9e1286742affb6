"""The catalogue: colour schemes, cable types and transceiver types, as data of the installation."""

from django.core.validators import RegexValidator
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from inventory.models.access import OpenQuerySet
from inventory.models.geometry import audited


@audited()
class ColourScheme(models.Model):
    """An order of colours by which tubes or fibres are counted."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = OpenQuerySet["ColourScheme"].as_manager()

    class Meta:
        verbose_name = _("colour scheme")
        verbose_name_plural = _("colour schemes")

    def __str__(self) -> str:
        return self.name


@audited()
class SchemeColour(models.Model):
    """One colour of a scheme, counted from 1; `n_rings` black rings tell repeats apart."""

    scheme = models.ForeignKey(ColourScheme, models.CASCADE, related_name="colours")
    number = models.PositiveSmallIntegerField(_("number"))
    name_en = models.CharField(_("name, English"), max_length=40)
    name_de = models.CharField(_("name, German"), max_length=40)
    rgb = models.CharField(
        _("colour"), max_length=7, validators=[RegexValidator(r"^#[0-9a-f]{6}$")]
    )
    n_rings = models.PositiveSmallIntegerField(_("rings"), default=0)

    objects = OpenQuerySet["SchemeColour"].as_manager()

    class Meta:
        verbose_name = _("colour of a scheme")
        verbose_name_plural = _("colours of schemes")
        constraints = [
            models.UniqueConstraint(name="schemecolour_number_once", fields=["scheme", "number"]),
            models.CheckConstraint(name="schemecolour_counts_from_one", condition=Q(number__gte=1)),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.name_en}"


@audited()
class CableType(models.Model):
    """
    How a cable is built: its tubes and fibres, their colours, the twist of the glass.

    Glass is longer than its sheath: metres of glass = metres of sheath x (1 + `helix_ratio`).
    """

    class Construction(models.TextChoices):
        LOOSE_TUBE = "loose_tube", _("loose tube")
        RIBBON_IN_TUBE = "ribbon_in_tube", _("ribbon in tube")
        CENTRAL_RIBBON = "central_ribbon", _("central ribbon")
        TIGHT_BUFFER = "tight_buffer", _("tight buffer")

    class FibreKind(models.TextChoices):
        G652D = "G.652.D", "G.652.D"
        G657A1 = "G.657.A1", "G.657.A1"

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    manufacturer = models.CharField(_("manufacturer"), max_length=100, blank=True)
    construction = models.CharField(
        _("construction"),
        max_length=20,
        choices=Construction.choices,
        default=Construction.LOOSE_TUBE,
    )
    fibre_kind = models.CharField(
        _("fibre"), max_length=20, choices=FibreKind.choices, default=FibreKind.G652D
    )
    n_fibres = models.PositiveIntegerField(_("fibres"))
    tube_scheme = models.ForeignKey(
        ColourScheme, models.PROTECT, related_name="+", verbose_name=_("colours of the tubes")
    )
    fibre_scheme = models.ForeignKey(
        ColourScheme, models.PROTECT, related_name="+", verbose_name=_("colours of the fibres")
    )
    outer_mm = models.FloatField(_("outer diameter in millimetres"), null=True, blank=True)
    helix_ratio = models.FloatField(_("helix ratio"), default=0)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = OpenQuerySet["CableType"].as_manager()

    class Meta:
        verbose_name = _("cable type")
        verbose_name_plural = _("cable types")
        constraints = [
            models.CheckConstraint(name="cabletype_has_fibres", condition=Q(n_fibres__gte=1)),
            models.CheckConstraint(
                name="cabletype_helix_sane", condition=Q(helix_ratio__gte=0, helix_ratio__lt=0.2)
            ),
            models.CheckConstraint(
                name="cabletype_outer_positive",
                condition=Q(outer_mm__isnull=True) | Q(outer_mm__gt=0),
            ),
        ]

    def __str__(self) -> str:
        return self.name


@audited()
class CableTypeTube(models.Model):
    """A tube of a cable type, counted from 1; the fibres of all tubes sum to the type's."""

    type = models.ForeignKey(CableType, models.CASCADE, related_name="tubes")
    number = models.PositiveSmallIntegerField(_("number"))
    n_fibres = models.PositiveSmallIntegerField(_("fibres"))

    objects = OpenQuerySet["CableTypeTube"].as_manager()

    class Meta:
        verbose_name = _("tube of a cable type")
        verbose_name_plural = _("tubes of cable types")
        constraints = [
            models.UniqueConstraint(name="cabletypetube_number_once", fields=["type", "number"]),
            models.CheckConstraint(
                name="cabletypetube_counts_from_one", condition=Q(number__gte=1, n_fibres__gte=1)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type}: {self.number}"


@audited()
class CableTypeAttenuation(models.Model):
    """What a fibre of a cable type loses at a wavelength, in dB a kilometre."""

    type = models.ForeignKey(CableType, models.CASCADE, related_name="attenuations")
    wavelength_nm = models.PositiveSmallIntegerField(_("wavelength in nanometres"))
    db_per_km = models.FloatField(_("attenuation in dB a kilometre"))

    objects = OpenQuerySet["CableTypeAttenuation"].as_manager()

    class Meta:
        verbose_name = _("attenuation of a cable type")
        verbose_name_plural = _("attenuations of cable types")
        constraints = [
            models.UniqueConstraint(
                name="cabletypeattenuation_wavelength_once", fields=["type", "wavelength_nm"]
            ),
            models.CheckConstraint(
                name="cabletypeattenuation_positive", condition=Q(db_per_km__gt=0)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type}: {self.wavelength_nm} nm"


@audited()
class TransceiverType(models.Model):
    """A kind of transceiver with its power budget, dBm at the worst."""

    name = models.CharField(_("name"), max_length=100, unique=True)
    slug = models.SlugField(_("slug"), max_length=100, unique=True)
    wavelength_nm = models.PositiveSmallIntegerField(_("wavelength in nanometres"))
    tx_min_dbm = models.FloatField(_("least transmit power in dBm"))
    rx_min_dbm = models.FloatField(_("receiver sensitivity in dBm"))
    rx_max_dbm = models.FloatField(_("receiver overload in dBm"), null=True, blank=True)
    tx_max_dbm = models.FloatField(_("greatest transmit power in dBm"), null=True, blank=True)
    penalty_db = models.FloatField(_("penalties in dB"), default=0)
    reach_m = models.PositiveIntegerField(_("reach in metres"), null=True, blank=True)
    source = models.CharField(_("source"), max_length=200, blank=True)

    objects = OpenQuerySet["TransceiverType"].as_manager()

    class Meta:
        verbose_name = _("transceiver type")
        verbose_name_plural = _("transceiver types")
        constraints = [
            models.CheckConstraint(
                name="transceivertype_budget_positive",
                condition=Q(tx_min_dbm__gt=models.F("rx_min_dbm")),
            ),
        ]

    def __str__(self) -> str:
        return self.name
