package sparklab.instructor.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;

/**
 * Zip archives that are the same, byte for byte, for the same files: sorted, without the times of
 * the files. Scripts keep their execute bit, by their first two bytes, so that it does not matter
 * whether the disk they come from has such bits.
 *
 * <p>There are no entries for folders: a folder that something new is unpacked into is to look new,
 * for that is how the lab finds out that a module is to be built again.
 */
final class Zips {

  private static final LocalDateTime TIME = LocalDateTime.of(2026, 1, 1, 0, 0);

  private static final int FILE = 0100644;

  private static final int PROGRAM = 0100755;

  private Zips() {}

  /** Writes an archive. */
  static void write(Path archive, SortedMap<String, byte[]> files) throws IOException {
    try (Writer zip = new Writer(archive)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.add(file.getKey(), file.getValue());
      }
    }
  }

  /** Writes an archive file by file; the caller keeps them sorted. */
  static final class Writer implements AutoCloseable {

    private final ZipArchiveOutputStream zip;

    Writer(Path archive) throws IOException {
      zip = new ZipArchiveOutputStream(archive);
      zip.setLevel(Deflater.BEST_COMPRESSION);
    }

    void add(String name, byte[] bytes) throws IOException {
      ZipArchiveEntry entry = new ZipArchiveEntry(name);
      entry.setTimeLocal(TIME);
      entry.setUnixMode(isProgram(bytes) ? PROGRAM : FILE);
      if (name.endsWith(".jar")) {
        // compressed already
        CRC32 sum = new CRC32();
        sum.update(bytes);
        entry.setMethod(ZipEntry.STORED);
        entry.setCrc(sum.getValue());
        entry.setSize(bytes.length);
      }
      zip.putArchiveEntry(entry);
      zip.write(bytes);
      zip.closeArchiveEntry();
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }

  private static boolean isProgram(byte[] bytes) {
    return bytes.length > 2 && bytes[0] == '#' && bytes[1] == '!';
  }

  /** Reads an archive. */
  static SortedMap<String, byte[]> read(Path archive) throws IOException {
    SortedMap<String, byte[]> files = new TreeMap<>();
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        files.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
      }
    }
    return files;
  }

  /** Unpacks an archive of ours as the plainest tools do: without execute bits. */
  static void unpack(Path archive, Path folder) throws IOException {
    try (ZipFile zip = ZipFile.builder().setPath(archive).get()) {
      for (ZipArchiveEntry entry : Collections.list(zip.getEntries())) {
        Path file = folder.resolve(entry.getName());
        Files.createDirectories(file.getParent());
        Files.copy(zip.getInputStream(entry), file, StandardCopyOption.REPLACE_EXISTING);
        Files.setLastModifiedTime(file, entry.getLastModifiedTime());
      }
    }
  }
}
