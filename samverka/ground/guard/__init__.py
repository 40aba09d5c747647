"""The guard before public forms: tells people from programs without a picture puzzle and without anybody else's help.

A form is handed out with a *slip*: a key and a moment, sealed by us. With the slip comes a *sum* for the browser: find
a number such that a hash begins with so many zeros. It costs a browser about a second and the server one hash, and
whoever floods us pays it for each message. A slip is *spent* by what is sent with it. What is missing is no reason to
refuse anybody: the form decides what a doubt leads to, and that is never silence.
"""
