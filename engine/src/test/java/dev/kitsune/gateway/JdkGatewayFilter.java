package dev.kitsune.gateway;

import com.sun.net.httpserver.Filter;
import com.sun.net.httpserver.HttpExchange;
import dev.kitsune.engine.Decision;
import dev.kitsune.engine.Event;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.Page;
import dev.kitsune.engine.catalog.EnvironmentRef;
import dev.kitsune.engine.error.ExperienceException;
import java.io.IOException;
import java.net.HttpCookie;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;

/**
 * A gateway's filter for the JDK's own HTTP server: each page request becomes a page event of the
 * visitor in the cookie, and what the engine decided goes on as a header. A page that cannot be
 * decided is served as it is.
 */
final class JdkGatewayFilter extends Filter {
  /** Says which variants to render: {@code exp-hero=1, exp-banner=0}. */
  static final String VARIANTS = "x-variants";

  private static final String COOKIE = "visitor";

  private final ExperienceEngine engine;
  private final EnvironmentRef environment;

  JdkGatewayFilter(ExperienceEngine engine, EnvironmentRef environment) {
    this.engine = engine;
    this.environment = environment;
  }

  @Override
  public String description() {
    return "decides the experiences of each request";
  }

  @Override
  public void doFilter(HttpExchange exchange, Chain chain) throws IOException {
    try {
      Decision decision = decide(exchange);
      exchange.getResponseHeaders().set(VARIANTS, variants(decision));
      exchange
          .getResponseHeaders()
          .add("Set-Cookie", COOKIE + "=" + decision.profile().id() + "; Path=/; HttpOnly");
    } catch (ExperienceException | IllegalArgumentException undecided) {
      exchange.getResponseHeaders().set(VARIANTS, "");
    }
    chain.doFilter(exchange);
  }

  private Decision decide(HttpExchange exchange) {
    String visitor = visitor(exchange);
    Event page = page(exchange);
    return visitor.isEmpty()
        ? engine.create(environment, List.of(page))
        : engine.update(environment, visitor, page);
  }

  private static Event page(HttpExchange exchange) {
    URI url = URI.create("http://" + header(exchange, "Host")).resolve(exchange.getRequestURI());
    return Event.page(Page.of(url).withReferrer(header(exchange, "Referer")))
        .userAgent(header(exchange, "User-Agent"))
        .locale(header(exchange, "Accept-Language"))
        .build();
  }

  private static String visitor(HttpExchange exchange) {
    String cookies = header(exchange, "Cookie");
    return cookies.isEmpty()
        ? ""
        : cookies
            .lines()
            .flatMap(line -> List.of(line.split(";\\s*", -1)).stream())
            .flatMap(cookie -> HttpCookie.parse(cookie).stream())
            .filter(cookie -> cookie.getName().equals(COOKIE))
            .map(HttpCookie::getValue)
            .findFirst()
            .orElse("");
  }

  private static String variants(Decision decision) {
    return decision.experiences().stream()
        .map(chosen -> chosen.experienceId() + "=" + chosen.variantIndex())
        .collect(Collectors.joining(", "));
  }

  private static String header(HttpExchange exchange, String name) {
    return Objects.requireNonNullElse(exchange.getRequestHeaders().getFirst(name), "");
  }
}
