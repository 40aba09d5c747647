"""Subscriptions: what readers get by e-mail, asked for and confirmed by themselves, and ended with one press.

A reader asks (waiting), confirms from the letter (active), and ends it (ended); who never confirms, and who has ended
it, is erased. After several letters that came back for good the subscription stops by itself (stopped). Readers with
equal choices share a row, `Choice`; when its time has come, what became public since is put into one `Issue` for all of
them. A newsletter that the office writes makes one issue for each language. An issue is words and references, kept
once; what stands in it is looked up again before each batch, so that what was withdrawn meanwhile does not leave. A
`Delivery` is made the moment before a mail is handed over: who has one gets no second, whatever was killed.
"""
