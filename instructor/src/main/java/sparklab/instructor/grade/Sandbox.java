package sparklab.instructor.grade;

import static sparklab.cli.Text.key;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import sparklab.cli.Processes;
import sparklab.lab.exercise.Workers;
import sparklab.lab.home.Folders;
import sparklab.lab.home.LabModule;
import sparklab.lab.runtime.ClassArchive;
import sparklab.lab.runtime.SparkHome;
import sparklab.worker.CompileServer;
import sparklab.worker.Worker;

/**
 * Workers behind bubblewrap's walls: no network, no other process, no file but the JDK, Spark's
 * jars, the worker's and the module's, all read-only, and a small folder for temporary files; and
 * none of the system calls that {@link Seccomp} refuses.
 *
 * <p>The chain is {@code bwrap} → {@code setpriv}, if this is root → {@code prlimit} → {@code
 * java}. What limits cannot bind, memory over all processes and their number, is watched from
 * outside.
 */
final class Sandbox extends Workers {

  /** How it is called in reports, before what memory is measured by. */
  static final String LEVEL = "bubblewrap";

  /** How it is called that there is none. */
  static final String NONE = "none";

  private static final Path JARS = Path.of("/lab/jars");
  private static final Path ARCHIVES = Path.of("/lab/archives");
  private static final Path LOG_SETTINGS = Path.of("/lab/log4j2.properties");
  private static final Path SCRATCH = Path.of("/tmp");

  /**
   * Users that no machine has, one for each worker and never again: limits count by user, and the
   * kernel may keep something by user. They are above those that containers are given.
   */
  private static final int FIRST_USER = 0x70000000;

  private static final AtomicInteger NEXT_USER =
      new AtomicInteger(FIRST_USER + new SecureRandom().nextInt(1 << 26));

  private static final long MOST_MEMORY = 1_600L << 20;
  private static final int MOST_PROCESSES = 12;
  private static final int PAGE = 4096;

  private static final List<String> LIMITS =
      List.of(
          "/lab/bin/prlimit",
          "--nproc=400",
          "--data=" + (3L << 30),
          "--fsize=" + (64 << 20),
          "--nofile=1024",
          "--core=0");

  private final Path etc;
  private final Path linked; // a folder with all jars; null where they cannot be linked
  private final boolean root;
  private final boolean disablesUserSpaces;
  private final Path filter;

  /** Made once, as this process moves into one; null where there are none. */
  private static final class Groups {
    static final MemoryGroups ALL = MemoryGroups.find(MOST_MEMORY, isRoot());
  }

  /** Workers of a module's exercises; {@code etc} is a folder that {@link #prepare} has filled. */
  Sandbox(LabModule module, SparkHome spark, Path etc) throws IOException {
    super(module, spark);
    this.etc = etc;
    root = isRoot();
    filter = etc.resolve("seccomp");
    linked = linked(jars(), etc);
    disablesUserSpaces = !root && help().contains("--disable-userns");
  }

  /**
   * All jars in one folder: to mount two hundred one by one takes a worker ten times as long as all
   * else that its walls need. As they are links, a build meanwhile changes nothing.
   *
   * @return null where the file system, or another one between them, cannot link them
   */
  private static Path linked(List<Path> jars, Path etc) throws IOException {
    Path folder = Files.createTempDirectory(etc, "jars");
    // It is entered by the worker's user.
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
    try {
      for (Path jar : jars) {
        Files.createLink(folder.resolve(jar.getFileName()), jar.toRealPath());
      }
      return folder;
    } catch (IOException | UnsupportedOperationException impossible) {
      Folders.delete(folder);
      return null;
    }
  }

  /** How it is called in reports. */
  String level() {
    return LEVEL
        + (Groups.ALL == null ? key(", memory by resident pages") : key(", memory by cgroup"))
        + (Files.exists(filter) ? "" : key(", no filter of system calls"));
  }

  private static String help() throws IOException {
    Path bwrap = find("bwrap");
    if (bwrap == null) {
      return "";
    }
    Process help = new ProcessBuilder(bwrap.toString(), "--help").redirectErrorStream(true).start();
    return new String(help.getInputStream().readAllBytes());
  }

  /** Writes the few files that a worker's system lacks otherwise. */
  static void prepare(Path etc) throws IOException {
    Files.writeString(etc.resolve("hosts"), "127.0.0.1 localhost sandbox\n");
    Seccomp.write(etc.resolve("seccomp"));
  }

  /** The only users of a worker's system. */
  private Path passwd(int user) throws IOException {
    Path file = etc.resolve("passwd-" + user);
    Files.writeString(
        file,
        "root:x:0:0::/:/bin/false%nsolution:x:%d:%d::/tmp:/bin/false%n".formatted(user, user));
    return file;
  }

  private static boolean isRoot() {
    try {
      return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
    } catch (IOException | UnsupportedOperationException | IllegalArgumentException noLinux) {
      return false;
    }
  }

  /**
   * Tries whether this machine has what the walls need.
   *
   * @return null if it has, otherwise what it lacks
   */
  String lacks() throws IOException, InterruptedException {
    for (String program :
        root ? List.of("bwrap", "setpriv", "prlimit") : List.of("bwrap", "prlimit")) {
      if (find(program) == null) {
        return "there is no " + program + " (Debian and Ubuntu: apt install bubblewrap util-linux)";
      }
    }
    int user = NEXT_USER.getAndIncrement();
    List<String> command = walls(List.of(), user);
    command.addAll(inside(user));
    command.addAll(List.of(java(), "-Xshare:auto", "-version"));
    Process probe = process(command, etc).redirectErrorStream(true).start();
    probe.getOutputStream().close();
    String said = new String(probe.getInputStream().readAllBytes());
    if (!probe.waitFor(1, TimeUnit.MINUTES)) {
      probe.destroyForcibly();
      return "bwrap does not end";
    }
    return probe.exitValue() == 0 ? null : "bwrap fails: " + said.strip();
  }

  @Override
  public Process start(Path archive, Path scratch) throws IOException {
    List<String> binds = new ArrayList<>();
    List<String> option = new ArrayList<>();
    if (archive != null) {
      Path seen = ARCHIVES.resolve(archive.getFileName());
      bind(binds, archive, seen);
      option.add(ClassArchive.using(seen));
    }
    return start(Worker.class, binds, false, option, scratch);
  }

  @Override
  public Process startCompiler(Path scratch) throws IOException {
    return start(CompileServer.class, List.of(), false, List.of(), scratch);
  }

  /**
   * Only for the instructors' own solution: it may write into the folder of the archives, and an
   * archive is larger than a file of a solution may be.
   */
  @Override
  public Process startTraining(Path unfinished, Path scratch) throws IOException {
    Path folder = unfinished.toAbsolutePath().getParent();
    Files.createDirectories(folder);
    List<String> binds = parents(ARCHIVES);
    binds.addAll(List.of("--bind", folder.toString(), ARCHIVES.toString()));
    Path seen = ARCHIVES.resolve(unfinished.getFileName());
    return start(Worker.class, binds, true, List.of(ClassArchive.writing(seen)), scratch);
  }

  private Process start(
      Class<?> program, List<String> ofArchive, boolean trusted, List<String> option, Path scratch)
      throws IOException {
    List<Path> seen = new ArrayList<>();
    List<String> binds = new ArrayList<>();
    if (linked != null) {
      bind(binds, linked, JARS);
    }
    for (Path host : jars()) {
      Path jar = JARS.resolve(host.getFileName());
      seen.add(jar);
      if (linked == null) {
        // links into the local repository: what they lead to is bound, not the repository
        bind(binds, host.toRealPath(), jar);
      }
    }
    bind(binds, logSettings(), LOG_SETTINGS);
    binds.addAll(ofArchive);
    int user = NEXT_USER.getAndIncrement();
    List<String> command = walls(binds, user);
    if (!trusted) {
      command.addAll(inside(user));
    }
    command.addAll(java(program, option, SCRATCH, seen, LOG_SETTINGS));
    Path group = Groups.ALL == null ? null : Groups.ALL.make();
    if (group != null) {
      command.addAll(0, MemoryGroups.enter(group));
    }
    ProcessBuilder builder = process(command, scratch);
    builder.environment().clear();
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    builder.environment().put("LANG", "C.UTF-8");
    builder.environment().put("HOME", SCRATCH.toString());
    builder.environment().put("PATH", "/usr/bin:/bin");
    Process process = builder.start();
    if (group != null) {
      Groups.ALL.put(process, group);
    }
    return process;
  }

  private static String java() {
    return Processes.java();
  }

  /** The words of bwrap, up to the program that it is to run. */
  private List<String> walls(List<String> binds, int user) throws IOException {
    List<String> words = new ArrayList<>();
    if (Files.exists(filter)) {
      words.addAll(List.of("bash", "-c", "exec 5<\"$0\"; exec \"$@\"", filter.toString()));
    }
    words.add(find("bwrap").toString());
    if (Files.exists(filter)) {
      words.addAll(List.of("--seccomp", "5"));
    }
    if (root) {
      words.addAll(
          List.of(
              "--unshare-ipc",
              "--unshare-pid",
              "--unshare-net",
              "--unshare-uts",
              "--unshare-cgroup-try"));
    } else {
      words.addAll(List.of("--unshare-all", "--uid", "" + user, "--gid", "" + user));
      if (disablesUserSpaces) {
        words.addAll(List.of("--unshare-user", "--disable-userns"));
      }
    }
    words.addAll(List.of("--hostname", "sandbox", "--new-session", "--die-with-parent"));
    tmpfs(words, "/", 4 << 20);
    words.addAll(List.of("--perms", "1777"));
    words.addAll(List.of("--size", "" + (256 << 20), "--tmpfs", SCRATCH.toString()));
    for (String name : List.of("/lib", "/lib64", "/usr/lib", "/usr/lib64")) {
      Path folder = Path.of(name);
      if (Files.isSymbolicLink(folder)) {
        words.addAll(List.of("--symlink", Files.readSymbolicLink(folder).toString(), name));
      } else if (Files.isDirectory(folder)) {
        bind(words, folder, folder);
      }
    }
    Path jdk = Path.of(System.getProperty("java.home"));
    bind(words, jdk, jdk);
    for (Path link : linksOutOf(jdk)) {
      bind(words, link, link);
    }
    for (String program : root ? List.of("prlimit", "setpriv") : List.of("prlimit")) {
      bind(words, find(program), Path.of("/lab/bin", program));
    }
    bind(words, passwd(user), Path.of("/etc/passwd"));
    bind(words, etc.resolve("hosts"), Path.of("/etc/hosts"));
    words.addAll(binds);
    words.addAll(List.of("--proc", "/proc", "--dev", "/dev"));
    tmpfs(words, "/dev/shm", 4096);
    words.addAll(List.of("--remount-ro", "/dev/shm", "--remount-ro", "/dev", "--remount-ro", "/"));
    words.addAll(List.of("--chdir", SCRATCH.toString(), "--"));
    return words;
  }

  /** From the walls to the JVM: no privilege and bounded means. */
  private List<String> inside(int user) {
    List<String> words = new ArrayList<>();
    if (root) {
      words.addAll(
          List.of(
              "/lab/bin/setpriv",
              "--reuid",
              "" + user,
              "--regid",
              "" + user,
              "--clear-groups",
              "--no-new-privs",
              "--bounding-set=-all",
              "--inh-caps=-all",
              "--ambient-caps=-all"));
    }
    words.addAll(LIMITS);
    return words;
  }

  private static void tmpfs(List<String> words, String folder, long bytes) {
    words.addAll(List.of("--perms", "0755", "--size", "" + bytes, "--tmpfs", folder));
  }

  private static void bind(List<String> words, Path from, Path to) {
    words.addAll(parents(to));
    words.addAll(List.of("--ro-bind", from.toString(), to.toString()));
  }

  /** The folders above a path, which everybody may enter: bwrap's own are for root alone. */
  private static List<String> parents(Path path) {
    List<String> words = new ArrayList<>();
    for (int names = 1; names < path.getNameCount(); names++) {
      words.addAll(List.of("--perms", "0755", "--dir", "/" + path.subpath(0, names)));
    }
    return words;
  }

  /** Files elsewhere that a JDK's settings are links to, as Debian's are. */
  private static Set<Path> linksOutOf(Path jdk) throws IOException {
    Set<Path> found = new TreeSet<>();
    for (String name : List.of("conf", "lib")) {
      try (Stream<Path> all = Files.walk(jdk.resolve(name))) {
        for (Path link : all.filter(Files::isSymbolicLink).toList()) {
          Path target = link.getParent().resolve(Files.readSymbolicLink(link)).normalize();
          if (Files.exists(target) && !target.startsWith(jdk) && !target.startsWith("/usr/lib")) {
            found.add(target);
          }
        }
      }
    }
    return new LinkedHashSet<>(found);
  }

  private static Path find(String program) {
    return Stream.of("/usr/bin", "/bin", "/usr/sbin", "/usr/local/bin")
        .map(folder -> Path.of(folder, program))
        .filter(file -> Files.isExecutable(file) && Files.isRegularFile(file, followed()))
        .findFirst()
        .orElse(null);
  }

  private static LinkOption[] followed() {
    return new LinkOption[0];
  }

  @Override
  public String objection(Process worker, List<ProcessHandle> started) {
    if (started.size() > MOST_PROCESSES) {
      return key("started other processes");
    }
    long memory = Groups.ALL == null ? 0 : Groups.ALL.held(worker);
    if (Groups.ALL == null) {
      for (ProcessHandle one : started) {
        memory += resident(one.pid());
      }
    }
    return memory > MOST_MEMORY
        ? key("used more than %d MB of memory").formatted(MOST_MEMORY >> 20)
        : null;
  }

  /** What a process holds of memory, in bytes; 0 if it has just ended. */
  private static long resident(long pid) {
    try {
      String[] pages = Files.readString(Path.of("/proc", "" + pid, "statm")).split(" ");
      return Long.parseLong(pages[1]) * PAGE;
    } catch (IOException ended) {
      return 0;
    }
  }
}
