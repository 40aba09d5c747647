"""Enquiries: what anybody writes to the office through the contact form, and the office's answer by a day.

A message is *received* and gets a day by which it is answered, counted in working days. Where there is doubt whether a
person wrote it, it waits: *unconfirmed* until the link in a letter has been followed (no sum was solved: no script),
or *quarantined* until somebody of the office has looked at it (too quick, one of many, many links, the same text
again, or neither a sum nor an address). What nobody confirms is quarantined after some days: nothing is dropped, and
the visitor reads at once which of it is the case. The office takes it, *answers* it or *closes* it without an answer.
Everything that somebody wrote is erased a set time after that. Programme officers, the head and the editor read and
answer.
"""
