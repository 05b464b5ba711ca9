package sparklab.instructor.grade;

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
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.compressors.gzip.GzipCompressorInputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/**
 * The files of one submission, read into memory: from a folder, an archive, or archives in
 * archives. Nothing is ever unpacked to disk, no link is followed, no device opened, and all that
 * is read has a bound, so that no name and no size can do harm.
 */
final class Bundle {

  private static final int LONGEST_SOURCE = 1 << 20;
  private static final int LONGEST_ARCHIVE = 32 << 20;
  private static final long MOST_BYTES = 96L << 20;
  private static final int MOST_ENTRIES = 5_000;
  private static final int DEEPEST_ARCHIVE = 3;
  private static final int DEEPEST_FOLDER = 24;
  private static final int MOST_NOTES = 12;

  private final Map<String, byte[]> files = new LinkedHashMap<>();
  private final Set<String> notes = new LinkedHashSet<>();
  private String stopped; // why the rest was not read; null if all was
  private long bytes;
  private int entries;
  private FileTime time = FileTime.fromMillis(0);

  private Bundle() {}

  /** Reads a folder or a file. */
  static Bundle read(Path entry) {
    Bundle bundle = new Bundle();
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
      all.add("And %d more notes of this kind.".formatted(more));
    }
    return all;
  }

  /** When its youngest file was changed. */
  FileTime time() {
    return time;
  }

  /** The same submission's files below one folder; for an archive of all submissions. */
  Map<String, Bundle> byFirstFolder() {
    Map<String, Bundle> parts = new LinkedHashMap<>();
    files.forEach(
        (path, content) -> {
          int slash = path.indexOf('/');
          String first = slash < 0 ? path : path.substring(0, slash);
          Bundle part = parts.computeIfAbsent(first, name -> new Bundle());
          part.files.put(slash < 0 ? path : path.substring(slash + 1), content);
          part.time = time;
          part.notes.addAll(notes);
          part.stopped = stopped;
        });
    return parts;
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
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            count();
            String path =
                file.equals(root)
                    ? root.getFileName().toString()
                    : root.relativize(file).toString();
            if (attributes.isSymbolicLink()) {
              notes.add("Left out: '%s' is a link.".formatted(path));
            } else if (attributes.isDirectory()) {
              notes.add("Left out: '%s' is nested too deep.".formatted(path));
            } else if (!attributes.isRegularFile()) {
              notes.add("Left out: '%s' is no ordinary file.".formatted(path));
            } else {
              if (attributes.lastModifiedTime().compareTo(time) > 0) {
                time = attributes.lastModifiedTime();
              }
              try (InputStream in = Files.newInputStream(file)) {
                take(path, in, 0);
              }
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path file, IOException why) {
            notes.add("Left out: '%s' cannot be read.".formatted(root.relativize(file)));
            return FileVisitResult.CONTINUE;
          }
        });
  }

  private void count() throws TooMuch {
    if (++entries > MOST_ENTRIES) {
      throw new TooMuch(
          "It holds more than %d files: the rest is left out.".formatted(MOST_ENTRIES));
    }
  }

  /** Takes a file if it is of use. */
  private void take(String path, InputStream in, int depth) throws IOException {
    String lower = path.toLowerCase(Locale.ROOT);
    String name = lower.substring(lower.lastIndexOf('/') + 1);
    if (lower.contains("__macosx/") || name.startsWith("._") || name.equals(".ds_store")) {
      notes.add("Left out: what macOS adds to archives.");
    } else if (name.endsWith(".java") || name.equals("submission.json")) {
      byte[] content = bounded(path, in, LONGEST_SOURCE);
      if (content != null) {
        files.putIfAbsent(path, content);
      }
    } else if (name.matches(".*\\.(zip|tar|gz|tgz|jar)")) {
      if (depth == DEEPEST_ARCHIVE) {
        notes.add("Left out: '%s' is an archive nested too deep.".formatted(path));
        return;
      }
      byte[] content = bounded(path, in, LONGEST_ARCHIVE);
      if (content != null) {
        if (depth > 0) {
          notes.add("Unpacked: '%s', an archive inside an archive.".formatted(path));
        }
        unpack(path, content, depth + 1);
      }
    } else if (name.matches(".*\\.(rar|7z|xz|bz2)")) {
      notes.add(
          "Left out: '%s' is an archive of a kind that is not read; use zip.".formatted(path));
    }
  }

  /** At most so many bytes of a stream; null, and a note, if there are more. */
  private byte[] bounded(String path, InputStream in, int most) throws IOException {
    byte[] content = in.readNBytes(most + 1);
    bytes += content.length;
    if (bytes > MOST_BYTES) {
      throw new TooMuch(
          "It unpacks to more than %d MB: the rest is left out.".formatted(MOST_BYTES >> 20));
    }
    if (content.length > most) {
      notes.add("Left out: '%s' is larger than %d MB.".formatted(path, most >> 20));
      return null;
    }
    return content;
  }

  private void unpack(String archive, byte[] content, int depth) throws IOException {
    boolean zip = content.length > 3 && content[0] == 'P' && content[1] == 'K';
    boolean gzip = content.length > 2 && content[0] == 0x1f && content[1] == (byte) 0x8b;
    try {
      if (zip) {
        unzip(content, depth);
      } else if (gzip) {
        // every byte that comes out counts, those that are skipped too
        byte[] tar =
            bounded(
                archive,
                new GzipCompressorInputStream(new ByteArrayInputStream(content), true),
                LONGEST_ARCHIVE);
        if (tar != null) {
          untar(tar, depth);
        }
      } else {
        untar(content, depth);
      }
    } catch (TooMuch stop) {
      throw stop;
    } catch (IOException | RuntimeException broken) {
      notes.add("Left out: '%s' is a damaged archive.".formatted(archive));
    }
  }

  private void unzip(byte[] content, int depth) throws IOException {
    try (ZipFile zip =
        ZipFile.builder()
            .setSeekableByteChannel(new SeekableInMemoryByteChannel(content))
            .setIgnoreLocalFileHeader(true)
            .get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        count();
        if (entry.isUnixSymlink()) {
          notes.add("Left out: '%s' is a link.".formatted(entry.getName()));
        } else if (!entry.isDirectory() && isInside(entry.getName())) {
          if (!zip.canReadEntryData(entry)) {
            notes.add(
                "Left out: '%s' is encrypted or packed in a rare way.".formatted(entry.getName()));
          } else {
            try (InputStream in = zip.getInputStream(entry)) {
              take(entry.getName(), in, depth);
            }
          }
        }
      }
    }
  }

  private void untar(byte[] content, int depth) throws IOException {
    try (TarArchiveInputStream tar = new TarArchiveInputStream(new ByteArrayInputStream(content))) {
      TarArchiveEntry entry;
      while ((entry = tar.getNextEntry()) != null) {
        count();
        if (entry.isSymbolicLink() || entry.isLink()) {
          notes.add("Left out: '%s' is a link.".formatted(entry.getName()));
        } else if (entry.isFile() && isInside(entry.getName())) {
          take(entry.getName(), tar, depth);
        } else if (!entry.isDirectory()) {
          notes.add("Left out: '%s' is no ordinary file.".formatted(entry.getName()));
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
      notes.add("Left out: '%s' leads out of the archive.".formatted(name));
      return false;
    }
    return true;
  }
}
