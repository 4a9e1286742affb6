"""Form fields for geometry that work as text; a map beside them fills them where there is one."""

from math import isfinite
from typing import Any

from django import forms
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from inventory.models.geometry import WGS84
from inventory.shapes import Shape, refuse_unsound
from maps.editing import texts


class PlaceInput(forms.MultiWidget):
    """Two inputs, longitude and latitude, each with its own label."""

    template_name = "maps/widgets/place.html"
    use_fieldset = True

    def __init__(self) -> None:
        number = {"inputmode": "decimal", "autocomplete": "off"}
        super().__init__({"lon": forms.TextInput(number), "lat": forms.TextInput(number)})

    def id_for_label(self, id_: str) -> str:
        """Return the input to which a summary of errors leads."""
        return f"{id_}_0"

    def decompress(self, value: Any) -> list[Any]:
        """Return what the two inputs show of a point."""
        if isinstance(value, Point):
            return [texts.degrees(value.x), texts.degrees(value.y)]
        return [None, None]


class DegreesField(forms.FloatField):
    """A number of degrees, with a point or a comma."""

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """Return the number; None if nothing was typed."""
        return super().to_python(value.replace(",", ".") if isinstance(value, str) else value)


class PlaceField(forms.MultiValueField):
    """A point in degrees; both numbers or neither."""

    widget = PlaceInput
    default_error_messages = {
        "incomplete": gettext_lazy("A place needs both: longitude and latitude."),
        "invalid": gettext_lazy("Longitude and latitude are numbers, such as 7.0845 and 51.5610."),
    }

    def __init__(self, **kwargs: Any) -> None:
        fields = (DegreesField(required=False), DegreesField(required=False))
        super().__init__(fields, require_all_fields=False, **kwargs)

    def clean(self, value: Any) -> Any:
        """Return the point; say in one sentence what is wrong with either number."""
        try:
            return super().clean(value)
        except ValidationError as error:
            if any(one.code == "invalid" for one in error.error_list):
                raise ValidationError(self.error_messages["invalid"], code="invalid") from error
            raise

    def compress(self, data_list: list[float | None]) -> Point | None:
        """Return the sound point of the two numbers."""
        numbers = [one for one in data_list if one is not None and isfinite(one)]
        if not numbers:
            return None
        if len(numbers) != 2:
            raise ValidationError(self.error_messages["incomplete"], code="incomplete")
        point = Point(numbers[0], numbers[1], srid=WGS84)
        refuse_unsound(point)
        return point


class DrawnInput(forms.Textarea):
    """The text of a line or an area."""

    def __init__(self) -> None:
        super().__init__({"rows": 6, "spellcheck": "false", "autocomplete": "off"})


class DrawnField(forms.CharField):
    """A drawing as `texts` writes it; what was typed is shown again as it was typed."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=DrawnInput, **kwargs)

    def read(self, text: str) -> Shape:
        """Return the sound drawing that a text gives."""
        raise NotImplementedError

    def prepare_value(self, value: Any) -> Any:
        """Return the text of a drawing."""
        return value if value is None or isinstance(value, str) else texts.write(value)

    def to_python(self, value: Any) -> Any:
        """Return the sound drawing that was typed; None for nothing."""
        text = super().to_python(value)
        return self.read(text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        """Whether another drawing was typed: as far as the digits that are shown tell."""
        try:
            return texts.write(self.to_python(data)) != texts.write(initial)
        except ValidationError:
            return True


class LineField(DrawnField):
    """A line."""

    def read(self, text: str) -> Shape:
        """Return the sound line that a text gives."""
        return texts.read_line(text)


class AreaField(DrawnField):
    """An area of one outline or several."""

    def read(self, text: str) -> Shape:
        """Return the sound area that a text gives."""
        return texts.read_area(text)


def not_understood() -> str:
    """Return what is said of a change that names no field of the form."""
    return _("That could not be stored.")
