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
  private final Map<Resource, Route> gets = new EnumMap<>(Resource.class);
  private final Map<Resource, Route> posts = new EnumMap<>(Resource.class);

  private RouteTable() {}

  /** The routes of the public port. */
  public static RouteTable ofApi(ExperienceEngine engine, BooleanSupplier ready) {
    RouteTable table = ofAdmin(ready);
    table.posts.put(Resource.PROFILES, new CreateProfile(engine));
    table.posts.put(Resource.PROFILE, new UpdateProfile(engine));
    table.gets.put(Resource.PROFILE, new GetProfile(engine));
    table.posts.put(Resource.EVENTS, new UpsertBatch(engine));
    return table;
  }

  /** The routes of the operators' port. */
  public static RouteTable ofAdmin(BooleanSupplier ready) {
    RouteTable table = new RouteTable();
    table.gets.put(Resource.LIVE, new Health(() -> true));
    table.gets.put(Resource.READY, new Health(ready));
    return table;
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
  }

  private void dispatch(EngineWorker worker, RoutedRequest request, RoutedAnswer answer) {
    String method = request.method();
    if (method.equals("OPTIONS")) {
      answer.status(HttpStatus.NO_CONTENT);
      return;
    }
    Resource resource = request.path().match(request.target());
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
