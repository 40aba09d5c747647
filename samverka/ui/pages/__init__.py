"""The shapes of page: list, record, form, action.

A page names who may open it (`allowed`: a permission function, or `PUBLIC`), finds its record through the record's
own `visible_to`, and makes one call into the stages.
"""

from samverka.ui.pages.acting import ActionPage
from samverka.ui.pages.filling import FormPage
from samverka.ui.pages.showing import PUBLIC, ListPage, Page, RecordPage

__all__ = ["PUBLIC", "ActionPage", "FormPage", "ListPage", "Page", "RecordPage"]
