package sparklab.notebook;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.rapaio.jupyter.kernel.channels.LoopThread;

/** The class that stands before the kernel's own. */
class LoopThreadTest {

  @Test
  void itIsOurs() {
    assertThat(LoopThread.class.getProtectionDomain().getCodeSource().getLocation().getPath())
        .as("the class path's order")
        .endsWith("/target/classes/");
  }

  @BeforeAll
  static void thereIsSomebodyToHandleWhatIsRead() throws InterruptedException {
    AtomicInteger turns = new AtomicInteger();
    LoopThread early = new LoopThread("early", 1, turns::incrementAndGet);
    early.start();
    early.join(50);
    assertThat(turns).as("turns before anybody is ready").hasValue(0);
    LoopThread.ready();
    await().until(() -> turns.get() > 1);
    early.shutdown();
  }

  /** Of the kernel's own, one ends before its first turn now and then. */
  @Test
  void itTurnsHoweverSoonItIsScheduled() {
    for (int start = 0; start < 2_000; start++) {
      AtomicInteger turns = new AtomicInteger();
      LoopThread thread = new LoopThread("loop", 1, turns::incrementAndGet);
      thread.start();
      await()
          .pollInSameThread()
          .pollDelay(Duration.ZERO)
          .pollInterval(Duration.ofMillis(1))
          .until(() -> turns.get() > 0);
      thread.shutdown();
    }
  }

  @Test
  void itEndsWhenToldTo() throws InterruptedException {
    LoopThread told = new LoopThread("told", 1, () -> {});
    told.start();
    told.shutdown();
    told.join();
    LoopThread interrupted = new LoopThread("interrupted", 60_000, () -> {});
    interrupted.start();
    interrupted.interrupt();
    interrupted.join();
  }
}
