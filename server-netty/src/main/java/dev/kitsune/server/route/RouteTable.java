package dev.kitsune.server.route;

import dev.kitsune.engine.EngineWorker;
import dev.kitsune.engine.ExperienceEngine;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Which route answers which method on which resource; the only caller of routes. Immutable once
 * made, for any thread. Data plane.
 */
public final class RouteTable {
  private final @Nullable ExperienceEngine engine;
  private final Map<Resource, Route> gets = new EnumMap<>(Resource.class);
  private final Map<Resource, Route> posts = new EnumMap<>(Resource.class);
  private final Map<Resource, Route> deletes = new EnumMap<>(Resource.class);
  private final Map<Resource, String> allowed = new EnumMap<>(Resource.class);

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
    table.deletes.put(Resource.PROFILE, new DeleteProfile(engine));
    table.posts.put(Resource.EVENTS, new UpsertBatch(engine));
    table.posts.put(Resource.IMPORT_EVENTS, new ImportEvents(engine));
    table.gets.put(Resource.OPENAPI, new Document("openapi.json"));
    return table.withAllowed();
  }

  /**
   * The routes of the operators' port.
   *
   * @param metrics gives them as Prometheus text
   */
  public static RouteTable ofAdmin(
      ExperienceEngine engine, BooleanSupplier ready, Supplier<byte[]> metrics) {
    RouteTable table = new RouteTable(null, ready);
    table.gets.put(Resource.METRICS, new Metrics(metrics));
    table.gets.put(Resource.EXPLANATION, new ExplainProfile(engine));
    table.posts.put(Resource.IMPORT_PROFILES, new ImportProfiles(engine));
    table.gets.put(Resource.EXPORT_PROFILES, new ExportProfiles(engine));
    return table.withAllowed();
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

  /** Answers a request that cannot be served just now. */
  public void refuseForNow(RoutedRequest request, RoutedAnswer answer) {
    ErrorResponse.write(new ExperienceException(ErrorCode.UNAVAILABLE, ""), answer);
    setAllowedOrigins(request, answer);
  }

  private void setAllowedOrigins(RoutedRequest request, RoutedAnswer answer) {
    if (request.resource().isPrivate() && allowed.containsKey(request.resource())) {
      answer.allowedOrigins(Set.of());
      return;
    }
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
      answer.allow(allowed.get(request.resource()));
      return;
    }
    Resource resource = request.resource();
    Route route = find(method, resource);
    if (route == null) {
      writeNoRoute(resource, answer);
    } else if (method.equals("POST") && !request.isMediaSupported()) {
      ErrorResponse.write(HttpFault.UNSUPPORTED_MEDIA_TYPE, answer);
    } else if (request.isLate() && (resource.isOfEnvironment() || resource.isOperators())) {
      throw new ExperienceException(ErrorCode.UNAVAILABLE, "");
    } else {
      route.answer(worker, request, answer);
    }
  }

  private @Nullable Route find(String method, Resource resource) {
    return switch (method) {
      case "GET", "HEAD" -> gets.get(resource);
      case "POST" -> posts.get(resource);
      case "DELETE" -> deletes.get(resource);
      default -> null;
    };
  }

  private void writeNoRoute(Resource resource, RoutedAnswer answer) {
    String methods = allowed.get(resource);
    ErrorResponse.write(
        methods == null ? HttpFault.NOT_FOUND : HttpFault.METHOD_NOT_ALLOWED, answer);
    answer.allow(methods);
  }

  private RouteTable withAllowed() {
    for (Resource resource : Resource.values()) {
      String methods =
          (gets.containsKey(resource) ? "GET, HEAD, " : "")
              + (posts.containsKey(resource) ? "POST, " : "")
              + (deletes.containsKey(resource) ? "DELETE, " : "");
      if (!methods.isEmpty()) {
        allowed.put(resource, methods + "OPTIONS");
      }
    }
    return this;
  }
}
