import pytest
from django.db import migrations

from accounts.schema import AllAtOnce


def test_a_step_that_would_be_left_out_is_refused() -> None:
    with pytest.raises(TypeError, match="needs a step of its own"):
        AllAtOnce([migrations.RunSQL("SELECT 1")])
