package dev.kitsune.engine.journal;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A directory on a disk in memory that can lose what was not forced, fail any call, and be full.
 * Bytes are lost by page or sector, names by change: one of those made since the last {@link
 * #force} may be there after a power failure and an earlier one not. Safe for any thread.
 */
final class SimulatedFiles implements JournalFiles {
  /** What can fail. */
  enum Call {
    NAMES,
    CREATE,
    OPEN,
    RENAME,
    DELETE,
    FORCE_NAMES,
    LENGTH,
    WRITE,
    READ,
    MAP,
    FORCE_FILE,
    FORCE_MEMORY
  }

  /** How a call goes. */
  enum Outcome {
    DONE,
    FAILED,
    /** Told to have failed, though it was done. */
    DONE_BUT_FAILED,
    /** As nobody expects: an unchecked exception. */
    THROWN
  }

  /** What a power failure takes of that which was not forced. */
  enum Loss {
    DROPPED,
    SHUFFLED
  }

  /** Decides how calls go; asked before each, on the caller's thread. */
  @FunctionalInterface
  interface Script {
    /**
     * The outcome of a call.
     *
     * @param index counts calls of this disk from 1
     */
    Outcome outcome(int index, Call call) throws IOException;
  }

  @FunctionalInterface
  private interface Work<T> {
    T run() throws IOException;
  }

  /** A file that loses a name, gets one, or both at once. */
  private record NameChange(
      @Nullable String gone, @Nullable String come, SimulatedContent content) {
    void make(Map<String, SimulatedContent> names) {
      if (gone != null) {
        names.remove(gone, content);
      }
      if (come != null) {
        names.put(come, content);
      }
    }
  }

  private final Map<String, SimulatedContent> names = new TreeMap<>();
  private final Map<String, SimulatedContent> forcedNames = new TreeMap<>();
  private final List<NameChange> unforcedChanges = new ArrayList<>();
  private final AtomicInteger openCount = new AtomicInteger();
  private final AtomicInteger callCount = new AtomicInteger();
  private volatile Script script = (index, call) -> Outcome.DONE;
  private volatile long capacity = Long.MAX_VALUE;

  /** Has calls go otherwise from now on, counted anew. */
  void script(Script newScript) {
    script = newScript;
    callCount.set(0);
  }

  /** All goes well from now on. */
  void heal() {
    script = (index, call) -> Outcome.DONE;
  }

  /** Bytes that all files together may have. */
  void capacity(long bytes) {
    capacity = bytes;
  }

  int callCount() {
    return callCount.get();
  }

  /** Files and mappings that were opened and not closed. */
  int openCount() {
    return openCount.get();
  }

  /** Length of all files together. */
  synchronized long length() {
    return names.values().stream().mapToLong(SimulatedContent::length).sum();
  }

  /** The bytes of a file as everybody sees them. */
  synchronized byte[] bytes(String name) throws IOException {
    return find(name).copyOfBytes();
  }

  /** Changes the bytes of a file behind everybody's back. */
  synchronized void replace(String name, byte[] bytes) throws IOException {
    find(name).replace(bytes);
  }

  /** Another disk just as this one, the unforced included: what is left by a kill. */
  synchronized SimulatedFiles copy() {
    SimulatedFiles copy = new SimulatedFiles();
    Map<SimulatedContent, SimulatedContent> copies = new HashMap<>();
    UnaryOperator<SimulatedContent> copied =
        content -> copies.computeIfAbsent(content, SimulatedContent::copy);
    names.forEach((name, content) -> copy.names.put(name, copied.apply(content)));
    forcedNames.forEach((name, content) -> copy.forcedNames.put(name, copied.apply(content)));
    for (NameChange change : unforcedChanges) {
      SimulatedContent content = copied.apply(change.content());
      copy.unforcedChanges.add(new NameChange(change.gone(), change.come(), content));
    }
    return copy;
  }

  /** Another disk: what is left by a power failure at this moment. */
  synchronized SimulatedFiles afterPowerLoss(Loss loss, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, SimulatedContent> left = new TreeMap<>(forcedNames);
    for (NameChange change : unforcedChanges) {
      if (loss == Loss.SHUFFLED && random.nextBoolean()) {
        change.make(left);
      }
    }
    SimulatedFiles files = new SimulatedFiles();
    left.forEach((name, content) -> files.names.put(name, content.afterPowerLoss(loss, random)));
    files.forceNames();
    return files;
  }

  @Override
  public List<String> names() throws IOException {
    return call(Call.NAMES, () -> List.copyOf(names.keySet()));
  }

  @Override
  public JournalFile create(String name) throws IOException {
    call(Call.CREATE, () -> made(name));
    return new OpenFile(find(name));
  }

  @Override
  public JournalFile open(String name) throws IOException {
    return new OpenFile(call(Call.OPEN, () -> find(name)));
  }

  @Override
  public void rename(String from, String to) throws IOException {
    call(Call.RENAME, () -> renamed(from, to));
  }

  @Override
  public void delete(String name) throws IOException {
    call(Call.DELETE, () -> deleted(name));
  }

  @Override
  public void force() throws IOException {
    call(Call.FORCE_NAMES, this::forceNames);
  }

  @Override
  public String toString() {
    return "simulated disk";
  }

  private <T> T call(Call call, Work<T> work) throws IOException {
    Outcome outcome = script.outcome(callCount.incrementAndGet(), call);
    synchronized (this) {
      if (outcome == Outcome.FAILED) {
        throw new IOException(call + " failed as told");
      }
      if (outcome == Outcome.THROWN) {
        throw new IllegalStateException(call + " failed as told, unexpectedly");
      }
      T result = work.run();
      if (outcome == Outcome.DONE_BUT_FAILED) {
        throw new IOException(call + " failed as told, after it was done");
      }
      return result;
    }
  }

  /* What a failed force did not write, no later one writes. */
  private void forced(SimulatedContent content, Call call, Runnable force) throws IOException {
    try {
      call(
          call,
          () -> {
            force.run();
            return true;
          });
    } catch (IOException | RuntimeException failed) {
      synchronized (this) {
        content.forget();
      }
      throw failed;
    }
  }

  private synchronized SimulatedContent find(String name) throws IOException {
    SimulatedContent content = names.get(name);
    if (content == null) {
      throw new FileNotFoundException(name);
    }
    return content;
  }

  private SimulatedContent made(String name) throws IOException {
    if (names.containsKey(name)) {
      throw new IOException("is there already: " + name);
    }
    SimulatedContent content = new SimulatedContent();
    change(new NameChange(null, name, content));
    return content;
  }

  private SimulatedContent renamed(String from, String to) throws IOException {
    SimulatedContent content = find(from);
    change(new NameChange(from, to, content));
    return content;
  }

  private SimulatedContent deleted(String name) throws IOException {
    SimulatedContent content = find(name);
    change(new NameChange(name, null, content));
    return content;
  }

  private void change(NameChange change) {
    change.make(names);
    unforcedChanges.add(change);
  }

  private boolean forceNames() {
    forcedNames.clear();
    forcedNames.putAll(names);
    unforcedChanges.clear();
    return true;
  }

  private void requireRoom(long growth) throws IOException {
    if (growth > 0 && length() + growth > capacity) {
      throw new IOException("No space left on device");
    }
  }

  private final class OpenFile implements JournalFile {
    private final SimulatedContent content;
    private boolean isClosed;

    OpenFile(SimulatedContent content) {
      this.content = content;
      openCount.incrementAndGet();
    }

    @Override
    public long length() throws IOException {
      return call(Call.LENGTH, content::length);
    }

    @Override
    public void write(ByteBuffer source, long offset) throws IOException {
      call(
          Call.WRITE,
          () -> {
            requireRoom(content.growth(offset + source.remaining()));
            content.write(source, offset);
            return true;
          });
    }

    @Override
    public void read(ByteBuffer target, long offset) throws IOException {
      call(
          Call.READ,
          () -> {
            content.read(target, offset);
            return true;
          });
    }

    @Override
    public JournalMapping map() throws IOException {
      return new Mapping(content, call(Call.MAP, content::map));
    }

    @Override
    public void force() throws IOException {
      forced(content, Call.FORCE_FILE, content::force);
    }

    @Override
    public void close() {
      if (!isClosed) {
        isClosed = true;
        openCount.decrementAndGet();
      }
    }
  }

  private final class Mapping implements JournalMapping {
    private final SimulatedContent content;
    private final ByteBuffer bytes;
    private boolean isClosed;

    Mapping(SimulatedContent content, ByteBuffer bytes) {
      this.content = content;
      this.bytes = bytes;
      openCount.incrementAndGet();
    }

    @Override
    public ByteBuffer bytes() {
      requireOpen();
      return bytes;
    }

    @Override
    public void force(int offset, int length) throws IOException {
      requireOpen();
      forced(content, Call.FORCE_MEMORY, () -> content.force(offset, length));
    }

    @Override
    public void closeForced() throws IOException {
      close();
      forced(content, Call.FORCE_MEMORY, content::force);
    }

    @Override
    public synchronized void close() {
      if (!isClosed) {
        isClosed = true;
        openCount.decrementAndGet();
      }
    }

    private synchronized void requireOpen() {
      if (isClosed) {
        throw new AssertionError("memory that was given back is used");
      }
    }
  }
}
