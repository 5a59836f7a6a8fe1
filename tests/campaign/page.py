"""page.py FILE: is the report one page that needs nothing else? Elements are closed in order, links lead somewhere, plots have
what was found in them."""
import html.parser, sys

EMPTY = ("meta", "br")


class Page(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.open, self.ids, self.links, self.counts, self.text, self.outside = [], set(), [], {}, "", []

    def handle_startendtag(self, tag, attributes):
        self.note(tag, dict(attributes))

    def handle_starttag(self, tag, attributes):
        self.note(tag, dict(attributes))
        if tag not in EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open and self.open.pop() == tag, "</%s> at %s" % (tag, self.getpos())

    def handle_data(self, data):
        self.text += data

    def note(self, tag, attributes):
        name = tag + "." + attributes["class"] if tag in ("rect", "circle", "td") and "class" in attributes else tag
        self.counts[name] = self.counts.get(name, 0) + 1
        if "id" in attributes:
            assert attributes["id"] not in self.ids, attributes["id"]
            self.ids.add(attributes["id"])
        if "href" in attributes:
            self.links.append(attributes["href"])
        if "src" in attributes or tag in ("link", "script", "img"):
            self.outside.append(tag)


page = Page()
page.feed(open(sys.argv[1]).read())
page.close()
assert not page.open and not page.outside, (page.open, page.outside)
assert page.links and all(link[0] == "#" and link[1:] in page.ids for link in page.links), page.links
assert page.counts["svg"] == 2 and page.counts["circle.dot"] == 2 and page.counts["rect.rate"] >= 1, page.counts
assert "2 of 3 pairs of instruction and event were tried." in page.text and page.counts["td.none"] == 1, page.counts
assert '<interp>/switch & beq' in page.text and 'next_pc "differs"' in page.text
