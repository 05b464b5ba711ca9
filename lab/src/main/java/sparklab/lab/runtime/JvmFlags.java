package sparklab.lab.runtime;

import java.util.List;

/** The JVM's flags for programs that live a short time on a small machine. */
public final class JvmFlags {

  /** Spark's own default for a driver. */
  public static final String HEAP = "-Xmx1g";

  /** The quick compiler only and the simple collector. */
  public static final List<String> QUICK = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

  private JvmFlags() {}
}
