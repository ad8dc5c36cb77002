"""`GET /field/v1/reference`: forms, names and words, fetched again when their digest changes."""

from django.http import HttpRequest

from lianfang.duty.models import Member
from lianfang.field.carry import Carry
from lianfang.field.reference import reference
from lianfang.field.views.bearing import Answer, carrying


@carrying
def reference_view(_request: HttpRequest, _member: Member, carry: Carry) -> Answer:
    """Everything a phone needs to draw forms and to name what its records hold."""
    return reference(carry), 200
