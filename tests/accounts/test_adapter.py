import pytest
from allauth.mfa.adapter import get_adapter
from cryptography.fernet import InvalidToken


def test_the_secret_of_a_second_step_is_sealed_and_opens_only_with_the_secret_of_the_installation(settings):
    sealed = get_adapter().encrypt("JBSWY3DPEHPK3PXP")
    assert "JBSWY3DPEHPK3PXP" not in sealed
    assert get_adapter().decrypt(sealed) == "JBSWY3DPEHPK3PXP"
    settings.SECRET_KEY = "another"
    with pytest.raises(InvalidToken):
        get_adapter().decrypt(sealed)
