"""Parts: how a fact names a person or a household, or carries free text.

A part comes raw through the door and leaves the vault stripped: only the entity's id stays in the ledger, and
of a note only the mark that there is one. Both forms are the same model, so a stored fact reads back as it is.
"""

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop as N_
from pydantic import BeforeValidator, ConfigDict, Field, SerializerFunctionWrapHandler, model_serializer

from lianfang.ledger.kinds import Part


class Sex(TextChoices):
    """Sex as documents state it."""

    MALE = "male", _("男")
    FEMALE = "female", _("女")


def _several(value: Any) -> Any:
    """One phone number may come as mere text; empty text is no number."""
    if isinstance(value, str):
        return (value,) if value.strip() else ()
    return () if value is None else value


Phone = Annotated[str, Field(max_length=80)]
Phones = Annotated[tuple[Phone, ...], BeforeValidator(_several), Field(max_length=10)]


class _Kept(Part):
    """A part whose contents go to the vault. What is not said is not written."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    @model_serializer(mode="wrap")
    def _tiny(self, handler: SerializerFunctionWrapHandler) -> dict[str, Any]:
        return {name: value for name, value in handler(self).items() if value not in (None, "", (), [], False)}

    def stripped(self, entity: UUID) -> "_Kept":
        """The same part after identification: nothing but the entity it is about."""
        raise NotImplementedError


class Who(_Kept):
    """A person, as somebody wrote them down. Every field may be missing."""

    entity_type: ClassVar[str] = "person"

    person: UUID | None = Field(None, title=N_("人员"))
    name: str = Field("", title=N_("姓名"), max_length=80)
    id_number: str = Field("", title=N_("证件号码"), max_length=40, json_schema_extra={"control": "id"})
    phones: Phones = Field((), title=N_("联系电话"), json_schema_extra={"control": "phones"})
    address: str = Field("", title=N_("住址"), max_length=200)
    sex: Sex | None = Field(None, title=N_("性别"))
    birth_date: date | None = Field(None, title=N_("出生日期"))

    def entity(self) -> UUID | None:
        """The person, once known."""
        return self.person

    def about(self, entity: UUID) -> "Who":
        """The same words about this person."""
        return self.model_copy(update={"person": entity})

    def stripped(self, entity: UUID) -> "Who":
        """Only who it is, with what a slice's own kind of part says beside (a traveller's temperature)."""
        return self.model_copy(update=_SILENT | {"person": entity})


_SILENT = {name: info.default for name, info in Who.model_fields.items()}


class Vehicle(_Kept):
    """A vehicle by its plate, as somebody typed it: its id follows from the plate, so no look-up is needed."""

    entity_type: ClassVar[str] = "vehicle"

    vehicle: UUID | None = Field(None, title=N_("车辆"))
    plate: str = Field("", title=N_("车牌号"), max_length=20, json_schema_extra={"control": "plate"})

    def entity(self) -> UUID | None:
        """The vehicle, once known."""
        return self.vehicle

    def about(self, entity: UUID) -> "Vehicle":
        """The same plate, said of this vehicle."""
        return self.model_copy(update={"vehicle": entity})

    def stripped(self, entity: UUID) -> "Vehicle":
        """Only which vehicle it is."""
        return Vehicle.model_construct({"vehicle"}, vehicle=entity)


class Where(_Kept):
    """A household by its door."""

    entity_type: ClassVar[str] = "household"

    household: UUID | None = Field(None, title=N_("住户"))
    address: str = Field("", title=N_("地址"), max_length=200)

    def entity(self) -> UUID | None:
        """The household, once known."""
        return self.household

    def about(self, entity: UUID) -> "Where":
        """The same words about this household."""
        return self.model_copy(update={"household": entity})

    def stripped(self, entity: UUID) -> "Where":
        """Only which household it is."""
        return Where(household=entity)


class Note(_Kept):
    """Free text. People write names into it, so it is kept like one; `kept` marks that the vault holds it."""

    text: str = Field("", title=N_("备注"), max_length=2000, json_schema_extra={"widget": "textarea"})
    kept: bool = Field(False, title=N_("已存入身份库"))

    def entity(self) -> UUID | None:
        """Mere text is about nobody in particular."""
        return None

    def stripped(self, entity: UUID) -> "Note":
        """Only that there is a text; it is found by its entry."""
        return _KEPT


_KEPT = Note(kept=True)
