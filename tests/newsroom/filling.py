"""The editor's form as a browser would send it back."""

from html.parser import HTMLParser

from samverka.newsroom.models import Article


class Fields(HTMLParser):
    """Reads what stands in the fields of a form."""

    def __init__(self):
        super().__init__()
        self.found, self.inside = {}, None

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        name = attrs.get("name")
        is_off = attrs.get("type") in {"checkbox", "radio", "submit"} and "checked" not in attrs
        if tag == "input" and name and not is_off:
            self.found[name] = attrs.get("value", "")
        elif tag in {"textarea", "select"} and name:
            self.inside = (tag, name)
            if tag == "textarea":
                self.found[name] = ""
        elif tag == "option" and "selected" in attrs and self.inside:
            self.found.setdefault(self.inside[1], []).append(attrs.get("value", ""))

    def handle_endtag(self, tag):
        if tag in {"textarea", "select"}:
            self.inside = None

    def handle_data(self, text):
        if self.inside and self.inside[0] == "textarea":
            self.found[self.inside[1]] += text


def filled(client, article):
    """Return the fields of the form, with the text as its parts: a browser draws those by a script."""
    reader = Fields()
    reader.feed(client.get(f"/newsroom/pages/{article.pk}/edit/").content.decode())
    fields = {name: value for name, value in reader.found.items() if not name.startswith("body")}
    draft = Article.objects.get(pk=article.pk).get_latest_revision_as_object()
    fields |= {"body-count": str(len(draft.body))}
    for number, block in enumerate(draft.body):
        fields |= {
            f"body-{number}-type": block.block_type,
            f"body-{number}-order": str(number),
            f"body-{number}-deleted": "",
        }
        if block.block_type == "heading":
            fields[f"body-{number}-value"] = block.value
        if block.block_type == "text":
            fields[f"body-{number}-value"] = block.block.field.widget.format_value(block.value.source)
        if block.block_type == "awards":
            fields |= rows(f"body-{number}-value-awards", block.value["awards"])
    return {name: value for name, value in fields.items() if name != "csrfmiddlewaretoken"}


def rows(name, awards):
    fields = {f"{name}-count": str(len(awards))}
    for number, row in enumerate(awards):
        fields |= {f"{name}-{number}-order": str(number), f"{name}-{number}-deleted": ""}
        for part in ("case", "decision", "recipient"):
            fields[f"{name}-{number}-value-{part}"] = str(row[part].pk) if row[part] else ""
    return fields
