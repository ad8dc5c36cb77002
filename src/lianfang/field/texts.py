"""Guides that a phone shows without network: what to keep to at a door, in the member's language."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop as N_

from lianfang.ledger.scope import Actor


@dataclass(frozen=True, slots=True)
class Guide:
    """A text of some paragraphs for those who hold a right. `title` and `paragraphs` are msgids."""

    id: str
    right: str
    title: str
    paragraphs: tuple[str, ...]


_GUIDES: Final = (
    Guide(
        "three-refusals",
        "verification.record",
        N_("三不军令状"),
        (
            N_("资料不属实，不销号：当面核对姓名、证件、电话、住址和行程，有误的当场更正并写明原因。"),
            N_("没有见到本人，不销号：电话、视频和家人转述都不算见到，先记下结果，约好再访的日期。"),
            N_("结果没有反馈，不销号：核实的结果反馈给名单的来源单位，情况有变就再反馈一次。"),
        ),
    ),
    Guide(
        "at-the-door",
        "verification.record",
        N_("上门须知"),
        (
            N_("先敲门，说明身份和来意，保持一米以上距离，不进卧室，不围观，不拍照。"),
            N_("只问核查需要的事。说法前后不一，记为疑点留待核实，不当面指责，也不下结论。"),
            N_("对方拒绝时不强行进入：讲清道理，记下“拒绝配合”和再访日期，交由组长安排劝导。"),
            N_("有人发热或身体不适，不自行处置，立即联系村医或卫生院，并报告网格长。"),
            N_("屏幕上的姓名、证件和电话不念给旁人听，不截图，不转发。"),
        ),
    ),
    Guide(
        "without-network",
        "device.own",
        N_("没有网络时"),
        (
            N_("照常走访和填写。每条记录先存进手机，有了网络自动发出，不会丢失。"),
            N_("屏幕上方写着还有几条没有发出。回到有信号的地方打开应用，等到显示“已发完”。"),
            N_("手机要交还、更换或送修之前，先确认全部发完；发不出去的，可导出文件带到办公室导入。"),
        ),
    ),
)


def guides(actor: Actor) -> Iterator[dict[str, str]]:
    """The guides for whoever holds their right anywhere; a blank line parts paragraphs."""
    for guide in _GUIDES:
        if actor.may(guide.right):
            body = "\n\n".join(_(paragraph) for paragraph in guide.paragraphs)
            yield {"id": guide.id, "title": _(guide.title), "body": body}
