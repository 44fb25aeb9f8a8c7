package dev.kitsune.bench.store;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.kitsune.engine.store.ChronicleRecordStore;
import dev.kitsune.engine.store.HeapRecordStore;
import dev.kitsune.engine.store.RecordStore;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/** The stores that are compared; ours first. */
public enum StoreKind {
  /** Off the heap, in Chronicle Map. */
  CHRONICLE {
    @Override
    RecordStore open(long maxRecords, int recordBytes) {
      return new ChronicleRecordStore(maxRecords, recordBytes, 600 * 1_024);
    }
  },
  /** On the heap, in a HashMap under one lock. */
  HEAP {
    @Override
    RecordStore open(long maxRecords, int recordBytes) {
      return new HeapRecordStore(maxRecords, 600 * 1_024);
    }
  },
  /** A peer: what a Java program would take without thinking. */
  CONCURRENT_HASH_MAP {
    @Override
    RecordStore open(long maxRecords, int recordBytes) {
      return new ConcurrentMapStore(new ConcurrentHashMap<>());
    }
  },
  /** A peer: a bounded cache on the heap, large enough to keep them all. */
  CAFFEINE {
    @Override
    RecordStore open(long maxRecords, int recordBytes) {
      return new ConcurrentMapStore(cache(2 * maxRecords));
    }
  },
  /** A peer: Chronicle Map without what the engine does around it. */
  CHRONICLE_MAP_BARE {
    @Override
    RecordStore open(long maxRecords, int recordBytes) {
      return new ChronicleMapStore(maxRecords, recordBytes);
    }
  };

  abstract RecordStore open(long maxRecords, int recordBytes);

  private static ConcurrentMap<ConcurrentMapStore.Key, byte[]> cache(long maxRecords) {
    return Caffeine.newBuilder()
        .maximumSize(maxRecords)
        .<ConcurrentMapStore.Key, byte[]>build()
        .asMap();
  }
}
