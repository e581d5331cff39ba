"""The password form in our words."""

from typing import Any

from allauth.account.forms import LoginForm
from django.utils.translation import gettext_lazy as _


class SignInForm(LoginForm):
    """One box takes the phone number or the account name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("手机号或账号")
        self.fields["login"].widget.attrs.update(autocomplete="username", placeholder="")
        self.fields["password"].label = _("密码")
        self.fields["password"].widget.attrs.update(placeholder="")
        self.fields["password"].help_text = _("忘了密码？用短信验证码登录就行。")
