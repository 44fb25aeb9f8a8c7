package dev.kitsune.bench.store;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kitsune.engine.bytes.ByteSink;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StoreBenchmarkTest {
  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void leavesTheSameRecordsInEveryStore(StoreKind kind) {
    StoreBenchmark expected = run(StoreKind.HEAP, 50, 1_000);
    StoreBenchmark actual = run(kind, 50, 1_000);
    for (int index = 0; index < 50; index++) {
      assertArrayEquals(record(expected, index), record(actual, index));
    }
    assertEquals(expected.readModifyWrite(), actual.readModifyWrite());
    expected.close();
    actual.close();
  }

  @Test
  void changesTheRecordsThatItChooses() {
    StoreBenchmark untouched = run(StoreKind.HEAP, 1, 0);
    StoreBenchmark touched = run(StoreKind.HEAP, 1, 3);
    byte[] before = record(untouched, 0);
    before[40] = (byte) (before[40] + 3);
    assertArrayEquals(before, record(touched, 0));
  }

  @ParameterizedTest
  @EnumSource(StoreKind.class)
  void fillsTheStoreWithAsManyRecordsAsTheParameterSays(StoreKind kind) {
    StoreBenchmark few = run(kind, 10, 0);
    StoreBenchmark many = run(kind, 20, 0);
    assertEquals(10, few.store().count());
    assertEquals(20, many.store().count());
    few.close();
    many.close();
  }

  private static StoreBenchmark run(StoreKind kind, int recordCount, int times) {
    StoreBenchmark benchmark = new StoreBenchmark();
    benchmark.kind = kind;
    benchmark.recordCount = recordCount;
    benchmark.fill();
    for (int time = 0; time < times; time++) {
      benchmark.readModifyWrite();
    }
    return benchmark;
  }

  private static byte[] record(StoreBenchmark benchmark, int index) {
    ByteSink sink = new ByteSink(16);
    assertTrue(benchmark.store().read(StoreBenchmark.keyHigh(index), index, sink));
    return sink.toBytes();
  }
}
