package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.error.ExperienceException;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Which route answers which method on which resource; the only caller of routes. Immutable once
 * made, for any thread. Data plane.
 */
public final class RouteTable {
  private final @Nullable ExperienceEngine engine;
  private final Map<Resource, Route> gets = new EnumMap<>(Resource.class);
  private final Map<Resource, Route> posts = new EnumMap<>(Resource.class);

  private RouteTable(@Nullable ExperienceEngine engine, BooleanSupplier ready) {
    this.engine = engine;
    gets.put(Resource.LIVE, new Health(() -> true));
    gets.put(Resource.READY, new Health(ready));
  }

  /** The routes of the public port. */
  public static RouteTable ofApi(ExperienceEngine engine, BooleanSupplier ready) {
    RouteTable table = new RouteTable(engine, ready);
    table.posts.put(Resource.PROFILES, new CreateProfile(engine));
    table.posts.put(Resource.PROFILE, new UpdateProfile(engine));
    table.gets.put(Resource.PROFILE, new GetProfile(engine));
    table.posts.put(Resource.EVENTS, new UpsertBatch(engine));
    return table;
  }

  /** The routes of the operators' port. */
  public static RouteTable ofAdmin(BooleanSupplier ready) {
    return new RouteTable(null, ready);
  }

  /** Answers a request, whatever it is and whatever becomes of it; never throws. */
  public void answer(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    answer.clear();
    try {
      dispatch(worker, request, answer);
    } catch (ExperienceException e) {
      ErrorResponse.write(e, answer);
    } catch (Throwable e) { // parsers overflow stacks, mapped memory throws InternalError
      ErrorResponse.writeInternal(e, answer);
    }
    setAllowedOrigins(request, answer);
  }

  /** Answers a request that is not to be read to its end. */
  public void refuse(HttpFault fault, RoutedRequest request, RoutedAnswer answer) {
    ErrorResponse.write(fault, answer);
    setAllowedOrigins(request, answer);
  }

  private void setAllowedOrigins(RoutedRequest request, RoutedAnswer answer) {
    if (engine == null || !request.resource().isOfEnvironment()) {
      return;
    }
    try {
      answer.allowedOrigins(request.environment(engine).current().allowedOrigins());
    } catch (ExperienceException noSuchEnvironment) {
      answer.allowedOrigins(null);
    }
  }

  private void dispatch(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    String method = request.method();
    if (method.equals("OPTIONS")) {
      answer.status(HttpStatus.NO_CONTENT);
      return;
    }
    Resource resource = request.resource();
    Route route = find(method, resource);
    if (route == null) {
      writeNoRoute(resource, answer);
    } else if (method.equals("POST") && !request.isMediaSupported()) {
      ErrorResponse.write(HttpFault.UNSUPPORTED_MEDIA_TYPE, answer);
    } else {
      route.answer(worker, request, answer);
    }
  }

  private @Nullable Route find(String method, Resource resource) {
    return switch (method) {
      case "GET", "HEAD" -> gets.get(resource);
      case "POST" -> posts.get(resource);
      default -> null;
    };
  }

  private void writeNoRoute(Resource resource, RoutedAnswer answer) {
    boolean get = gets.containsKey(resource);
    boolean post = posts.containsKey(resource);
    if (!get && !post) {
      ErrorResponse.write(HttpFault.NOT_FOUND, answer);
      return;
    }
    ErrorResponse.write(HttpFault.METHOD_NOT_ALLOWED, answer);
    answer.allow((get ? "GET, HEAD, " : "") + (post ? "POST, " : "") + "OPTIONS");
  }
}
