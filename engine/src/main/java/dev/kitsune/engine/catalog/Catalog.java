package dev.kitsune.engine.catalog;

import dev.kitsune.engine.bytes.ByteKeyIndex;
import dev.kitsune.engine.bytes.ByteSlice;
import dev.kitsune.engine.error.ConfigurationException;
import dev.kitsune.engine.error.ErrorCode;
import dev.kitsune.engine.error.ExperienceException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All environments of an engine. Looked up by any thread without allocation; swapped by one at a
 * time, each environment whole.
 */
public final class Catalog {
  private static final Logger LOG = LoggerFactory.getLogger(Catalog.class);

  private record Name(String organizationId, String environmentSlug) {}

  /** The names at one moment: organizations, and of each its environments. */
  private static final class Names {
    private final ByteKeyIndex organizations;
    private final ByteKeyIndex[] slugs;
    private final EnvironmentRef[][] environments;

    Names(Map<String, List<EnvironmentRef>> byOrganization) {
      organizations =
          new ByteKeyIndex(byOrganization.keySet().stream().map(Catalog::utf8).toList());
      slugs = byOrganization.values().stream().map(Catalog::slugs).toArray(ByteKeyIndex[]::new);
      environments =
          byOrganization.values().stream()
              .map(refs -> refs.toArray(EnvironmentRef[]::new))
              .toArray(EnvironmentRef[][]::new);
    }
  }

  private final Map<Name, EnvironmentRef> refs = new LinkedHashMap<>();
  private volatile Names names = index(List.of());

  /**
   * Compiles the definitions, then puts them in use: an environment that is not among them is gone,
   * one that did not change keeps its version. If one cannot be compiled nothing changes.
   */
  public synchronized void swap(List<EnvironmentDefinition> definitions) {
    List<Environment> compiled = new ArrayList<>();
    for (EnvironmentDefinition definition : definitions) {
      compiled.add(compile(definition));
    }
    Set<EnvironmentRef> inUse = new LinkedHashSet<>();
    for (Environment environment : compiled) {
      inUse.add(put(environment));
    }
    keepOnly(inUse);
  }

  /**
   * The same for each environment by itself: one that is refused, or cannot be compiled, keeps the
   * version in use.
   *
   * @return why the refused ones are, each with its file
   */
  public synchronized List<ConfigurationException> swapEach(List<EnvironmentReading> readings) {
    List<ConfigurationException> refusals = new ArrayList<>();
    Set<EnvironmentRef> inUse = new LinkedHashSet<>();
    for (EnvironmentReading reading : readings) {
      ConfigurationException refusal = putIfGood(reading);
      if (refusal != null) {
        refusals.add(refusal);
      }
      EnvironmentRef ref = refs.get(name(reading));
      if (ref != null && ref.currentOrNull() != null) {
        inUse.add(ref);
      }
    }
    keepOnly(inUse);
    return refusals;
  }

  /**
   * The environment of this name.
   *
   * @throws ExperienceException CONFIG_NOT_FOUND if there is none
   */
  public EnvironmentRef find(ByteSlice organizationId, ByteSlice environmentSlug) {
    Names now = names;
    int organization = find(now.organizations, organizationId);
    int slug = find(now.slugs[organization], environmentSlug);
    return now.environments[organization][slug];
  }

  /**
   * The same environment, if this catalog made it. Allocates nothing.
   *
   * @throws IllegalArgumentException if it is another engine's
   */
  public EnvironmentRef requireOwn(EnvironmentRef environment) {
    if (!Objects.requireNonNull(environment, "environment").isOf(this)) {
      throw new IllegalArgumentException(
          "environment "
              + environment.organizationId()
              + "/"
              + environment.environmentSlug()
              + " must be one that this engine looked up, is another engine's");
    }
    return environment;
  }

  /** The environments in use. */
  public synchronized List<EnvironmentRef> environments() {
    return refs.values().stream().filter(ref -> ref.currentOrNull() != null).toList();
  }

  private static int find(ByteKeyIndex index, ByteSlice name) {
    int at = index.find(name.array(), name.offset(), name.length());
    if (at == ByteKeyIndex.NONE) {
      throw new ExperienceException(ErrorCode.CONFIG_NOT_FOUND, "");
    }
    return at;
  }

  private @Nullable ConfigurationException putIfGood(EnvironmentReading reading) {
    EnvironmentDefinition definition = reading.definition();
    if (definition == null) {
      return reading.refusal();
    }
    try {
      logAndPut(compile(definition));
      return null;
    } catch (ConfigurationException refusal) {
      return refusal;
    } catch (RuntimeException fault) {
      String name = reading.organizationId() + "/" + reading.environmentSlug();
      return new ConfigurationException(name, "", "cannot be compiled: " + fault);
    }
  }

  private void logAndPut(Environment environment) {
    EnvironmentRef known = refs.get(name(environment.definition()));
    if (known == null || known.currentOrNull() != environment) {
      EnvironmentDefinition definition = environment.definition();
      LOG.info(
          "environment {}/{} version {}, content {}: {} audiences, {} experiences",
          definition.organizationId(),
          definition.environmentSlug(),
          environment.version(),
          HexFormat.of().toHexDigits(definition.contentHash()),
          definition.audiences().size(),
          definition.experiences().size());
    }
    put(environment);
  }

  private EnvironmentRef put(Environment environment) {
    EnvironmentRef ref = ref(environment.definition());
    ref.swap(environment);
    return ref;
  }

  private void keepOnly(Set<EnvironmentRef> inUse) {
    for (EnvironmentRef ref : refs.values()) {
      if (!inUse.contains(ref) && ref.currentOrNull() != null) {
        LOG.info("environment {}/{} is gone", ref.organizationId(), ref.environmentSlug());
        ref.swap(null);
      }
    }
    names = index(List.copyOf(inUse));
  }

  private Environment compile(EnvironmentDefinition definition) {
    EnvironmentRef known = refs.get(name(definition));
    Environment current = known == null ? null : known.currentOrNull();
    if (current != null && current.definition().equals(definition)) {
      return current;
    }
    return Environment.compile(definition, known == null ? 1 : known.nextVersion(), current);
  }

  private EnvironmentRef ref(EnvironmentDefinition definition) {
    return refs.computeIfAbsent(
        name(definition),
        name ->
            new EnvironmentRef(this, name.organizationId(), name.environmentSlug(), refs.size()));
  }

  private static Name name(EnvironmentDefinition definition) {
    return new Name(definition.organizationId(), definition.environmentSlug());
  }

  private static Name name(EnvironmentReading reading) {
    return new Name(reading.organizationId(), reading.environmentSlug());
  }

  private static Names index(List<EnvironmentRef> environments) {
    Map<String, List<EnvironmentRef>> byOrganization = new LinkedHashMap<>();
    for (EnvironmentRef ref : environments) {
      byOrganization.computeIfAbsent(ref.organizationId(), id -> new ArrayList<>()).add(ref);
    }
    return new Names(byOrganization);
  }

  private static ByteKeyIndex slugs(List<EnvironmentRef> environments) {
    return new ByteKeyIndex(
        environments.stream().map(EnvironmentRef::environmentSlug).map(Catalog::utf8).toList());
  }

  private static byte[] utf8(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
