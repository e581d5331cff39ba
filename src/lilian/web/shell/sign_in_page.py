"""The sign-in page; in the demo it offers the roles first."""

from typing import Any

from allauth.account.views import LoginView

from lilian.web.shell import demo


class SignIn(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        return super().get_context_data(**kwargs) | {"demo_accounts": demo.accounts(self.request.now)}
