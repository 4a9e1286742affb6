"""
A migration step that makes many new tables at once.

Django renders the models of the whole project anew after every step of a migration; with four
audit triggers a table that was 25 of the 28 s in which the plant's tables were made.
"""

from collections.abc import Sequence

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations import AddConstraint, AddField, AddIndex, CreateModel
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState
from pgtrigger.migrations import AddTrigger

_POSSIBLE = (CreateModel, AddField, AddConstraint, AddIndex, AddTrigger)


class AllAtOnce(Operation):
    """
    The given steps as one: every new table as it stands after all of them, then their triggers.

    Only for steps that make tables and complete those same tables: what is not a new table or a
    trigger is part of a new table's last state.
    """

    def __init__(self, operations: Sequence[Operation]) -> None:
        """
        Take the steps.

        Raises:
            TypeError: one of them does something else, which would be left out.
        """
        for operation in operations:
            if not isinstance(operation, _POSSIBLE):
                raise TypeError(f"{operation.describe()}: this needs a step of its own")
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Take all steps in the state, without models rendered in between."""
        state.__dict__.pop("apps", None)
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make all tables, then all triggers."""
        for created in self._created():
            model = to_state.apps.get_model(app_label, created.name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.create_model(model)
        for operation in self.operations:
            if isinstance(operation, AddTrigger):
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,  # noqa: ARG002 - Django's signature
    ) -> None:
        """Drop all tables, the last first; their triggers go with them."""
        for created in reversed(self._created()):
            model = from_state.apps.get_model(app_label, created.name)
            if self.allow_migrate_model(schema_editor.connection.alias, model):
                schema_editor.delete_model(model)

    def describe(self) -> str:
        """Return what `migrate --plan` prints."""
        return f"Create {len(self._created())} models with their triggers"

    def _created(self) -> list[CreateModel]:
        return [one for one in self.operations if isinstance(one, CreateModel)]
