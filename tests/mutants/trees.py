"""What a planted bug is built into and run as: trees of sources, objects, guests. A bug is planted in one tree at a time;
what it does not reach is taken from the clean objects."""
import fcntl, glob, hashlib, os, pickle, re, resource, shutil, signal, subprocess, sys, tempfile, time

from patches import HERE, ROOT, Misfit

BUILD = os.path.abspath(os.environ.get("BUILD", os.path.join(ROOT, "build")))
WORK = os.environ.get("MUTANTS_WORK", os.path.join(BUILD, "mutants"))
CC = os.environ.get("CC", "cc")
LIMIT = int(os.environ.get("LIMIT", "60"))
FLAGS = ["-std=c11", "-O1", "-w", "-Iinclude", "-MMD", "-MP"]
SMALL = {"core/machine/shadow.h": [("SHADOWS_MAX = [0-9]*", "SHADOWS_MAX = 3"), ("SHADOW_TABLES_MAX = [0-9]*", "SHADOW_TABLES_MAX = 5")],
         "core/machine/shadow.c": [("BUCKETS = [0-9]*", "BUCKETS = 1")],
         "core/mipster/cache.h": [("DECODED_PAGES_MAX = [0-9]*", "DECODED_PAGES_MAX = 3"), ("SPACES_MAX = [0-9]*", "SPACES_MAX = 2"), ("REMEMBERED_PAGES = [0-9]*", "REMEMBERED_PAGES = 2")]}
COPIED = ("core", "host", "include", "tests/switch", "tests/machine", "tests/isa", "tests/translate", "tests/mixter", "tests/library", "tests/fuzz")
CASES = ["tests/switch/cases", "tests/switch/cases_faults", "tests/switch/cases_changes", "tests/switch/cases_roles", "tests/switch/cases_many", "tests/switch/tower"]
SCENE = ["tests/switch/scene", "tests/switch/definition"]
WORLD = ["tests/machine/world", "tests/isa/generate"]
EAGER = ["tests/translate/eager", "tests/machine/world"]
STATES = ["tests/fuzz/" + name[:-2] for name in sorted(os.listdir(os.path.join(ROOT, "tests/fuzz"))) if name.endswith(".c") and name != "feedback.c"]
# Programs of tests: their own objects; the rest comes from an archive of the whole program.
TESTS = {"cases": CASES + SCENE, "random": ["tests/switch/random"] + SCENE,
         "steps": ["tests/machine/steps"] + WORLD, "engines": ["tests/machine/engines"] + WORLD,
         "words": ["tests/isa/words", "tests/isa/generate"], "sequences": ["tests/isa/sequences", "tests/isa/generate"],
         "comparison": ["tests/mixter/comparison"], "wrong": ["tests/mixter/wrong", "core/main"],
         "translate-random": ["tests/translate/random"] + EAGER, "translate-limits": ["tests/translate/limits"] + EAGER,
         "states": STATES}
# Programs of tests of libmixter, which takes the place of what it defines itself.
LIBRARY_TESTS = ("functions", "details", "tower", "walk", "exhausted")
WRAPPED = ["-Wl,--wrap=" + name for name in ("malloc", "calloc", "realloc")]
SMALL_FOLDERS = ("core/isa/", "core/float/", "core/machine/", "core/mipster/", "core/memory", "core/panic", "host/arena")  # what is compiled for the tree "small"


class Bad(Exception):
    """A patch that cannot be tried."""


class Caught(Exception):
    """What a check has seen."""


class Crashed(Exception):
    pass


class Hangs(Exception):
    pass


class Unfinished(Exception):
    """Stopped by the clock: it may have waited for ever, or for a busy machine."""


class Result:
    def __init__(self, status, out, err):
        self.status, self.out, self.err = status, out, err


def by_clock(seconds):
    """How long what may use so much processor time may take."""
    return 20 * seconds + 600


def limited(command, cwd=None, stdin=b"", limit=LIMIT, env={}):
    """A program that may use so many seconds of processor time: other work on the machine makes no difference."""
    name = " ".join(os.path.basename(c) for c in command[:6])
    with subprocess.Popen(command, cwd=cwd, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=env) as p:
        try:
            resource.prlimit(p.pid, resource.RLIMIT_CPU, (int(limit + 1), int(limit + 2)))
        except ProcessLookupError:
            pass  # so soon
        try:
            out, err = p.communicate(stdin, by_clock(limit))
        except subprocess.TimeoutExpired:
            p.kill()
            raise Unfinished(name)
    if p.returncode == -signal.SIGXCPU or b"the limit of processor time (ulimit -t)" in err:
        raise Hangs(name)
    return subprocess.CompletedProcess(command, p.returncode, out, err)


def session_seconds(session):
    """The processor time of all processes of a session, with that of those that they have waited for."""
    ticks = 0
    for path in glob.glob("/proc/[0-9]*/stat"):
        try:
            words = open(path).read().rsplit(")", 1)[1].split()
        except OSError:
            continue  # it has ended
        if int(words[3]) == session:
            ticks += sum(int(word) for word in words[11:15])
    return ticks / os.sysconf("SC_CLK_TCK")


def script(command, cwd=None, env=None, limit=3 * LIMIT):
    """The status of a script, and what it has printed. The limit is one of all its processes together."""
    began, name = time.time(), os.path.basename(command[-1])
    with tempfile.TemporaryFile() as output:  # no pipe, which what it has left behind would hold open
        p = subprocess.Popen(command, cwd=cwd, stdin=subprocess.DEVNULL, stdout=output, stderr=subprocess.STDOUT, env=env, start_new_session=True)
        while True:
            try:
                p.wait(0.5 if time.time() - began < limit else 5)
                break
            except subprocess.TimeoutExpired:
                is_over = time.time() - began > limit and session_seconds(p.pid) > limit
                if is_over or time.time() - began > by_clock(limit):
                    os.killpg(p.pid, signal.SIGKILL)
                    p.wait()
                    raise (Hangs if is_over else Unfinished)(name)
        output.seek(0)
        return p.returncode, output.read().decode("latin-1")


def run(command, cwd=None, stdin=b"", limit=None):
    """A program, without an environment. Signals and our own internal errors are crashes."""
    p = limited(command, cwd, stdin, limit or LIMIT)
    err = p.stderr.decode("latin-1")
    if p.returncode < 0 or "internal error" in err or "mixter: out of memory\n" in err:
        raise Crashed("signal %d" % -p.returncode if p.returncode < 0 else err.strip().split("\n")[-1][:100])
    return Result(p.returncode, p.stdout, err)


def compiled(command, cwd):
    p = subprocess.run(command, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    if p.returncode != 0:
        raise Bad("is not compiled: " + p.stdout.decode("latin-1").strip().split("\n")[0][:160])


# ---- guests ----

def build_guests(folder, starc):
    """name -> file; everything is small."""
    os.makedirs(folder, exist_ok=True)
    guests = {}
    source = os.path.join(HERE, "guests")

    def assemble(name, file, defines=(), flags=()):
        guests[name] = os.path.join(folder, name)
        obj = guests[name] + ".o"
        compiled(["mipsel-linux-gnu-as", "-mips32r2", "-o", obj] + ["--defsym=%s" % d for d in defines] + [os.path.join(source, file)], folder)
        compiled(["mipsel-linux-gnu-ld", "-o", guests[name]] + list(flags) + [obj], folder)

    assemble("plain", "operations.s")
    assemble("mips32", "operations.s", ["MIPS32=1"])
    assemble("few", "operations.s", ["MIPS32=1", "FEW=1"])
    for name in ("flow", "counter"):
        assemble(name, name + ".s")
    assemble("sense", "sense.s", (), ["-T", os.path.join(source, "apart.ld")])
    for name in MACHINE_GUESTS:
        assemble(name, "../../machine/guests/%s.s" % name)
    assemble("modify", "modify.s", (), ["-N"])
    for case in range(len(DIE)):
        assemble("die-%d" % case, "die.s", ["CASE=%d" % case])
    for name, case in PLANTED.items():
        assemble("planted-" + name, "planted.s", ["CASE=%d" % case])
    tests = os.path.join(ROOT, "tests")
    for name, file in (("switch", source + "/switch.c"), ("calls", source + "/calls.c"), ("many", source + "/many.c"), ("tiny", tests + "/hypster/tiny.c"), ("tower", tests + "/hypster/tiny.c"), ("hello", tests + "/hypster/hello.c"),
                       ("setjmp", tests + "/language/setjmp_longjmp.c"), ("structs", tests + "/language/struct_values.c"),
                       ("calculator", tests + "/language/program_calculator.c"), ("queens", tests + "/language/program_queens.c"),
                       ("divide", tests + "/language/long_divide.c")):
        guests[name] = os.path.join(folder, name)
        compiled([starc, "-o", guests[name], file], folder)
    with open(guests["calls"], "ab") as file:
        file.write(b"x" * (5 - os.path.getsize(guests["calls"]) % 4))  # nothing has to end with a whole word
    for name in ("structs", "calculator", "queens"):
        file = {"structs": "struct_values", "calculator": "program_calculator", "queens": "program_queens"}[name]
        guests["gcc-" + name] = os.path.join(folder, "gcc-" + name)
        compiled([os.path.join(ROOT, "lib/gcc/cc"), "-w", "-O2", "-o", guests["gcc-" + name], tests + "/language/%s.c" % file], folder)
    return guests


PLANTED = {"register": 1, "memory": 2, "hi": 3, "page": 4, "count": 5, "link": 6, "address": 7, "last-word": 10, "one-go": 11}
MACHINE_GUESTS = ["store-conditional-other", "far-positions", "arguments", "kernel-address", "read-null", "write-text", "division", "exit-status", "recursion", "abort"]
DIE = ["die-%d" % i for i in range(29)]
# Where qemu itself is not as Linux is (it says 139 for a misaligned jump, which Linux calls 135), or what it leaves open.
QEMU = ["plain", "mips32", "flow"] + [d for d in DIE if d != "die-13"] + ["setjmp", "structs", "calculator", "divide", "queens", "calls"] + MACHINE_GUESTS
GCC = ["gcc-structs", "gcc-calculator", "gcc-queens"]
ARGUMENTS = {"tiny": ["50", "hello"], "tower": ["300", "switch"]}


def locked(path, wait=True):
    """The open file whose lock this process has, until it ends; None if another one has it and `wait` is not wanted."""
    file = open(path, "a")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        file.close()
        return None
    return file


def sources_hash():
    """Of the names, sizes and times of all that is compiled here."""
    h = hashlib.sha256()
    for top in sorted(COPIED + ("lib", "tests/mutants", "PROGRAMS", "Makefile")):
        folders = sorted(os.walk(os.path.join(ROOT, top))) or [(ROOT, [], [top])]
        for folder, _, files in folders:
            for file in sorted(files):
                if file.endswith((".patch", ".pyc")) and "planted" not in folder:
                    continue
                status = os.stat(os.path.join(folder, file))
                h.update(("%s/%s %d %d\n" % (folder, file, status.st_size, status.st_mtime_ns)).encode())
    return h.hexdigest()


class Bench:
    """One tree of sources and objects in which one bug at a time is planted: the first that no other process has. It stays for the
    next, unless a bug is in it still, or the sources have changed."""

    def __init__(self, clean):
        self.clean = clean
        number, self.lock = 0, None
        while self.lock is None:
            self.folder = os.path.join(WORK, "bench%d" % number)
            os.makedirs(self.folder, exist_ok=True)
            self.lock, number = locked(self.folder + ".lock", False), number + 1
        self.trees = {"whole": os.path.join(self.folder, "whole"), "small": os.path.join(self.folder, "small")}
        self.here = os.path.join(self.folder, "here")
        self.state = os.path.join(self.folder, "sources")  # which ones there are, without a bug
        if not os.path.exists(self.state) or open(self.state).read() != clean.sources_hash:
            self.copy()
        self.reset()

    def mark(self, is_clean):
        if is_clean:
            open(self.state, "w").write(self.clean.sources_hash)
        elif os.path.exists(self.state):
            os.unlink(self.state)

    def copy(self):
        self.mark(False)
        for name, tree in self.trees.items():
            shutil.rmtree(tree, ignore_errors=True)
            for part in COPIED:
                shutil.copytree(os.path.join(ROOT, part), os.path.join(tree, part))
        shutil.copytree(os.path.join(ROOT, "lib"), os.path.join(self.trees["whole"], "lib"))
        shutil.copy(os.path.join(ROOT, "PROGRAMS"), self.trees["whole"])
        os.makedirs(os.path.join(self.trees["whole"], "build"))
        shutil.copy(os.path.join(ROOT, "build/library.c"), os.path.join(self.trees["whole"], "build"))
        for file, edits in SMALL.items():
            path = os.path.join(self.trees["small"], file)
            text = open(path).read()
            for old, new in edits:
                text = re.sub(old, new, text)
            open(path, "w").write(text)
        self.mark(True)

    def reset(self):
        self.changed, self.cache = None, {}
        shutil.rmtree(self.here, ignore_errors=True)
        os.makedirs(self.here)

    def plant(self, patch):
        self.reset()
        self.mark(False)
        self.patch, self.changed, self.saved = patch, [file for file, _ in patch.files], []
        for tree in self.trees.values():
            for p in (self.clean.planted if patch.part == "verifier" else []) + [patch]:
                try:
                    changes = p.apply(lambda file: open(os.path.join(tree, file)).read() if os.path.exists(os.path.join(tree, file)) else None)
                except Misfit as misfit:
                    raise Bad("does not apply: %s: %s" % (p.name, misfit))
                for file, before, after in changes:
                    path = os.path.join(tree, file)
                    self.saved.append((path, before))
                    open(path, "w").write(after)

    def restore(self):
        for path, text in reversed(self.saved):
            open(path, "w").write(text)
        self.saved = []
        self.mark(True)

    def objects(self, kind, sources):
        """Objects of this tree: clean ones where the bug is not included."""
        result = []
        for source in sources:
            clean = os.path.join(self.clean.objects, kind, source + ".o")
            if self.changed is None or not any(affected(clean, file) for file in self.changed):
                result.append(clean)
                continue
            key = kind + ":" + source
            if key not in self.cache:
                obj = os.path.join(self.folder, kind + "-objects", source + ".o")
                os.makedirs(os.path.dirname(obj), exist_ok=True)
                compiled([CC] + FLAGS + ["-c", "-o", obj, source + ".c"], self.trees[kind])
                self.cache[key] = obj
            result.append(self.cache[key])
        return result

    def linked(self, name, kind, sources, extra=()):
        key = "exe:" + name
        if key not in self.cache:
            exe = os.path.join(self.folder, name)
            compiled([CC, "-o", exe] + self.objects(kind, sources) + list(extra), self.folder)
            self.cache[key] = exe
        return self.cache[key]

    def archive(self, kind):
        """All that a test program may need, so that nobody lists what it is made of."""
        key = "archive:" + kind
        if key not in self.cache:
            archive = os.path.join(self.folder, kind + ".a")
            if os.path.exists(archive):
                os.unlink(archive)
            compiled(["ar", "rcsT", archive] + self.objects(kind, self.clean.sources[kind]), self.folder)
            self.cache[key] = archive
        return self.cache[key]

    def test(self, name, kind="whole"):
        return self.linked(name + "-" + kind, kind, TESTS[name], [self.archive(kind)] + (self.clean.data if kind == "whole" else []))

    def library_test(self, name):
        sources = ["tests/library/" + name] + self.clean.library
        return self.linked("library-" + name, "whole", sources, [self.image] + (WRAPPED if name == "exhausted" else []) +
                           ["-Wl,-z,muldefs", self.archive("whole")] + self.clean.data + ["-pthread"])

    def is_in_host(self):
        return self.changed is not None and self.patch.part in ("beneath", "both", "compiler", "translator", "supervisor", "others")

    @property
    def host(self):
        if not self.is_in_host():
            return self.clean.host
        return self.linked("mixter", "whole", self.clean.program, self.clean.data)

    @property
    def elf(self):
        if self.changed is None or self.patch.part in ("beneath", "compiler", "translator", "library", "campaign", "others"):
            return self.clean.elf
        if "elf" not in self.cache:
            elf = os.path.join(self.folder, "mixter.elf")
            compiled([self.clean.host, "starc", "-o", elf, "@PROGRAMS"], self.trees["whole"])
            self.cache["elf"] = elf
        return self.cache["elf"]

    @property
    def image(self):
        """The object that carries the image."""
        image = os.path.join(self.folder, "image")
        if "image" not in self.cache:
            with open(image + ".c", "wb") as file:
                subprocess.run([os.path.join(BUILD, "embed"), "--image", self.elf], check=True, stdout=file)
            compiled([CC, "-std=c11", "-w", "-I" + os.path.join(ROOT, "core"), "-c", "-o", image + ".o", image + ".c"], self.folder)
            self.cache["image"] = image + ".o"
        return self.cache["image"]

    @property
    def commands(self):
        """A folder with mixter under all of its names, and with its image, which scripts expect."""
        folder = os.path.join(self.folder, "commands")
        if "commands" not in self.cache:
            os.makedirs(folder, exist_ok=True)
            shutil.copy(self.elf, os.path.join(folder, "mixter.elf"))
            program = [source for source in self.clean.program if source != "host/no_image"]
            compiled([CC, "-o", os.path.join(folder, "mixter")] + self.objects("whole", program) + [self.image] + list(self.clean.data), folder)
            for name in ("starc", "mipster", "hypster"):
                if not os.path.lexists(os.path.join(folder, name)):
                    os.symlink("mixter", os.path.join(folder, name))
            compiled([CC, "-std=c11", "-w", "-shared", "-fPIC", "-o", os.path.join(folder, "engine-qemu.so"), "host/engines/qemu.c"], self.trees["whole"])
            self.cache["commands"] = folder
        return self.cache["commands"]

    @property
    def campaigns(self):
        """A folder with a clean mixter and with its program of campaigns, which has SQLite only."""
        folder = os.path.join(self.folder, "campaigns")
        if "campaigns" not in self.cache:
            os.makedirs(folder, exist_ok=True)
            shutil.copy(self.clean.host, os.path.join(folder, "mixter"))
            compiled([CC, "-o", os.path.join(folder, "mixter-campaign")] + self.objects("whole", self.clean.campaign) + ["-lsqlite3", "-lm"], folder)
            self.cache["campaigns"] = folder
        return self.cache["campaigns"]

    # ---- what is run ----

    def at_level_1(self, command, guest, stdin=b"", limit=None):
        """A command of the image on the machine. That the image itself dies is a crash."""
        command = command[1:] if command[0] == "mixter" else command
        r = run([self.host, "mipster", self.elf] + command + ([os.path.basename(guest)] if guest else []) +
                ARGUMENTS.get(os.path.basename(guest or ""), []), self.here_with(guest), stdin, limit)
        if re.search(r"^mipster: %s: " % re.escape(self.elf), r.err, re.M):
            raise Crashed(r.err.strip().split("\n")[-1][-120:])
        return r

    def at_level_0(self, command, guest, stdin=b""):
        command = command[1:] if command[0] == "mixter" else command
        return run([self.host] + command + [os.path.basename(guest)] + ARGUMENTS.get(os.path.basename(guest), []), self.here_with(guest), stdin)

    def here_with(self, guest):
        for file in [guest] + [self.clean.guests["hello"], self.clean.guests["switch"]] if guest else []:
            link = os.path.join(self.here, os.path.basename(file))
            if not os.path.exists(link):
                os.link(file, link)
        return self.here


def affected(obj, changed):
    depends = obj[:-2] + ".d"
    return re.search(r"(^|[ /])%s($|[ :\n])" % re.escape(changed), normal(depends), re.M) is not None


_normal = {}


def normal(depends):
    if depends not in _normal:
        words = open(depends).read().replace("\\\n", " ").split()
        _normal[depends] = " ".join(os.path.normpath(w.rstrip(":")) for w in words[1:]) + " "
    return _normal[depends]


class Clean:
    """Everything without bugs, and what it says: made once for the same sources, while others who want it wait."""

    def __init__(self, planted):
        os.makedirs(WORK, exist_ok=True)
        self.sources_hash, self.planted = sources_hash(), planted
        kept = os.path.join(WORK, "clean.pickle")
        with locked(kept + ".lock"):
            try:
                with open(kept, "rb") as file:
                    state = pickle.load(file)
            except (OSError, EOFError, pickle.UnpicklingError):
                state = {"sources_hash": None}
            if state["sources_hash"] == self.sources_hash:
                self.__dict__.update(state)
                return
            self.build()
            state = {key: value for key, value in self.__dict__.items() if key != "planted"}
            with open(kept + ".new", "wb") as file:
                pickle.dump(state, file)
            os.replace(kept + ".new", kept)

    def build(self):
        self.objects = os.path.join(WORK, "clean")
        subprocess.run(["make", "--no-print-directory", "-s", "-C", ROOT, "build/library.c"], check=True, stdout=subprocess.DEVNULL)
        sources = [s for s in open(os.path.join(ROOT, "PROGRAMS")).read().splitlines()]
        sources = [s.split("#")[0].strip() for s in sources]
        sources = [s[:-2] for s in sources if s.endswith(".c") and s != "core/guest.c" and not s.endswith("library.c")]
        host = [h[:-2] for h in sorted(glob.glob("host/*.c", root_dir=ROOT)) if h not in ("host/embed.c",)]
        host += [h[:-2] for folder in ("observe", "check", "engines") for h in sorted(glob.glob("host/%s/*.c" % folder, root_dir=ROOT)) if h != "host/engines/unicorn.c"]
        machine = subprocess.run([CC, "-dumpmachine"], check=True, capture_output=True, text=True).stdout.split("-")[0]
        host += [h[:-2] for h in sorted(glob.glob("host/translate/*.c", root_dir=ROOT)) if (h.endswith("none.c")) != (machine == "x86_64")]
        self.program = sources + host
        self.library = [h[:-2] for h in sorted(glob.glob("host/library/*.c", root_dir=ROOT))]
        self.campaign = [h[:-2] for h in sorted(glob.glob("host/campaign/*.c", root_dir=ROOT)) if not h.endswith(("no_sqlite.c", "/postgres.c"))]
        self.campaign += ["core/campaign", "core/command_line"]
        self.sources = {"whole": [p for p in self.program if p != "core/main"], "small": [p for p in self.program if p.startswith(SMALL_FOLDERS)]}
        bench = Bench(self)
        for kind in ("whole", "small"):
            wanted = set(self.program if kind == "whole" else self.sources["small"])
            if kind == "whole":
                wanted |= set(self.library + self.campaign + ["tests/library/" + test for test in LIBRARY_TESTS])
            for test, objects in TESTS.items():
                if kind == "whole" or test in ("cases", "random"):
                    wanted |= set(objects)
            for source in sorted(wanted):
                obj = os.path.join(self.objects, kind, source + ".o")
                if not fresh(obj, kind):
                    os.makedirs(os.path.dirname(obj), exist_ok=True)
                    compiled([CC] + FLAGS + ["-MF", obj[:-2] + ".d", "-MT", obj, "-c", "-o", obj + ".new", source + ".c"], bench.trees[kind])
                    os.replace(obj + ".new", obj)
        library = os.path.join(self.objects, "library.o")
        compiled([CC, "-std=c11", "-w", "-c", "-o", library, os.path.join(ROOT, "build/library.c")], self.objects)
        self.data = [library]
        self.host = os.path.join(self.objects, "mixter")
        compiled([CC, "-o", self.host] + bench.objects("whole", self.program) + self.data, self.objects)
        self.elf = os.path.join(self.objects, "mixter.elf")
        compiled([self.host, "starc", "-o", self.elf, "@PROGRAMS"], ROOT)
        env = dict(os.environ, BUILD=BUILD)
        subprocess.run(["make", "--no-print-directory", "-s", "-C", ROOT, "BUILD=" + BUILD, "libcstar.a"], check=True, stdout=subprocess.DEVNULL, env=env)
        self.library_guests = os.path.join(WORK, "library-guests")
        os.makedirs(self.library_guests, exist_ok=True)
        for file in glob.glob(os.path.join(ROOT, "tests/library/guests/*.c")):
            compiled([self.host_as_starc(), "-O0", "-g", "-o", os.path.join(self.library_guests, os.path.basename(file)[:-2]), file], ROOT)
        self.guests = build_guests(os.path.join(WORK, "guests"), self.host_as_starc())
        self.expected = {}
        self.learn(bench)
        bench.lock.close()

    def host_as_starc(self):
        link = os.path.join(self.objects, "starc")
        if not os.path.lexists(link):
            os.symlink("mixter", link)
        return link

    def learn(self, b):
        """What each guest prints, its status, count and digest, on the reference; the same of qemu."""
        for name, guest in self.guests.items():
            if name in ("sense",):
                continue
            engine = ["--engine", "step"] if name not in ("queens", "divide", "calculator") else []
            r = b.at_level_0(["mipster", "--stats", "--digest"] + engine, guest)
            died = re.search(r"^mipster: %s(: .*)$" % name, r.err, re.M)
            self.expected[name] = dict(status=r.status, out=r.out, retired=int(re.search(r"mipster: (\d+) instructions?", r.err).group(1)),
                                       digest=digest_line(r.err), died=died.group(1) if died else "")
        for name in QEMU + GCC:
            p = subprocess.run([shutil.which("qemu-mipsel"), name], cwd=os.path.join(WORK, "guests"), stdin=subprocess.DEVNULL,
                               stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={})
            self.expected[name]["qemu"] = (p.returncode if p.returncode >= 0 else 128 - p.returncode, p.stdout)


def fresh(obj, kind):
    if not os.path.exists(obj) or not os.path.exists(obj[:-2] + ".d"):
        return False
    when = os.path.getmtime(obj)
    for file in normal(obj[:-2] + ".d").split():
        path = os.path.join(ROOT, file)
        if not file.startswith("/") and (not os.path.exists(path) or os.path.getmtime(path) > when):
            return False
    return True


def digest_line(err):
    found = re.findall(r"state ([0-9a-f]{16}), effects ([0-9a-f]{16}) at (\d+) places", err)
    return found[0] if found else None
