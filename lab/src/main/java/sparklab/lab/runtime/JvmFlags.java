package sparklab.lab.runtime;

import java.util.List;

/** The JVM's flags for programs that live a short time on a small machine. */
public final class JvmFlags {

  /** Spark's own default for a driver. */
  public static final String HEAP = "-Xmx1g";

  /** The quick compiler only, on one thread beside what waits for it, and the simple collector. */
  public static final List<String> QUICK =
      List.of("-XX:TieredStopAtLevel=1", "-XX:CICompilerCount=1", "-XX:+UseSerialGC");

  /**
   * For DStreams, whose closures are hot code: all starts with the quick compiler, and only what is
   * called thirty times as often as by default goes to the other one. A start takes a tenth longer
   * than with {@link #QUICK}. Queries, which Spark compiles to Java, are as fast with that.
   */
  public static final List<String> QUICK_THEN_HOT =
      List.of(
          "-XX:+UseSerialGC",
          "-XX:Tier3DelayOn=0",
          "-XX:Tier4InvocationThreshold=150000",
          "-XX:Tier4MinInvocationThreshold=18000",
          "-XX:Tier4CompileThreshold=450000",
          "-XX:Tier4BackEdgeThreshold=1200000");

  private JvmFlags() {}
}
