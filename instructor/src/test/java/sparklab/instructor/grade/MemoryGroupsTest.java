package sparklab.instructor.grade;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is asked of control groups, and where there are none. */
class MemoryGroupsTest {

  private static final long MOST = 800;

  /** Ordinary files in place of the kernel's. */
  @TempDir Path group;

  private void controllers(String names) throws IOException {
    Files.writeString(group.resolve("cgroup.controllers"), names);
  }

  @Test
  void aMachineThatDoesNotCountMemoryHasNone() throws IOException {
    controllers("cpu io pids\n");
    assertThat(MemoryGroups.in(group, MOST, false)).isNull();
    assertThat(group.resolve("grader")).doesNotExist();
  }

  @Test
  void aGroupWithOthersInItIsNotDivided() throws IOException {
    controllers("cpu memory\n");
    Files.writeString(group.resolve("cgroup.procs"), "1\n" + ProcessHandle.current().pid() + "\n");
    assertThat(MemoryGroups.in(group, MOST, false)).isNull();
    assertThat(group.resolve("grader")).doesNotExist();
    assertThat(group.resolve("cgroup.subtree_control")).doesNotExist();
  }

  /** Memory that no process shows is there as shmem; files that were only read are not held. */
  @Test
  void whatNoProcessShowsCounts() throws IOException {
    Files.writeString(
        group.resolve("memory.stat"), "anon 500\nfile 90000\nkernel 7\nshmem 2600\nanon_thp 0\n");
    assertThat(MemoryGroups.held(group)).isEqualTo(3100);
    assertThat(MemoryGroups.held(group.resolve("ended"))).isZero();
  }
}
