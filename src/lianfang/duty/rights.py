"""Every right there is, in words. A right always holds in areas, never by itself."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Right(TextChoices):
    """What a member may do in the areas of a posting."""

    AREA_VIEW = "area.view", _("查看辖区、基数和责任人")
    AREA_EDIT = "area.edit", _("维护辖区和网格")
    MEMBER_EDIT = "member.edit", _("维护单位、人员、岗位和小组")
    ROLE_GRANT = "role.grant", _("任命自己并不具备的岗位")
    DEVICE_OWN = "device.own", _("登记和注销自己的设备")
    PEOPLE_RECORD = "people.record", _("登记户和人")
    PEOPLE_DECIDE = "people.decide", _("判定是否同一人")
    IDENTITY_VIEW = "identity.view", _("查看未遮挡的身份信息")
    IMPORT_RUN = "import.run", _("导入名单")
    VERIFICATION_VIEW = "verification.view", _("查看核查任务")
    VERIFICATION_RECORD = "verification.record", _("登记入户核查")
    VERIFICATION_PLACE = "verification.place", _("判定不清楚的地址")
    VERIFICATION_ASSIGN = "verification.assign", _("分派核查任务")
    VERIFICATION_FEEDBACK = "verification.feedback", _("反馈核查结果")
    OUTREACH_VIEW = "outreach.view", _("查看群众需求")
    OUTREACH_RECORD = "outreach.record", _("受理和办理群众需求")
    CHECKPOINTS_VIEW = "checkpoints.view", _("查看卡点和通行情况")
    CHECKPOINTS_RECORD = "checkpoints.record", _("登记通行和卡点情况")
    CHECKPOINTS_MANAGE = "checkpoints.manage", _("设立和撤销卡点、布控车辆")
    SCREENING_VIEW = "screening.view", _("查看比对命中")
    SCREENING_HANDLE = "screening.handle", _("处置比对命中")
    PROOFS_ISSUE = "proofs.issue", _("开具和注销证明")
    ORDERS_VIEW = "orders.view", _("查看防控措施")
    ORDERS_PROPOSE = "orders.propose", _("提请防控措施、送达和受理异议")
    ORDERS_APPROVE = "orders.approve", _("批准、延长和解除防控措施")
    PROTOCOLS_MANAGE = "protocols.manage", _("启动和调整应急响应、公布重点地区")
    BRIEFING_VIEW = "briefing.view", _("查看简报")
    BRIEFING_WRITE = "briefing.write", _("编写简报")
    BRIEFING_SIGN = "briefing.sign", _("签发简报")
    LEDGER_CORRECT = "ledger.correct", _("更正或撤销记录")
    LEDGER_AUDIT = "ledger.audit", _("查看操作记录和身份信息查阅记录")
    VAULT_DESTROY = "vault.destroy", _("销毁身份信息")
