from datetime import timedelta
from pathlib import Path

from samverka.ground.guard import slips
from samverka.ground.guard.actions import forget_spent_slips, spend
from samverka.ground.guard.models import SpentSlip
from samverka.ground.guard.slips import LATEST, SOONEST, complaint, new_slip, opened
from tests.conftest import BITS


def test_a_slip_comes_back_as_it_was_and_only_to_its_own_form(at):
    slip = new_slip("contact", at)
    assert opened("contact", slip.sealed()) == slip
    for purpose, sealed in (("error report", slip.sealed()), ("contact", slip.sealed()[:-1] + "~"), ("contact", "")):
        assert opened(purpose, sealed) is None


def test_what_is_wrong_with_a_slip_is_said_in_a_sentence(at):
    slip = new_slip("contact", at)
    assert complaint(slip, at) == complaint(slip, at + LATEST) == ""
    assert "more than a day" in complaint(slip, at + LATEST + timedelta(seconds=1))
    for unknown in (None, new_slip("contact", at + timedelta(seconds=1))):
        assert "could not tell" in complaint(unknown, at)
    assert "quicker than anybody writes" in complaint(slip, at, soonest=SOONEST)
    assert not complaint(slip, at + SOONEST, soonest=SOONEST)


def test_a_sum_is_solved_by_trying_and_checked_at_once(at, monkeypatch):
    monkeypatch.setattr(slips, "BITS", BITS)
    slip, other = new_slip("contact", at), new_slip("contact", at)
    proof = slip.solved()
    assert slip.is_proven(proof)
    wrong = ("", "x", "-1", "1" * 99, "١", f"{proof} ", str(int(proof) - 1))
    assert not any(slip.is_proven(one) for one in wrong)
    assert not other.is_proven(proof)
    assert BITS <= 20  # More would keep somebody with an old telephone waiting.


def test_a_slip_is_spent_once_and_forgotten_when_it_is_too_old_to_count(db, at):
    slip = new_slip("contact", at)
    assert spend(slip, at=at)
    assert not spend(slip, at=at)
    assert forget_spent_slips(at=at + LATEST) == 0
    assert forget_spent_slips(at=at + LATEST + timedelta(seconds=1)) == 1
    assert not SpentSlip.objects.exists()


def test_the_browser_is_told_to_solve_the_same_sum():
    script = Path("samverka/ui/static/ui/guard-sum.js").read_text(encoding="utf-8")
    assert "`${key}:${number}`" in script
