package dev.kitsune.gateway;

import dev.kitsune.engine.Decision;
import dev.kitsune.engine.Event;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.Page;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ExperienceException;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.cookie.Cookie;
import io.netty.handler.codec.http.cookie.DefaultCookie;
import io.netty.handler.codec.http.cookie.ServerCookieDecoder;
import io.netty.handler.codec.http.cookie.ServerCookieEncoder;
import java.net.URI;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A gateway's filter for Netty, between the HTTP codec and what serves the page: each request
 * becomes a page event of the visitor in the cookie; the variants go on as a request header, and
 * back as a response header. A page that cannot be decided is served as it is. One for each
 * channel, for requests that come one after the other (no pipelining).
 *
 * <p>It decides on the event loop: a call takes microseconds and waits for nobody as long as {@code
 * workerCountMax} is at least the number of event loops.
 */
final class NettyGatewayFilter extends ChannelDuplexHandler {
  /** Says which variants to render: {@code exp-hero=1, exp-banner=0}. */
  static final String VARIANTS = "x-variants";

  private static final String COOKIE = "visitor";

  private final ExperienceEngine engine;
  private final EnvironmentRef environment;
  private @Nullable Decision decision;

  NettyGatewayFilter(ExperienceEngine engine, EnvironmentRef environment) {
    this.engine = engine;
    this.environment = environment;
  }

  @Override
  public void channelRead(ChannelHandlerContext context, Object message) {
    if (message instanceof HttpRequest request) {
      decision = decideOrNull(request);
      request.headers().set(VARIANTS, variants(decision));
    }
    context.fireChannelRead(message);
  }

  @Override
  public void write(ChannelHandlerContext context, Object message, ChannelPromise promise)
      throws Exception {
    Decision decided = decision;
    if (message instanceof HttpResponse response && decided != null) {
      Cookie cookie = new DefaultCookie(COOKIE, decided.profile().id());
      cookie.setPath("/");
      cookie.setHttpOnly(true);
      response.headers().set(VARIANTS, variants(decided));
      response.headers().add(HttpHeaderNames.SET_COOKIE, ServerCookieEncoder.STRICT.encode(cookie));
    }
    super.write(context, message, promise);
  }

  private @Nullable Decision decideOrNull(HttpRequest request) {
    try {
      String visitor = visitor(request);
      Event page = page(request);
      return visitor.isEmpty()
          ? engine.create(environment, List.of(page))
          : engine.update(environment, visitor, page);
    } catch (ExperienceException | IllegalArgumentException undecided) {
      return null;
    }
  }

  private static Event page(HttpRequest request) {
    String host = header(request, HttpHeaderNames.HOST);
    Page page = Page.of(URI.create("http://" + host).resolve(request.uri()));
    return Event.page(page.withReferrer(header(request, HttpHeaderNames.REFERER)))
        .userAgent(header(request, HttpHeaderNames.USER_AGENT))
        .locale(header(request, HttpHeaderNames.ACCEPT_LANGUAGE))
        .build();
  }

  private static String visitor(HttpRequest request) {
    return ServerCookieDecoder.STRICT.decode(header(request, HttpHeaderNames.COOKIE)).stream()
        .filter(cookie -> cookie.name().equals(COOKIE))
        .map(Cookie::value)
        .findFirst()
        .orElse("");
  }

  private static String variants(@Nullable Decision decision) {
    return decision == null
        ? ""
        : decision.experiences().stream()
            .map(chosen -> chosen.experienceId() + "=" + chosen.variantIndex())
            .collect(Collectors.joining(", "));
  }

  private static String header(HttpRequest request, CharSequence name) {
    return request.headers().get(name, "");
  }
}
