package sparklab.instructor.grade;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sparklab.lab.process.AtExit;

/**
 * The kernel's account of what a worker and all that it starts hold of memory: control groups,
 * version 2, one for each worker. Pages that no process shows count too.
 *
 * <p>They need a group that may be divided: the machine's for root, a delegated one for others,
 * such as {@code systemd-run --user --scope -p Delegate=yes} gives.
 */
final class MemoryGroups {

  private static final AtomicInteger NEXT = new AtomicInteger();

  private final Path parent;
  private final long most;
  private final Map<Long, Path> byWorker = new ConcurrentHashMap<>();

  private MemoryGroups(Path parent, long most) {
    this.parent = parent;
    this.most = most;
  }

  /**
   * The groups of this process.
   *
   * @param most what a worker may hold, in bytes
   * @return null if there are none here, or none that this user may divide
   */
  static MemoryGroups find(long most, boolean root) {
    try {
      Path mount =
          Files.readAllLines(Path.of("/proc/self/mounts")).stream()
              .map(line -> line.split(" "))
              .filter(words -> words[2].equals("cgroup2"))
              .map(words -> Path.of(words[1]))
              .findFirst()
              .orElse(null);
      String own =
          Files.readAllLines(Path.of("/proc/self/cgroup")).stream()
              .filter(line -> line.startsWith("0::/"))
              .map(line -> line.substring("0::/".length()))
              .findFirst()
              .orElse(null);
      return mount == null || own == null
          ? null
          : in(root ? mount : mount.resolve(own), most, root);
    } catch (IOException | RuntimeException none) {
      return null;
    }
  }

  /** Divides a group; null if it cannot be. */
  static MemoryGroups in(Path group, long most, boolean root) throws IOException {
    if (!List.of(Files.readString(group.resolve("cgroup.controllers")).split("\\s+"))
        .contains("memory")) {
      return null;
    }
    Path parent = group;
    if (root) {
      parent = group.resolve("sparklab-" + ProcessHandle.current().pid());
      switchOn(group);
      Path ours = Files.createDirectory(parent);
      AtExit.end(() -> remove(ours));
    } else {
      // a group that is divided holds no process itself
      Path leaf = group.resolve("grader");
      Set<String> ours =
          Stream.concat(Stream.of(ProcessHandle.current()), ProcessHandle.current().descendants())
              .map(one -> "" + one.pid())
              .collect(Collectors.toSet());
      List<String> inside = Files.readAllLines(group.resolve("cgroup.procs"));
      if (!ours.containsAll(inside)) {
        return null; // it is not ours alone
      }
      if (!Files.isDirectory(leaf)) {
        Files.createDirectory(leaf);
      }
      for (String process : inside) {
        Files.writeString(leaf.resolve("cgroup.procs"), process);
      }
    }
    switchOn(parent);
    MemoryGroups groups = new MemoryGroups(parent, most);
    Path probe = groups.make();
    Files.delete(probe);
    return groups;
  }

  private static void switchOn(Path group) throws IOException {
    Files.writeString(group.resolve("cgroup.subtree_control"), "+memory");
  }

  /** A group for one worker. */
  Path make() throws IOException {
    Path group = Files.createDirectory(parent.resolve("worker-" + NEXT.getAndIncrement()));
    // what is looked at is told as such; this is for what grows faster than one looks
    Files.writeString(group.resolve("memory.max"), "" + (most + most / 8));
    if (Files.exists(group.resolve("memory.swap.max"))) {
      Files.writeString(group.resolve("memory.swap.max"), "0");
    }
    return group;
  }

  /** The words in front of a command that put it into a group. */
  static List<String> enter(Path group) {
    return List.of("bash", "-c", "echo $$ >\"$0/cgroup.procs\" && exec \"$@\"", group.toString());
  }

  /** Remembers whose group it is, until the worker has ended. */
  void put(Process worker, Path group) {
    byWorker.put(worker.pid(), group);
    worker
        .onExit()
        .thenRun(
            () -> {
              byWorker.remove(worker.pid());
              remove(group);
            });
  }

  private static void remove(Path group) {
    try {
      Files.deleteIfExists(group);
    } catch (IOException stillInUse) {
      // an empty group stays, until the machine starts anew
    }
  }

  /** What a worker holds, in bytes; files that it has only read do not count. */
  long held(Process worker) {
    Path group = byWorker.get(worker.pid());
    return group == null ? 0 : held(group);
  }

  static long held(Path group) {
    try (Stream<String> lines = Files.lines(group.resolve("memory.stat"))) {
      return lines
          .filter(line -> line.startsWith("anon ") || line.startsWith("shmem "))
          .mapToLong(line -> Long.parseLong(line.substring(line.indexOf(' ') + 1)))
          .sum();
    } catch (IOException | RuntimeException ended) {
      return 0;
    }
  }
}
