package sparklab.instructor.grade;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The system calls that no solution needs: those by which it could hold memory that no process
 * shows, leave a note for a later solution in the kernel, or make a name space of its own. The
 * kernel is told by a program of its packet filter; a refused call says that there is no such call,
 * which programs are prepared for.
 */
final class Seccomp {

  /**
   * A kind of processor: the kernel's name of it, the calls that are refused by number, and the
   * number of {@code clone}, which is refused for user name spaces only.
   */
  private record Calls(int arch, int cloning, List<Integer> refused) {}

  // In both: memfd_create, memfd_secret, add_key, request_key, keyctl, shmget, msgget, semget,
  // mq_open, userfaultfd, bpf, perf_event_open, io_uring_setup, ptrace, unshare, setns, and clone3,
  // whose flags a filter cannot see.
  private static final Map<String, Calls> KNOWN =
      Map.of(
          "amd64",
          new Calls(
              0xC000003E,
              56,
              List.of(
                  319, 447, 248, 249, 250, 29, 68, 64, 240, 323, 321, 298, 425, 101, 272, 308,
                  435)),
          "aarch64",
          new Calls(
              0xC00000B7,
              220,
              List.of(
                  279, 447, 217, 218, 219, 194, 186, 190, 180, 282, 280, 241, 425, 117, 97, 268,
                  435)));

  private static final int LOAD = 0x20;
  private static final int IF_EQUAL = 0x15;
  private static final int IF_AT_LEAST = 0x35;
  private static final int IF_ANY_BIT = 0x45;
  private static final int RETURN = 0x06;

  // where the kernel puts what a call is made with
  private static final int NUMBER = 0;
  private static final int ARCH = 4;
  private static final int FIRST_ARGUMENT = 16;

  private static final int OTHER_ABI =
      0x40000000; // x32 on amd64; elsewhere there is no such number
  private static final int NEW_USER_SPACE = 0x10000000;
  private static final int ALLOW = 0x7fff0000;
  private static final int NO_SUCH_CALL = 0x00050000 | 38;

  private Seccomp() {}

  /** Writes the filter for this machine; false if it is of a kind that is not known here. */
  static boolean write(Path file) throws IOException {
    Calls calls = KNOWN.get(System.getProperty("os.arch"));
    if (calls == null) {
      return false;
    }
    Files.write(file, filter(calls));
    return true;
  }

  private static byte[] filter(Calls calls) {
    List<long[]> program = new ArrayList<>();
    // what is jumped to stands at the end: ALLOW, then NO_SUCH_CALL
    int allow = 4 + calls.refused().size() + 3;
    int refuse = allow + 1;
    program.add(step(LOAD, 0, 0, ARCH));
    program.add(step(IF_EQUAL, 0, refuse - 2, calls.arch()));
    program.add(step(LOAD, 0, 0, NUMBER));
    program.add(step(IF_AT_LEAST, refuse - 4, 0, OTHER_ABI));
    for (int call : calls.refused()) {
      program.add(step(IF_EQUAL, refuse - program.size() - 1, 0, call));
    }
    program.add(step(IF_EQUAL, 0, allow - program.size() - 1, calls.cloning()));
    program.add(step(LOAD, 0, 0, FIRST_ARGUMENT));
    program.add(step(IF_ANY_BIT, refuse - program.size() - 1, 0, NEW_USER_SPACE));
    program.add(step(RETURN, 0, 0, ALLOW));
    program.add(step(RETURN, 0, 0, NO_SUCH_CALL));
    ByteBuffer bytes = ByteBuffer.allocate(8 * program.size()).order(ByteOrder.LITTLE_ENDIAN);
    for (long[] one : program) {
      bytes.putShort((short) one[0]).put((byte) one[1]).put((byte) one[2]).putInt((int) one[3]);
    }
    return bytes.array();
  }

  /** A step of the program; jumps count the steps that are passed over. */
  private static long[] step(int code, int ifSo, int ifNot, int value) {
    return new long[] {code, ifSo, ifNot, value};
  }
}
