package sparklab.instructor.release;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystems;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;

/**
 * What the archives hold: the files that the lists below allow, and nothing else. A file that is in
 * several archives is the same in each, so that they can be unpacked in the same place.
 *
 * <p>Of a README, a POM or a Java file, what stands between {@code <!-- CLONE ONLY -->} and {@code
 * <!-- END CLONE ONLY -->} stays here. A README's link becomes plain words where its target is not
 * in every archive that has the README.
 */
final class Contents {

  private static final List<String> EVERYWHERE =
      List.of(
          "README{,.es}.md",
          "LICENSE",
          ".editorconfig",
          ".gitattributes",
          ".gitignore",
          "pom.xml",
          "mvnw",
          "mvnw.cmd",
          ".mvn/{jvm.config,maven.config,one-at-a-time.bsh}",
          ".mvn/wrapper/maven-wrapper.properties",
          ".vscode/*.json",
          "docs/**.{md,csv,svg}",
          "docs/images/*.png",
          "scripts/{launcher,lab,publish-data,spark-submit-kafka,notebook}",
          "data/pom.xml",
          "lab/lesson/pom.xml",
          "data/*.md",
          "data/datasets/**",
          "data/src/main/{java,resources}/**",
          "lab/lesson/src/main/{java,resources}/**",
          "lab/pom.xml",
          "lab/README.md",
          "lab/bench/**.{xml,java}",
          "lab/src/main/{java,resources}/**",
          "lab/{worker,spark-runtime,kafka-runtime,hadoop-runtime,notebook-runtime}/pom.xml",
          "lab/{worker,spark-runtime,kafka-runtime,hadoop-runtime,notebook-runtime}/src/main/**");

  /** What of the lists stays here: it measures the grader and the class's source. */
  private static final List<String> CLONE_ONLY =
      List.of(
          "lab/src/main/java/sparklab/lab/bench/{Grade,Class}Bench.java",
          "docs/benchmarks/{grade,class}.*");

  /** Of a lesson module; tests stay here. */
  private static final List<String> OF_A_MODULE =
      List.of(
          "pom.xml",
          "README{,.es}.md",
          "docs/**",
          "kubernetes/{Dockerfile,list-image,pod.yaml}",
          "src/main/{java,resources}/**",
          "exercises/*/{README.md,README.es.md,es.po,exercise.json,task*.json,*.java.stub}",
          "notebooks/*.ipynb");

  private static final Pattern RUN_MODULE = Pattern.compile("<module name=\"([\\w-]+)\"");

  private static final Pattern BEGIN =
      Pattern.compile("\\s*(<!-- CLONE ONLY -->|// CLONE ONLY)\\s*");

  private static final Pattern END =
      Pattern.compile("\\s*(<!-- END CLONE ONLY -->|// END CLONE ONLY)\\s*");

  private static final Pattern LINK =
      Pattern.compile(
          "(!?)\\[((?:[^\\[\\]]|\\[[^\\]]*])*)]\\((?!https?:|#)([^)#\\s]+)(?:#[^)]*)?\\)");

  private final Home home;
  private final Map<Session, SortedSet<String>> names = new EnumMap<>(Session.class);

  private Contents(Home home) {
    this.home = home;
  }

  /** Reads the lists for this copy of the lab. */
  static Contents of(Home home) throws IOException {
    Contents contents = new Contents(home);
    SortedSet<String> files = contents.files();
    for (Session session : Session.values()) {
      contents.names.put(session, contents.allowed(session, files));
    }
    return contents;
  }

  private SortedSet<String> allowed(Session session, SortedSet<String> files) throws IOException {
    Predicate<String> allowed = anyOf(EVERYWHERE);
    Predicate<String> staysHere = anyOf(CLONE_ONLY);
    List<String> modules =
        session.modules().stream().filter(name -> files.contains(name + "/pom.xml")).toList();
    if (modules.isEmpty()) {
      throw Mistake.failure(
          "Session %s has nothing to release: %s is not in this copy of the lab.",
          session, String.join(", ", session.modules()));
    }
    for (String module : modules) {
      allowed =
          allowed.or(anyOf(OF_A_MODULE.stream().map(pattern -> module + "/" + pattern).toList()));
    }
    SortedSet<String> names = new TreeSet<>();
    for (String file : files) {
      if (!staysHere.test(file) && (allowed.test(file) || runsALessonOf(session, file))) {
        names.add(file);
      }
    }
    for (String file : session.further()) {
      if (!files.contains(file)) {
        throw Mistake.failure("%s is not there: session %s needs it.", file, session);
      }
      names.add(file);
    }
    return names;
  }

  private static Predicate<String> anyOf(List<String> patterns) {
    List<PathMatcher> matchers =
        patterns.stream()
            .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
            .toList();
    return file -> matchers.stream().anyMatch(matcher -> matcher.matches(Path.of(file)));
  }

  private boolean runsALessonOf(Session session, String file) throws IOException {
    if (!file.startsWith(".run/")) {
      return false;
    }
    Matcher module = RUN_MODULE.matcher(Files.readString(home.path(file)));
    return module.find() && session.modules().contains(module.group(1));
  }

  /** All files of the lab but what builds and editors make, with {@code /} in their names. */
  private SortedSet<String> files() throws IOException {
    SortedSet<String> files = new TreeSet<>();
    Files.walkFileTree(
        home.root(),
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            String name = folder.getFileName().toString();
            return name.equals("target") || name.equals(".git")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.getFileName().toString();
            boolean leftover = name.endsWith("~") || name.contains(".before-reset-");
            if (attributes.isRegularFile() && !leftover && !name.equals(".DS_Store")) {
              files.add(home.root().relativize(file).toString().replace('\\', '/'));
            }
            return FileVisitResult.CONTINUE;
          }
        });
    return files;
  }

  /** The files of a session's archive, by name. */
  SortedMap<String, byte[]> of(Session session) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    for (String name : names.get(session)) {
      files.put(name, read(name));
    }
    return files;
  }

  private byte[] read(String name) throws IOException {
    byte[] bytes = Files.readAllBytes(home.path(name));
    if (!name.endsWith(".md") && !name.endsWith(".java") && !name.equals("pom.xml")) {
      return bytes;
    }
    String text = forStudents(name, new String(bytes, StandardCharsets.UTF_8));
    return (name.endsWith(".md") ? withoutDeadLinks(name, text) : text)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static String forStudents(String name, String text) {
    List<String> kept = new ArrayList<>();
    int begun = 0;
    int number = 0;
    for (String line : text.split("\n", -1)) {
      number++;
      if (BEGIN.matcher(line).matches() || END.matcher(line).matches()) {
        if (BEGIN.matcher(line).matches() == (begun > 0)) {
          throw Mistake.failure(
              begun > 0
                  ? "%s, line %d: CLONE ONLY begins inside another."
                  : "%s, line %d: END CLONE ONLY has no begin.",
              name,
              number);
        }
        begun = begun > 0 ? 0 : number;
      } else if (line.contains("CLONE ONLY")) {
        throw Mistake.failure(
            "%s, line %d: <!-- CLONE ONLY --> and <!-- END CLONE ONLY --> are lines of their own.",
            name, number);
      } else if (begun == 0) {
        kept.add(line);
      }
    }
    if (begun > 0) {
      throw Mistake.failure("%s, line %d: CLONE ONLY has no end.", name, begun);
    }
    return String.join("\n", kept);
  }

  private String withoutDeadLinks(String name, String text) {
    return LINK.matcher(text)
        .replaceAll(
            link ->
                Matcher.quoteReplacement(
                    leadsSomewhere(name, link) ? link.group() : link.group(2)));
  }

  /** Whether every archive that has a README has what it links to. */
  private boolean leadsSomewhere(String readme, MatchResult link) {
    Path folder = Path.of("/" + readme).getParent();
    String target = folder.resolve(link.group(3)).normalize().toString().substring(1);
    return names.values().stream()
        .filter(files -> files.contains(readme))
        .allMatch(
            files ->
                files.contains(target)
                    || files.stream().anyMatch(file -> file.startsWith(target + "/")));
  }
}
