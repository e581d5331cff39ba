"""Sign-in by phone and code, password, passkey; accounts are opened by the office, never by sign-up."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib.auth import get_user_model
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from lilian.web.shell.fields import PhoneField
from lilian.web.shell.sms import sender

VERIFY_PHONE = "allauth.account.stages.PhoneVerificationStage"


class Adapter(DefaultAccountAdapter):
    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "account_inactive": _("这个账号已停用。请联系联盟办。"),
        "incorrect_code": _("验证码不对。请核对短信里的最新一条。"),
        "incorrect_password": _("密码不对。请重新输入。"),
        "phone_password_mismatch": _("手机号或密码不对。请核对，或改用短信验证码登录。"),
        "username_password_mismatch": _("账号或密码不对。请核对，或改用短信验证码登录。"),
        "too_many_login_attempts": _("试的次数太多。请过几分钟再试。"),
        "rate_limited": _("操作太频繁。请过几分钟再试。"),
        "unknown_phone": _("这个手机号没有开通账号。请联系联盟办。"),
        "enter_current_password": _("请输入现在的密码。"),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def get_login_stages(self) -> list[str]:
        """The office vouches for phones, and a member may have none: signing in never stops to have one verified."""
        return [stage for stage in super().get_login_stages() if stage != VERIFY_PHONE]

    def phone_form_field(self, **kwargs: Any) -> PhoneField:
        return PhoneField(label=_("手机号"), **kwargs)

    def get_phone(self, user: Any) -> tuple[str, bool] | None:
        return (user.phone, user.phone_verified) if user.phone else None

    def set_phone(self, user: Any, phone: str, verified: bool) -> None:
        user.phone, user.phone_verified = phone, verified
        user.save(update_fields=["phone", "phone_verified"])

    def set_phone_verified(self, user: Any, phone: str) -> None:
        self.set_phone(user, phone, True)

    def get_user_by_phone(self, phone: str) -> Any:
        return get_user_model().objects.filter(phone=phone, is_active=True).first()

    def send_verification_code_sms(self, user: Any, phone: str, code: str, **kwargs: Any) -> None:
        sender().send_code(phone=phone, code=code)

    def send_unknown_account_sms(self, phone: str, **kwargs: Any) -> None:
        """Nothing is sent, and the page says the same as for a known number: nobody can try out who is a member."""

    def generate_login_code(self) -> str:
        return self._digits()

    def generate_phone_verification_code(self, *, user: Any, phone: str) -> str:
        return self._digits()

    def _digits(self) -> str:
        """Six digits: an elderly thumb types them on the number keypad."""
        from django.utils.crypto import get_random_string

        return get_random_string(6, "0123456789")


class SecondFactorAdapter(DefaultMFAAdapter):
    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": _("动态码不对。请等手机上换了新码再试。"),
        "cannot_generate_recovery_codes": _("请先设好通行密钥或动态码，再要备用码。"),
    }

    def generate_authenticator_name(self, user: Any, kind: Authenticator.Type) -> str:
        made = Authenticator.objects.filter(user_id=user.pk, type=kind).count()
        return _("第 {number} 把").format(number=made + 1)

    def get_totp_issuer(self) -> str:
        return "Lilian 梨联"
