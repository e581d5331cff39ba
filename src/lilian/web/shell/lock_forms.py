"""Adding a passkey: named in plain words, and good for signing in unless the device cannot do that."""

from typing import Any

from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django.utils.translation import gettext_lazy as _


class AddPasskeyForm(AddWebAuthnForm):
    """`passwordless` starts ticked: the sign-in page offers passkeys, and only such a one opens it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].label = _("名字")
        self.fields["passwordless"].label = _("以后只用它登录，不用再输密码")
        self.fields["passwordless"].help_text = _("要能验指纹、面容或锁屏密码。普通的安全钥匙请不要勾。")
        self.fields["passwordless"].initial = True
