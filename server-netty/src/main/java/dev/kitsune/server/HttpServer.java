package dev.kitsune.server;

import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.server.metrics.ServerMetrics;
import dev.kitsune.server.route.RouteTable;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.DefaultThreadFactory;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The engine behind HTTP: a public port, and one for operators on an event loop of its own, so that
 * imports and scrapes hold no visitor up. Event loops call the engine directly, each with a worker
 * of its own. Safe for any thread.
 */
public final class HttpServer implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);
  private static final String LOOPBACK = "127.0.0.1";
  private static final int BACKLOG = 1_024;
  private static final int STREAM_COUNT_MAX = 2;

  private final ServerConfig config;
  private final ExperienceEngine engine;
  private final HttpTransport transport;
  private final EventLoopGroup loops;
  private final EventLoopGroup adminLoop;
  private final CommitTurns turns;
  private final ServerMetrics metrics;
  private final Map<EventLoop, RequestScratch> scratches = new ConcurrentHashMap<>();
  private final ChannelGroup connections = new DefaultChannelGroup(GlobalEventExecutor.INSTANCE);
  private @Nullable Channel listener;
  private @Nullable Channel adminListener;
  private final ThreadPoolExecutor streams =
      new ThreadPoolExecutor(
          0,
          STREAM_COUNT_MAX,
          1,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          new DefaultThreadFactory("kitsune-stream"));
  private volatile boolean stopping;

  private HttpServer(
      ServerConfig config, ExperienceEngine engine, HttpTransport transport, CommitTurns turns) {
    this.config = config;
    this.engine = engine;
    this.transport = transport;
    int loopCount = Runtime.getRuntime().availableProcessors();
    loops =
        new MultiThreadIoEventLoopGroup(
            loopCount, new DefaultThreadFactory("kitsune-loop"), transport.ioHandler());
    adminLoop =
        new MultiThreadIoEventLoopGroup(
            1, new DefaultThreadFactory("kitsune-admin"), transport.ioHandler());
    this.turns = turns;
    metrics = ServerMetrics.of(engine, connections::size, turns::answerCount);
  }

  /**
   * Listens on the configured ports. The engine stays the caller's, to be closed after the server.
   *
   * @throws PortException if a port cannot be had; nothing listens then
   */
  public static HttpServer start(ServerConfig config, ExperienceEngine engine)
      throws PortException {
    return start(config, engine, HttpTransport.best());
  }

  static HttpServer start(ServerConfig config, ExperienceEngine engine, HttpTransport transport)
      throws PortException {
    return start(config, engine, transport, CommitTurns.of(engine));
  }

  /** The same; commits are what the turns hear of. */
  static HttpServer start(
      ServerConfig config, ExperienceEngine engine, HttpTransport transport, CommitTurns turns)
      throws PortException {
    HttpServer server = new HttpServer(config, engine, transport, turns);
    try {
      server.listen();
      return server;
    } catch (PortException e) {
      server.close();
      throw e;
    }
  }

  public HttpTransport transport() {
    return transport;
  }

  /** The public port that is listened on. */
  public int port() {
    return port(listener);
  }

  /** The operators' port that is listened on; 0 if there is none. */
  public int adminPort() {
    return port(adminListener);
  }

  /**
   * Says unready, refuses with 503 what begins from now on, accepts no more connections, answers
   * what is in flight for at most the configured time, and closes all connections. Idempotent.
   */
  @Override
  public synchronized void close() {
    if (loops.isShuttingDown()) {
      return;
    }
    stopping = true;
    drainAll();
    stopListening(listener);
    if (!connections.newCloseFuture().awaitUninterruptibly(config.stopTimeoutMs())) {
      LOG.warn("closing {} connections with requests unfinished", connections.size());
    }
    connections.close().awaitUninterruptibly();
    stopListening(adminListener);
    awaitStreams();
    turns.close();
    stop(loops);
    stop(adminLoop);
    metrics.close();
  }

  private void stop(EventLoopGroup group) {
    group
        .shutdownGracefully(0, config.stopTimeoutMs(), TimeUnit.MILLISECONDS)
        .awaitUninterruptibly();
  }

  private boolean isReady() {
    return !stopping && engine.isReady();
  }

  private void listen() throws PortException {
    listener = bind(loops, config.host(), config.port(), RouteTable.ofApi(engine, this::isReady));
    ServerConfig.AdminPort admin = config.adminPort();
    if (admin.kind() == ServerConfig.AdminPort.Kind.OFF) {
      return;
    }
    try {
      RouteTable routes = RouteTable.ofAdmin(engine, this::isReady, metrics::scrape);
      adminListener = bind(adminLoop, LOOPBACK, admin.port(), routes);
    } catch (PortException e) {
      if (admin.kind() == ServerConfig.AdminPort.Kind.REQUIRED) {
        throw e;
      }
      LOG.warn("running without the admin port: {}", e.getMessage());
    }
  }

  private Channel bind(EventLoopGroup group, String host, int port, RouteTable routes)
      throws PortException {
    ServerBootstrap bootstrap =
        new ServerBootstrap()
            .group(group)
            .channel(transport.serverChannel())
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .childOption(ChannelOption.ALLOW_HALF_CLOSURE, true)
            .childHandler(new Connections(routes));
    ChannelFuture bound = bootstrap.bind(new InetSocketAddress(host, port)).awaitUninterruptibly();
    if (!bound.isSuccess()) {
      throw new PortException(host, port, bound.cause());
    }
    return bound.channel();
  }

  private RequestScratch newScratch(EventLoop loop) {
    return new RequestScratch(engine.newWorker(), streams, turns.newTurn(loop), metrics.timers());
  }

  private static void stopListening(@Nullable Channel channel) {
    if (channel != null) {
      channel.close().awaitUninterruptibly();
    }
  }

  /* Their connections are closed, so that their next write fails: none reads a closed engine. */
  private void awaitStreams() {
    streams.shutdown();
    try {
      if (!streams.awaitTermination(config.stopTimeoutMs(), TimeUnit.MILLISECONDS)) {
        LOG.warn("{} streamed answers have not ended", streams.getActiveCount());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /* Connections that are set up meanwhile see for themselves that the server stops. */
  private void drainAll() {
    List<Future<?>> drained = new ArrayList<>();
    for (Channel connection : connections) {
      drained.add(connection.eventLoop().submit(() -> drain(connection)));
    }
    drained.forEach(Future::awaitUninterruptibly);
  }

  private static void drain(Channel connection) {
    HttpConnection http = connection.pipeline().get(HttpConnection.class);
    if (http != null) {
      http.drain();
    }
  }

  private static int port(@Nullable Channel channel) {
    return channel == null ? 0 : ((InetSocketAddress) channel.localAddress()).getPort();
  }

  /** Sets up each connection that a port accepts. */
  private final class Connections extends ChannelInitializer<Channel> {
    private final RouteTable routes;

    Connections(RouteTable routes) {
      this.routes = routes;
    }

    @Override
    protected void initChannel(Channel channel) {
      RequestDeadline deadline = new RequestDeadline(channel, config.limits());
      RequestScratch scratch =
          scratches.computeIfAbsent(channel.eventLoop(), HttpServer.this::newScratch);
      HttpConnection connection =
          new HttpConnection(channel, routes, config.limits(), deadline, scratch);
      channel
          .pipeline()
          .addLast(deadline, new RequestDecoder(config.limits()), new RequestQueue(), connection);
      connections.add(channel);
      if (stopping) {
        connection.drain();
      }
    }
  }
}
