package sparklab.instructor.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sparklab.cli.Mistake;
import sparklab.instructor.masters.Master;
import sparklab.instructor.masters.StubsCommand;
import sparklab.lab.home.Folders;
import sparklab.lab.home.Home;

/** {@code lab-instructor release}: the archives that students get, and the proof that they do. */
@Command(
    name = "release",
    mixinStandardHelpOptions = true,
    description = {
      "Writes Spark-Streaming-I.zip, -II.zip and -III.zip, what students get of each session; then"
          + " proves that no solution and no hidden test is in them, and that they build and run"
          + " where they are unpacked, alone and together."
    })
public final class ReleaseCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      required = true,
      paramLabel = "FOLDER",
      description = "Where the archives go; it is made if it is not there.")
  private Path out;

  @Option(
      names = "--quick",
      description = "Write and scan only; do not build and run what was written.")
  private boolean quick;

  @Option(
      names = "--offline-bundle",
      description = {
        "Also write Spark-Streaming-Offline.zip: Maven and all that it would download, Spark and"
            + " Kafka included; unpacked in the same place, the lab needs no network."
      })
  private boolean offline;

  @Option(
      names = "--lang",
      paramLabel = "es|en",
      defaultValue = "en",
      description =
          "The language of the pages and notebooks that a student opens first; the other is beside"
              + " it (default: en).")
  private Language language;

  /** As {@code --lang} takes it. */
  private enum Language {
    es,
    en
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    Home home = Home.find();
    List<Master> masters = Master.all(home);
    StubsCommand.check(home, masters);
    Map<Session, Path> archives = write(home);
    Path work = Files.createTempDirectory("spark lab release ");
    Path log = out.resolve("release.log");
    Files.deleteIfExists(log);
    try {
      scan(home, masters, archives, log);
      if (!quick) {
        prove(archives, work, log);
      }
      if (offline) {
        OfflineBundle bundle = new OfflineBundle(List.copyOf(archives.values()), work, log);
        bundle.write(out.resolve(OfflineBundle.ARCHIVE));
        bundle.prove(out.resolve(OfflineBundle.ARCHIVE));
      }
      Files.deleteIfExists(log);
    } catch (Mistake failed) {
      for (Path written : archives.values()) {
        Files.delete(written); // nobody is to hand them out
      }
      Files.deleteIfExists(out.resolve(OfflineBundle.ARCHIVE));
      throw failed;
    } finally {
      Folders.delete(work);
    }
    return 0;
  }

  private Map<Session, Path> write(Home home) throws IOException {
    Contents contents = Contents.of(home);
    try {
      Files.createDirectories(out);
    } catch (IOException impossible) {
      throw Mistake.usage("'%s' for --out is not a folder and cannot be made one.", out);
    }
    Map<Session, Path> archives = new EnumMap<>(Session.class);
    for (Session session : Session.values()) {
      Path archive = out.resolve(session.archive());
      SortedMap<String, byte[]> files =
          language == Language.es ? SpanishFirst.in(contents.of(session)) : contents.of(session);
      Zips.write(archive, files);
      archives.put(session, archive);
      System.out.printf(
          "%s: %d files, %.1f MB%n", archive, files.size(), Files.size(archive) / 1e6);
      for (String module : session.modules()) {
        if (!files.containsKey(module + "/pom.xml")) {
          System.out.printf("  without %s, which is not in this copy of the lab%n", module);
        }
      }
    }
    return archives;
  }

  /** What counts is what is in the archives, not what was meant to be. */
  private static void scan(Home home, List<Master> masters, Map<Session, Path> archives, Path log)
      throws IOException {
    LeakScan scan = LeakScan.of(home, masters);
    List<String> leaks = new ArrayList<>();
    for (Map.Entry<Session, Path> archive : archives.entrySet()) {
      String name = archive.getKey().archive();
      Zips.read(archive.getValue())
          .forEach((file, bytes) -> leaks.addAll(scan.look(name, file, bytes)));
    }
    if (!leaks.isEmpty()) {
      Files.write(log, leaks);
      throw Mistake.failure(
          "%s",
          leaks.size() == 1
              ? leaks.get(0)
              : "%s (all %d places are in %s)".formatted(leaks.get(0), leaks.size(), log));
    }
    System.out.println("No solution, hidden test or word of the instructors' part is in them.");
  }

  private static void prove(Map<Session, Path> archives, Path work, Path log)
      throws IOException, InterruptedException {
    for (Map.Entry<Session, Path> archive : archives.entrySet()) {
      Session session = archive.getKey();
      new Unpacked(
              session.archive() + " alone",
              List.of(archive.getValue()),
              work.resolve("only " + session),
              log)
          .prove(List.of(session));
    }
    List<Path> all = new ArrayList<>(archives.values());
    new Unpacked("All in the same place", all, work.resolve("all of them"), log)
        .prove(List.of(Session.values()));
  }
}
