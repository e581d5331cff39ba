"""The forms with a password, in our words."""

from typing import Any

from allauth.account.forms import ChangePasswordForm, LoginForm, ReauthenticateForm, SetPasswordForm
from django import forms
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


class NewPasswordForm(SetPasswordForm):
    """The first password; what it must be like stands above the boxes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_plain_words(self.fields, password1=_("新密码"), password2=_("再填一次新密码"))


class OtherPasswordForm(ChangePasswordForm):
    """Another password in place of the one there is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_plain_words(self.fields, oldpassword=_("现在的密码"), password1=_("新密码"), password2=_("再填一次新密码"))


class OwnerForm(ReauthenticateForm):
    """The password once more, before ways to sign in are changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        in_plain_words(self.fields, password=_("密码"))


def in_plain_words(fields: dict[str, forms.Field], **labels: Any) -> None:
    """Our labels; nothing said twice inside the box or below it."""
    for name, label in labels.items():
        fields[name].label, fields[name].help_text = label, ""
        fields[name].widget.attrs["placeholder"] = ""
