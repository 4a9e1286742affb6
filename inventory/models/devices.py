"""Devices: what stands at a node and has interfaces, addresses and transceivers."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from inventory.models.catalogue import TransceiverType
from inventory.models.geometry import audited
from inventory.models.places import PlantStatus
from inventory.models.ways import PlantQuerySet, RouteNode


@audited()
class Device(models.Model):
    """A box at a node: a panel, a switch, a router."""

    class Role(models.TextChoices):
        PANEL = "panel", _("patch panel")
        SWITCH = "switch", _("switch")
        ROUTER = "router", _("router")
        OTHER = "other", _("other")

    name = models.CharField(_("name"), max_length=100, unique=True)
    role = models.CharField(_("role"), max_length=20, choices=Role.choices)
    node = models.ForeignKey(
        RouteNode, models.PROTECT, related_name="devices", verbose_name=_("node")
    )
    status = models.CharField(
        _("status"), max_length=20, choices=PlantStatus.choices, default=PlantStatus.ACTIVE
    )
    is_demo = models.BooleanField(_("demo"), default=False)

    objects = PlantQuerySet["Device"].as_manager()

    class Meta:
        verbose_name = _("device")
        verbose_name_plural = _("devices")

    def __str__(self) -> str:
        return self.name


@audited()
class Interface(models.Model):
    """A network interface of a device."""

    device = models.ForeignKey(Device, models.CASCADE, related_name="interfaces")
    name = models.CharField(_("name"), max_length=100)
    speed_mbps = models.PositiveIntegerField(_("speed in Mbit/s"), null=True, blank=True)
    is_enabled = models.BooleanField(_("enabled"), default=True)

    objects = PlantQuerySet["Interface"].as_manager()

    class Meta:
        verbose_name = _("interface")
        verbose_name_plural = _("interfaces")
        constraints = [
            models.UniqueConstraint(name="interface_name_once", fields=["device", "name"]),
        ]

    def __str__(self) -> str:
        return f"{self.device} {self.name}"


@audited()
class IPAddress(models.Model):
    """An address of an interface."""

    address = models.GenericIPAddressField(_("address"), unique=True)
    interface = models.ForeignKey(
        Interface,
        models.CASCADE,
        null=True,
        blank=True,
        related_name="addresses",
        verbose_name=_("interface"),
    )

    objects = PlantQuerySet["IPAddress"].as_manager()

    class Meta:
        verbose_name = _("IP address")
        verbose_name_plural = _("IP addresses")

    def __str__(self) -> str:
        return self.address


@audited()
class Transceiver(models.Model):
    """A transceiver in an interface."""

    type = models.ForeignKey(
        TransceiverType, models.PROTECT, related_name="transceivers", verbose_name=_("type")
    )
    interface = models.OneToOneField(
        Interface, models.CASCADE, related_name="transceiver", verbose_name=_("interface")
    )
    serial = models.CharField(_("serial number"), max_length=100, blank=True)

    objects = PlantQuerySet["Transceiver"].as_manager()

    class Meta:
        verbose_name = _("transceiver")
        verbose_name_plural = _("transceivers")

    def __str__(self) -> str:
        return f"{self.interface}: {self.type}"
