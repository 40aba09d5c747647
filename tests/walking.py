"""Walking through pages as a person without scripts does: read the page, fill in its form, press the button."""

from urllib.parse import urljoin

from lxml import html


class Form:
    """The form of a page: where it goes, and what would be sent if one pressed the button now."""

    def __init__(self, address, content):
        page = html.fromstring(content)
        forms = [form for form in page.forms if form.method == "POST" and "logout" not in (form.action or "")]
        assert forms, f"{address} has no form: {page.text_content()[:500]}"
        self.element = forms[0]
        self.action = urljoin(address, self.element.action or "")
        self.fields = {}
        for name, value in self.element.form_values():
            self.fields.setdefault(name, []).append(value)
        for empty in self.element.xpath(".//input[@name and not(@value)][@type='text' or @type='date' or not(@type)]"):
            self.fields.setdefault(empty.get("name"), [""])

    def fill(self, **values):
        """Write into fields; a list ticks several boxes. A field that is not there is an error."""
        for name, value in values.items():
            assert self.element.xpath(".//*[@name=$name]", name=name), f"no field {name} in {self.action}"
            self.fields[name] = [str(one) for one in value] if isinstance(value, list | tuple) else [value]
        return self

    def choose(self, name, label):
        """Choose the option of a list, or the box, that is labelled so."""
        for option in self.element.xpath(".//select[@name=$name]/option", name=name):
            if label in option.text_content():
                self.fields[name] = [option.get("value")]
                return self
        for box in self.element.xpath(".//input[@name=$name]", name=name):
            labels = self.element.xpath(".//label[@for=$id]", id=box.get("id", ""))
            if any(label in one.text_content() for one in labels):
                self.fields.setdefault(name, []).append(box.get("value"))
                return self
        raise AssertionError(f"no “{label}” for {name} in {self.action}")


class Walker:
    """A person at a keyboard."""

    def __init__(self, client):
        self.client = client
        self.address = ""
        self.answer = None

    @property
    def text(self):
        """Return what can be read on the page, with single spaces."""
        return " ".join(html.fromstring(self.answer.content).text_content().split())

    def go(self, address, status=200):
        """Open a page, following redirects."""
        self.answer = self.client.get(address, follow=True)
        chain = self.answer.redirect_chain
        self.address = chain[-1][0] if chain else address
        assert self.answer.status_code == status, f"{address} answered {self.answer.status_code}: {self.text[:600]}"
        return self

    def follow(self, label):
        """Follow the link that is called so."""
        links = html.fromstring(self.answer.content).xpath(
            "//main//a[contains(normalize-space(.), $label)]", label=label
        )
        assert links, f"no link “{label}” on {self.address}: {self.text[:900]}"
        return self.go(urljoin(self.address, links[0].get("href")))

    def form(self):
        """Return the form of the page."""
        return Form(self.address, self.answer.content)

    def press(self, form=None, status=200, **values):
        """Fill in the form of the page (or the one given) and send it."""
        form = (form or self.form()).fill(**values)
        self.answer = self.client.post(form.action, form.fields, follow=True)
        chain = self.answer.redirect_chain
        self.address = urljoin(form.action, chain[-1][0]) if chain else form.action
        assert self.answer.status_code == status, (
            f"{form.action} answered {self.answer.status_code}: {self.text[:1500]}"
        )
        return self
