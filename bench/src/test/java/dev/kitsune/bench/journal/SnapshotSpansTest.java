package dev.kitsune.bench.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kitsune.bench.journal.SnapshotSpans.Place;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/* Seen off at 100, on at 200 and 300, off at 400; a guard of 50. */
class SnapshotSpansTest {
  private final SnapshotSpans spans = new SnapshotSpans(50, 0);

  @BeforeEach
  void look() {
    spans.look(false, 100);
    spans.look(true, 200);
    spans.look(true, 300);
    spans.look(false, 400);
    spans.look(false, 1_000);
  }

  @ParameterizedTest
  @CsvSource({
    "10, 49, ELSE",
    "10, 50, NEAR",
    "10, 199, NEAR",
    "10, 200, DURING",
    "250, 260, DURING",
    "300, 900, DURING",
    "10, 900, DURING",
    "301, 900, NEAR",
    "450, 460, NEAR",
    "451, 460, ELSE",
  })
  void placesAnUpdateByWhenItWasDueAndDone(long dueNs, long doneNs, Place place) {
    assertEquals(place, spans.place(dueNs, doneNs));
    assertEquals(1, spans.count());
  }

  @Test
  void whatWaitedBehindAnUpdateBelongsWithIt() {
    assertEquals(Place.DURING, spans.place(290, 700));
    assertEquals(Place.DURING, spans.place(500, 710));
    assertEquals(Place.DURING, spans.place(709, 720));
    assertEquals(Place.ELSE, spans.place(720, 730));
    assertEquals(Place.ELSE, spans.place(725, 740));
  }

  @Test
  void whatWaitedBehindOneNearASnapshotIsNearIt() {
    assertEquals(Place.NEAR, spans.place(440, 700));
    assertEquals(Place.NEAR, spans.place(500, 710));
    assertEquals(Place.ELSE, spans.place(710, 720));
  }

  @Test
  void aSnapshotThatHasNotEndedIsNear() {
    spans.look(true, 1_100);
    assertEquals(Place.DURING, spans.place(1_000, 1_200));
    assertEquals(Place.NEAR, spans.place(1_200, 1_210));
    assertEquals(Place.NEAR, spans.place(5_000, 5_010));
    assertEquals(2, spans.count());
  }
}
