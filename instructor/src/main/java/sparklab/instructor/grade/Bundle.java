package sparklab.instructor.grade;

import static sparklab.cli.Text.key;

import java.io.BufferedInputStream;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.sevenz.SevenZArchiveEntry;
import org.apache.commons.compress.archivers.sevenz.SevenZFile;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The files of one submission, read into memory: from a folder, an archive, or archives in
 * archives. Nothing is ever unpacked to disk, no link is followed, no device opened, and all that
 * is read has a bound, so that no name and no size can do harm.
 */
final class Bundle {

  private static final int LONGEST_SOURCE = 1 << 20;
  private static final int LONGEST_SOURCES = 4 << 20;
  private static final int LONGEST_ARCHIVE = 32 << 20;
  private static final long MOST_BYTES = 96L << 20;
  private static final int MOST_ENTRIES = 5_000;
  private static final int DEEPEST_ARCHIVE = 3;
  private static final int DEEPEST_FOLDER = 24;
  private static final int MOST_NOTES = 12;
  private static final int MOST_OTHERS = 5;
  private static final int MOST_MEMORY_TO_UNPACK = 64 << 10; // KiB

  /** Folders of a lab that builds and downloads fill. */
  private static final Set<String> BUILT = Set.of("target", ".git", ".lab", "offline");

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Map<String, FileTime> times = new HashMap<>();
  private final Set<String> others = new LinkedHashSet<>(); // what a person might read
  private final Set<String> notes = new LinkedHashSet<>();
  private String stopped; // why the rest was not read; null if all was
  private long bytes;
  private long sourceBytes;
  private boolean isOneFile; // what is in it needs no name of its own
  private int entries;
  private FileTime time = FileTime.fromMillis(0);

  private Bundle() {}

  /** Reads a folder or a file. */
  static Bundle read(Path entry) {
    Bundle bundle = new Bundle();
    bundle.isOneFile = Files.isRegularFile(entry);
    try {
      bundle.readTree(entry);
    } catch (TooMuch stop) {
      bundle.stopped = stop.getMessage();
    } catch (IOException | UncheckedIOException | IllegalArgumentException broken) {
      bundle.notes.add("It could not be read as a whole: " + broken.getMessage() + ".");
    }
    return bundle;
  }

  /** Java sources and the submission's description, by path. */
  Map<String, byte[]> files() {
    return files;
  }

  /** The same in this machine's time; null if nothing says it. */
  LocalDateTime submitted() {
    return time.toMillis() == 0
        ? null
        : LocalDateTime.ofInstant(time.toInstant(), ZoneId.systemDefault());
  }

  /** When a file was last changed, as its archive or folder has it. */
  FileTime timeOf(String path) {
    return times.getOrDefault(path, FileTime.fromMillis(0));
  }

  /** The first of the files that are of no use to a program. */
  List<String> others() {
    return others.stream().limit(MOST_OTHERS).toList();
  }

  /** What was left out, and why. */
  List<String> notes() {
    List<String> all = new ArrayList<>();
    if (stopped != null) {
      all.add(stopped); // before the many that may be left out
    }
    all.addAll(notes);
    if (all.size() > MOST_NOTES) {
      int more = all.size() - MOST_NOTES;
      all = new ArrayList<>(all.subList(0, MOST_NOTES));
      all.add(key("And %d more notes of this kind.").formatted(more));
    }
    return all;
  }

  /** When its youngest file was changed. */
  FileTime time() {
    return time;
  }

  /**
   * The submissions of a class in one archive, as Moodle's "download all" is: one for each folder
   * or file at its top, each with bounds of its own. A single folder around them all is looked
   * through.
   *
   * @return by name; that of a folder ends with a slash
   */
  static Map<String, Bundle> ofClass(Path archive) throws IOException {
    Map<String, Bundle> parts = new TreeMap<>();
    List<String> names = new ArrayList<>();
    eachEntry(archive, (name, time, content) -> names.add(name));
    String around = around(names);
    eachEntry(
        archive,
        (name, time, content) -> {
          String inner = name.substring(around.length());
          int slash = inner.indexOf('/');
          String first = inner.substring(0, slash + 1);
          Bundle part =
              parts.computeIfAbsent(first.isEmpty() ? inner : first, none -> new Bundle());
          part.isOneFile = first.isEmpty();
          part.addEntry(first.isEmpty() ? inner : inner.substring(slash + 1), time, content);
        });
    return parts;
  }

  /** The folder that all is in, if what is in it is not a submission's own; or nothing. */
  private static String around(List<String> names) {
    if (names.isEmpty()) {
      return "";
    }
    String first = names.get(0).substring(0, names.get(0).indexOf('/') + 1);
    boolean ofAll = !first.isEmpty() && names.stream().allMatch(name -> name.startsWith(first));
    boolean ofStudents =
        names.stream()
            .map(name -> name.substring(first.length()))
            .anyMatch(name -> name.indexOf('/') > 0 || isArchive(name.toLowerCase(Locale.ROOT)));
    return ofAll && ofStudents ? first : "";
  }

  /** By a name in lower case. */
  static boolean isArchive(String name) {
    return isRead(name) || name.endsWith(".rar");
  }

  private static boolean isRead(String name) {
    return name.matches(".*\\.(zip|tar|gz|tgz|xz|txz|bz2|tbz2?|jar|7z)");
  }

  /** What is done with each file of an archive. */
  private interface Visitor {
    /** One file; the content can be read only now. */
    void visit(String name, FileTime time, Content content) throws IOException;
  }

  /** The bytes of a file in an archive; null if they are not taken, and why not. */
  private record Content(InputStream in, String objection) {}

  private static void eachEntry(Path archive, Visitor visitor) throws IOException {
    byte[] begin;
    try (InputStream in = Files.newInputStream(archive)) {
      begin = in.readNBytes(4);
    }
    if (isZip(begin)) {
      try (ZipFile zip = ZipFile.builder().setPath(archive).setIgnoreLocalFileHeader(true).get()) {
        for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
          String name = entry.getName().replace('\\', '/');
          if (entry.isDirectory() || isMacs(name)) {
            continue;
          }
          String objection =
              entry.isUnixSymlink()
                  ? "is a link"
                  : zip.canReadEntryData(entry)
                      ? null
                      : key("is encrypted or packed in a rare way");
          try (InputStream in = objection == null ? zip.getInputStream(entry) : null) {
            visitor.visit(name, entry.getLastModifiedTime(), new Content(in, objection));
          }
        }
      }
      return;
    }
    boolean gzip = GzipCompressorInputStream.matches(begin, begin.length);
    try (InputStream in = new BufferedInputStream(Files.newInputStream(archive));
        TarArchiveInputStream tar =
            new TarArchiveInputStream(gzip ? new GzipCompressorInputStream(in, true) : in)) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        String name = entry.getName().replaceFirst("^(\\./)+", "");
        if (!entry.isDirectory() && !isMacs(name)) {
          String objection =
              entry.isSymbolicLink() || entry.isLink()
                  ? "is a link"
                  : entry.isFile() ? null : key("is not an ordinary file");
          visitor.visit(name, entry.getLastModifiedTime(), new Content(tar, objection));
        }
      }
    }
  }

  private static boolean isMacs(String path) {
    String name = path.substring(path.lastIndexOf('/') + 1);
    return ("/" + path).contains("/__MACOSX/")
        || name.startsWith("._")
        || name.equalsIgnoreCase(".ds_store");
  }

  /** Takes a file of the class's archive; what is too much or broken ends this submission only. */
  private void addEntry(String path, FileTime at, Content content) {
    if (stopped != null) {
      return;
    }
    try {
      count();
      if (at != null && at.compareTo(time) > 0) {
        time = at;
      }
      if (content.objection() != null) {
        notes.add(key("Left out: '%s' %s.").formatted(path, content.objection()));
      } else {
        take("", path, at, content.in(), 0);
      }
    } catch (TooMuch stop) {
      stopped = stop.getMessage();
    } catch (IOException broken) {
      notes.add(key("Left out: '%s' cannot be read.").formatted(path));
    }
  }

  private static final class TooMuch extends IOException {
    TooMuch(String sentence) {
      super(sentence);
    }
  }

  private void readTree(Path root) throws IOException {
    Files.walkFileTree(
        root,
        EnumSet.noneOf(FileVisitOption.class),
        DEEPEST_FOLDER,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isBuilt(root.relativize(folder) + "/")
                ? FileVisitResult.SKIP_SUBTREE
                : FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            count();
            String path =
                file.equals(root)
                    ? root.getFileName().toString()
                    : root.relativize(file).toString();
            if (attributes.isSymbolicLink()) {
              notes.add(key("Left out: '%s' is a link.").formatted(path));
            } else if (attributes.isDirectory()) {
              notes.add(key("Left out: '%s' is nested too deep.").formatted(path));
            } else if (!attributes.isRegularFile()) {
              notes.add(key("Left out: '%s' is not an ordinary file.").formatted(path));
            } else {
              if (attributes.lastModifiedTime().compareTo(time) > 0) {
                time = attributes.lastModifiedTime();
              }
              try (InputStream in = Files.newInputStream(file)) {
                take("", path, attributes.lastModifiedTime(), in, 0);
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) {
            notes.add(key("Left out: '%s' cannot be read.").formatted(root.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private static TooMuch tooMany() {
    return new TooMuch(
        key("It holds more than %d files: the rest is left out.").formatted(MOST_ENTRIES));
  }

  private void count() throws TooMuch {
    if (++entries > MOST_ENTRIES) {
      throw tooMany();
    }
  }

  /** Whether a file of a whole lab is no work of its author: what builds and downloads make. */
  private static boolean isBuilt(String path) {
    for (String name : path.split("/")) {
      if (name.equals("src")) {
        return false; // below it are packages, of whatever name
      }
      if (BUILT.contains(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Takes a file if it is of use.
   *
   * @param above what stands before its name: the archive in the archive that it is from
   */
  private void take(String above, String given, FileTime at, InputStream in, int depth)
      throws IOException {
    if (!isInside(given)) {
      return;
    }
    String path = above + given.replace('\\', '/');
    String lower = path.toLowerCase(Locale.ROOT);
    String name = lower.substring(lower.lastIndexOf('/') + 1);
    if (isMacs(path)) {
      notes.add(key("Left out: what macOS adds to archives."));
    } else if (isBuilt(path)) {
      return;
    } else if (name.matches(".*\\.java(\\.txt)?") || name.equals("submission.json")) {
      byte[] content = bounded(path, in, LONGEST_SOURCE);
      if (content != null && sourceBytes + content.length > LONGEST_SOURCES) {
        notes.add(
            key("Left out: '%s', as the sources are larger than %d MB together.")
                .formatted(path, LONGEST_SOURCES >> 20));
      } else if (content != null && isBlank(content)) {
        note(path);
        notes.add(key("Left out: '%s' holds no text.").formatted(path));
      } else if (content != null && files.putIfAbsent(path, content) == null) {
        sourceBytes += content.length;
        if (at != null) {
          times.put(path, at);
        }
      }
    } else if (name.endsWith(".jar") && (depth > 0 || path.contains("/"))) {
      return; // a library
    } else if (isRead(name)) {
      note(path);
      if (depth == DEEPEST_ARCHIVE) {
        notes.add(key("Left out: '%s' is an archive nested too deep.").formatted(path));
        return;
      }
      byte[] content = bounded(path, in, LONGEST_ARCHIVE);
      if (content != null) {
        if (depth > 0) {
          notes.add(key("Unpacked: '%s', an archive inside an archive.").formatted(path));
        }
        unpack(path, content, depth + 1);
      }
    } else if (isArchive(name)) {
      note(path);
      notes.add(
          key("Left out: '%s' is an archive of a kind that is not read; use zip.").formatted(path));
    } else {
      note(path);
    }
  }

  /** As an upload that failed leaves it: no text, spaces, or zeros only. */
  private static boolean isBlank(byte[] content) {
    for (byte each : content) {
      if (each < 0 || each > ' ') {
        return false;
      }
    }
    return true;
  }

  private void note(String path) {
    if (others.size() <= MOST_OTHERS) {
      others.add(path);
    }
  }

  /** At most so many bytes of a stream; null, and a note, if there are more. */
  private byte[] bounded(String path, InputStream in, int most) throws IOException {
    byte[] content = in.readNBytes(most + 1);
    bytes += content.length;
    if (bytes > MOST_BYTES) {
      throw new TooMuch(
          key("It unpacks to more than %d MB: the rest is left out.").formatted(MOST_BYTES >> 20));
    }
    if (content.length > most) {
      notes.add(key("Left out: '%s' is larger than %d MB.").formatted(path, most >> 20));
      return null;
    }
    return content;
  }

  private void unpack(String archive, byte[] content, int depth) throws IOException {
    // two archives of one submission may hold files of one name
    String above = depth == 1 && isOneFile ? "" : archive + "/";
    try {
      if (isZip(content)) {
        unzip(above, content, depth);
      } else if (SevenZFile.matches(content, content.length)) {
        un7z(above, content, depth);
      } else {
        // every byte that comes out counts, those that are skipped too
        InputStream unpacked = unpacked(content);
        byte[] tar = unpacked == null ? content : bounded(archive, unpacked, LONGEST_ARCHIVE);
        if (tar != null) {
          untar(above, tar, depth);
        }
      }
    } catch (TooMuch stop) {
      throw stop;
    } catch (IOException | RuntimeException broken) {
      notes.add(key("Left out: '%s' is a damaged archive.").formatted(archive));
    }
  }

  /** What a compressed file holds; null if it is not compressed. */
  private static InputStream unpacked(byte[] content) throws IOException {
    InputStream in = new ByteArrayInputStream(content);
    if (GzipCompressorInputStream.matches(content, content.length)) {
      return new GzipCompressorInputStream(in, true);
    }
    if (BZip2CompressorInputStream.matches(content, content.length)) {
      return new BZip2CompressorInputStream(in, true);
    }
    return XZCompressorInputStream.matches(content, content.length)
        ? new XZCompressorInputStream(in, true, MOST_MEMORY_TO_UNPACK)
        : null;
  }

  /** How many entries a zip's directory can have: counted before room is made for them. */
  private static int entries(byte[] zip) {
    int entries = 0;
    for (int at = 0; at + 3 < zip.length; at++) {
      if (zip[at] == 'P' && zip[at + 1] == 'K' && zip[at + 2] == 1 && zip[at + 3] == 2) {
        entries++;
      }
    }
    return entries;
  }

  private void unzip(String above, byte[] content, int depth) throws IOException {
    if (entries(content) > MOST_ENTRIES) {
      throw tooMany();
    }
    try (ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
            .setIgnoreLocalFileHeader(true)
            .get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        count();
        if (entry.isUnixSymlink()) {
          notes.add(key("Left out: '%s' is a link.").formatted(entry.getName()));
        } else if (!entry.isDirectory()) {
          if (!zip.canReadEntryData(entry)) {
            notes.add(
                key("Left out: '%s' is encrypted or packed in a rare way.")
                    .formatted(entry.getName()));
          } else {
            try (InputStream in = zip.getInputStream(entry)) {
              take(above, entry.getName(), entry.getLastModifiedTime(), in, depth);
            }
          }
        }
      }
    }
  }

  private static boolean isZip(byte[] content) {
    return content.length > 3 && content[0] == 'P' && content[1] == 'K';
  }

  private void un7z(String above, byte[] content, int depth) throws IOException {
    try (SevenZFile archive =
        SevenZFile.builder()
            .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
            .setMaxMemoryLimitKiB(MOST_MEMORY_TO_UNPACK)
            .get()) {
      SevenZArchiveEntry entry;
      while ((entry = archive.getNextEntry()) != null) {
        count();
        if (!entry.isDirectory()) {
          FileTime at = entry.getHasLastModifiedDate() ? entry.getLastModifiedTime() : null;
          take(above, entry.getName(), at, archive.getInputStream(entry), depth);
        }
      }
    }
  }

  private void untar(String above, byte[] content, int depth) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(content))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        count();
        if (entry.isSymbolicLink() || entry.isLink()) {
          notes.add(key("Left out: '%s' is a link.").formatted(entry.getName()));
        } else if (entry.isFile()) {
          take(above, entry.getName(), entry.getLastModifiedTime(), tar, depth);
        } else if (!entry.isDirectory()) {
          notes.add(key("Left out: '%s' is not an ordinary file.").formatted(entry.getName()));
        }
      }
    }
  }

  /** Whether a name stays in its archive: others are told and not taken. */
  private boolean isInside(String name) {
    String path = name.replace('\\', '/');
    if (path.startsWith("/")
        || path.matches("[A-Za-z]:.*")
        || List.of(path.split("/")).contains("..")) {
      notes.add(key("Left out: '%s' leads out of the archive.").formatted(name));
      return false;
    }
    return true;
  }
}
