"""One's own devices: enrol one and see its token once, take one off."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from lianfang.duty.devices import issue_token, revoke_token
from lianfang.duty.forms import DeviceForm
from lianfang.duty.models import Token
from lianfang.duty.offers import buttons
from lianfang.duty.queries import members
from lianfang.duty.rights import Right
from lianfang.duty.views.common import asking, done, found, saved


@login_required
@require_http_methods(["GET", "POST"])
def index(request: HttpRequest) -> HttpResponse:
    """The member's own devices; POST enrols one, and the answer to it is the only page that shows the token."""
    asker = asking(request, Right.DEVICE_OWN)
    form, secret = DeviceForm(request.POST or None), ""
    if request.method == "POST":
        issued = saved(
            request,
            form,
            lambda: issue_token(asker, form.cleaned_data["device"], asker.actor),
            _("设备已登记，请立即抄下令牌。"),
        )
        if issued is not None:
            form, secret = DeviceForm(), issued[1]
    tokens = asker.tokens.filter(revoked=None)
    context = {"form": form, "secret": secret, "tokens": tokens, "buttons": buttons(asker)}
    return render(request, "duty/devices.html", context)


@login_required
@require_POST
def revoke(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Take a device off: one's own, or that of somebody whose account one keeps."""
    asker = asking(request, Right.DEVICE_OWN)
    within_reach = Token.objects.filter(member__in=members(asker.areas(Right.MEMBER_EDIT))) | asker.tokens.all()
    token = found(within_reach.select_related("member__agency").distinct(), pk=pk)
    done(request, lambda: revoke_token(token, asker.actor), _("设备已注销，下次联网时删除它下载的资料。"))
    return redirect("duty:devices") if token.member_id == asker.pk else redirect("duty:member", token.member_id)
