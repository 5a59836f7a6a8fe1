"""Planted bugs as patches: reading, applying, writing.

A patch is patches/PART/NAME.patch: what the bug does, a line "Checks:" with the checks that have to see it, and what
`diff -u` prints, so that `patch -p1` can plant it as well. Line numbers and counts are hints only: a hunk goes where its
lines are. Up to FUZZ lines of its outer context may have changed, if what is left occurs once. If it fits nowhere, or in several places alike,
that is an error: a bug that moves elsewhere would be evidence of nothing."""
import difflib, glob, os, re

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
FOLDER = os.path.join(HERE, "patches")
CONTEXT, FUZZ = 3, 2


class Misfit(Exception):
    """A patch that does not apply, or is none."""


class Hunk:
    def __init__(self, line, counts=None):
        self.line, self.lines = line, []  # lines with their first character: ' ', '-' or '+'
        self.counts = counts  # of lines before and after, as its head has them

    def is_exact(self):
        return self.counts == (len(self.side("-")), len(self.side("+")))

    def side(self, sign):
        return [l[1:] for l in self.lines if l[0] in (" ", sign)]


class Patch:
    def __init__(self, name, part, description, checks, files):
        self.name, self.part, self.description, self.checks, self.files = name, part, description, checks, files

    @property
    def path(self):
        return os.path.join(FOLDER, self.part, self.name + ".patch")

    def apply(self, read):
        """[(file, text before, text after)]; `read` gives the text of a file, or None."""
        result = []
        self.is_exact = all(hunk.is_exact() for _, hunks in self.files for hunk in hunks)  # patch(1) would apply it
        for file, hunks in self.files:
            before = read(file)
            if before is None:
                raise Misfit("no file " + file)
            lines = before.split("\n")
            moved = 0
            for hunk in hunks:
                lines, moved, fuzz = apply_hunk(lines, hunk, moved, file)
                self.is_exact = self.is_exact and fuzz == 0
            result.append((file, before, "\n".join(lines)))
        return result


def places(lines, wanted):
    return [i for i in range(len(lines) - len(wanted) + 1) if lines[i:i + len(wanted)] == wanted] if wanted else []


def trimmed(hunk, fuzz):
    """The hunk without the outermost lines of its context; what is left, and how many went from its head."""
    lines, head = list(hunk.lines), 0
    while head < fuzz and lines and lines[0][0] == " ":
        lines, head = lines[1:], head + 1
    for _ in range(fuzz):
        if lines and lines[-1][0] == " ":
            lines = lines[:-1]
    result = Hunk(hunk.line + head)
    result.lines = lines
    return result


def apply_hunk(lines, hunk, moved, file):
    """The lines after it, how far away from its number it was, and how much of its context was left out."""
    for fuzz in range(FUZZ + 1):
        part = trimmed(hunk, fuzz)
        old = part.side("-")
        found = places(lines, old)
        if len(found) > 1:
            expected = part.line - 1 + moved
            found.sort(key=lambda i: abs(i - expected))
            # With all of its context the nearest one is meant, as with patch(1).
            if fuzz > 0 or abs(found[0] - expected) == abs(found[1] - expected):
                raise Misfit("%s:%d: the lines of the hunk occur %d times" % (file, hunk.line, len(found)))
        if found:
            at = found[0]
            return lines[:at] + part.side("+") + lines[at + len(old):], at - (part.line - 1), fuzz
    changed = [l[1:] for l in hunk.lines if l[0] == "-"] or hunk.side("-")
    near = [str(i + 1) for i in places(lines, changed)]
    raise Misfit("%s:%d: the lines of the hunk are not there%s" %
                 (file, hunk.line, "; those that it changes are at " + ", ".join(near) if near else ""))


def parse(path):
    name, part = os.path.basename(path)[:-len(".patch")], os.path.basename(os.path.dirname(path))
    description, checks, files, where = [], [], [], os.path.relpath(path, ROOT)
    for number, line in enumerate(open(path).read().split("\n")[:-1], 1):
        if line.startswith("--- a/"):
            files.append((line[len("--- a/"):], []))
        elif not files:
            if line.startswith("Checks:"):
                checks = line.split()[1:]
            elif line:
                description.append(line)
        elif line.startswith("+++ b/"):
            continue
        elif line.startswith("@@"):
            head = re.match(r"@@ -(\d+)(?:,(\d+))? \+\d+(?:,(\d+))? @@", line)
            if head is None:
                raise Misfit("%s:%d: not the head of a hunk" % (where, number))
            files[-1][1].append(Hunk(int(head.group(1)), (int(head.group(2) or 1), int(head.group(3) or 1))))
        elif line == "" or line[0] in " -+":
            files[-1][1][-1].lines.append(line or " ")
        elif not line.startswith("\\"):
            raise Misfit("%s:%d: not a line of a patch" % (where, number))
    if not checks or not files or not description:
        raise Misfit("%s: lacks %s" % (where, "a description" if not description else "the line 'Checks:'" if not checks else "the change"))
    return Patch(name, part, "\n".join(description), checks, files)


def function_at(lines, index):
    """The head of the function that a line is in, as diff -p shows it."""
    for i in range(index, -1, -1):
        if re.match(r"[A-Za-z_$](?!\w*:)", lines[i]):
            return " " + lines[i][:60].rstrip()
    return ""


def write(patch, changes):
    """Writes the patch with these changes, [(file, before, after)]. True if the file is another one now."""
    text = patch.description + "\n\nChecks: " + " ".join(patch.checks) + "\n"
    for file, before, after in changes:
        lines = before.split("\n")
        for line in difflib.unified_diff(lines, after.split("\n"), "a/" + file, "b/" + file, n=CONTEXT, lineterm=""):
            header = re.match(r"@@ -(\d+)", line)
            text += line + (function_at(lines, int(header.group(1)) - 2) if header else "") + "\n"
    old = open(patch.path).read() if os.path.exists(patch.path) else None
    if old == text:
        return False
    os.makedirs(os.path.dirname(patch.path), exist_ok=True)
    open(patch.path, "w").write(text)
    return True


def source(file):
    path = os.path.join(ROOT, file)
    return open(path).read() if os.path.exists(path) else None


def load(part="*"):
    """All patches, or those of a part. Two of one name are an error."""
    patches = [parse(path) for path in sorted(glob.glob(os.path.join(FOLDER, part, "*.patch")))]
    seen = {}
    for patch in patches:
        if patch.name in seen and "planted" not in (patch.part, seen[patch.name]):
            raise Misfit("two patches are called " + patch.name)
        seen[patch.name] = patch.part
    return patches
