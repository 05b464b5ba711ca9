package sparklab.cli;

import static sparklab.cli.Text.tr;

import java.nio.file.Path;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a path on this machine's disk, for what is not written through Spark. */
public final class LocalPathConverter implements ITypeConverter<Path> {

  private static final Pattern SCHEME = Pattern.compile("[a-z][a-z0-9]+:/.*");

  @Override
  public Path convert(String text) {
    if (SCHEME.matcher(text).matches()) {
      // It would become a folder named "hdfs:".
      throw new TypeConversionException(
          tr("'%s' is not a path of this machine's disk, and this lesson writes there only", text));
    }
    return Path.of(text);
  }
}
