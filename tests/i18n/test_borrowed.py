"""What Django and the sign-in library say in our pages is said in our words."""

from __future__ import annotations

from pathlib import Path

import allauth
import django
import polib
import pytest
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import override

from saphan.web import borrowed

THEIRS = (
    Path(django.__file__).parent / "conf/locale/en/LC_MESSAGES/django.po",
    Path(django.__file__).parent / "contrib/auth/locale/en/LC_MESSAGES/django.po",
    Path(allauth.__file__).parent / "locale/zh_Hans/LC_MESSAGES/django.po",
)
NAMED = [*borrowed.FORMS, *borrowed.PASSWORDS, *borrowed.SIGN_IN, *borrowed.TOLD_AFTERWARDS]


def test_they_still_say_what_we_borrowed() -> None:
    """A sentence that they reworded would fall back to their translation without a sound."""
    theirs = {entry.msgid.strip() for path in THEIRS for entry in polib.pofile(str(path))}
    plain = {text for text in NAMED if isinstance(text, str)}
    assert sorted(plain - theirs) == []


@pytest.mark.parametrize(
    ("language", "sentence"),
    [
        ("th", "รหัสผ่านสั้นเกินไป ต้องมีอย่างน้อย 12 ตัวอักษร"),
        ("zh-hans", "密码太短，至少需要 12 个字符。"),
    ],
)
def test_a_short_password_is_refused_in_the_language_of_the_person(language: str, sentence: str) -> None:
    with override(language), pytest.raises(ValidationError) as refusal:
        validate_password("b7Kq!")
    assert sentence in refusal.value.messages


def test_a_form_speaks_to_people_as_our_own_pages_do() -> None:
    class Name(forms.Form):
        name = forms.CharField(max_length=3)

    with override("th"):
        assert Name({"name": ""}).errors["name"] == ["ต้องกรอกช่องนี้"]
        assert Name({"name": "ก" * 5}).errors["name"] == ["ใส่ไม่เกิน 3 ตัวอักษร (ขณะนี้มี 5)"]
    with override("zh-hans"):
        assert Name({"name": ""}).errors["name"] == ["这一项必填。"]
