"""Comments on blog posts: readers write under a name they choose, editors take away what breaks the published rules.

Who: anybody with an e-mail address, which is never shown, opens an account by a code sent there, and has no other right
by it. Reading and reporting need no account. Those who edit news moderate, but never what they wrote themselves.

The first comment of an account waits for an editor. So does one that the system finds to be repeated, one of many in a
short time, one with a link or particulars of people in it, and any of an account of which one was removed lately. All
others are public at once: a talk that stands still until office hours is none, and most who have once been let in go on
as they began. What is reported stays where it is until an editor has looked, so that nobody is silenced by some clicks.

    waiting    -> published, removed, withdrawn
    published  -> removed, withdrawn
    removed    -> published (an appeal was granted), withdrawn

A removal names one of the published rules. Where readers have seen the comment, a line with that rule stays in its
place; the author gets a letter and may appeal once, to another editor where there is one. What the author takes back,
or what goes with an account, is erased, and the line says so. Answers go one level deep.
"""
