package dev.kitsune.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.EngineConfig;
import dev.kitsune.engine.EngineConfig.StoreKind;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.catalog.EnvironmentRef;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A gateway in plain Netty, called over a socket. */
class NettyGatewayTest {
  private static final String CONFIGURATION =
      """
      {"audiences": [{"id": "aud-pricing", "rules": {"any": [{"all": [
          {"type": "page", "operator": "greaterThanInclusive", "count": 1, "conditions": [
            {"key": {"id": "context_page_path"}, "operator": "startsWith", "value": "/pricing"}]}]}]}}],
       "experiences": [{"id": "exp-hero", "type": "nt_experiment", "audience": "aud-pricing", "config": {
          "traffic": 1, "distribution": [0, 1], "components": [
            {"baseline": {"id": "hero"}, "variants": [{"id": "hero-b"}]}]}}]}""";

  private final ExperienceEngine engine =
      ExperienceEngine.open(
          EngineConfig.defaults()
              .withStore(StoreKind.HEAP)
              .withEnvironment("acme", "main", CONFIGURATION));
  private final EnvironmentRef environment = engine.environment("acme", "main");
  private final EventLoopGroup loops =
      new MultiThreadIoEventLoopGroup(2, NioIoHandler.newFactory());
  private final HttpClient client = HttpClient.newHttpClient();
  private int port;

  @BeforeEach
  void start() {
    Channel gateway =
        new ServerBootstrap()
            .group(loops)
            .channel(NioServerSocketChannel.class)
            .childHandler(new Pipeline())
            .bind(InetAddress.getLoopbackAddress(), 0)
            .syncUninterruptibly()
            .channel();
    port = ((InetSocketAddress) gateway.localAddress()).getPort();
  }

  @AfterEach
  void stop() {
    loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    engine.close();
  }

  private final class Pipeline extends ChannelInitializer<Channel> {
    @Override
    protected void initChannel(Channel channel) {
      channel
          .pipeline()
          .addLast(new HttpServerCodec())
          .addLast(new HttpObjectAggregator(65_536))
          .addLast(new NettyGatewayFilter(engine, environment))
          .addLast(new Renderer());
    }
  }

  /** The page: the variants that the filter handed on. */
  private static final class Renderer extends SimpleChannelInboundHandler<FullHttpRequest> {
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // who cannot be written to is gone
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
      String page = "variants: " + request.headers().get(NettyGatewayFilter.VARIANTS);
      FullHttpResponse response =
          new DefaultFullHttpResponse(
              HttpVersion.HTTP_1_1,
              HttpResponseStatus.OK,
              Unpooled.copiedBuffer(page, StandardCharsets.UTF_8));
      HttpUtil.setContentLength(response, response.content().readableBytes());
      context.writeAndFlush(response);
    }
  }

  @Test
  void decidesEachPageOfAVisitor() throws Exception {
    HttpResponse<String> first = get("/?utm_source=mail", "a=b");
    assertEquals("variants: ", first.body());
    String cookie = first.headers().firstValue("Set-Cookie").orElse("").replaceAll(";.*", "");
    assertTrue(cookie.matches("visitor=[0-9a-f]{64}"), cookie);
    HttpResponse<String> second = get("/pricing", "a=b; " + cookie);
    assertEquals("variants: exp-hero=1", second.body());
    assertEquals("exp-hero=1", second.headers().firstValue(NettyGatewayFilter.VARIANTS).orElse(""));
    assertEquals(1, engine.profileCount());
  }

  @Test
  void servesThePageWhereNothingCanBeDecided() throws Exception {
    assertEquals("variants: ", get("/pricing", "visitor=" + "x".repeat(257)).body());
    engine.close();
    HttpResponse<String> closed = get("/pricing", "visitor=v1");
    assertEquals("variants: ", closed.body());
    assertEquals(200, closed.statusCode());
  }

  private HttpResponse<String> get(String path, String cookies) throws Exception {
    URI url = URI.create("http://localhost:" + port + path);
    HttpRequest request = HttpRequest.newBuilder(url).header("Cookie", cookies).build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }
}
