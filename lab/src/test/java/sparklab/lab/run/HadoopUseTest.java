package sparklab.lab.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sparklab.cli.Mistake;
import sparklab.lab.home.Home;
import sparklab.lab.runtime.Hadoop;

/** Where a lesson finds YARN and HDFS. */
class HadoopUseTest {

  private static final List<String> HDFS = List.of("--checkpoint", "hdfs:///user/me/k3");

  @TempDir Path folder;

  @Test
  void onlyWhatAsksForItUsesIt() throws IOException {
    Home home = new Home(folder);
    List<String> host = List.of("--checkpoint", "hdfs://namenode:8020/k3");
    assertThat(HadoopUse.of(home, "local[2]", List.of("--rows", "3"), Map.of())).isEmpty();
    assertThat(HadoopUse.of(home, null, host, Map.of())).isEmpty();
    assertThatThrownBy(() -> HadoopUse.of(home, null, HDFS, Map.of()))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("where HDFS is: start it on this machine with scripts/lab cluster");
    assertThatThrownBy(() -> HadoopUse.of(home, "yarn", List.of(), Map.of("HADOOP_CONF_DIR", " ")))
        .isInstanceOf(Mistake.class)
        .hasMessageContaining("where YARN is");
    Map<String, String> nowhere = Map.of("YARN_CONF_DIR", folder + "/none");
    assertThatThrownBy(() -> HadoopUse.of(home, "yarn", List.of(), nowhere))
        .hasMessageContaining("YARN_CONF_DIR names '" + folder + "/none', which is not a folder");
  }

  @Test
  void theSettingsOfTheLabsOwnGoToSpark() throws IOException {
    Home home = new Home(folder);
    Map<String, String> named = Map.of("HADOOP_CONF_DIR", folder.toString());
    HadoopUse another = HadoopUse.of(home, "yarn", HDFS, named).orElseThrow();
    assertThat(another.here()).isFalse();
    assertThat(another.submitOptions()).isEmpty();

    Path settings = Files.createFile(folder.resolve(Hadoop.SPARK_SETTINGS));
    HadoopUse own = HadoopUse.of(home, "yarn", HDFS, named).orElseThrow();
    assertThat(own.here()).isTrue();
    assertThat(own.submitOptions()).contains(settings.toString());
    assertThat(HadoopUse.of(home, null, HDFS, named).orElseThrow().submitOptions()).isEmpty();
  }
}
