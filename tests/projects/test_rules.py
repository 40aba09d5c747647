import pytest

from samverka.stages.projects.models import Case
from samverka.stages.projects.rules import problems_before_publishing, problems_with_public_texts
from samverka.stages.projects.states import State

CLEAN = [
    "Water and sanitation in 2018–2023, 1 234 567 kr.",
    "Case 2016-0033 goes on from 2012-06-01 to 2014-05-31.",
    "Goal 11.4 and 16.7; 24 100 people, 0 per cent before, 0-6 years of age.",
    "Registered as 212000-0829 by the agency.",
    "The case DEMO-2026-0001 at 09:00.",
]


@pytest.mark.parametrize("text", CLEAN)
def test_years_amounts_and_references_are_no_particulars(text):
    assert problems_with_public_texts(Case(summary_en=text)) == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Write to anna.svensson@kommun.example for more.", "e-mail address"),
        ("Call 08-123 45 67.", "telephone number"),
        ("Call +46 70 123 45 67 in the morning.", "telephone number"),
        ("Call 0046701234567.", "telephone number"),
        ("Call (018) 727 00 00.", "telephone number"),
        ("Call +267 391 2345.", "telephone number"),
        ("Anna, 850709-9805, leads the work.", "personal number"),
        ("Anna, 19850709-9805, leads the work.", "personal number"),
        ("Anna, 198507699805, leads the work.", "personal number"),
    ],
)
def test_particulars_of_people_are_found(text, kind):
    problems = problems_with_public_texts(Case(summary_en=text))
    assert len(problems) == 1
    assert kind in str(problems[0])
    assert problems[0].where == "summary_en"


def test_a_summary_is_needed_in_both_languages(at):
    case = Case(title_sv="Vatten", title_en="Water", summary_sv="Kort.", summary_en=" ")
    assert [problem.where for problem in problems_before_publishing(case, at=at)] == ["summary_en"]


def test_of_a_case_known_from_public_sources_no_summary_is_asked_for(at):
    case = Case(title_sv="Vatten", title_en="", state=State.RECORDED)
    assert problems_before_publishing(case, at=at) == []
    case.title_en = "Ask anna@kommun.example"
    assert [problem.where for problem in problems_before_publishing(case, at=at)] == ["title_en"]
