package sparklab.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What goes through a pipe, and what does not. */
class FramesTest {

  private static ByteArrayInputStream frame(int length, String json) {
    byte[] bytes = json.getBytes(StandardCharsets.UTF_8);
    return new ByteArrayInputStream(
        ByteBuffer.allocate(4 + bytes.length).putInt(length).put(bytes).array());
  }

  private static ByteArrayInputStream frame(String json) {
    return frame(json.getBytes(StandardCharsets.UTF_8).length, json);
  }

  @Test
  void whatIsWrittenIsRead() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Answer answer = new Answer(List.of(), List.of(List.of(List.of("ñ", 1L))), null);
    Frames.write(out, new Reply("n", List.of(), answer, null));
    Frames.write(out, Reply.ready());
    ByteArrayInputStream in = new ByteArrayInputStream(out.toByteArray());
    assertThat(Frames.read(in, Reply.class).answer()).isEqualTo(answer);
    assertThat(Frames.read(in, Reply.class).nonce()).isNull();
    assertThat(Frames.read(in, Reply.class)).isNull();
  }

  @Test
  void lengthsAreNotBelieved() {
    for (int length : new int[] {Integer.MAX_VALUE, -1, Frames.LONGEST + 1}) {
      assertThatThrownBy(() -> Frames.read(frame(length, "{}"), Reply.class))
          .isInstanceOf(Frames.TooLong.class);
    }
    assertThatThrownBy(() -> Frames.read(frame(100, "{}"), Reply.class))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("within a frame");
  }

  @Test
  void otherThingsThanMessagesAreRefused() {
    String deep = "{\"nonce\":" + "[".repeat(5000) + "]".repeat(5000) + "}";
    for (String json : List.of(deep, "null", "[]", "x", "{\"unknown\": 1}")) {
      assertThatThrownBy(() -> Frames.read(frame(json), Reply.class))
          .isInstanceOf(IOException.class);
    }
  }

  @Test
  void whatIsTooLongOrTooDeepIsNotSent() {
    Object deep = "x";
    for (int level = 0; level < 100; level++) {
      deep = List.of(deep);
    }
    Answer nested = new Answer(List.of(), null, deep);
    assertThatThrownBy(() -> Frames.write(new ByteArrayOutputStream(), nested))
        .isInstanceOf(IOException.class);
    Answer large = new Answer(List.of(), null, "x".repeat(Frames.LONGEST));
    assertThatThrownBy(() -> Frames.write(new ByteArrayOutputStream(), large))
        .isInstanceOf(Frames.TooLong.class);
  }

  /** A few bytes can be many objects, and a text can be made to take long. */
  @Test
  void aReplyIsCountedBeforeItIsBuilt() {
    String before = "{\"answer\":{\"columns\":[],\"batches\":null,\"value\":";
    for (String value :
        List.of(
            "[" + "[0],".repeat(Frames.MOST_VALUES / 3) + "[0]]",
            "{" + "\"a\":0,".repeat(Frames.MOST_VALUES / 2) + "\"a\":0}",
            '"' + "x".repeat(Frames.LONGEST_TEXT + 1) + '"')) {
      assertThatThrownBy(() -> Frames.read(frame(before + value + "}}"), Reply.class))
          .isInstanceOf(Frames.TooLong.class);
    }
    Reply many = reply(Collections.nCopies(Frames.MOST_VALUES, 0L));
    assertThatThrownBy(() -> Frames.encode(many)).isInstanceOf(Frames.TooLong.class);
    assertThatThrownBy(() -> Frames.encode(reply("x".repeat(Frames.LONGEST_TEXT + 1))))
        .isInstanceOf(Frames.TooLong.class);
  }

  @Test
  void whatIsJustWithinTheBoundsIsRead() throws IOException {
    Reply much = reply(Collections.nCopies(Frames.MOST_VALUES - 100, 0L));
    assertThat(Frames.read(new ByteArrayInputStream(Frames.encode(much)), Reply.class))
        .isEqualTo(much);
    Reply longText = reply("x".repeat(Frames.LONGEST_TEXT));
    assertThat(Frames.read(new ByteArrayInputStream(Frames.encode(longText)), Reply.class))
        .isEqualTo(longText);
  }

  private static Reply reply(Object value) {
    return new Reply("n", List.of(), new Answer(List.of(), null, value), null);
  }
}
