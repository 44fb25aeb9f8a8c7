package dev.kitsune.bench.request;

import dev.kitsune.bench.profile.TypicalVisits;
import dev.kitsune.engine.response.ResponseSink;
import dev.kitsune.testdata.EventGenerator;
import dev.kitsune.testdata.TestData;
import java.util.List;
import java.util.stream.IntStream;

/** What is asked of the engine. */
public enum RequestKind {
  /** A page event, of a profile that it makes. */
  CREATE {
    @Override
    List<FreshRequest> bodies() {
      return List.of(new FreshRequest(TestData.bytes("requests/create/page.json")));
    }

    @Override
    ResponseSink send(LoadedEngine engine, FreshRequest request) {
      return engine.create(request.next());
    }
  },
  /** A page event. */
  PAGE {
    @Override
    List<FreshRequest> bodies() {
      return List.of(new FreshRequest(TestData.bytes("requests/update/page.json")));
    }
  },
  /** A track event, of one of a few actions. */
  TRACK {
    @Override
    List<FreshRequest> bodies() {
      return generated(events -> events.track(ANONYMOUS_ID, TypicalVisits.NOW_MS));
    }
  },
  /** Eight traits, of few values, so that some of them change each time. */
  IDENTIFY {
    @Override
    List<FreshRequest> bodies() {
      return generated(events -> events.identify(ANONYMOUS_ID, "", TypicalVisits.NOW_MS));
    }
  },
  /** The profile as it is. */
  GET {
    @Override
    List<FreshRequest> bodies() {
      return PAGE.bodies();
    }

    @Override
    ResponseSink send(LoadedEngine engine, FreshRequest request) {
      return engine.get(engine.ids().choose());
    }
  },
  /** Five profiles' page events, two each. */
  BATCH {
    @Override
    List<FreshRequest> bodies() {
      List<String> ids = IntStream.range(0, 5).mapToObj(EventGenerator::profileId).toList();
      return generated(events -> events.batch(ids, 2, TypicalVisits.NOW_MS));
    }

    @Override
    ResponseSink send(LoadedEngine engine, FreshRequest request) {
      int half = request.idCount() / 2;
      for (int index = 0; index < half; index++) {
        int profile = engine.ids().choose();
        engine.ids().write(profile, request, index);
        engine.ids().write(profile, request, index + half);
      }
      return engine.upsert(request.next());
    }
  };

  private static final String ANONYMOUS_ID = EventGenerator.profileId(0);
  private static final int GENERATED_COUNT = 16;

  /** The requests that are sent in turn; a GET has none of its own. */
  abstract List<FreshRequest> bodies();

  /** Sends it to a profile chosen at random. */
  ResponseSink send(LoadedEngine engine, FreshRequest request) {
    return engine.update(engine.ids().choose(), request.next());
  }

  private interface Generated {
    byte[] request(EventGenerator events);
  }

  private static List<FreshRequest> generated(Generated generated) {
    EventGenerator events = new EventGenerator(5);
    return IntStream.range(0, GENERATED_COUNT)
        .mapToObj(i -> new FreshRequest(generated.request(events)))
        .toList();
  }
}
