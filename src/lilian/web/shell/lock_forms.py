"""The second lock: passkeys named in plain words and good for signing in, one-time codes typed in large figures."""

from typing import Any

from allauth.mfa.base.forms import ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    """`passwordless` starts ticked: the sign-in page offers passkeys, and only such a one opens it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("名字")
        self.fields["passwordless"].label = _("以后只用它登录，不用再输密码")
        self.fields["passwordless"].help_text = _("要能验指纹、面容或锁屏密码。普通的安全钥匙请不要勾。")
        self.fields["passwordless"].initial = True


class TurnOnCodesForm(ActivateTOTPForm):
    """The first code shows that the app has read the secret."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_code_box(self.fields["code"])


class OwnerCodeForm(ReauthenticateForm):
    """A code once more, before ways to sign in are changed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        as_code_box(self.fields["code"])


def as_code_box(field: forms.Field) -> None:
    field.label = _("应用现在显示的 6 位数字")
    field.widget.attrs.update({"placeholder": "", "inputmode": "numeric", "class": "code-input"})
