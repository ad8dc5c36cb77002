"""What a column of a list can hold."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Field(TextChoices):
    """The meaning of a column."""

    SERIAL = "serial", _("序号")
    NAME = "name", _("姓名")
    SEX = "sex", _("性别")
    AGE = "age", _("年龄")
    BIRTH_DATE = "birth_date", _("出生日期")
    ID_NUMBER = "id_number", _("证件号码")
    PHONE = "phone", _("联系电话")
    HOUSEHOLD_HEAD = "household_head", _("户主")
    HEAD_PHONE = "head_phone", _("户主或家属电话")
    RELATION = "relation", _("与户主关系")
    ORIGIN = "origin", _("从何处返回")
    RETURNED_ON = "returned_on", _("返回日期")
    LEFT_ON = "left_on", _("出发日期")
    RETURN = "return", _("何时从何处返回")
    TRANSPORT = "transport", _("交通方式")
    TOWN = "town", _("乡镇（街道）")
    VILLAGE = "village", _("村（社区）")
    ADDRESS = "address", _("现住址")
    DESTINATION = "destination", _("目的地")
    OTHER_ADDRESS = "other_address", _("户籍或其他地址")
    STATUS = "status", _("核查情况")
    PUSHED_ON = "pushed_on", _("推送或填报日期")
    REMARK = "remark", _("备注")
    OTHER = "other", _("不读取")


SEVERAL = frozenset(
    {
        Field.PHONE,
        Field.HEAD_PHONE,
        Field.TRANSPORT,
        Field.OTHER_ADDRESS,
        Field.STATUS,
        Field.REMARK,
        Field.OTHER,
    }
)
"""Fields that several columns of one list may hold; of the others the surest column wins."""

DATES = frozenset({Field.RETURNED_ON, Field.LEFT_ON, Field.PUSHED_ON, Field.BIRTH_DATE})
"""Fields whose cells are dates."""
