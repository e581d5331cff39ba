"""Registering a witness, saying where it is asked, and ending one."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from lilian.transparency import actions, queries
from lilian.web.shell.form_page import form_page
from lilian.web.shell.once import once
from lilian.web.shell.requests import Request


class AddressForm(forms.Form):
    url = forms.CharField(
        label=_("见证网址（没有就不填）"),
        max_length=300,
        required=False,
        help_text=_("对方有 C2SP tlog-witness 服务的，填它的网址，签了存证点就自动送去；不填，由对方自己来看。"),
    )


class WitnessForm(AddressForm):
    field_order = ("name", "vkey", "url")
    name = forms.CharField(
        label=_("单位名称"), max_length=80, help_text=_("大家在存证日志页上看到的名字，例如县农业农村局。")
    )
    vkey = forms.CharField(
        label=_("见证方公钥"),
        max_length=300,
        help_text=_("对方电脑上运行 lilian witness 时显示的那一行，当面或打电话核对过再填。"),
    )


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def add(request: Request) -> HttpResponse:
    request.actor.must("transparency.change")
    form = WitnessForm(request.POST if request.method == "POST" else None)
    back = reverse("transparency:state")

    def act() -> str:
        said = form.cleaned_data
        actions.add_witness(actor=request.actor, now=request.now, **said)
        return back

    return form_page(
        title=gettext("登记见证方"),
        purpose=gettext("不归我们管的单位：看过日志只增不改，才签名。"),
        back=back,
        back_label=gettext("存证日志"),
        submit=gettext("登记"),
        form=form,
        act=act,
        done=gettext("登记好了，从下一个存证点起可以见证。"),
    ).answer(request)


@require_http_methods(["GET", "HEAD", "POST"])
@login_required
def move(request: Request, pk: int) -> HttpResponse:
    """Where it takes checkpoints from now on."""
    request.actor.must("transparency.change")
    found = queries.witness(pk)
    form = AddressForm(request.POST if request.method == "POST" else None, initial={"url": found.url})
    back = reverse("transparency:state")

    def act() -> str:
        actions.move_witness(actor=request.actor, witness_id=pk, url=form.cleaned_data["url"], now=request.now)
        return back

    return form_page(
        title=gettext("{name}的见证网址").format(name=found.name),
        purpose=gettext("签了存证点，后台程序就带着证明送到这里，验过对方的签名才收。"),
        back=back,
        back_label=gettext("存证日志"),
        submit=gettext("就用这个网址"),
        form=form,
        act=act,
        done=gettext("改好了，一两分钟内去问一次。"),
    ).answer(request)


@require_POST
@login_required
def end(request: Request, pk: int) -> HttpResponse:
    def act() -> str:
        actions.end_witness(actor=request.actor, witness_id=pk, now=request.now)
        return reverse("transparency:state")

    response = once(request, act)
    messages.success(request, gettext("停用了；以前的见证还在。"))
    return response
