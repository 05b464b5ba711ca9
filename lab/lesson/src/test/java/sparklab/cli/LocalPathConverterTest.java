package sparklab.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class LocalPathConverterTest {

  private final LocalPathConverter converter = new LocalPathConverter();

  @ParameterizedTest
  @ValueSource(strings = {"output/a b", "/tmp/2025-08-01T05:00", "a:b/c"})
  void takesPathsOfThisMachine(String text) {
    assertThat(converter.convert(text)).isEqualTo(Path.of(text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"hdfs:///user/me", "s3a://bucket/out", "file:/tmp/out"})
  void refusesOtherFileSystems(String text) {
    assertThatThrownBy(() -> converter.convert(text))
        .isInstanceOf(TypeConversionException.class)
        .hasMessageContaining("'" + text + "' is not a path of this machine's disk");
  }
}
