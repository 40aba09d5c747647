"""The newsroom: news, press releases and blog posts, written by editors, bound to the facts of the programme.

Wagtail is known here and nowhere else. It is the editor's tool; the public pages are the website's own.
"""
