package dev.kitsune.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.CorruptedFrameException;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Wherever the bytes are cut in two; {@link MalformedHttpTest} has whole requests. */
final class RequestDecoderTest {
  private static final String HEAD = "GET / HTTP/1.1\r\nHost: a\r\nX: a\r\n";
  private static final String END = "Y: b\r\n\r\n";

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void refusesAFoldedHeaderBehindEmptyLines(int emptyLineCount) {
    String before = "\r\n".repeat(emptyLineCount);
    for (String fold : new String[] {" ", "\t"}) {
      String request = before + HEAD + fold + END;
      for (int cut = 0; cut <= request.length(); cut++) {
        String first = request.substring(0, cut);
        String second = request.substring(cut);
        EmbeddedChannel channel = channel();
        assertThrows(
            CorruptedFrameException.class, () -> send(channel, first, second), "cut at " + cut);
        channel.releaseInbound();
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 2, 3})
  void takesAHeaderOfOneLineBehindEmptyLines(int emptyLineCount) {
    String request = "\r\n".repeat(emptyLineCount) + HEAD + END;
    for (int cut = 0; cut <= request.length(); cut++) {
      EmbeddedChannel channel = channel();
      send(channel, request.substring(0, cut), request.substring(cut));
      HttpRequest read = channel.readInbound();
      assertTrue(read.decoderResult().isSuccess(), "cut at " + cut);
      assertEquals("b", read.headers().get("Y"));
      ReferenceCountUtil.release(read);
      channel.finishAndReleaseAll();
    }
  }

  private static EmbeddedChannel channel() {
    return new EmbeddedChannel(new RequestDecoder(HttpLimits.DEFAULT));
  }

  private static void send(EmbeddedChannel channel, String first, String second) {
    channel.writeInbound(Unpooled.copiedBuffer(first, US_ASCII));
    channel.writeInbound(Unpooled.copiedBuffer(second, US_ASCII));
  }
}
