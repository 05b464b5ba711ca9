package sparklab.structured;

import java.util.stream.Collectors;

/** Reads the tables that Spark's console sink prints. */
final class ConsoleTables {

  private ConsoleTables() {}

  /** The rows of the last table, tab-separated, without its header. */
  static String last(String out) {
    String table = out.substring(out.lastIndexOf("Batch: "));
    return table
        .lines()
        .filter(line -> line.startsWith("|"))
        .skip(1)
        .map(line -> line.substring(1, line.length() - 1).replaceAll(" *\\| *", "\t").strip())
        .map(line -> line + "\n")
        .collect(Collectors.joining());
  }
}
